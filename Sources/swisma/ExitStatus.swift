/// The exit statuses of all commands, in one place.
///
/// Errors name theirs through `UserFacingError.exitStatus`; the numbers are these.
enum ExitStatus {
  /// It failed, or the state that was asked for is not the wanted one.
  static let failed: Int32 = 1
  /// It ran and found a difference (`migrate diff --exit-code`, `--check`).
  static let difference: Int32 = 2
  /// Consent is missing or was declined.
  static let consentMissing: Int32 = 3
  /// The command line cannot be understood; `EX_USAGE` of sysexits.h.
  static let usage: Int32 = 64
  /// A signal ended the process: 128 and the number of the signal, as shells count.
  static func signal(_ number: Int32) -> Int32 { 128 + number }
}

/// An error of the world (a file, a database, a flag) that people can do something about.
///
/// The executable renders it on stderr and takes the exit status from it; `--json` renders the
/// same facts as `{"error": {"code", "message", "help"}}`.
public protocol UserFacingError: Error {
  /// The stable code, such as `P1001` where Prisma has one for the case, else one of ours.
  var code: String { get }
  /// What happened, to which thing. Never holds a secret.
  var message: String { get }
  /// The lines of a user's text that the error is about, as they are shown to people.
  var excerpt: String? { get }
  /// What to do next.
  var help: String? { get }
  /// The exit status of the process: 1 failed, 2 difference found, 3 consent missing, 64 usage.
  var exitStatus: Int32 { get }
}

extension UserFacingError {
  /// No text.
  public var excerpt: String? { nil }
  /// No advice.
  public var help: String? { nil }
  /// The command failed.
  public var exitStatus: Int32 { 1 }
}

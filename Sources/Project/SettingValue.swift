/// A value of a configuration file.
package indirect enum SettingValue: Sendable, Hashable {
  case string(String)
  case number(Double)
  case boolean(Bool)
  /// `null` and `undefined`: the same as saying nothing.
  case absent
  case array([SettingValue])
  case object([Member])
  /// An environment variable that has to be set and is not.
  case missingVariable(String)
  /// Something that cannot be known without running the file.
  case unreadable(String, line: Int)

  /// A key with its value.
  package struct Member: Sendable, Hashable {
    package var key: String
    package var value: SettingValue
  }

  /// The value of a key, the last one when it is repeated.
  subscript(key: String) -> SettingValue {
    guard case .object(let members) = self else { return .absent }
    return members.last { $0.key == key }?.value ?? .absent
  }
}

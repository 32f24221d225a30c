import FileSystem

/// Gives the expressions of a script their values.
struct ScriptEvaluator {
  let script: Script
  /// The variables of the process and of the `.env` files.
  let environment: [String: String]
  /// The folder of the script.
  let directory: String
  let workingDirectory: String

  /// The value of an expression.
  func value(of expression: ScriptExpression) -> SettingValue { value(of: expression, depth: 0) }

  private func value(of expression: ScriptExpression, depth: Int) -> SettingValue {
    // Constants may refer to each other; a circle of them has no value.
    guard depth < 128 else { return .unreadable("a circle of constants", line: expression.line) }
    func inner(_ expression: ScriptExpression) -> SettingValue {
      value(of: expression, depth: depth + 1)
    }
    switch expression.kind {
    case .value(let value): return value
    case .array(let elements): return .array(elements.map(inner))
    case .object(let members):
      return .object(members.map { SettingValue.Member(key: $0.key, value: inner($0.value)) })
    case .requiredVariable(let name):
      return environment[name].map { .string($0) } ?? .missingVariable(name)
    case .variable(let name): return environment[name].map { .string($0) } ?? .absent
    case .scriptDirectory: return .string(directory)
    case .workingDirectory: return .string(workingDirectory)
    case .path(let parts, let isResolved):
      return path(parts.map(inner), isResolved: isResolved, line: expression.line)
    case .concatenation(let parts): return concatenation(parts.map(inner), line: expression.line)
    case .fallback(let left, let right):
      let value = inner(left)
      return value == .absent || value == .string("") ? inner(right) : value
    case .constant(let name):
      guard let constant = script.constants[name] else {
        return .unreadable(name, line: expression.line)
      }
      return inner(constant)
    case .unreadable(let text): return .unreadable(text, line: expression.line)
    }
  }

  private func path(_ parts: [SettingValue], isResolved: Bool, line: Int) -> SettingValue {
    var path = isResolved ? workingDirectory : ""
    for part in parts {
      guard case .string(let text) = part else { return unusable(part, line: line) }
      path = isResolved || path.isEmpty ? Path.join(path, text) : path + "/" + text
    }
    return .string(Path.normalize(path))
  }

  private func concatenation(_ parts: [SettingValue], line: Int) -> SettingValue {
    var text = ""
    for part in parts {
      guard case .string(let piece) = part else { return unusable(part, line: line) }
      text += piece
    }
    return .string(text)
  }

  /// A part that is no text: what is missing in it explains better than the whole.
  private func unusable(_ part: SettingValue, line: Int) -> SettingValue {
    switch part {
    case .missingVariable, .unreadable: part
    case .string, .number, .boolean, .absent, .array, .object:
      .unreadable("an expression with a part that is not text", line: line)
    }
  }
}

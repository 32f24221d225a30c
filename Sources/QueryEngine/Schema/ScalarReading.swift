import BinaryText
import DatabaseAccess
import JSON
import SchemaModel

/// How a value of a request reads as a scalar type, in the words that clients know.
enum ScalarReading {
  case fits
  case wrongType
  /// A number that has no 64 bits.
  case tooLarge(Double)
  /// A text that is not written as the type asks; `nil` for a reason without words.
  case unreadable(String, expected: String, reason: String?)

  init(_ value: ArgumentValue, as type: ScalarType, stringsAreJSON: Bool) {
    switch type {
    case .string: if case .string = value { self = .fits } else { self = .wrongType }
    case .boolean: if case .boolean = value { self = .fits } else { self = .wrongType }
    case .int: self = Self.int(value)
    case .bigInt: self = Self.bigInt(value)
    case .float:
      switch value {
      case .integer, .number, .decimal: self = .fits
      default: self = .wrongType
      }
    case .decimal: self = Self.decimal(value)
    case .dateTime: self = Self.dateTime(value)
    case .bytes: self = Self.bytes(value)
    case .json: self = Self.json(value, stringsAreJSON: stringsAreJSON)
    }
  }

  private static func int(_ value: ArgumentValue) -> ScalarReading {
    switch value {
    case .integer: return .fits
    case .number(let text), .decimal(let text):
      guard let number = Double(text) else { return .wrongType }
      return abs(number) < 0x1p63 ? .fits : .tooLarge(number)
    default: return .wrongType
    }
  }

  private static func bigInt(_ value: ArgumentValue) -> ScalarReading {
    switch value {
    case .integer, .bigInt: return .fits
    case .string(let text):
      guard let reason = integerProblem(text) else { return .fits }
      return .unreadable(text, expected: "big integer String", reason: reason)
    default: return .wrongType
    }
  }

  private static func decimal(_ value: ArgumentValue) -> ScalarReading {
    switch value {
    case .integer, .number, .decimal: return .fits
    case .string(let text):
      guard let reason = decimalProblem(text) else { return .fits }
      return .unreadable(text, expected: "decimal String", reason: reason)
    default: return .wrongType
    }
  }

  private static func dateTime(_ value: ArgumentValue) -> ScalarReading {
    switch value {
    case .dateTime(let text), .string(let text):
      do throws(ISODateTime.Problem) {
        _ = try ISODateTime.microseconds(rfc3339: text.utf8)
        return .fits
      } catch {
        return .unreadable(text, expected: "ISO-8601 DateTime", reason: words(for: error))
      }
    default: return .wrongType
    }
  }

  private static func words(for problem: ISODateTime.Problem) -> String {
    switch problem {
    case .tooShort: "premature end of input"
    case .invalid: "input contains invalid characters"
    case .outOfRange: "input is out of range"
    case .trailing: "trailing input"
    }
  }

  private static func bytes(_ value: ArgumentValue) -> ScalarReading {
    switch value {
    case .bytes: return .fits
    case .string(let text):
      guard Base64.decode(text) == nil else { return .fits }
      return .unreadable(
        text, expected: "base64 String",
        reason: "Could not convert from `base64 encoded bytes` to `PrismaValue::Bytes`")
    default: return .wrongType
    }
  }

  private static func json(_ value: ArgumentValue, stringsAreJSON: Bool) -> ScalarReading {
    switch value {
    case .json(let text): return json(text)
    case .string(let text) where stringsAreJSON: return json(text)
    case .raw: return .fits
    default: return .wrongType
    }
  }

  /// Text that should be JSON.
  static func json(_ text: String) -> ScalarReading {
    (try? JSONReader.read(text)) == nil
      ? .unreadable(text, expected: "JSON String", reason: nil) : .fits
  }

  private static let emptyNumber = "cannot parse integer from empty string"
  private static let badDigit = "invalid digit found in string"

  private static func integerProblem(_ text: String) -> String? {
    guard !text.isEmpty else { return emptyNumber }
    guard Int64(text) == nil else { return nil }
    let digits = unsigned(text)
    guard !digits.isEmpty, digits.utf8.allSatisfy(isDigit) else { return badDigit }
    return text.hasPrefix("-")
      ? "number too small to fit in target type" : "number too large to fit in target type"
  }

  private static func decimalProblem(_ text: String) -> String? {
    guard !text.isEmpty else { return "Failed to parse empty string" }
    let parts = text.split(
      maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { "eE".contains($0) })
    if parts.count == 2, let problem = integerProblem(String(parts[1])) { return problem }
    let number = unsigned(parts[0]).split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let digits = number.joined()
    guard !digits.isEmpty else { return emptyNumber }
    return digits.utf8.allSatisfy(isDigit) ? nil : badDigit
  }

  private static func unsigned(_ text: some StringProtocol) -> Substring {
    Substring(text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...])
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}

extension SchemaPair where Value == ColumnDefault? {
  /// Whether both sides mean the same default, however they are written.
  ///
  /// A datamodel that says only that the database has a default agrees with any default.
  package var areSameDefaults: Bool {
    switch (previous, next) {
    case (nil, nil): true
    case (.literal(let previous)?, .literal(let next)?):
      SchemaPair<SQLLiteral>(previous, next).areSameLiterals
    case (.now?, .now?): true
    case (.sequence?, .sequence?): true
    case (.some, .expression(nil)?): true
    case (.expression(nil)?, nil), (nil, .expression(nil)?): true
    case (.expression(let previous?)?, .expression(let next?)?):
      previous.lowercased() == next.lowercased()
    case (.none, .some), (.some, .none), (.some, .some): false
    }
  }
}

extension SchemaPair where Value == SQLLiteral {
  /// Whether both sides are the same constant: `1` is `1.0`, and a time written as text is not
  /// compared, because databases rewrite it.
  package var areSameLiterals: Bool {
    switch (previous, next) {
    case (.number(let previous), .number(let next)):
      DecimalDigits(previous) == DecimalDigits(next)
    case (.number(let previous), .string(let next)), (.string(let previous), .number(let next)):
      DecimalDigits(previous) == DecimalDigits(next)
    case (.dateTime, .dateTime), (.string, .dateTime), (.dateTime, .string): true
    case (.json(let previous), .json(let next)),
      (.json(let previous), .string(let next)), (.string(let previous), .json(let next)):
      previous == next || previous.withoutJSONSpace == next.withoutJSONSpace
    case (.enumValue(let previous), .string(let next)),
      (.string(let previous), .enumValue(let next)):
      previous == next
    case (.list(let previous), .list(let next)):
      previous.count == next.count
        && zip(previous, next).allSatisfy { SchemaPair<SQLLiteral>($0, $1).areSameLiterals }
    default: previous == next
    }
  }
}

/// A decimal number in a form in which equal numbers are equal values.
private struct DecimalDigits: Equatable {
  let isNegative: Bool
  /// Without leading and trailing zeros; empty for zero.
  let digits: [UInt8]
  let exponent: Int
  /// The text itself where it is no number, so that it still compares.
  let other: String?

  init(_ text: String) {
    var bytes = Array(text.utf8)[...]
    let sign = bytes.first
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { bytes.removeFirst() }
    var exponent = 0
    if let mark = bytes.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
      exponent = Int(String(decoding: bytes[(mark + 1)...], as: UTF8.self)) ?? 0
      exponent = min(max(exponent, -1_000_000), 1_000_000)
      bytes = bytes[..<mark]
    }
    let parts = bytes.split(
      separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    var digits = parts.flatMap { $0 }
    guard !digits.isEmpty,
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else {
      (self.digits, self.exponent, isNegative, other) = ([], 0, false, text)
      return
    }
    exponent -= parts.count > 1 ? parts[1].count : 0
    while digits.last == UInt8(ascii: "0") {
      digits.removeLast()
      exponent += 1
    }
    self.digits = Array(digits.drop { $0 == UInt8(ascii: "0") })
    self.exponent = self.digits.isEmpty ? 0 : exponent
    isNegative = sign == UInt8(ascii: "-") && !self.digits.isEmpty
    other = nil
  }
}

extension String {
  /// The text of a JSON document without the space between its tokens.
  fileprivate var withoutJSONSpace: [UInt8] {
    var result: [UInt8] = []
    var isInString = false
    var isEscaped = false
    for byte in utf8 {
      if isInString {
        result.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
      } else if byte > UInt8(ascii: " ") {
        result.append(byte)
        isInString = byte == UInt8(ascii: "\"")
      }
    }
    return result
  }
}

/// Cells as scalars, whatever they are stored as; `nil` for what the scalar cannot be.
extension RowBuffer {
  package func scalarInteger(_ row: Int, _ column: Int) -> Int64? {
    switch kind(row, column) {
    case .integer: integer(row, column)
    case .double: Int64(exactly: double(row, column))
    case .text: Int64(String(decoding: bytes(row, column), as: UTF8.self))
    case .null, .bytes, .dateTime: nil
    }
  }

  package func scalarFloat(_ row: Int, _ column: Int) -> Double? {
    switch kind(row, column) {
    case .double: double(row, column)
    case .integer: Double(integer(row, column))
    case .text: Double(String(decoding: bytes(row, column), as: UTF8.self))
    case .null, .bytes, .dateTime: nil
    }
  }

  package func scalarBoolean(_ row: Int, _ column: Int) -> Bool? {
    switch kind(row, column) {
    case .integer: return integer(row, column) != 0
    case .double:
      let number = double(row, column)
      return number == 0 ? false : number == 1 ? true : nil
    case .text:
      let text = bytes(row, column)
      for yes in ["t", "true", "1"] where text.elementsEqual(yes.utf8) { return true }
      for no in ["f", "false", "0"] where text.elementsEqual(no.utf8) { return false }
      return nil
    case .null, .bytes, .dateTime: return nil
    }
  }

  /// Digits with point or exponent.
  package func scalarDecimal(_ row: Int, _ column: Int) -> [UInt8]? {
    switch kind(row, column) {
    case .text:
      let text = String(decoding: bytes(row, column), as: UTF8.self)
      return DecimalText.isValid(text) ? Array(text.utf8) : nil
    case .integer: return Array(String(integer(row, column)).utf8)
    case .double:
      let number = double(row, column)
      return number.isFinite ? Array(number.description.utf8) : nil
    case .null, .bytes, .dateTime: return nil
    }
  }

  /// JSON as text; databases may take a number in JSON for a number.
  package func scalarJSON(_ row: Int, _ column: Int) -> [UInt8]? {
    switch kind(row, column) {
    case .text: return Array(bytes(row, column))
    case .integer: return Array(String(integer(row, column)).utf8)
    case .double:
      let number = double(row, column)
      return number.isFinite ? Array(number.description.utf8) : nil
    case .null, .bytes, .dateTime: return nil
    }
  }

  /// Microseconds since 1970.
  package func scalarDateTime(_ row: Int, _ column: Int) -> Int64? {
    switch kind(row, column) {
    case .dateTime: return integer(row, column)
    case .text where !hasReadTimes:
      let text = bytes(row, column)
      return ISODateTime.microseconds(text) ?? ISODateTime.timeOfDay(text)
    case .null, .integer, .double, .text, .bytes: return nil
    }
  }
}

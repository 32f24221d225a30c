public import DatabaseAccess
public import FoundationEssentials
public import JSON

/// A Swift type for a scalar type or an enum of the schema language.
public protocol ScalarValue: InputConvertible, Hashable {
  /// Reads a cell that is not NULL; `nil` when it holds something else.
  init?(cell: ResultCell)
}

/// One cell of an answer with the type that the schema gives it.
public struct ResultCell {
  /// The rows.
  public let rows: RowBuffer
  /// The number of the row.
  public let row: Int
  /// The number of the column.
  public let column: Int
  /// The type.
  public let type: ResultType

  /// What the database gave.
  public var kind: CellKind { rows.kind(row, column) }

  /// The bytes of text; `nil` for other kinds.
  public var text: ArraySlice<UInt8>? { kind == .text ? rows.bytes(row, column) : nil }
}

extension String: ScalarValue {
  /// Reads text.
  public init?(cell: ResultCell) {
    guard let text = cell.rows.string(cell.row, cell.column) else { return nil }
    self = text
  }

  /// The text.
  public var inputValue: InputValue { .string(self) }
}

extension Bool: ScalarValue {
  /// Reads a truth value; databases without booleans give 0 or 1.
  public init?(cell: ResultCell) {
    guard let flag = cell.rows.scalarBoolean(cell.row, cell.column) else { return nil }
    self = flag
  }

  /// The truth value.
  public var inputValue: InputValue { .boolean(self) }
}

extension Int64: ScalarValue {
  /// Reads an integer, also one in the form of a number or of text.
  public init?(cell: ResultCell) {
    guard let integer = cell.rows.scalarInteger(cell.row, cell.column) else { return nil }
    self = integer
  }

  /// The integer.
  public var inputValue: InputValue { .integer(self) }
}

extension Int: ScalarValue {
  /// Reads an integer.
  public init?(cell: ResultCell) {
    guard let value = Int64(cell: cell) else { return nil }
    self.init(exactly: value)
  }

  /// The integer.
  public var inputValue: InputValue { .integer(Int64(self)) }
}

extension Double: ScalarValue {
  /// Reads a number, also one in the form of an integer or of text.
  public init?(cell: ResultCell) {
    guard let number = cell.rows.scalarFloat(cell.row, cell.column) else { return nil }
    self = number
  }

  /// The number.
  public var inputValue: InputValue { .double(self) }
}

extension DecimalNumber: ScalarValue {
  /// Reads digits; databases without decimals give numbers.
  public init?(cell: ResultCell) {
    guard let digits = cell.rows.scalarDecimal(cell.row, cell.column) else { return nil }
    self.init(String(decoding: digits, as: UTF8.self))
  }

  /// The number.
  public var inputValue: InputValue { .decimal(self) }
}

extension Date: ScalarValue {
  /// Reads a point in time.
  public init?(cell: ResultCell) {
    guard let microseconds = cell.rows.scalarDateTime(cell.row, cell.column) else { return nil }
    self.init(timeIntervalSince1970: Double(microseconds) / 1_000_000)
  }

  /// The point in time, to the microsecond.
  public var inputValue: InputValue {
    let microseconds = (timeIntervalSince1970 * 1_000_000).rounded()
    // Beyond the range of 64 bits there is no date that a database could hold.
    return .dateTime(Int64(exactly: microseconds) ?? (microseconds < 0 ? .min : .max))
  }
}

extension JSONValue: ScalarValue {
  /// Reads JSON text; databases may take a number in JSON for a number.
  public init?(cell: ResultCell) {
    guard let text = cell.rows.scalarJSON(cell.row, cell.column),
      let value = try? JSONReader.read(text)
    else { return nil }
    self = value
  }

  /// The value as JSON.
  public var inputValue: InputValue { .json(self) }
}

/// The bytes of a field of type `Bytes`.
public struct Bytes: ScalarValue, ExpressibleByArrayLiteral {
  /// The bytes.
  public var bytes: [UInt8]

  /// Creates a value.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Creates a value.
  public init(arrayLiteral elements: UInt8...) { bytes = elements }

  /// Reads bytes.
  public init?(cell: ResultCell) {
    guard cell.kind == .bytes else { return nil }
    bytes = Array(cell.rows.bytes(cell.row, cell.column))
  }

  /// The bytes.
  public var inputValue: InputValue { .bytes(bytes) }
}

/// An enum of the schema.
public protocol EnumValue: ScalarValue, RawRepresentable, CaseIterable where RawValue == String {}

extension EnumValue {
  /// Reads a value by the name that it has in the database.
  public init?(cell: ResultCell) {
    guard case .enumeration(_, let values) = cell.type,
      let text = cell.rows.string(cell.row, cell.column),
      let value = values.first(where: { $0.databaseName == text })
    else { return nil }
    self.init(rawValue: value.name)
  }

  /// The name of the value.
  public var inputValue: InputValue { .enumeration(rawValue) }
}

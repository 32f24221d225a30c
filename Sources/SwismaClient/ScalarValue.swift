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
    guard cell.kind == .integer else { return nil }
    self = cell.rows.integer(cell.row, cell.column) != 0
  }

  /// The truth value.
  public var inputValue: InputValue { .boolean(self) }
}

extension Int64: ScalarValue {
  /// Reads an integer, also one in the form of a number or of text.
  public init?(cell: ResultCell) {
    switch cell.kind {
    case .integer: self = cell.rows.integer(cell.row, cell.column)
    case .double: self.init(exactly: cell.rows.double(cell.row, cell.column))
    case .text: self.init(cell.rows.string(cell.row, cell.column) ?? "")
    case .null, .bytes, .dateTime: return nil
    }
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
    switch cell.kind {
    case .double: self = cell.rows.double(cell.row, cell.column)
    case .integer: self.init(cell.rows.integer(cell.row, cell.column))
    case .text: self.init(cell.rows.string(cell.row, cell.column) ?? "")
    case .null, .bytes, .dateTime: return nil
    }
  }

  /// The number.
  public var inputValue: InputValue { .double(self) }
}

extension DecimalNumber: ScalarValue {
  /// Reads digits; databases without decimals give numbers.
  public init?(cell: ResultCell) {
    self.init(cell.rows.string(cell.row, cell.column) ?? "")
  }

  /// The number.
  public var inputValue: InputValue { .decimal(self) }
}

extension Date: ScalarValue {
  /// Reads a point in time; as an integer it is milliseconds since 1970.
  public init?(cell: ResultCell) {
    let microseconds: Int64? =
      switch cell.kind {
      case .dateTime: cell.rows.integer(cell.row, cell.column)
      case .integer:
        cell.rows.integer(cell.row, cell.column).multipliedReportingOverflow(by: 1000).partialValue
      case .text: ISODateTime.microseconds(cell.rows.bytes(cell.row, cell.column))
      case .null, .double, .bytes: nil
      }
    guard let microseconds else { return nil }
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
  /// Reads JSON text.
  public init?(cell: ResultCell) {
    guard let text = cell.text, let value = try? JSONReader.read(Array(text)) else { return nil }
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
    guard cell.kind == .bytes || cell.kind == .text else { return nil }
    bytes = Array(cell.rows.bytes(cell.row, cell.column))
  }

  /// The bytes.
  public var inputValue: InputValue { .bytes(bytes) }
}

/// An enum of the schema.
public protocol EnumValue: ScalarValue, RawRepresentable, CaseIterable where RawValue == String {}

extension EnumValue {
  /// Reads the name of a value, as the schema or as the database writes it.
  public init?(cell: ResultCell) {
    guard let text = cell.rows.string(cell.row, cell.column) else { return nil }
    guard case .enumeration(let renamed) = cell.type,
      let value = renamed.first(where: { $0.databaseName == text })
    else {
      self.init(rawValue: text)
      return
    }
    self.init(rawValue: value.name)
  }

  /// The name of the value.
  public var inputValue: InputValue { .enumeration(rawValue) }
}

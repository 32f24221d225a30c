/// What a cell of a `RowBuffer` holds.
public enum CellKind: UInt8, Sendable {
  /// SQL NULL.
  case null
  /// A 64-bit integer; also booleans (0 or 1).
  case integer
  /// A 64-bit floating-point number.
  case double
  /// UTF-8 text; also what has no other form: decimals, JSON, UUIDs, enum values, dates.
  case text
  /// Raw bytes.
  case bytes
  /// A point in time: microseconds since 1970-01-01T00:00:00Z, read as an integer.
  case dateTime
}

/// The rows of one result in an arena: 16 bytes a cell, and one array of bytes.
///
/// Concrete on purpose. A backend fills it in one tight loop and the engine reads it by index, so
/// that no cell crosses an existential, a dictionary or a `String`.
public struct RowBuffer: Sendable {
  @usableFromInline
  struct Cell: Sendable {
    /// The number itself, or the offset of the bytes in the arena.
    @usableFromInline var payload: UInt64
    /// The number of bytes in the arena.
    @usableFromInline var length: UInt32
    @usableFromInline var kind: CellKind

    @inlinable
    init(payload: UInt64, length: UInt32, kind: CellKind) {
      self.payload = payload
      self.length = length
      self.kind = kind
    }
  }

  /// The names of the columns as the database reports them.
  public private(set) var columnNames: [String]
  /// The type of each column as the database declares it (`"INTEGER"`, `"timestamptz"`),
  /// upper or lower case as it comes; empty where the database names none, such as for an expression
  /// in SQLite.
  public var columnTypes: [String]
  /// The columns whose type is an enum of the database, counted from 0.
  package var enumColumns: Set<Int> = []
  /// Whether the session has read the points in time, so that texts in their columns are none.
  package var hasReadTimes = false
  /// The number of columns; never changes.
  public let columnCount: Int
  @usableFromInline var cells: [Cell] = []
  @usableFromInline var arena: [UInt8] = []
  /// The forms of points in time that are not stored in the usual one, by the number of their cell.
  private var storedTimes: [Int: Value] = [:]
  /// The number of rows of a result without columns, such as `SELECT FROM t` in PostgreSQL.
  @usableFromInline var rowsWithoutColumns = 0

  /// Creates an empty buffer.
  public init(columnNames: [String], columnTypes: [String] = []) {
    self.columnNames = columnNames
    self.columnTypes = columnTypes
    columnCount = columnNames.count
  }

  /// The number of complete rows.
  @inlinable
  public var rowCount: Int { columnCount == 0 ? rowsWithoutColumns : cells.count / columnCount }

  /// Tells whether there is no row.
  @inlinable
  public var isEmpty: Bool { rowCount == 0 }

  /// Appends SQL NULL as the next cell.
  @inlinable
  public mutating func appendNull() { cells.append(Cell(payload: 0, length: 0, kind: .null)) }

  /// Appends an integer as the next cell.
  @inlinable
  public mutating func append(integer: Int64) {
    cells.append(Cell(payload: UInt64(bitPattern: integer), length: 0, kind: .integer))
  }

  /// Appends a floating-point number as the next cell.
  @inlinable
  public mutating func append(double: Double) {
    cells.append(Cell(payload: double.bitPattern, length: 0, kind: .double))
  }

  /// Appends a point in time, in microseconds since 1970, as the next cell.
  @inlinable
  public mutating func append(dateTime microseconds: Int64) {
    cells.append(Cell(payload: UInt64(bitPattern: microseconds), length: 0, kind: .dateTime))
  }

  /// Appends a point in time that is stored in another form than usual.
  package mutating func append(dateTime microseconds: Int64, stored: Value) {
    storedTimes[cells.count] = stored
    append(dateTime: microseconds)
  }

  /// Appends a copy of bytes as the next cell, of kind `.text` or `.bytes`.
  @inlinable
  public mutating func append(_ bytes: UnsafeRawBufferPointer, kind: CellKind) {
    let offset = arena.count
    unsafe arena.append(contentsOf: bytes)
    cells.append(Cell(payload: UInt64(offset), length: UInt32(arena.count - offset), kind: kind))
  }

  /// Appends text as the next cell.
  public mutating func append(text: String) {
    let offset = arena.count
    arena.append(contentsOf: text.utf8)
    cells.append(
      Cell(payload: UInt64(offset), length: UInt32(arena.count - offset), kind: .text))
  }

  /// Appends all rows of a buffer with the same columns.
  public mutating func append(contentsOf other: RowBuffer) {
    let offset = UInt64(arena.count)
    for (number, time) in other.storedTimes { storedTimes[cells.count + number] = time }
    arena.append(contentsOf: other.arena)
    cells.reserveCapacity(cells.count + other.cells.count)
    for var cell in other.cells {
      if cell.kind == .text || cell.kind == .bytes { cell.payload += offset }
      cells.append(cell)
    }
    rowsWithoutColumns += other.rowsWithoutColumns
  }

  /// Appends one row of a buffer with the same columns.
  public mutating func append(row: Int, of other: RowBuffer) {
    for column in 0..<columnCount {
      let number = row * columnCount + column
      var cell = other.cells[number]
      if let time = other.storedTimes[number] { storedTimes[cells.count] = time }
      if cell.kind == .text || cell.kind == .bytes {
        let start = Int(cell.payload)
        cell.payload = UInt64(arena.count)
        arena.append(contentsOf: other.arena[start..<start + Int(cell.length)])
      }
      cells.append(cell)
    }
  }

  /// Puts a floating-point number into a cell.
  package mutating func replace(_ row: Int, _ column: Int, double: Double) {
    cells[row * columnCount + column] = Cell(payload: double.bitPattern, length: 0, kind: .double)
  }

  /// Counts a row of a result that has no columns.
  public mutating func appendEmptyRow() { rowsWithoutColumns += 1 }

  /// The kind of a cell.
  @inlinable
  public func kind(_ row: Int, _ column: Int) -> CellKind { cells[row * columnCount + column].kind }

  /// Tells whether a cell is SQL NULL.
  @inlinable
  public func isNull(_ row: Int, _ column: Int) -> Bool { kind(row, column) == .null }

  /// The number in a cell of kind `.integer` or `.dateTime`.
  @inlinable
  public func integer(_ row: Int, _ column: Int) -> Int64 {
    Int64(bitPattern: cells[row * columnCount + column].payload)
  }

  /// The number in a cell of kind `.double`.
  @inlinable
  public func double(_ row: Int, _ column: Int) -> Double {
    Double(bitPattern: cells[row * columnCount + column].payload)
  }

  /// The bytes of a cell of kind `.text` or `.bytes`; valid as long as the buffer is unchanged.
  @inlinable
  public func bytes(_ row: Int, _ column: Int) -> ArraySlice<UInt8> {
    let cell = cells[row * columnCount + column]
    return arena[Int(cell.payload)..<Int(cell.payload) + Int(cell.length)]
  }

  /// The text of a cell: as it is for `.text`, in decimal for numbers, `nil` for NULL and bytes.
  public func string(_ row: Int, _ column: Int) -> String? {
    switch kind(row, column) {
    case .null, .bytes: nil
    case .integer, .dateTime: String(integer(row, column))
    case .double: String(double(row, column))
    case .text: String(decoding: bytes(row, column), as: UTF8.self)
    }
  }

  /// A cell as a value to bind again, such as the key of a second statement.
  public func value(_ row: Int, _ column: Int) -> Value {
    switch kind(row, column) {
    case .null: .null
    case .integer: .integer(integer(row, column))
    case .double: .double(double(row, column))
    case .text: .text(String(decoding: bytes(row, column), as: UTF8.self))
    case .bytes: .bytes(Array(bytes(row, column)))
    case .dateTime: .dateTime(integer(row, column))
    }
  }

  /// A cell as a value, `asStored` in the form of the database, to write it into a foreign key.
  package func value(_ row: Int, _ column: Int, asStored: Bool) -> Value {
    asStored
      ? storedTimes[row * columnCount + column] ?? value(row, column) : value(row, column)
  }
}

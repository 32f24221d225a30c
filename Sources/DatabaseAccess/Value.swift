/// A value bound to a parameter of a statement.
///
/// The cases carry what the schema language knows; how a database stores each is the business of
/// its backend (SQLite has no boolean: `.boolean` is bound as 0 or 1 there).
public indirect enum Value: Sendable, Hashable {
  /// SQL NULL.
  case null
  /// `Boolean`.
  case boolean(Bool)
  /// `Int` and `BigInt`.
  case integer(Int64)
  /// `Float`.
  case double(Double)
  /// `Decimal`, in plain or exponent notation, exact.
  case decimal(String)
  /// `String`.
  case text(String)
  /// `Bytes`.
  case bytes([UInt8])
  /// `DateTime`: microseconds since 1970-01-01T00:00:00Z.
  case dateTime(Int64)
  /// `Json`: its text.
  case json(String)
  /// A value of an enum: its name in the database.
  case enumeration(String)
  /// A UUID in its canonical text form.
  case uuid(String)
  /// A scalar list.
  case list([Value])
}

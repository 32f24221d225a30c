import SQLModel

/// A change from one built-in type to another, both without regard to whether they make lists.
struct PostgresScalarChange {
  private let previous: PostgresScalar
  private let next: PostgresScalar
  /// The arguments in their canonical form.
  private let arguments: SchemaPair<[Int]>

  init(_ scalars: SchemaPair<PostgresScalar>, _ arguments: SchemaPair<[Int]>) {
    previous = scalars.previous
    next = scalars.next
    self.arguments = arguments
  }

  /// What the change takes; `nil` when both are the same.
  var type: TypeChange? {
    if previous == next {
      return arguments.previous == arguments.next ? nil : resized
    }
    if next.isText { return toText }
    if previous.isNumber && next.isNumber { return isWider ? .safe : .risky }
    if Self.hasExplicitCast(from: previous, to: next) { return .risky }
    return assigned
  }

  /// Whether the server converts only when it is told to.
  static func hasExplicitCast(from previous: PostgresScalar, to next: PostgresScalar) -> Bool {
    switch previous {
    case .text, .varChar, .char:
      [
        .smallInt, .integer, .bigInt, .decimal, .real, .doublePrecision, .boolean, .uuid,
        .timestamp, .timestamptz, .date, .time, .timetz, .json, .jsonB, .byteA, .inet, .xml,
      ].contains(next)
    case .integer: next == .boolean
    case .boolean: next == .integer
    case .smallInt, .bigInt, .decimal, .money, .inet, .oid, .citext, .real, .doublePrecision,
      .byteA, .timestamp, .timestamptz, .date, .time, .timetz, .bit, .varBit, .uuid, .xml, .json,
      .jsonB:
      false
    }
  }

  /// What the casts that the server has for assignment make of it.
  private var assigned: TypeChange {
    switch previous {
    case .timestamp: next == .timestamptz ? sameTime : isPartOfTime ? .risky : .impossible
    case .timestamptz: next == .timestamp ? sameTime : isPartOfTime ? .risky : .impossible
    case .date: next == .timestamp || next == .timestamptz ? .safe : .impossible
    case .time: next == .timetz ? sameTime : .impossible
    case .timetz: next == .time ? .risky : .impossible
    case .text, .inet: next == .citext ? .safe : .impossible
    // Documents lose the keys that they have twice.
    case .json: next == .jsonB ? .risky : .impossible
    case .jsonB: next == .json ? .safe : .impossible
    case .oid: next == .bigInt ? .safe : next == .integer ? .risky : .impossible
    case .money: next == .decimal ? .risky : .impossible
    case .bit:
      next == .varBit && Self.fits(arguments.previous.first, in: arguments.next.first)
        ? .safe : .impossible
    case .varBit:
      next == .bit && Self.fits(arguments.next.first, in: arguments.previous.first)
        ? .risky : .impossible
    case .smallInt, .integer, .bigInt, .decimal, .citext, .real, .doublePrecision, .varChar, .char,
      .byteA, .boolean, .uuid, .xml:
      .impossible
    }
  }

  /// The same time in a type that may keep fewer digits of its seconds.
  private var sameTime: TypeChange {
    Self.fits(arguments.previous.first, in: arguments.next.first) ? .safe : .risky
  }

  private var isPartOfTime: Bool { next == .date || next == .time || next == .timetz }

  /// The same type with other arguments.
  private var resized: TypeChange {
    let (previous, next) = (arguments.previous, arguments.next)
    switch self.next {
    // The server refuses bits that are too many or too few.
    case .bit: return .impossible
    case .varBit: return Self.fits(previous.first, in: next.first) ? .safe : .impossible
    case .decimal:
      let isWider =
        previous.count == 2 && next.count == 2 && next[1] >= previous[1]
        && next[0] - next[1] >= previous[0] - previous[1]
      return next.isEmpty || isWider ? .safe : .risky
    case .smallInt, .integer, .bigInt, .money, .inet, .oid, .citext, .real, .doublePrecision,
      .varChar, .char, .text, .byteA, .timestamp, .timestamptz, .date, .time, .timetz, .boolean,
      .uuid, .xml, .json, .jsonB:
      return Self.fits(previous.first, in: next.first) ? .safe : .risky
    }
  }

  private var toText: TypeChange {
    let room = next == .text ? nil : arguments.next.first
    if next == .char, previous == .inet || previous == .oid { return .impossible }
    guard let need = usualLength else { return room == nil ? .safe : .risky }
    if Self.fits(longestLength ?? need, in: room) { return .safe }
    if Self.fits(need, in: room) { return .risky }
    // Numbers and most booleans may be short enough; the others have a fixed form that cannot fit.
    let mayFit =
      previous.isNumber || previous.isText || previous == .oid
      || (previous == .boolean && (next == .varChar || room == 4))
    return mayFit ? .risky : .impossible
  }

  /// The length of the usual texts of a value; `nil` when there is no limit.
  private var usualLength: Int? {
    switch previous {
    case .smallInt: 6
    case .integer: 11
    case .bigInt: 20
    case .oid: 10
    case .boolean: 5
    case .uuid: 32
    case .timestamp: 23
    case .timestamptz, .date: 28
    case .time: 14
    case .timetz: 19
    case .varChar, .char, .bit: arguments.previous.first
    case .decimal: arguments.previous.first.map { $0 + 2 }
    case .real, .doublePrecision: 24
    case .money, .inet, .citext, .text, .byteA, .varBit, .xml, .json, .jsonB: nil
    }
  }

  /// The length of the longest text of a value that can be longer than usual; `nil` of others.
  /// <https://www.postgresql.org/docs/current/datatype-datetime.html>
  private var longestLength: Int? {
    switch previous {
    case .uuid: 36
    case .timestamp: 29
    case .timestamptz: 38
    case .time: 15
    case .timetz: 24
    case .smallInt, .integer, .bigInt, .decimal, .money, .inet, .oid, .citext, .real,
      .doublePrecision, .varChar, .char, .text, .byteA, .date, .boolean, .bit, .varBit, .xml, .json,
      .jsonB:
      nil
    }
  }

  /// `nil` stands for any length.
  private static func fits(_ length: Int?, in room: Int?) -> Bool {
    guard let room else { return true }
    return length.map { $0 <= room } ?? false
  }

  private var isWider: Bool {
    let digits: Int
    switch previous {
    case .smallInt: digits = 5
    case .integer: digits = 10
    case .bigInt: digits = 19
    case .real: return next == .doublePrecision
    case .decimal, .money, .inet, .oid, .citext, .doublePrecision, .varChar, .char, .text, .byteA,
      .timestamp, .timestamptz, .date, .time, .timetz, .boolean, .bit, .varBit, .uuid, .xml, .json,
      .jsonB:
      return false
    }
    switch next {
    case .integer, .real: return digits <= 5
    case .bigInt, .doublePrecision: return digits <= 10
    case .decimal:
      let arguments = arguments.next
      guard arguments.count == 2 else { return arguments.isEmpty }
      return arguments[0] - arguments[1] >= digits
    case .smallInt, .money, .inet, .oid, .citext, .varChar, .char, .text, .byteA, .timestamp,
      .timestamptz, .date, .time, .timetz, .boolean, .bit, .varBit, .uuid, .xml, .json, .jsonB:
      return false
    }
  }
}

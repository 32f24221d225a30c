import BackendInterface
import SQLBackend
import SQLModel

/// The conditions that find the values of one type which another does not hold as they are.
///
/// They are made of a name that comes quoted, of quoted values, of whole numbers and of the
/// constants written here; nothing else from outside becomes SQL text. None finds NULL: a `CASE`
/// says so, of the others it is the logic of SQL.
struct PostgresUnfitValues {
  /// The column or the element of a list, quoted.
  private let name: String
  /// Its types, which are no lists.
  private let types: SchemaPair<PostgresType>
  /// The structure with the enums of the next type.
  private let schema: SQLSchema<Postgres>

  init(of name: String, _ types: SchemaPair<PostgresType>, in schema: SQLSchema<Postgres>) {
    self.name = name
    self.types = types
    self.schema = schema
  }

  /// What was found; `nil` when it is not known more than that values may not fit.
  var found: [UnfitValues]? {
    if case .enumeration(let enumeration) = types.next.element {
      let values = schema.objects.enumeration(named: enumeration)?.values ?? []
      guard !values.isEmpty else { return nil }
      let literals = values.map(PostgresDDL.string).joined(separator: ", ")
      return [refused("\(name)::text NOT IN (\(literals))")]
    }
    if case .enumeration = types.previous.element { return tooLong }
    guard let previous = types.previous.scalar, let next = types.next.scalar else { return nil }
    if next.isText { return tooLong }
    if previous.isText { return notReadable(as: next) }
    if previous.isNumber, next.isNumber { return beyondRange(from: previous, as: next) }
    if next == .boolean { return [lossy("numbers other than 0 and 1", "\(name) NOT IN (0, 1)")] }
    if previous == .boolean { return [] }
    if previous == next, next.isTime { return lostFractions }
    if previous.isTime { return lostParts(from: previous, as: next) }
    if previous == .json, next == .jsonB { return [lossy("repeated keys", hasRepeatedKeys)] }
    return nil
  }

  private var lostFractions: [UnfitValues] {
    [lossy("fractions of seconds", "\(name) <> \(name)::\(types.next.ddl)")]
  }

  /// Of times that become another kind of time; the server converts all of them.
  private func lostParts(
    from previous: PostgresScalar, as next: PostgresScalar
  ) -> [UnfitValues]? {
    let isZoned = previous == .timestamptz
    switch (previous, next) {
    case (.timestamp, .date), (.timestamptz, .date):
      let local = isZoned ? "(\(name) AT TIME ZONE 'UTC')" : name
      return [lossy("times of day", "\(local)::time <> '00:00'")]
    case (.timestamp, .time), (.timestamptz, .time), (.timestamp, .timetz), (.timestamptz, .timetz):
      return [lossy("dates", "\(name) IS NOT NULL")] + lostDigits(from: previous)
    case (.timetz, .time):
      return [lossy("time zones", "extract(timezone FROM \(name)) <> 0")]
        + lostDigits(from: previous)
    case (.timestamp, .timestamptz), (.timestamptz, .timestamp), (.time, .timetz):
      return lostDigits(from: previous)
    default: return nil
    }
  }

  /// Of times that keep fewer digits of their seconds.
  private func lostDigits(from previous: PostgresScalar) -> [UnfitValues] {
    guard let room = secondDigits(types.next), room < secondDigits(types.previous) ?? 0 else {
      return []
    }
    return [
      lossy(
        "fractions of seconds",
        "\(name) <> \(name)::\(previous.ddlName)(\(room))")
    ]
  }

  /// How many digits of a second a type of times keeps.
  private func secondDigits(_ type: PostgresType) -> Int? {
    guard case .builtin(let scalar, let arguments) = type.element, scalar.isTime else { return nil }
    return scalar.canonical(arguments).first
  }

  /// The condition of documents in which an object at any depth has a key more than once.
  private var hasRepeatedKeys: String {
    """
    EXISTS (WITH RECURSIVE part(value) AS (SELECT \(name) UNION ALL SELECT child.value FROM part \
    CROSS JOIN LATERAL (SELECT value FROM json_each(CASE json_typeof(part.value) \
    WHEN 'object' THEN part.value END) UNION ALL SELECT value FROM json_array_elements(\
    CASE json_typeof(part.value) WHEN 'array' THEN part.value END)) AS child) \
    SELECT 1 FROM part CROSS JOIN LATERAL (SELECT COUNT(*) - COUNT(DISTINCT key) AS repeated \
    FROM json_object_keys(CASE json_typeof(part.value) WHEN 'object' THEN part.value END) AS key) \
    AS keys WHERE keys.repeated > 0)
    """
  }

  private func refused(_ condition: String) -> UnfitValues {
    UnfitValues("values that do not fit", .unexecutable, where: condition)
  }

  private func doubtful(_ what: String, _ condition: String) -> UnfitValues {
    UnfitValues(what, .mayFail, where: condition)
  }

  private func lossy(_ what: String, _ condition: String) -> UnfitValues {
    UnfitValues(what, .loss, where: condition)
  }

  private var tooLong: [UnfitValues]? {
    guard case .builtin(let scalar, let arguments) = types.next.element, scalar.isText else {
      return nil
    }
    guard let room = scalar.canonical(arguments).first else { return [] }
    return [refused("char_length(\(name)::text) > \(room)")]
  }

  private func beyondRange(
    from previous: PostgresScalar, as next: PostgresScalar
  ) -> [UnfitValues]? {
    let isFloating = previous == .real || previous == .doublePrecision
    let hasFraction = isFloating || previous == .decimal
    if let range = range(of: next) {
      guard hasFraction else { return [refused("\(name) NOT BETWEEN \(range)")] }
      let rounded = "round(\(name))"
      return [
        // A floating-point number takes the greatest BIGINT for the number above it.
        refused("NOT (\(rounded) BETWEEN \(range) AND \(rounded) < 9223372036854775808)"),
        lossy("fractions", "\(name) <> \(rounded)"),
      ]
    }
    if next == .real || next == .doublePrecision {
      // All whole numbers are in the range.
      return (hasFraction ? [beyondFloat(next)] : []) + [lostDigits(next)]
    }
    guard next == .decimal else { return nil }
    guard isFloating else {
      guard let arguments = decimalArguments else { return [] }
      let rounded = "round(\(name)::numeric, \(arguments[1]))"
      let loss = lossy("digits", "\(name) <> \(rounded)")
      return [refused("abs(\(rounded)) >= \(bound(arguments))")] + (hasFraction ? [loss] : [])
    }
    let rounded =
      decimalArguments.map { "round(\(name)::numeric, \($0[1]))" } ?? "\(name)::numeric"
    let limit = decimalArguments.map { "WHEN \(isFinite) THEN abs(\(rounded)) >= \(bound($0)) " }
    return [
      // Decimals know no infinity before 14, nor where their digits are counted.
      refused("CASE \(limit ?? "")ELSE abs(\(name)) = 'Infinity' END"),
      lossy("digits", "CASE WHEN \(isFinite) THEN \(name)::text::numeric <> \(rounded) END"),
    ]
  }

  /// The condition of floating-point numbers that are neither infinite nor NaN.
  private var isFinite: String { "abs(\(name)) < 'Infinity'" }

  /// Of numbers that are too great or too small for a floating-point type.
  private func beyondFloat(_ scalar: PostgresScalar) -> UnfitValues {
    let size = "abs(\(name)::numeric)"
    let (least, greatest) = Self.limits(of: scalar)
    let isNumber = "\(name)::text NOT IN ('NaN', 'Infinity', '-Infinity')"
    return refused(
      "CASE WHEN \(isNumber) THEN \(size) > \(greatest) OR (\(size) > 0 AND \(size) < \(least)) END"
    )
  }

  /// Of numbers with more digits than a floating-point type keeps.
  private func lostDigits(_ scalar: PostgresScalar) -> UnfitValues {
    let size = "abs(\(name)::numeric)"
    let (least, greatest) = Self.limits(of: scalar)
    return lossy(
      "digits",
      "CASE WHEN \(name)::text IN ('NaN', 'Infinity', '-Infinity') THEN false "
        + "WHEN \(name) = 0 OR \(size) BETWEEN \(least) AND \(greatest) "
        + "THEN \(name)::text::numeric <> \(name)::\(scalar.ddlName)::text::numeric END")
  }

  /// The least and the greatest number above 0.
  private static func limits(of scalar: PostgresScalar) -> (String, String) {
    scalar == .real ? ("1.5e-45", "3.402823e38") : ("5e-324", "1.797693134862315e308")
  }

  /// The digits of the next type, and how many of them are behind the point.
  private var decimalArguments: [Int]? {
    guard case .builtin(.decimal, let arguments) = types.next.element, arguments.count == 2 else {
      return nil
    }
    return arguments
  }

  /// The first number that has too many digits before the point.
  private func bound(_ arguments: [Int]) -> String {
    "1" + String(repeating: "0", count: max(0, min(1000, arguments[0] - arguments[1])))
  }

  /// The range of a whole number.
  /// <https://www.postgresql.org/docs/current/datatype-numeric.html>
  private func range(of scalar: PostgresScalar) -> String? {
    switch scalar {
    case .smallInt: "-32768 AND 32767"
    case .integer: "-2147483648 AND 2147483647"
    case .bigInt: "-9223372036854775808 AND 9223372036854775807"
    case .decimal, .money, .inet, .oid, .citext, .real, .doublePrecision, .varChar, .char, .text,
      .byteA, .timestamp, .timestamptz, .date, .time, .timetz, .boolean, .bit, .varBit, .uuid,
      .xml, .json, .jsonB:
      nil
    }
  }

  /// Of texts that are read as something else.
  private func notReadable(as scalar: PostgresScalar) -> [UnfitValues]? {
    switch scalar {
    case .smallInt, .integer, .bigInt:
      guard let range = range(of: scalar) else { return nil }
      return [
        refused(
          "CASE WHEN \(name) ~ '^\\s*[-+]?[0-9]+\\s*$' AND \(isShort) "
            + "THEN \(name)::numeric NOT BETWEEN \(range) ELSE \(name) IS NOT NULL END")
      ]
    case .decimal: return noDecimals
    case .real, .doublePrecision: return noFloats(scalar)
    case .boolean:
      let form = "t|tr|tru|true|f|fa|fal|fals|false|y|ye|yes|n|no|on|of|off|0|1"
      return [refused("\(name) !~* '^\\s*(\(form))\\s*$'")]
    // https://www.postgresql.org/docs/current/datatype-uuid.html
    case .uuid:
      let digits = "([0-9a-f]{4}-?){7}[0-9a-f]{4}"
      return [refused("\(name) !~* '^(\(digits)|[{]\(digits)[}])$'")]
    case .byteA: return []
    // A document begins and ends in few ways; whether it is one all through shows when it is read.
    case .json, .jsonB:
      return [
        refused(
          "\(name) !~ '^\\s*([[].*[]]|[{].*[}]|\".*\"|-?[0-9.eE+-]+|true|false|null)\\s*$'")
      ]
    case .timestamp, .timestamptz, .date, .time, .timetz: return noTimes(scalar)
    case .money, .inet, .oid, .citext, .varChar, .char, .text, .bit, .varBit, .xml: return nil
    }
  }

  private var noDecimals: [UnfitValues] {
    guard let arguments = decimalArguments else { return [refused("NOT (\(isNumber))")] }
    let rounded = "round(\(name)::numeric, \(arguments[1]))"
    return [
      refused(
        "CASE WHEN \(isNumber) THEN abs(\(rounded)) >= \(bound(arguments)) "
          + "ELSE \(name) IS NOT NULL END"),
      lossy("digits", "CASE WHEN \(isNumber) THEN \(name)::numeric <> \(rounded) END"),
    ]
  }

  private func noFloats(_ scalar: PostgresScalar) -> [UnfitValues] {
    let size = "abs(\(name)::numeric)"
    let (least, greatest) = Self.limits(of: scalar)
    return [
      refused(
        "CASE WHEN \(isNumber) "
          + "THEN \(size) > \(greatest) OR (\(size) > 0 AND \(size) < \(least)) "
          + "ELSE \(name) IS NOT NULL END"),
      lossy(
        "digits",
        "CASE WHEN NOT (\(isNumber)) THEN false "
          + "WHEN \(name)::numeric = 0 OR \(size) BETWEEN \(least) AND \(greatest) "
          + "THEN \(name)::numeric <> \(name)::\(scalar.ddlName)::text::numeric END"),
    ]
  }

  /// Of texts that are read as times; the server reads more than the form that is known here, which
  /// is that of the standard and of JSON.
  private func noTimes(_ scalar: PostgresScalar) -> [UnfitValues] {
    let isTime = scalar == .time || scalar == .timetz
    var result =
      isTime
      ? [doubtful("texts that may not be times", "\(name) !~ '^\\s*\(Self.timeForm)\\s*$'")]
      : [
        doubtful("texts that may not be dates", "\(name) !~ '\(Self.dateForm)'"),
        UnfitValues(
          "days that their months do not have", .unexecutable,
          where: "CASE WHEN \(name) ~ '\(Self.dateForm)' THEN \(isNoDay) END"),
      ]
    if scalar == .timestamp || scalar == .time { result.append(lossy("time zones", hasOtherZone)) }
    if scalar == .date {
      result.append(lossy("times of day", "\(name) ~ '^\\s*[0-9-]+[T ][0-9:.]*[1-9]'"))
    }
    if let digits = secondDigits(types.next), digits < 6 {
      result.append(
        lossy("fractions of seconds", "\(name) ~ ':[0-9]+[.][0-9]{\(digits)}[0-9]*[1-9]'"))
    }
    return result
  }

  /// The condition of days that their month does not have, of texts that have the form of dates.
  private var isNoDay: String {
    let year = "substring(\(name) FROM '^\\s*([0-9]{4,6})-')"
    return "\(name) ~ '^\\s*[0-9]+-(02-3|(04|06|09|11)-31)' OR "
      + "(\(name) ~ '^\\s*[0-9]{4,6}-02-29' AND "
      + "extract(day FROM make_date(GREATEST(\(year)::integer, 1), 3, 1) - 1) < 29)"
  }

  /// The condition of texts that are numbers.
  private var isNumber: String {
    "\(name) ~ '^\\s*[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]{1,4})?\\s*$' AND \(isShort)"
  }

  /// The condition of texts that do not overflow a number of any size.
  private var isShort: String { "char_length(\(name)) < 1000" }

  private static let timeForm =
    "([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?\\s*(Z|[-+][0-9]{2}(:?[0-9]{2})?)?"
  private static let dateForm =
    "^\\s*[0-9]{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ]\(timeForm))?\\s*$"

  /// A type without a zone takes the text's digits as they are.
  private var hasOtherZone: String {
    "\(name) ~ ':[0-9.]+\\s*[-+][0-9:]+\\s*$' AND \(name) !~ '[-+]00(:?00)?\\s*$'"
  }
}

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
    if previous == next, next.isTime {
      return [lossy("fractions of seconds", "\(name) <> \(name)::\(types.next.ddl)")]
    }
    if next == .date, previous == .timestamp || previous == .timestamptz {
      return [lossy("times of day", "\(name)::time <> '00:00'")]
    }
    return nil
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
    guard next == .decimal, !isFloating, let arguments = decimalArguments else { return nil }
    let rounded = "round(\(name)::numeric, \(arguments[1]))"
    let loss = lossy("digits", "\(name) <> \(rounded)")
    return [refused("abs(\(rounded)) >= \(bound(arguments))")] + (hasFraction ? [loss] : [])
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
    case .real: return [refused(noNumber(between: "1.5e-45", and: "3.402823e38"))]
    case .doublePrecision:
      return [refused(noNumber(between: "5e-324", and: "1.797693134862315e308"))]
    case .boolean:
      let form = "t|tr|tru|true|f|fa|fal|fals|false|y|ye|yes|n|no|on|of|off|0|1"
      return [refused("\(name) !~* '^\\s*(\(form))\\s*$'")]
    // https://www.postgresql.org/docs/current/datatype-uuid.html
    case .uuid: return [refused("\(name) !~* '^([0-9a-f]{4}-?){7}[0-9a-f]{4}$'")]
    case .byteA: return []
    // A document begins and ends in few ways; whether it is one all through shows when it is read.
    case .json, .jsonB:
      return [
        refused(
          "\(name) !~ '^\\s*([[].*[]]|[{].*[}]|\".*\"|-?[0-9.eE+-]+|true|false|null)\\s*$'")
      ]
    // The server reads more than this form, which is that of the standard and of JSON.
    case .timestamp, .timestamptz, .date:
      let doubtful = doubtful("texts that may be no dates", "\(name) !~ '\(Self.dateForm)'")
      return scalar == .timestamp ? [doubtful, lossy("time zones", hasOtherZone)] : [doubtful]
    case .time, .timetz:
      return [doubtful("texts that may be no times", "\(name) !~ '^\\s*\(Self.timeForm)\\s*$'")]
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

  /// The condition of texts that are no numbers of a floating-point type.
  private func noNumber(between least: String, and greatest: String) -> String {
    let size = "abs(\(name)::numeric)"
    return "CASE WHEN \(isNumber) "
      + "THEN \(size) > \(greatest) OR (\(size) > 0 AND \(size) < \(least)) "
      + "ELSE \(name) IS NOT NULL END"
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

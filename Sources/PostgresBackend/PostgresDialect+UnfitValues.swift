import BackendInterface
package import SQLBackend
package import SQLModel

extension Postgres {
  /// Finds the values that the server would refuse to convert, or would convert with a loss.
  package static func unfitValues(
    _ columns: SchemaPair<Column<Postgres>>, named name: String,
    in schemas: SchemaPair<SQLSchema<Postgres>>
  ) -> [UnfitValues]? {
    let types = columns.map(\.type)
    guard types.previous.isList == types.next.isList else { return nil }
    guard types.next.isList else { return unfitValues(types, named: name, in: schemas) }
    return unfitValues(types, named: "element", in: schemas)?.map { values in
      var values = values
      values.condition =
        "EXISTS (SELECT 1 FROM unnest(\(name)) AS element WHERE \(values.condition))"
      return values
    }
  }

  /// The same for a value, or for an element of a list.
  private static func unfitValues(
    _ types: SchemaPair<PostgresType>, named name: String,
    in schemas: SchemaPair<SQLSchema<Postgres>>
  ) -> [UnfitValues]? {
    let (previous, next) = (types.previous, types.next)
    if case .enumeration(let enumeration) = next.element {
      let values = schemas.next.objects.enumeration(named: enumeration)?.values ?? []
      return [
        refused("\(name)::text NOT IN (\(values.map(PostgresDDL.string).joined(separator: ", ")))")
      ]
    }
    if case .enumeration = previous.element { return tooLong(name, for: next) }
    guard let old = previous.scalar, let new = next.scalar else { return nil }
    if new.isText { return tooLong(name, for: next) }
    if old.isText { return notReadable(name, as: new, next) }
    if old.isNumber, new.isNumber { return beyondRange(name, from: old, as: new, next) }
    if old == .boolean || new == .boolean { return [] }
    if new == .date, old == .timestamp || old == .timestamptz {
      return [lossy("times of day", "\(name)::time <> '00:00'")]
    }
    return nil
  }

  private static func refused(_ condition: String) -> UnfitValues {
    UnfitValues("values that do not fit", .unexecutable, where: condition)
  }

  private static func doubtful(_ what: String, _ condition: String) -> UnfitValues {
    UnfitValues(what, .mayFail, where: condition)
  }

  private static let timeForm =
    "([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?\\s*(Z|[-+][0-9]{2}(:?[0-9]{2})?)?"
  private static let dateForm =
    "^\\s*[0-9]{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ]\(timeForm))?\\s*$"

  /// A type without a zone takes the text's digits as they are.
  private static func otherZone(_ name: String) -> String {
    "\(name) ~ ':[0-9.]+\\s*[-+][0-9:]+\\s*$' AND \(name) !~ '[-+]00(:?00)?\\s*$'"
  }

  private static func lossy(_ what: String, _ condition: String) -> UnfitValues {
    UnfitValues("\(what) that are lost", .loss, where: condition)
  }

  private static func tooLong(_ name: String, for type: PostgresType) -> [UnfitValues]? {
    guard case .builtin(let scalar, let arguments) = type.element, scalar.isText else { return nil }
    guard let room = scalar.canonical(arguments).first else { return [] }
    return [refused("char_length(\(name)::text) > \(room)")]
  }

  private static func notReadable(
    _ name: String, as scalar: PostgresScalar, _ type: PostgresType
  ) -> [UnfitValues]? {
    let number = "\(name) ~ '^\\s*[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?\\s*$'"
    switch scalar {
    case .smallInt, .integer, .bigInt:
      guard let range = range(of: scalar) else { return nil }
      return [
        refused(
          "CASE WHEN \(name) ~ '^\\s*[-+]?[0-9]+\\s*$' "
            + "THEN \(name)::numeric NOT BETWEEN \(range) ELSE \(name) IS NOT NULL END")
      ]
    case .decimal:
      guard case .builtin(_, let arguments) = type.element, arguments.count == 2 else {
        return [refused("NOT (\(number))")]
      }
      let room = digits(arguments)
      return [
        refused(
          "CASE WHEN \(number) THEN abs(round(\(name)::numeric, \(arguments[1]))) >= \(room) "
            + "ELSE \(name) IS NOT NULL END")
      ]
    case .real, .doublePrecision: return [refused("NOT (\(number))")]
    case .boolean:
      return [
        refused(
          "lower(trim(\(name))) NOT IN "
            + "('t', 'true', 'f', 'false', 'y', 'yes', 'n', 'no', 'on', 'off', '1', '0')")
      ]
    case .uuid: return [refused("replace(\(name), '-', '') !~* '^[0-9a-f]{32}$'")]
    case .byteA: return []
    // A document begins and ends in few ways; whether it is one all through shows when it is read.
    case .json, .jsonB:
      return [
        refused(
          "\(name) !~ '^\\s*([[].*[]]|[{].*[}]|\".*\"|-?[0-9.eE+-]+|true|false|null)\\s*$'")
      ]
    // The server reads more than this form, which is that of the standard and of JSON.
    case .timestamp, .timestamptz, .date:
      let doubtful = doubtful("texts that may be no dates", "\(name) !~ '\(dateForm)'")
      return scalar == .timestamp ? [doubtful, lossy("time zones", otherZone(name))] : [doubtful]
    case .time, .timetz:
      return [doubtful("texts that may be no times", "\(name) !~ '^\\s*\(timeForm)\\s*$'")]
    default: return nil
    }
  }

  private static func beyondRange(
    _ name: String, from old: PostgresScalar, as new: PostgresScalar, _ type: PostgresType
  ) -> [UnfitValues]? {
    let hasFraction = old == .decimal || old == .real || old == .doublePrecision
    if let range = range(of: new) {
      let loss = lossy("fractions", "\(name) <> round(\(name))")
      return [refused("\(name) NOT BETWEEN \(range)")] + (hasFraction ? [loss] : [])
    }
    guard new == .decimal, old != .real, old != .doublePrecision,
      case .builtin(_, let arguments) = type.element, arguments.count == 2
    else { return nil }
    let rounded = "round(\(name)::numeric, \(arguments[1]))"
    let loss = lossy("digits", "\(name) <> \(rounded)")
    return [refused("abs(\(rounded)) >= \(digits(arguments))")] + (hasFraction ? [loss] : [])
  }

  /// The first number that has too many digits before the point.
  private static func digits(_ arguments: [Int]) -> String {
    "1" + String(repeating: "0", count: max(0, min(1000, arguments[0] - arguments[1])))
  }

  /// The range of a whole number.
  /// <https://www.postgresql.org/docs/current/datatype-numeric.html>
  private static func range(of scalar: PostgresScalar) -> String? {
    switch scalar {
    case .smallInt: "-32768 AND 32767"
    case .integer: "-2147483648 AND 2147483647"
    case .bigInt: "-9223372036854775808 AND 9223372036854775807"
    default: nil
    }
  }
}

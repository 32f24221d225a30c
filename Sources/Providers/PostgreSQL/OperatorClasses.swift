import SchemaModel

/// Which index types take which operator classes on which column types.
///
/// https://www.postgresql.org/docs/current/brin-builtin-opclasses.html and the pages of the other
/// index types.
enum OperatorClasses {
  /// The columns that a class is for.
  private struct Columns {
    /// Names of native types.
    var natives: Set<String> = []
    /// A scalar type that has no native type annotation.
    var scalar: ScalarType?
    /// Lists of anything.
    var lists = false

    func accepts(_ field: FieldView) -> Bool {
      if lists, field.isList { return true }
      if let native = field.field.nativeType { return natives.contains(native.name) }
      return scalar != nil && field.scalarType == scalar
    }
  }

  private struct OperatorClass {
    var algorithms: Set<String>
    var columns: Columns
  }

  /// Operator families of BRIN by the first part of their name.
  private static let brin: [String: Columns] = [
    "Bit": Columns(natives: ["Bit"]),
    "VarBit": Columns(natives: ["VarBit"]),
    "Bpchar": Columns(natives: ["Char"]),
    "Bytea": Columns(natives: ["ByteA"], scalar: .bytes),
    "Date": Columns(natives: ["Date"]),
    "Float4": Columns(natives: ["Real"]),
    "Float8": Columns(natives: ["DoublePrecision"], scalar: .float),
    "Inet": Columns(natives: ["Inet"]),
    "Int2": Columns(natives: ["SmallInt"]),
    "Int4": Columns(natives: ["Integer"], scalar: .int),
    "Int8": Columns(natives: ["BigInt"], scalar: .bigInt),
    "Numeric": Columns(natives: ["Decimal"], scalar: .decimal),
    "Oid": Columns(natives: ["Oid"]),
    "Text": Columns(natives: ["Text", "VarChar"], scalar: .string),
    "Timestamp": Columns(natives: ["Timestamp"], scalar: .dateTime),
    "TimestampTz": Columns(natives: ["Timestamptz"]),
    "Time": Columns(natives: ["Time"]),
    "TimeTz": Columns(natives: ["Timetz"]),
    "Uuid": Columns(natives: ["Uuid"]),
  ]

  private static let others: [String: OperatorClass] = [
    "InetOps": OperatorClass(algorithms: ["Gist", "SpGist"], columns: Columns(natives: ["Inet"])),
    "TextOps": OperatorClass(
      algorithms: ["SpGist"],
      columns: Columns(natives: ["Text", "VarChar", "Char"], scalar: .string)),
    "JsonbOps": OperatorClass(
      algorithms: ["Gin"], columns: Columns(natives: ["JsonB"], scalar: .json)),
    "JsonbPathOps": OperatorClass(
      algorithms: ["Gin"], columns: Columns(natives: ["JsonB"], scalar: .json)),
    "ArrayOps": OperatorClass(algorithms: ["Gin"], columns: Columns(lists: true)),
  ]

  /// The columns for which an index type has a default operator class.
  private static func hasDefault(_ algorithm: String, _ field: FieldView) -> Bool {
    switch algorithm {
    case "Gist": Columns(scalar: .string).accepts(field)
    case "Gin": Columns(natives: ["JsonB"], scalar: .json, lists: true).accepts(field)
    case "SpGist":
      Columns(natives: ["Inet", "VarChar", "Char", "Text"], scalar: .string).accepts(field)
    case "Brin": brin.values.contains { $0.accepts(field) }
    default: true
    }
  }

  private static func operatorClass(_ name: String) -> OperatorClass? {
    if let other = others[name] { return other }
    for suffix in ["MinMaxMultiOps", "MinMaxOps", "BloomOps", "InclusionOps"]
    where name.hasSuffix(suffix) {
      return brin[String(name.dropLast(suffix.count))].map {
        OperatorClass(algorithms: ["Brin"], columns: $0)
      }
    }
    return nil
  }

  /// Checks the operator classes of an index, written or implied.
  static func validate(_ key: Key, _ context: inout ValidationContext) {
    guard key.kind == .index else { return }
    let algorithm = key.algorithm ?? "BTree"
    // Every type that can be compared at all has one for the usual indexes.
    if algorithm == "BTree", key.parts.allSatisfy({ $0.operatorClass == nil }) { return }
    if algorithm == "SpGist", key.parts.count > 1 {
      context.report(
        .unsupportedIndex, "an index of type `SpGist` has one field, here are \(key.parts.count)",
        at: key.span)
    }
    for part in key.parts {
      let field = context.datamodel[part.field]
      switch part.operatorClass {
      case .raw: continue
      case nil:
        if case .unsupported = field.type { continue }
        guard !hasDefault(algorithm, field) else { continue }
        context.report(
          .unsupportedOperatorClass,
          "an index of type `\(algorithm)` has no default operator class for `\(field.name)`",
          at: key.span, help: "name one: `\(field.name)(ops: …)`")
      case .named(let name):
        guard let operatorClass = operatorClass(name) else { continue }
        if !operatorClass.algorithms.contains(algorithm) {
          context.report(
            .unsupportedOperatorClass,
            "the operator class `\(name)` is not for indexes of type `\(algorithm)`", at: key.span,
            help: "it is for "
              + operatorClass.algorithms.sorted().map { "`\($0)`" }.joined(separator: " and "))
        } else if !operatorClass.columns.accepts(field) {
          context.report(
            .unsupportedOperatorClass,
            "the operator class `\(name)` does not fit the type of `\(field.name)`", at: key.span)
        }
      }
    }
  }
}

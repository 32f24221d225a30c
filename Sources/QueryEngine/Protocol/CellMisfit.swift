import DatabaseAccess

/// A cell that holds something else than its column should.
///
/// SQLite keeps what it is given, whatever the type of the column.
struct CellMisfit {
  /// The name of the model; `nil` when the request says it.
  let model: String?
  /// The name of the field, or of the column of a raw query.
  let field: String
  /// What the cell holds.
  let kind: CellKind
  /// What it should hold.
  let expected: String
}

extension QueryError {
  /// The content of a cell is not shown: it may be anything.
  init(_ misfit: CellMisfit, model: String?) {
    let place =
      (misfit.model ?? model).map { "the field `\(misfit.field)` of `\($0)`" }
      ?? "the column `\(misfit.field)`"
    let content: String
    switch misfit.kind {
    case .null:
      self.init(
        "P2032", "\(place) is required, but holds NULL",
        meta: [
          Member("field", .string(misfit.field)),
          Member("expected_type", .string(misfit.expected)), Member("found", .string("null")),
        ])
      return
    case .integer: content = "an integer that"
    case .double: content = "a floating-point number that"
    case .text: content = "text that"
    case .bytes: content = "bytes that"
    case .dateTime: content = "a point in time that"
    }
    let problem = "\(place) holds \(content) is no \(misfit.expected)"
    self.init("P2023", problem, meta: [Member("message", .string(problem))])
  }
}

extension ResultType {
  /// The name of the type in messages.
  var text: String {
    switch self {
    case .string: "String"
    case .boolean: "Boolean"
    case .int: "Int"
    case .bigInt: "BigInt"
    case .float: "Float"
    case .decimal: "Decimal"
    case .dateTime: "DateTime"
    case .json: "Json"
    case .bytes: "Bytes"
    case .enumeration: "value of its enum"
    case .list(let element): "list of \(element.text)"
    }
  }
}

import DatabaseAccess

/// A cell that holds something else than its column should, or a record that is missing where a
/// relation is required.
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
  /// The value that its enum does not have.
  var unknownValue: UnknownValue?
  /// Whether it is the record of a required relation that is missing.
  private(set) var isMissingRecord = false
  /// Whether it is text that is not UTF-8, which no type allows.
  private(set) var isMalformedText = false

  /// A value of an enum that is in the database only.
  struct UnknownValue {
    let value: String
    let enumeration: String
  }

  init(model: String?, field: String, kind: CellKind, expected: String) {
    self.model = model
    self.field = field
    self.kind = kind
    self.expected = expected
  }

  /// The record of a required relation does not exist.
  init(missingRecordOf field: String, model: String?) {
    self.init(model: model, field: field, kind: .null, expected: "")
    isMissingRecord = true
  }

  /// A cell of any type holds text that is not UTF-8.
  init(malformedTextOf field: String, model: String?) {
    self.init(model: model, field: field, kind: .text, expected: "")
    isMalformedText = true
  }

  /// The misfit of a cell with a type.
  init(
    _ rows: RowBuffer, _ row: Int, _ column: Int, model: String?, field: String, _ type: ResultType
  ) {
    self.init(
      model: model, field: field, kind: rows.kind(row, column), expected: type.text)
    unknownValue = Self.unknownValue(rows, row, column, type)
  }

  private static func unknownValue(
    _ rows: RowBuffer, _ row: Int, _ column: Int, _ type: ResultType
  ) -> UnknownValue? {
    switch type {
    case .enumeration(let name, let values):
      guard let text = rows.string(row, column),
        !values.contains(where: { $0.databaseName == text })
      else { return nil }
      return UnknownValue(value: text, enumeration: name)
    case .list(let element):
      guard rows.kind(row, column) == .text,
        let elements = ArrayText.elements(rows.bytes(row, column), isBytes: false)
      else { return nil }
      return (0..<elements.rowCount).lazy.compactMap { unknownValue(elements, $0, 0, element) }
        .first
    case .string, .boolean, .int, .bigInt, .float, .decimal, .dateTime, .json,
      .bytes:
      return nil
    }
  }
}

extension QueryError {
  /// The content of a cell is not shown, because it may be anything, unless the place is an enum.
  init(_ misfit: CellMisfit, model: String?) {
    let place =
      (misfit.model ?? model).map { "the field `\(misfit.field)` of `\($0)`" }
      ?? "the column `\(misfit.field)`"
    if misfit.isMissingRecord {
      self.init(
        nil, "\(place) is required, but the record that it leads to does not exist",
        clientText: ClientErrorText.missingRequired(misfit.field))
      return
    }
    if let unknown = misfit.unknownValue {
      self.init(
        nil,
        "\(place) holds `\(unknown.value)`, which is not a value of the enum "
          + "`\(unknown.enumeration)`",
        clientText: ClientErrorText.unknownEnumValue(unknown.value, of: unknown.enumeration))
      return
    }
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
    case .integer: content = "an integer that is"
    case .double: content = "a floating-point number that is"
    case .text: content = "text that is"
    case .bytes: content = "bytes that are"
    case .dateTime: content = "a point in time that is"
    }
    let problem =
      misfit.isMalformedText
      ? "\(place) holds text that is not UTF-8"
      : "\(place) holds \(content) not a valid \(misfit.expected)"
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

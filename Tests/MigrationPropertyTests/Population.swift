/// Rows for a `RandomSchema`: what is inserted before a change and looked for after it.
struct Population {
  static let rowsPerTable = 4

  let schema: RandomSchema
  /// How booleans and times are written in SQL.
  let trueLiteral: String
  let timeLiteral: @Sendable (Int) -> String
  let bytesLiteral: @Sendable (Int) -> String

  /// The statements that insert the rows, referenced tables first.
  var script: String {
    schema.models.map { model in
      (1...Self.rowsPerTable).map { insert(row: $0, into: model) }.joined()
    }.joined()
  }

  private func insert(row: Int, into model: RandomSchema.Model) -> String {
    var names = ["id"]
    var values = [String(row)]
    for field in model.fields {
      names.append(field.name)
      values.append(field.holdsNulls && row % 2 == 0 ? "NULL" : literal(field.kind, row))
    }
    for parent in model.parents {
      names.append(parent.name + "Id")
      let isMissing = parent.isOptional && (row % 3 == 0 || parent.model == model.number)
      values.append(isMissing ? "NULL" : String(row))
    }
    let columns = names.map { "\"\($0)\"" }.joined(separator: ", ")
    return
      "INSERT INTO \"\(model.name)\" (\(columns)) VALUES (\(values.joined(separator: ", ")));\n"
  }

  private func literal(_ kind: RandomSchema.Field.Kind, _ row: Int) -> String {
    switch kind {
    case .string: "'value ''\(row)'' ü'"
    case .int: String(row * 1_000)
    case .bigInt: String(9_007_199_254_740_993 + row)
    case .float: "\(row).25"
    case .boolean: trueLiteral
    case .dateTime: timeLiteral(row)
    case .bytes: bytesLiteral(row)
    case .enumeration: "'\(schema.colors[row % schema.colors.count])'"
    }
  }

  /// The columns of a model whose values a change to `next` does not concern, the key first.
  static func untouchedColumns(
    of model: RandomSchema.Model, in next: RandomSchema
  ) -> [String]? {
    guard let changed = next.models.first(where: { $0.number == model.number }) else { return nil }
    let fields = model.fields.filter { field in
      changed.fields.contains { $0.name == field.name && $0.kind == field.kind }
    }
    let parents = model.parents.filter { parent in
      changed.parents.contains { $0.name == parent.name }
    }
    return ["id"] + fields.map(\.name) + parents.map { $0.name + "Id" }
  }
}

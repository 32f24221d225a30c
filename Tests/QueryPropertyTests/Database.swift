import DatabaseAccess
import JSON
import QueryEngine
import Testing

/// A database that is asked through the engine.
struct Database {
  let engine: QueryEngine
  let session: any DatabaseSession
  let shape: Shape

  func answer(to request: JSONValue) throws -> JSONValue {
    try JSONReader.read(engine.respond(toBody: Array(request.text.utf8), on: session))
  }

  /// The answer to a write and the rows that it left, before it is undone.
  func tried(_ request: JSONValue) throws -> (answer: JSONValue, tables: Tables?) {
    try session.begin(forWriting: true, isolation: nil)
    defer { try? session.rollback() }
    let answer = try answer(to: request)
    return (answer, answer["data"] == nil ? nil : try tables())
  }

  /// Inserts rows, those first that others refer to.
  func fill(_ tables: Tables) throws {
    for model in shape.models {
      let rows = tables[model.name].map { record in
        JSONValue.object(
          model.fields.map { .init($0.name, (record[$0.name] ?? .null).json($0.kind)) })
      }
      let answer = try answer(to: [
        "modelName": .string(model.name), "action": "createMany",
        "query": ["arguments": ["data": .array(rows)], "selection": ["count": true]],
      ])
      try #require(answer["data"] != nil, "\(answer.text)")
    }
    for (table, pairs) in tables.links {
      for pair in pairs {
        _ = try session.execute(
          Statement(
            "INSERT INTO \"\(table)\" (\"A\", \"B\") VALUES (\(literal(pair.a)), \(literal(pair.b)))"
          ))
      }
    }
  }

  private func literal(_ key: Scalar) -> String {
    switch key {
    case .integer(let integer): "\(integer)"
    case .text(let text): "'\(text.replacing("'", with: "''"))'"
    case .null, .boolean, .number: preconditionFailure("A key is a text or an integer.")
    }
  }

  /// All rows.
  func tables() throws -> Tables {
    var tables = Tables()
    for model in shape.models {
      let answer = try answer(to: [
        "modelName": .string(model.name), "action": "findMany",
        "query": [
          "arguments": ["orderBy": .array(model.id.map { .object([.init($0, "asc")]) })],
          "selection": ["$scalars": true],
        ],
      ])
      let rows = try #require(
        answer["data"]?.objectValue?.first?.value.arrayValue, "\(answer.text)")
      tables[model.name] = try rows.map { row in
        try Dictionary(
          uniqueKeysWithValues: model.fields.map { field in
            (field.name, try #require(Scalar(row[field.name] ?? .null, field.kind)))
          })
      }
    }
    for table in shape.tables {
      let rows = try session.fetch(Statement("SELECT \"A\", \"B\" FROM \"\(table)\""))
      tables.links[table] = Set(
        (0..<rows.rowCount).map { row in
          Tables.Pair(a: scalar(rows.value(row, 0)), b: scalar(rows.value(row, 1)))
        })
    }
    return tables
  }

  private func scalar(_ value: Value) -> Scalar {
    switch value {
    case .integer(let integer): .integer(integer)
    case .text(let text): .text(text)
    default: preconditionFailure("A key is a text or an integer.")
    }
  }
}

extension Tables {
  /// The rows, one a line, for messages.
  var text: String {
    let rows = records.sorted { $0.key < $1.key }.flatMap { model, records in
      records.map { record in
        let values = record.sorted { $0.key < $1.key }.filter { $0.value != .null }
        return "\(model) \(values.map { "\($0.key): \($0.value)" }.joined(separator: ", "))"
      }
    }
    let pairs = links.sorted { $0.key < $1.key }.flatMap { table, pairs in
      pairs.map { "\(table) \($0.a) \($0.b)" }.sorted()
    }
    return (rows + pairs).joined(separator: "\n")
  }
}

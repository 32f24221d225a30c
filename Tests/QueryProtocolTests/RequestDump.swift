import JSON
import QueryEngine

/// Requests as text that shows every difference between them.
enum RequestDump {
  static func text(_ request: EngineRequest) -> String {
    switch request {
    case .single(let query, let dialect): text(query, dialect)
    case .batch(let queries, let dialect, let transaction):
      "batch\(transaction.map { " in a transaction \($0.isolationLevel ?? "")" } ?? "")\n"
        + queries.map { text($0, dialect) }.joined()
    }
  }

  private static func text(_ query: QueryRequest, _ dialect: EngineRequest.Dialect) -> String {
    var lines = "\(query.responseKey): \(query.action) \(query.model ?? "-") (\(dialect))\n"
    for argument in query.arguments {
      lines += "  \(argument.name): \(text(argument.value))\n"
    }
    if !query.selection.isEmpty { lines += "  select \(text(query.selection))\n" }
    return lines
  }

  private static func text(_ selection: QueryRequest.Selection) -> String {
    var parts: [String] = []
    if selection.allScalars { parts.append("*") }
    if selection.allComposites { parts.append("**") }
    parts += selection.excluded.map { "-" + $0 }
    parts += selection.fields.map { field in
      var part = field.responseKey == field.name ? field.name : "\(field.responseKey):\(field.name)"
      if !field.arguments.isEmpty {
        part += "(\(text(.object(field.arguments)).dropFirst().dropLast()))"
      }
      return part + (field.selection.map { " " + text($0) } ?? "")
    }
    return "{ " + parts.joined(separator: " ") + " }"
  }

  static func text(_ value: ArgumentValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let flag): "\(flag)"
    case .integer(let number): "\(number)"
    case .number(let digits): "number \(digits)"
    case .string(let text): quoted(text)
    case .enumeration(let name): name
    case .dateTime(let text): "date \(text)"
    case .bigInt(let digits): "\(digits)n"
    case .decimal(let digits): "decimal \(digits)"
    case .bytes(let bytes): "bytes \(bytes)"
    case .json(let text): "json \(text)"
    case .raw(let text): "raw \(text)"
    case .fieldReference(let field, let container): "field \(container).\(field)"
    case .list(let elements): "[\(elements.map(text).joined(separator: ", "))]"
    case .object(let members):
      "{\(members.map { "\($0.name): \(text($0.value))" }.joined(separator: ", "))}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.string(text)
    return writer.text
  }
}

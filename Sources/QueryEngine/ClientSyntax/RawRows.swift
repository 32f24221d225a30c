import BinaryText
import DatabaseAccess

/// The answer of raw SQL, `{columns, types, rows}`, as one object a row.
enum RawRows {
  static func objects(from answer: ArgumentValue) -> ArgumentValue {
    guard case .list(let names)? = answer["columns"], case .list(let types)? = answer["types"],
      case .list(let rows)? = answer["rows"], names.count == types.count
    else { return answer }
    let columns = zip(names, types).map { (name: text($0), type: text($1)) }
    return .list(
      rows.map { row in
        guard case .list(let cells) = row else { return row }
        return .object(
          zip(columns, cells).map { column, cell in
            QueryRequest.Argument(column.name, typed(cell, column.type[...]))
          })
      })
  }

  private static func typed(_ cell: ArgumentValue, _ type: Substring) -> ArgumentValue {
    if case .null = cell { return .null }
    if type.hasSuffix("-array"), case .list(let elements) = cell {
      return .list(elements.map { typed($0, type.dropLast(6)) })
    }
    switch (type, cell) {
    case ("bigint", .string(let digits)): return .bigInt(digits)
    case ("decimal", .string(let digits)): return .decimal(digits)
    case ("datetime", .string(let text)): return .dateTime(ISODateTime.canonical(text) ?? text)
    case ("date", .string(let text)): return .dateTime(ISODateTime.canonical(text) ?? text)
    case ("time", .string(let text)):
      return .dateTime(ISODateTime.canonical("1970-01-01T\(text)Z") ?? text)
    case ("bytes", .string(let text)): return Base64.decode(text).map { .bytes($0) } ?? cell
    default: return cell
    }
  }

  private static func text(_ value: ArgumentValue) -> String {
    if case .string(let text) = value { text } else { "" }
  }
}

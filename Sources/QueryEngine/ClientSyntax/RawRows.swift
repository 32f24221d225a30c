import BinaryText
import DatabaseAccess

/// The answer of raw SQL, `{columns, types, rows}`, as one object a row.
enum RawRows {
  static func objects(from answer: ArgumentValue) -> ArgumentValue {
    guard case .list(let names)? = answer["columns"], case .list(let types)? = answer["types"],
      case .list(let rows)? = answer["rows"], names.count == types.count
    else { return answer }
    // Of columns of one name an object has the place of the first and the value of the last.
    var positions: [String: Int] = [:]
    var columns: [(name: String, type: String, index: Int)] = []
    for (index, (name, type)) in zip(names, types).enumerated() {
      let column = (name: text(name), type: text(type), index: index)
      if let position = positions[column.name] {
        columns[position] = column
      } else {
        positions[column.name] = columns.count
        columns.append(column)
      }
    }
    return .list(
      rows.map { row in
        guard case .list(let cells) = row, cells.count == names.count else { return row }
        return .object(
          columns.map {
            QueryRequest.Argument($0.name, typed(cells[$0.index], $0.type[...]))
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

/// Rows for a `RandomSchema`: what is inserted before a change and looked for after it.
struct Population {
  static let rowsPerTable = 4

  let schema: RandomSchema

  /// The statements that insert the rows, referenced tables first.
  var script: String {
    schema.models.map { model in
      (1...Self.rowsPerTable).map { insert(row: $0, into: model) }.joined()
    }.joined() + schema.links.map(insertPairs).joined()
  }

  private func insert(row: Int, into model: RandomSchema.Model) -> String {
    var names = ["id"]
    var values = [key(row, model.key)]
    if model.key == .composite {
      names.append("part")
      values.append(String(row * 10))
    }
    for field in model.fields {
      names.append(field.column)
      values.append(
        field.holdsNulls && row % 2 == 0
          ? "NULL"
          : schema.flavor.literal(
            of: field, row: row, schema.enumeration(field.enumeration)))
    }
    for parent in model.parents {
      guard let target = schema.model(parent.model) else { continue }
      let isMissing = parent.isOptional && (row % 3 == 0 || parent.model >= model.number)
      for column in parent.columns(to: target.key) {
        names.append(column.name)
        let value = column.reference == "id" ? key(row, target.key) : String(row * 10)
        values.append(isMissing ? "NULL" : value)
      }
    }
    let columns = names.map { "\"\($0)\"" }.joined(separator: ", ")
    return
      "INSERT INTO \(model.path) (\(columns)) VALUES (\(values.joined(separator: ", ")));\n"
  }

  private func insertPairs(of link: RandomSchema.Link) -> String {
    guard let table = Self.table(of: link, in: schema) else { return "" }
    let ends = [link.left, link.right].compactMap(schema.model).sorted { $0.name < $1.name }
    let pairs = [(1, 1), (2, 1), (3, 4)].map {
      "(\(key($0, ends[0].key)), \(key($1, ends[1].key)))"
    }
    return "INSERT INTO \(table) (\"A\", \"B\") VALUES \(pairs.joined(separator: ", "));\n"
  }

  private func key(_ row: Int, _ key: RandomSchema.Key) -> String {
    key == .string ? "'\(row)'" : String(row)
  }

  /// The table between the two models of a link, which lies beside the first of them.
  private static func table(of link: RandomSchema.Link, in schema: RandomSchema) -> String? {
    let ends = [link.left, link.right].compactMap(schema.model).sorted { $0.name < $1.name }
    guard ends.count == 2 else { return nil }
    return (ends[0].namespace.map { "\"\($0)\"." } ?? "") + "\"_\(link.name)\""
  }

  /// Queries for what a change from `previous` to `next` does not concern, with a name for each.
  ///
  /// Both sides of the change are asked in their own names: pairs of the query before and the
  /// query after.
  static func untouched(
    from previous: RandomSchema, to next: RandomSchema
  ) -> [(name: String, before: String, after: String)] {
    let tables = previous.models.compactMap { model in
      next.model(model.number).map { changed -> (name: String, before: String, after: String) in
        let columns = untouchedColumns(of: model, in: previous, becoming: changed, in: next)
        return (
          model.name, query(columns.map(\.before), in: model.path),
          query(columns.map(\.after), in: changed.path)
        )
      }
    }
    let links = previous.links.filter(next.links.contains).compactMap { link in
      let hasSameKeys = [link.left, link.right].allSatisfy {
        previous.model($0)?.key.type == next.model($0)?.key.type
      }
      return table(of: link, in: previous).flatMap { before in
        table(of: link, in: next).map { after in
          let list = hasSameKeys ? "\"A\", \"B\"" : "1"
          return (
            link.name, "SELECT \(list) FROM \(before) ORDER BY \"A\", \"B\"",
            "SELECT \(list) FROM \(after) ORDER BY \"A\", \"B\""
          )
        }
      }
    }
    return tables + links
  }

  private static func query(_ columns: [String], in table: String) -> String {
    let list = (columns.isEmpty ? ["1"] : columns.map { "\"\($0)\"" }).joined(separator: ", ")
    return "SELECT \(list) FROM \(table) ORDER BY \"id\""
  }

  private static func untouchedColumns(
    of model: RandomSchema.Model, in previous: RandomSchema,
    becoming changed: RandomSchema.Model, in next: RandomSchema
  ) -> [(before: String, after: String)] {
    var columns: [(before: String, after: String)] = []
    if model.key.type == changed.key.type { columns.append(("id", "id")) }
    if model.key == .composite { columns.append(("part", "part")) }
    for field in model.fields {
      guard let other = changed.fields.first(where: { $0.name == field.name }),
        field.keepsValues(becoming: other)
      else { continue }
      // Their text is filled with blanks.
      if field.native != other.native, [field.native, other.native].contains("Char(40)") {
        continue
      }
      columns.append((field.column, other.column))
    }
    for parent in model.parents where changed.parents.contains(where: { $0.name == parent.name }) {
      guard let target = previous.model(parent.model), let new = next.model(parent.model),
        target.key.type == new.key.type
      else { continue }
      columns += parent.columns(to: target.key).map { ($0.name, $0.name) }
    }
    return columns
  }
}

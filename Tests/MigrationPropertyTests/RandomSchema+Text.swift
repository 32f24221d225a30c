extension RandomSchema {
  /// The schema as text, with relation fields on both sides.
  var text: String {
    ([datasource] + enums.map(block) + models.map(block)).joined(separator: "\n\n") + "\n"
  }

  private var datasource: String {
    var lines = ["provider = \"\(flavor.provider)\"", "url = env(\"DATABASE_URL\")"]
    if !hasForeignKeys { lines.append("relationMode = \"prisma\"") }
    if hasNamespaces { lines.append("schemas = [\"other\", \"public\"]") }
    return "datasource db {\n" + lines.map { "  \($0)\n" }.joined() + "}"
  }

  private func block(of enumeration: Enumeration) -> String {
    var lines = enumeration.values.map { value in
      value.name + (value.mappedName.map { " @map(\"\($0)\")" } ?? "")
    }
    lines.insert("// \(lines.count) values", at: 1)
    if let type = enumeration.mappedName { lines += ["", "@@map(\"\(type)\") // a type"] }
    if hasNamespaces { lines.append("@@schema(\"public\")") }
    return "/// Colours.\nenum \(enumeration.name) {\n" + lines.map { "  \($0)\n" }.joined() + "}"
  }

  private func block(of model: Model) -> String {
    var lines = key(of: model)
    lines += model.fields.map { line(for: $0, of: model) }
    lines += relations(of: model)
    lines += model.indexes.map(line)
    if let table = model.mappedName { lines.append("@@map(\"\(table)\")") }
    if let namespace = model.namespace { lines.append("@@schema(\"\(namespace)\")") }
    if model.isAnnotated { annotate(&lines) }
    let comment = model.isAnnotated ? "/// What is known of it.\n" : ""
    return "\(comment)model \(model.name) {\n"
      + lines.map { $0.isEmpty ? "\n" : "  \($0)\n" }.joined() + "}"
  }

  /// Puts comments and empty lines between and behind the lines of a model.
  private func annotate(_ lines: inout [String]) {
    for index in lines.indices where index % 3 == 0 { lines[index] += " // \(index)" }
    lines.insert("/// More of it.", at: 1)
    lines.insert(contentsOf: ["", "// The rest", ""], at: lines.count / 2)
    lines.append("// The end")
  }

  private func key(of model: Model) -> [String] {
    switch model.key {
    case .int, .bigInt, .string: ["id \(model.key.type) @id"]
    case .autoincrement, .bigAutoincrement: ["id \(model.key.type) @id @default(autoincrement())"]
    case .composite: ["id Int", "part Int", "@@id([id, part])"]
    }
  }

  private func line(for field: RandomColumn, of model: Model) -> String {
    let type =
      switch field.kind {
      case .unsupported: "Unsupported(\"\(flavor.unsupportedType)\")"
      case .enumeration: enumeration(field.enumeration)?.name ?? ""
      default: field.kind.rawValue
      }
    var line = "\(field.name) \(type)\(field.isList ? "[]" : field.isOptional ? "?" : "")"
    if let native = field.native { line += " @db.\(native)" }
    if field.isUnique { line += " @unique" }
    if let value = defaultValue(of: field) { line += " @default(\(value))" }
    if field.kind == .dateTime, field.defaultValue == .client { line += " @updatedAt" }
    let isIndexed = model.indexes.contains { $0.fields.contains(field.name) }
    if field.isIgnored, !field.isUnique, !isIndexed, field.kind != .unsupported {
      line += " @ignore"
    }
    if let column = field.mappedName { line += " @map(\"\(column)\")" }
    return line
  }

  private func defaultValue(of field: RandomColumn) -> String? {
    switch field.defaultValue {
    case .literal:
      field.kind.literal(of: enumeration(field.enumeration)).map {
        field.isList ? "[\($0), \($0)]" : $0
      }
    case .time: "now()"
    case .expression:
      flavor.expression(
        for: field, enumeration(field.enumeration), in: hasNamespaces ? "public" : nil
      ).map { "dbgenerated(\"\($0)\")" }
    case .client: field.kind == .string ? "cuid()" : nil
    case .sequence: "autoincrement()"
    case nil: nil
    }
  }

  private func relations(of model: Model) -> [String] {
    var lines: [String] = []
    for parent in model.parents {
      guard let target = self.model(parent.model) else { continue }
      let mark = parent.isOptional ? "?" : ""
      let columns = parent.columns(to: target.key)
      lines += columns.map { "\($0.name) \($0.type)\(mark)" }
      let names = columns.map(\.name).joined(separator: ", ")
      let references = columns.map(\.reference).joined(separator: ", ")
      lines.append(
        "\(parent.name) \(target.name)\(mark) @relation(\"\(model.name)_\(parent.name)\", "
          + "fields: [\(names)], references: [\(references)], \(actions(of: parent)))")
    }
    for child in models {
      for parent in child.parents where parent.model == model.number {
        lines.append(
          "children\(child.number) \(child.name)[] @relation(\"\(child.name)_\(parent.name)\")")
      }
    }
    for link in links where [link.left, link.right].contains(model.number) {
      let other = link.left == model.number ? link.right : link.left
      lines.append("links\(other) Model\(other)[] @relation(\"\(link.name)\")")
      if link.left == link.right {
        lines.append("linkedBy\(other) Model\(other)[] @relation(\"\(link.name)\")")
      }
    }
    return lines
  }

  private func actions(of parent: Parent) -> String {
    // Emulated relations know no `NoAction`.
    let (onDelete, onUpdate) = (parent.onDelete, parent.onUpdate)
    let emulated = { (action: String) in action == "NoAction" ? "Restrict" : action }
    return hasForeignKeys
      ? "onDelete: \(onDelete), onUpdate: \(onUpdate)"
      : "onDelete: \(emulated(onDelete)), onUpdate: \(emulated(onUpdate))"
  }

  private func line(for index: Index) -> String {
    var first = index.fields[0]
    let options =
      (index.isDescending ? ["sort: Desc"] : [])
      + (index.operatorClass.map { ["ops: \($0)"] } ?? [])
    if !options.isEmpty { first += "(\(options.joined(separator: ", ")))" }
    let fields = ([first] + index.fields.dropFirst()).joined(separator: ", ")
    var arguments = ["[\(fields)]"]
    if let method = index.method { arguments.append("type: \(method)") }
    if let name = index.name { arguments.append("map: \"\(name)\"") }
    let attribute = index.isUnique ? "@@unique" : "@@index"
    return "\(attribute)(\(arguments.joined(separator: ", ")))"
  }
}

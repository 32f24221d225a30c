/// Writes models and enums of a datamodel in the schema language.
///
/// The text is not laid out; `format` does that.
package struct DatamodelWriter: Sendable {
  package let datamodel: Datamodel
  /// What the files that are merged into declare; what is the same there keeps its text.
  package let previous: Datamodel

  package init(_ datamodel: Datamodel, previous: Datamodel = .empty) {
    self.datamodel = datamodel
    self.previous = previous
  }

  /// A model or view with its documentation.
  package func block(for model: ModelView) -> String {
    var lines = documentation(model.model.documentation)
    lines.append("\(model.isView ? "view" : "model") \(model.name) {")
    for field in model.fields {
      lines += documentation(field.field.documentation)
      lines.append(line(for: field))
    }
    lines += attributes(of: model)
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  /// An enum with its documentation.
  package func block(for enumeration: EnumView) -> String {
    var lines = documentation(enumeration.enumeration.documentation)
    lines.append("enum \(enumeration.name) {")
    for value in enumeration.values {
      lines += documentation(value.documentation)
      lines.append(line(for: value))
    }
    lines += attributes(of: enumeration)
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  func line(for value: Enum.Value) -> String {
    value.name + (value.mappedName.map { " @map(\($0.quoted))" } ?? "")
  }

  func attributes(of enumeration: EnumView) -> [String] {
    let mapped = enumeration.enumeration.mappedName.map { "@@map(\($0.quoted))" }
    let schema = enumeration.enumeration.schemaName.map { "@@schema(\($0.quoted))" }
    return [mapped, schema].compactMap { $0 }
  }

  /// The block attributes of a model.
  func attributes(of model: ModelView) -> [String] {
    var attributes = model.model.blockKeys.map { attribute(for: $0, of: model) }
    if let name = model.model.mappedName { attributes.append("@@map(\(name.quoted))") }
    if model.model.isIgnored { attributes.append("@@ignore") }
    if let name = model.model.schemaName { attributes.append("@@schema(\(name.quoted))") }
    return attributes
  }

  /// The block attribute of a key.
  func attribute(for key: Key, of model: ModelView) -> String {
    let name =
      switch key.kind {
      case .primary: "id"
      case .unique: "unique"
      case .index: "index"
      case .fulltext: "fulltext"
      }
    return "@@\(name)(\(arguments(of: key, in: model)))"
  }

  /// The declaration of a field on one line.
  func line(for field: FieldView) -> String {
    ([field.name, typeText(of: field)] + attributes(of: field)).joined(separator: " ")
  }

  private func typeText(of field: FieldView) -> String {
    let name =
      switch field.type {
      case .scalar(let type): type.rawValue
      case .enumeration(let id): field.datamodel[id].name
      case .composite(let id): field.datamodel[id].name
      case .relation: field.relatedModel?.name ?? ""
      case .unsupported(let text): "Unsupported(\(text.quoted))"
      }
    return switch field.arity {
    case .required: name
    case .optional: name + "?"
    case .list: name + "[]"
    }
  }

  private func attributes(of field: FieldView) -> [String] {
    var attributes: [String] = []
    if let key = field.model?.model.primaryKey, key.stands(on: field) {
      attributes.append("@id" + options(of: key))
    }
    for key in field.model?.model.uniques ?? [] where key.stands(on: field) {
      attributes.append("@unique" + options(of: key))
    }
    if let value = field.field.defaultValue { attributes.append("@default(\(value.text))") }
    if field.field.isUpdatedAt { attributes.append("@updatedAt") }
    if let name = field.field.mappedName { attributes.append("@map(\(name.quoted))") }
    if let relation = field.relation, let attribute = relationAttribute(of: field, relation) {
      attributes.append(attribute)
    }
    if field.field.isIgnored { attributes.append("@ignore") }
    if let type = field.field.nativeType { attributes.append(text(of: type)) }
    return attributes
  }

  private func text(of type: NativeType) -> String {
    let prefix = datamodel.configuration.datasource?.name ?? "db"
    let list = type.arguments.isEmpty ? "" : "(\(type.arguments.joined(separator: ", ")))"
    return "@\(prefix).\(type.name)\(list)"
  }

  private func relationAttribute(of field: FieldView, _ relation: RelationView) -> String? {
    var arguments: [String] = []
    if relation.relation.isNameExplicit { arguments.append(relation.name.quoted) }
    if field.isReferencing {
      arguments.append("fields: [\(relation.fields.map(\.name).joined(separator: ", "))]")
      arguments.append("references: [\(relation.references.map(\.name).joined(separator: ", "))]")
      if let action = relation.relation.onDelete {
        arguments.append("onDelete: \(action.rawValue)")
      }
      if let action = relation.relation.onUpdate {
        arguments.append("onUpdate: \(action.rawValue)")
      }
      if let name = relation.relation.mappedName { arguments.append("map: \(name.quoted)") }
    }
    return arguments.isEmpty ? nil : "@relation(\(arguments.joined(separator: ", ")))"
  }

  /// The arguments of `@id` or `@unique` with their parentheses.
  private func options(of key: Key) -> String {
    var arguments: [String] = []
    if let name = key.mappedName { arguments.append("map: \(name.quoted)") }
    if let length = key.parts.first?.length { arguments.append("length: \(length)") }
    if key.parts.first?.sort == .descending { arguments.append("sort: Desc") }
    return arguments.isEmpty ? "" : "(\(arguments.joined(separator: ", ")))"
  }

  private func arguments(of key: Key, in model: ModelView) -> String {
    let parts = key.parts.map { part in
      let path = ([model.datamodel[part.field].name] + part.path).joined(separator: ".")
      var options: [String] = []
      switch part.operatorClass {
      case .named(let name): options.append("ops: \(name)")
      case .raw(let text): options.append("ops: raw(\(text.quoted))")
      case nil: break
      }
      if let length = part.length { options.append("length: \(length)") }
      if part.sort == .descending { options.append("sort: Desc") }
      return options.isEmpty ? path : "\(path)(\(options.joined(separator: ", ")))"
    }
    var arguments = ["[\(parts.joined(separator: ", "))]"]
    if let name = key.name { arguments.append("name: \(name.quoted)") }
    if let name = key.mappedName { arguments.append("map: \(name.quoted)") }
    if let algorithm = key.algorithm { arguments.append("type: \(algorithm)") }
    return arguments.joined(separator: ", ")
  }

  private func documentation(_ text: String?) -> [String] {
    guard let text else { return [] }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.isEmpty ? "///" : "/// \($0)"
    }
  }
}

extension Model {
  /// The keys that are written as block attributes, in the order of writing.
  var blockKeys: [Key] {
    ((primaryKey.map { [$0] } ?? []) + uniques).filter { !$0.isFieldAttribute } + indexes
  }
}

extension Key {
  /// Whether it is written as an attribute of a field.
  fileprivate func stands(on field: FieldView) -> Bool {
    isFieldAttribute && parts.first?.field == field.id
  }
}

extension DefaultValue {
  /// The value in the schema language.
  package var text: String {
    switch self {
    case .string(let value): value.quoted
    case .number(let digits): digits
    case .boolean(let value): value ? "true" : "false"
    case .enumValue(let name): name
    case .list(let values): "[\(values.map(\.text).joined(separator: ", "))]"
    case .function(let call):
      "\(call.name)("
        + call.arguments.map { ($0.name.map { "\($0): " } ?? "") + $0.value.text }
        .joined(separator: ", ") + ")"
    }
  }
}

extension String {
  /// The string as a literal of the schema language.
  package var quoted: String {
    var result = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

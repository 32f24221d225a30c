package import JSON
package import SchemaModel

/// Writes the `datamodel` section of the data model meta format, which Prisma's generators read.
///
/// Ignored models and fields and fields of type `Unsupported` are not part of it.
package struct DMMFWriter {
  private let datamodel: Datamodel

  package init(_ datamodel: Datamodel) { self.datamodel = datamodel }

  /// Writes the object `{"enums", "models", "types", "indexes"}`.
  package func write(to json: inout JSONWriter) {
    let models = visibleModels
    json.beginObject()
    json.key("enums")
    array(datamodel.enums, &json, writeEnum)
    json.key("models")
    array(models, &json, writeModel)
    json.key("types")
    array(datamodel.compositeTypes, &json, writeType)
    json.key("indexes")
    json.beginArray()
    for model in models { writeIndexes(of: model, &json) }
    json.endArray()
    json.endObject()
  }

  /// Models, then views, without the ignored ones.
  private var visibleModels: [ModelView] {
    let visible = datamodel.models.filter { !$0.model.isIgnored }
    return visible.filter { !$0.isView } + visible.filter(\.isView)
  }

  private func array<Item>(
    _ items: [Item], _ json: inout JSONWriter, _ write: (Item, inout JSONWriter) -> Void
  ) {
    json.beginArray()
    for item in items { write(item, &json) }
    json.endArray()
  }

  private func writeEnum(_ enumeration: EnumView, _ json: inout JSONWriter) {
    json.beginObject()
    json.member("name", enumeration.name)
    json.key("values")
    array(enumeration.values, &json) { value, json in
      json.beginObject()
      json.member("name", value.name)
      json.member("dbName", value.mappedName)
      json.documentation(value.documentation)
      json.endObject()
    }
    json.member("dbName", enumeration.enumeration.mappedName)
    json.documentation(enumeration.enumeration.documentation)
    json.endObject()
  }

  private func writeModel(_ model: ModelView, _ json: inout JSONWriter) {
    json.beginObject()
    json.member("name", model.name)
    json.member("dbName", model.model.mappedName)
    json.member("schema", model.model.schemaName)
    json.key("fields")
    let foreignKeys = foreignKeyFields(of: model)
    array(model.fields.filter(isVisible), &json) { field, json in
      DMMFField(field, model: model, isForeignKey: foreignKeys.contains(field.id)).write(&json)
    }
    json.key("primaryKey")
    if let key = model.model.primaryKey, key.parts.count > 1 {
      writeNamedKey(key, &json)
    } else {
      json.null()
    }
    let uniques = model.model.uniques.filter { !$0.isFieldAttribute }
    json.key("uniqueFields")
    array(uniques, &json) { key, json in writeFieldNames(key, &json) }
    json.key("uniqueIndexes")
    array(uniques, &json) { key, json in writeNamedKey(key, &json) }
    json.member("isGenerated", false)
    json.documentation(model.model.documentation)
    json.endObject()
  }

  private func writeType(_ type: CompositeTypeView, _ json: inout JSONWriter) {
    json.beginObject()
    json.member("name", type.name)
    json.key("dbName")
    json.null()
    json.key("schema")
    json.null()
    json.key("fields")
    array(type.fields.filter(isVisible), &json) { field, json in
      DMMFField(field, model: nil, isForeignKey: false).write(&json)
    }
    json.key("primaryKey")
    json.null()
    for list in ["uniqueFields", "uniqueIndexes"] {
      json.key(list)
      json.beginArray()
      json.endArray()
    }
    json.documentation(type.type.documentation)
    json.endObject()
  }

  private func isVisible(_ field: FieldView) -> Bool {
    if field.field.isIgnored { return false }
    switch field.type {
    case .unsupported: return false
    case .relation: return !(field.relatedModel?.model.isIgnored ?? false)
    case .scalar, .enumeration, .composite: return true
    }
  }

  private func foreignKeyFields(of model: ModelView) -> Set<FieldID> {
    var fields: Set<FieldID> = []
    for field in model.relationFields {
      guard let relation = field.relation, relation.relation.holder(of: field) else { continue }
      fields.formUnion(relation.relation.columns(on: field))
    }
    return fields
  }

  private func writeNamedKey(_ key: Key, _ json: inout JSONWriter) {
    json.beginObject()
    json.member("name", key.name)
    json.key("fields")
    writeFieldNames(key, &json)
    json.endObject()
  }

  /// The last steps of the paths: what the client calls the fields.
  private func writeFieldNames(_ key: Key, _ json: inout JSONWriter) {
    array(key.parts, &json) { part, json in
      json.string(part.path.last ?? datamodel[part.field].name)
    }
  }

  private func writeIndexes(of model: ModelView, _ json: inout JSONWriter) {
    if let key = model.model.primaryKey { writeIndex(key, of: model, &json) }
    for key in model.uniquesAndIndexes { writeIndex(key, of: model, &json) }
  }

  private func writeIndex(_ key: Key, of model: ModelView, _ json: inout JSONWriter) {
    json.beginObject()
    json.member("model", model.name)
    json.member("type", key.kind.dmmfName)
    json.member("isDefinedOnField", key.isFieldAttribute)
    json.optionalString("name", key.name)
    json.optionalString("dbName", key.mappedName)
    json.optionalString("algorithm", key.algorithm)
    if let clustered = key.isClustered { json.member("clustered", clustered) }
    json.key("fields")
    array(key.parts, &json) { part, json in
      json.beginObject()
      json.member("name", ([datamodel[part.field].name] + part.path).joined(separator: "."))
      json.optionalString("sortOrder", part.sort?.rawValue)
      if let length = part.length { json.member("length", length) }
      switch part.operatorClass {
      case .named(let name), .raw(let name): json.optionalString("operatorClass", name)
      case nil: break
      }
      json.endObject()
    }
    json.endObject()
  }
}

extension Key.Kind {
  fileprivate var dmmfName: String {
    switch self {
    case .primary: "id"
    case .unique: "unique"
    case .index: "normal"
    case .fulltext: "fulltext"
    }
  }
}

extension JSONWriter {
  /// Writes a member only when it has a value.
  mutating func optionalString(_ name: String, _ value: String?) {
    if let value { member(name, value) }
  }

  mutating func documentation(_ text: String?) { optionalString("documentation", text) }
}

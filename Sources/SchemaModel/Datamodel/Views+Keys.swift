/// What consumers ask about the keys of a model.
extension ModelView {
  /// The primary key and the unique criteria, in the order in which clients list them.
  package var uniqueCriteria: [Key] { (model.primaryKey.map { [$0] } ?? []) + model.uniques }

  /// Unique constraints and indexes in the order of Prisma's descriptions: `@unique`, `@@index`,
  /// `@@unique`, `@@fulltext`.
  package var uniquesAndIndexes: [Key] {
    model.uniques.filter(\.isFieldAttribute) + model.indexes.filter { $0.kind == .index }
      + model.uniques.filter { !$0.isFieldAttribute }
      + model.indexes.filter { $0.kind == .fulltext }
  }

  /// The fields of a key; only the first steps of paths into composite types.
  package func fields(of key: Key) -> [FieldView] { key.parts.map { datamodel[$0.field] } }

  /// How clients call a key of several fields: its `name`, else the names joined with `_`.
  package func clientName(of key: Key) -> String {
    key.name
      ?? key.parts.map { ([datamodel[$0.field].name] + $0.path).joined(separator: "_") }
      .joined(separator: "_")
  }

  /// Whether a field alone is the primary key.
  package func isID(_ field: FieldView) -> Bool {
    guard let key = model.primaryKey else { return false }
    return key.parts.count == 1 && key.parts[0].field == field.id && key.parts[0].path.isEmpty
  }

  /// Whether a field alone is unique, as its own or a block's attribute says.
  package func isUnique(_ field: FieldView) -> Bool {
    model.uniques.contains {
      $0.parts.count == 1 && $0.parts[0].field == field.id && $0.parts[0].path.isEmpty
    }
  }
}

extension FieldView {
  /// Whether the column counts up on its own.
  package var isAutoIncrement: Bool { defaultFunction == "autoincrement" }

  /// The name of the function in `@default`, if it is one.
  package var defaultFunction: String? {
    if case .function(let call) = field.defaultValue { call.name } else { nil }
  }

  /// The composite type of the field.
  package var compositeType: CompositeTypeID? {
    if case .composite(let id) = field.type { id } else { nil }
  }
}

extension RelationView {
  /// What happens to the referencing records when the referenced one is deleted.
  ///
  /// `NoAction` takes the place of `Restrict` where the provider lacks that.
  package func effectiveOnDelete(supportsRestrict: Bool = true) -> ReferentialAction {
    if let written = relation.onDelete { return written }
    guard isReferencingRequired else { return .setNull }
    return supportsRestrict ? .restrict : .noAction
  }

  /// What happens to the referencing records when the referenced key changes.
  package var effectiveOnUpdate: ReferentialAction { relation.onUpdate ?? .cascade }

  /// Whether one of the referencing columns is required.
  package var isReferencingRequired: Bool {
    guard !relation.fields.isEmpty else { return referencingField?.isRequired ?? false }
    return fields.contains(where: \.isRequired)
  }
}

/// A composite type together with its datamodel.
package struct CompositeTypeView: Sendable, Hashable {
  package let datamodel: Datamodel
  package let id: CompositeTypeID

  package init(datamodel: Datamodel, id: CompositeTypeID) {
    self.datamodel = datamodel
    self.id = id
  }

  package var type: CompositeType { datamodel.storage.compositeTypes[id.index] }
  package var name: String { type.name }
  package var fields: [FieldView] { type.fields.map { datamodel[$0] } }

  package static func == (left: Self, right: Self) -> Bool { left.id == right.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension Datamodel {
  /// Composite types, in the order of the schema.
  package var compositeTypes: [CompositeTypeView] {
    storage.compositeTypes.indices.map { CompositeTypeView(datamodel: self, id: ID($0)) }
  }

  package subscript(_ id: CompositeTypeID) -> CompositeTypeView {
    CompositeTypeView(datamodel: self, id: id)
  }
}

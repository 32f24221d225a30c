import SQLModel
import SchemaModel

extension SQLToDatamodel {
  /// The field at one end of a relation.
  struct RelationEnd {
    var model: Int
    var side: DatamodelAssembly.End
    var name: String
    var arity: Arity
    var isIgnored: Bool

    func field(in model: ModelID) -> Field {
      Field(
        name: name, model: model, type: .relation(RelationID(side.relation)), arity: arity,
        isIgnored: isIgnored, nameSpan: .none, span: .none)
    }
  }

  /// A foreign key and where it leads, in indices of models.
  struct Inline {
    var key: ForeignKey
    var table: Table<Dialect>
    var referencing: Int
    var referenced: Int
  }

  /// The names of a relation and of its fields.
  private struct RelationNames {
    var relation: String?
    var referencing: String
    var referenced: String
  }

  /// The relations: those of foreign keys, then those of join tables.
  func relations() -> [DatamodelAssembly.RelationDescription] {
    inline.map(description(of:)) + joinTables.compactMap(description(ofJoin:))
  }

  /// The fields at both ends of all relations, in the order in which models list them.
  func relationEnds() -> [RelationEnd] {
    var ends: [RelationEnd] = []
    for (index, relation) in inline.enumerated() { ends += self.ends(of: relation, at: index) }
    var index = inline.count
    for table in joinTables {
      guard let relation = description(ofJoin: table) else { continue }
      let names = names(ofJoin: table, relation)
      for isReferencing in [true, false] {
        ends.append(
          RelationEnd(
            model: isReferencing ? relation.referencing : relation.referenced,
            side: DatamodelAssembly.End(relation: index, isReferencing: isReferencing),
            name: isReferencing ? names.referencing : names.referenced, arity: .list,
            isIgnored: false))
      }
      index += 1
    }
    return ends
  }

  func inlineRelations() -> [Inline] {
    // Models are in the order of the previous schema, relations in that of the database.
    schema.tables.flatMap { stored in
      guard let referencing = modelIndex(of: stored.name) else { return [Inline]() }
      let table = tables[referencing]
      var seen: [ForeignKey] = []
      return table.foreignKeys.compactMap { key in
        guard let referenced = modelIndex(of: key.referencedTable),
          !seen.contains(where: {
            $0.columns == key.columns
              && $0.referencedTable == key.referencedTable
              && $0.referencedColumns == key.referencedColumns
          }),
          key.columns.allSatisfy({ !fieldName(of: $0, in: table.name).isEmpty })
        else { return nil }
        seen.append(key)
        return Inline(key: key, table: table, referencing: referencing, referenced: referenced)
      }
    }
  }

  private func ends(of relation: Inline, at index: Int) -> [RelationEnd] {
    let names = names(of: relation)
    let columns = relation.key.columns.compactMap { relation.table.column(named: $0) }
    let (own, other) = (tables[relation.referencing], tables[relation.referenced])
    let isIdentified = isIdentifiable(own) && isIdentifiable(other)
    let isOptional = columns.contains(where: \.isNullable)
    func isIgnored(_ table: Table<Dialect>) -> Bool {
      !isIdentified && isIdentifiable(table)
        && previousModel(of: table.name)?.model.isIgnored != true
    }
    return [
      RelationEnd(
        model: relation.referencing,
        side: DatamodelAssembly.End(relation: index, isReferencing: true),
        name: names.referencing, arity: isOptional ? .optional : .required,
        isIgnored: isIgnored(own)),
      RelationEnd(
        model: relation.referenced,
        side: DatamodelAssembly.End(relation: index, isReferencing: false),
        name: names.referenced, arity: isUnique(relation) ? .optional : .list,
        isIgnored: isIgnored(other)),
    ]
  }

  /// Whether a key of the referencing table has no other columns than the foreign key.
  private func isUnique(_ relation: Inline) -> Bool {
    let unique = relation.table.indexes.filter(\.isUnique).filter(Dialect.isExpressible)
    let keys = [relation.table.primaryKey?.columns ?? []] + unique.map(\.columns)
    return keys.contains { !$0.isEmpty && $0.allSatisfy(relation.key.columns.contains) }
  }

  private func description(of relation: Inline) -> DatamodelAssembly.RelationDescription {
    let key = relation.key
    let usual = names.foreignKey(key.columns, of: relation.table.name.name)
    let known = previousRelation(of: relation)?.relation
    let isRequired = key.columns.contains {
      relation.table.column(named: $0)?.isNullable == false
    }
    return DatamodelAssembly.RelationDescription(
      kind: isUnique(relation) ? .oneToOne : .oneToMany, name: names(of: relation).relation,
      referencing: relation.referencing, referenced: relation.referenced, columns: key.columns,
      referencedColumns: key.referencedColumns,
      onDelete: action(
        key.onDelete, usual: isRequired ? .restrict : .setNull, known: known?.onDelete),
      onUpdate: action(key.onUpdate, usual: .cascade, known: known?.onUpdate),
      mappedName: mappedName(of: key, usual: usual, known: known?.mappedName))
  }

  /// The action to write: the usual one is written only where the schema does so.
  private func action(
    _ action: ForeignKey.Action, usual: ForeignKey.Action, known: ReferentialAction?
  ) -> ReferentialAction? {
    let written = ReferentialAction(action)
    return action == usual && known != written ? nil : written
  }

  private func mappedName(of key: ForeignKey, usual: String, known: String?) -> String? {
    // Where keys have no names to read, that of the schema is the only one.
    guard Dialect.namesPrimaryKeys else { return known }
    return key.name == usual && known != usual ? nil : key.name
  }

  private func names(of relation: Inline) -> RelationNames {
    var names = newNames(of: relation)
    guard let known = previousRelation(of: relation) else { return names }
    names.relation = known.relation.isNameExplicit ? known.name : nil
    names.referencing = known.referencingField?.name ?? names.referencing
    names.referenced = known.referencedField?.name ?? names.referenced
    return names
  }

  private func previousRelation(of relation: Inline) -> RelationView? {
    guard let model = previousModel(of: relation.table.name) else { return nil }
    return previous.relations.first { known in
      known.kind != .manyToMany && known.referencingModel == model
        && known.fields.map(\.databaseName) == relation.key.columns
        && known.referencedModel.describes(relation.key.referencedTable)
    }
  }

  private func newNames(of relation: Inline) -> RelationNames {
    let own = modelNames[tables[relation.referencing].name] ?? ""
    let other = modelNames[tables[relation.referenced].name] ?? ""
    let isSelf = relation.referencing == relation.referenced
    let prefix = isSelf ? "other_" : ""
    guard isAmbiguous(relation) else {
      return RelationNames(
        relation: isSelf ? "\(own)To\(other)" : nil, referencing: other,
        referenced: prefix + own)
    }
    let columns = relation.key.columns.map { fieldName(of: $0, in: relation.table.name) }
    let name = "\(own)_\(columns.joined(separator: "_"))To\(other)"
    return RelationNames(
      relation: name, referencing: "\(other)_\(name)", referenced: "\(prefix)\(own)_\(name)")
  }

  /// Whether there is another relation between the same models, or a field of the name that the
  /// relation's field would get.
  private func isAmbiguous(_ relation: Inline) -> Bool {
    let pair = Set([relation.referencing, relation.referenced])
    return inline.contains { other in
      guard Set([other.referencing, other.referenced]) == pair else { return false }
      if other.table.name != relation.table.name || other.key.columns != relation.key.columns {
        return true
      }
      let name = modelNames[tables[other.referenced].name]
      return other.key.columns.contains { fieldName(of: $0, in: other.table.name) == name }
    } || joinTables.contains { description(ofJoin: $0).map { $0.models == pair } ?? false }
  }

  /// The relation of a join table; its referencing end is the model that column `A` refers to.
  private func description(
    ofJoin table: Table<Dialect>
  ) -> DatamodelAssembly.RelationDescription? {
    let keys = table.foreignKeys.sorted { $0.columns.joined() < $1.columns.joined() }
    guard keys.count == 2, let first = modelIndex(of: keys[0].referencedTable),
      let second = modelIndex(of: keys[1].referencedTable)
    else { return nil }
    var relation = DatamodelAssembly.RelationDescription(
      kind: .manyToMany, name: nil, referencing: first, referenced: second)
    relation.name = names(ofJoin: table, relation).relation
    return relation
  }

  private func names(
    ofJoin table: Table<Dialect>, _ relation: DatamodelAssembly.RelationDescription
  ) -> RelationNames {
    let found = String(table.name.name.dropFirst())
    let first = modelNames[tables[relation.referencing].name] ?? ""
    let second = modelNames[tables[relation.referenced].name] ?? ""
    let isSelf = relation.referencing == relation.referenced
    let pair = relation.models
    let isAmbiguous =
      joinTables.contains { $0.name != table.name && $0.referencedTables == table.referencedTables }
      || inline.contains { Set([$0.referencing, $0.referenced]) == pair }
    let suffix = isAmbiguous ? table.name.name : ""
    var names = RelationNames(
      relation: !isAmbiguous && !isSelf && found == "\(first)To\(second)" ? nil : found,
      referencing: second + suffix + (isSelf ? "_A" : ""),
      referenced: first + suffix + (isSelf ? "_B" : ""))
    if let known = previous.relations.first(where: { $0.kind == .manyToMany && $0.name == found }) {
      names.relation = known.relation.isNameExplicit ? known.name : nil
      names.referencing = known.referencingField?.name ?? names.referencing
      names.referenced = known.referencedField?.name ?? names.referenced
    }
    return names
  }
}

extension DatamodelAssembly.RelationDescription {
  fileprivate var models: Set<Int> { [referencing, referenced] }
}

extension Table {
  fileprivate var referencedTables: Set<QualifiedName> { Set(foreignKeys.map(\.referencedTable)) }
}

extension ReferentialAction {
  fileprivate init(_ action: ForeignKey.Action) {
    self =
      switch action {
      case .noAction: .noAction
      case .restrict: .restrict
      case .cascade: .cascade
      case .setNull: .setNull
      case .setDefault: .setDefault
      }
  }
}

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

  /// The fields at both ends of all relations, in the order in which models list them.
  func relationEnds() -> [RelationEnd] {
    relations.enumerated().flatMap { index, relation in
      switch relation.origin {
      case .key(let key): ends(of: relation, key, at: index)
      case .joinTable: joinedEnds(of: relation, at: index)
      }
    }
  }

  /// The relations with their names: those of foreign keys, then those of join tables.
  func pulledRelations(_ joinTables: [Table<Dialect>]) -> [PulledRelation<Dialect>] {
    // Models are in the order of the previous schema, relations in that of the database.
    let keyed = schema.tables.flatMap { stored in
      modelIndex(of: stored.name).map { keyedRelations(of: tables[$0], at: $0) } ?? []
    }
    let found = keyed + joinTables.compactMap(joinedRelation)
    var relationNames = PulledRelationNames(found, tables, names, policy)
    return found.map { relationNames.named($0) }
  }

  /// Why a foreign key is no relation, as the rest of a sentence about it; `nil` where it is one.
  func obstacle(to key: ForeignKey, of table: Table<Dialect>) -> String? {
    guard let referenced = modelIndex(of: key.referencedTable) else {
      return "leads to `\(key.referencedTable.display)`, which is not a model"
    }
    return key.obstacle(from: table, to: tables[referenced])
  }

  private func keyedRelations(
    of table: Table<Dialect>, at index: Int
  ) -> [PulledRelation<Dialect>] {
    var keys: [ForeignKey] = []
    for key in table.foreignKeys where obstacle(to: key, of: table) == nil {
      if !keys.contains(where: { $0.leads(as: key) }) { keys.append(key) }
    }
    return zip(keys, previous.relations(of: keys, in: table.name)).compactMap { key, known in
      guard let referenced = modelIndex(of: key.referencedTable) else { return nil }
      return PulledRelation(
        origin: .key(key), referencing: index, referenced: referenced, known: known,
        isMoved: known?.referencedModel.describes(key.referencedTable) == false)
    }
  }

  /// The relation of a join table; its referencing end is the model that column `A` refers to.
  private func joinedRelation(_ table: Table<Dialect>) -> PulledRelation<Dialect>? {
    let keys = table.foreignKeys.sorted { $0.columns.joined() < $1.columns.joined() }
    guard keys.count == 2, let first = modelIndex(of: keys[0].referencedTable),
      let second = modelIndex(of: keys[1].referencedTable)
    else { return nil }
    return PulledRelation(
      origin: .joinTable(table.name), referencing: first, referenced: second,
      known: previous.relation(ofJoin: table.name))
  }

  private func joinedEnds(of relation: PulledRelation<Dialect>, at index: Int) -> [RelationEnd] {
    [true, false].map { isReferencing in
      RelationEnd(
        model: isReferencing ? relation.referencing : relation.referenced,
        side: DatamodelAssembly.End(relation: index, isReferencing: isReferencing),
        name: isReferencing ? relation.referencingField : relation.referencedField, arity: .list,
        isIgnored: relation.isMarkedIgnored(isReferencing))
    }
  }

  private func ends(
    of relation: PulledRelation<Dialect>, _ key: ForeignKey, at index: Int
  ) -> [RelationEnd] {
    let table = tables[relation.referencing]
    let isIdentified =
      areIdentifiable[relation.referencing] && areIdentifiable[relation.referenced]
    let isOptional = key.columns.contains { table.column(named: $0).map(table.isOptional) == true }
    let areIgnored = [relation.referencing, relation.referenced].map { model in
      previous.model(of: tables[model].name)?.model.isIgnored == true
    }
    func isIgnored(_ model: Int) -> Bool {
      let known = areIgnored[model == relation.referencing ? 0 : 1]
      return (!isIdentified || areIgnored.contains(true)) && areIdentifiable[model] && !known
    }
    return [
      RelationEnd(
        model: relation.referencing,
        side: DatamodelAssembly.End(relation: index, isReferencing: true),
        name: relation.referencingField, arity: isOptional ? .optional : .required,
        isIgnored: relation.isMarkedIgnored(true) || isIgnored(relation.referencing)),
      RelationEnd(
        model: relation.referenced,
        side: DatamodelAssembly.End(relation: index, isReferencing: false),
        name: relation.referencedField,
        arity: isOneToOne(relation, key) ? .optional : .list,
        isIgnored: relation.isMarkedIgnored(false) || isIgnored(relation.referenced)),
    ]
  }

  /// Whether a row has at most one row that refers to it; a list in the schema stays one.
  private func isOneToOne(_ relation: PulledRelation<Dialect>, _ key: ForeignKey) -> Bool {
    guard tables[relation.referencing].hasKey(on: key.columns) else { return false }
    guard let known = relation.known, known.referencedField?.isList == true else { return true }
    return !known.referencingModel.uniqueCriteria.contains {
      $0.parts.map(\.field) == known.fields.map(\.id)
    }
  }

  func description(
    of relation: PulledRelation<Dialect>
  ) -> DatamodelAssembly.RelationDescription {
    guard case .key(let key) = relation.origin else {
      return DatamodelAssembly.RelationDescription(
        kind: .manyToMany, name: relation.name, referencing: relation.referencing,
        referenced: relation.referenced)
    }
    let table = tables[relation.referencing]
    let usual = constraintNames.foreignKey(key.columns, of: table.name.name)
    let known = relation.known?.relation
    let isRequired = key.columns.contains { table.column(named: $0).map(table.isOptional) == false }
    return DatamodelAssembly.RelationDescription(
      kind: isOneToOne(relation, key) ? .oneToOne : .oneToMany, name: relation.name,
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

import BackendInterface
import DatabaseAccess
import SchemaModel

/// Referential actions where the engine keeps them: `relationMode = "prisma"`.
extension QueryPlanner {
  var emulatesRelations: Bool {
    datamodel.configuration.datasource?.relationMode == .prisma
  }

  /// The relations whose foreign keys refer to a model.
  func referencingRelations(of model: ModelView) -> [RelationView] {
    datamodel.relations.filter { relation in
      relation.kind != .manyToMany && relation.relation.referenced.model == model.id
    }
  }

  func emulatesDelete(of model: ModelView) -> Bool {
    emulatesRelations && !referencingRelations(of: model).isEmpty
  }

  func emulatesUpdate(of model: ModelView, _ data: WriteData) -> Bool {
    emulatesRelations
      && referencingRelations(of: model).contains { relation in
        relation.relation.references.contains { data.assigns($0) }
      }
  }

  /// Deletes records after what happens to those that refer to them.
  ///
  /// - Returns: The slot that counts the records.
  @discardableResult
  mutating func deleteRecords(_ model: ModelView, _ filter: Filter, limit: Int?) -> Slot {
    deleteRecords(model, filter, limit: limit, through: [])
  }

  private mutating func deleteRecords(
    _ model: ModelView, _ filter: Filter, limit: Int?, through path: [RelationID]
  ) -> Slot {
    let count = newSlot()
    let relations =
      emulatesRelations
      ? referencingRelations(of: model).filter { !path.contains($0.id) } : []
    guard !relations.isEmpty else {
      add(.delete(DeleteNode(model: model.id, filter: filter, limit: limit), into: count))
      return count
    }
    let key = identifier(of: model)
    var fields = key
    for relation in relations {
      for field in relation.relation.references where !fields.contains(field) {
        fields.append(field)
      }
    }
    let records = readRecord(model, filter, fields, limit: limit)
    for relation in relations {
      let (here, there) = (relation.relation.references, relation.relation.fields)
      let children = relation.referencingModel
      let belongs = records.matches(here, there)
      switch deleteAction(of: relation) {
      case .cascade:
        _ = deleteRecords(children, belongs, limit: nil, through: path + [relation.id])
      case .restrict:
        let found = readRecord(children, belongs, identifier(of: children))
        add(.require(found.slot, .empty, .requiredRelation(relation.id)))
      case .setNull, .setDefault:
        assign(there.map { Assignment($0, .value(.null)) }, to: children, belongs, path: path)
      case .noAction: break
      }
    }
    add(
      .delete(
        DeleteNode(model: model.id, filter: records.matches(key, key)), into: count))
    return count
  }

  /// What happens to the records that refer to changed ones, before the change.
  mutating func emulateUpdate(_ record: RecordSlot, _ assignments: [Assignment]) {
    guard emulatesRelations else { return }
    emulateUpdate(record, assignments, path: [])
  }

  private mutating func emulateUpdate(
    _ record: RecordSlot, _ assignments: [Assignment], path: [RelationID]
  ) {
    for relation in referencingRelations(of: record.model) where !path.contains(relation.id) {
      let (here, there) = (relation.relation.references, relation.relation.fields)
      let changes = zip(here, there).compactMap { reference, field in
        assignments.last { $0.field == reference }.map {
          Assignment(field, $0.operation, $0.operand)
        }
      }
      guard !changes.isEmpty else { continue }
      let children = relation.referencingModel
      // A value that stays the same changes nothing for those that refer to it.
      let stays = Filter.all(
        zip(here, there).map { reference, field in
          guard let change = assignments.last(where: { $0.field == reference }),
            change.operation == .set
          else { return .never }
          return .field(FieldCondition(field, .equals(change.operand)))
        })
      let belongs = record.matches(here, there).and(.not(stays))
      switch updateAction(of: relation) {
      case .cascade: assign(changes, to: children, belongs, path: path + [relation.id])
      case .restrict:
        let found = readRecord(children, belongs, identifier(of: children))
        add(.require(found.slot, .empty, .requiredRelation(relation.id)))
      case .setNull, .setDefault:
        assign(
          there.map { Assignment($0, .value(.null)) }, to: children, belongs,
          path: path + [relation.id])
      case .noAction: break
      }
    }
  }

  private mutating func assign(
    _ assignments: [Assignment], to model: ModelView, _ filter: Filter, path: [RelationID]
  ) {
    let key = identifier(of: model)
    var fields = key
    for relation in referencingRelations(of: model) {
      for field in relation.relation.references where !fields.contains(field) {
        fields.append(field)
      }
    }
    let records = readRecord(model, filter, fields)
    emulateUpdate(records, assignments, path: path)
    add(
      .update(
        UpdateNode(
          model: model.id, filter: records.matches(key, key), assignments: assignments), into: nil))
  }

  private func deleteAction(of relation: RelationView) -> ReferentialAction {
    relation.relation.onDelete ?? (isRequired(relation) ? .restrict : .setNull)
  }

  private func updateAction(of relation: RelationView) -> ReferentialAction {
    relation.relation.onUpdate ?? .cascade
  }

  private func isRequired(_ relation: RelationView) -> Bool {
    relation.fields.contains { $0.isRequired }
  }
}

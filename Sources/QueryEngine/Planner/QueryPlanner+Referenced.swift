import BackendInterface
import DatabaseAccess
import SchemaModel

/// Nested writes where the record that is written holds the foreign key: the other record comes
/// first, then its key is assigned.
extension QueryPlanner {
  /// Plans the nested operations and returns what becomes of the foreign key.
  ///
  /// The record is the one before the change; there is none while it is created.
  mutating func writeReferenced(_ nested: NestedWrite, of record: RecordSlot?) -> [Assignment] {
    var assignments: [Assignment] = []
    for operation in nested.operations {
      assignments = writeReferenced(operation, nested.field, record) ?? assignments
    }
    return assignments
  }

  private mutating func writeReferenced(
    _ operation: NestedOperation, _ field: FieldView, _ record: RecordSlot?
  ) -> [Assignment]? {
    guard let related = field.relatedModel else { return nil }
    let (here, there) = keys(of: field)
    switch operation {
    case .create(let rows):
      guard let data = rows.first else { return nil }
      let created = createRecord(related, data, given: [], also: there)
      return created.assignments(there, to: here)
    case .connect(let filters):
      guard let filter = filters.first else { return nil }
      let found = readRecord(related, filter, there)
      add(.require(found.slot, .atLeast(1), missingForConnect(field, isNew: record == nil)))
      releaseFormerOwner(of: found, field, record)
      return found.assignments(there, to: here)
    case .connectOrCreate(let pairs):
      guard let pair = pairs.first else { return nil }
      let found = readRecord(related, pair.filter, there)
      let present = branch { $0.releaseFormerOwner(of: found, field, record) }
      let absent = branch { planner in
        let created = planner.createRecord(related, pair.create, given: [], also: there)
        planner.keep(created, there, in: found.slot)
      }
      add(.branch(found.slot, present: present, absent: absent))
      return found.assignments(there, to: here)
    case .upsert, .update, .disconnect, .delete:
      return record.flatMap { changeReferenced(operation, field, related, $0) }
    case .createMany, .set, .updateMany, .deleteMany: return nil
    }
  }

  private mutating func changeReferenced(
    _ operation: NestedOperation, _ field: FieldView, _ related: ModelView, _ record: RecordSlot
  ) -> [Assignment]? {
    let (here, there) = keys(of: field)
    let belongs = record.matches(here, there)
    let setNull = here.map { Assignment($0, .value(.null)) }
    switch operation {
    case .update(let pairs):
      guard let pair = pairs.first, !pair.data.isEmpty else { return nil }
      let found = readRecord(related, belongs.and(pair.filter), pair.data)
      add(.require(found.slot, .atLeast(1), missingForNested("update", field)))
      _ = updateRecord(found, pair.data)
      // The key may have changed with the record; the database passes that on by itself.
      return nil
    case .upsert(let parts):
      guard let part = parts.first else { return nil }
      upsertReferenced(part, field, related, record)
      return nil
    case .disconnect(let filters):
      guard let filter = filters.first else { return nil }
      guard filter != .always else { return setNull }
      disconnect(record, setNull, ifThereIs: readRecord(related, belongs.and(filter), there))
      return nil
    case .delete(let filters):
      guard let filter = filters.first else { return nil }
      let fields = identifier(of: related)
      let found = readRecord(related, belongs.and(filter), fields)
      add(.require(found.slot, .atLeast(1), missingForNested("delete", field)))
      // The record goes after nothing refers to it any more.
      deferred += branch { planner in
        planner.deleteRecords(related, found.matches(fields, fields), limit: nil)
      }
      return setNull
    case .create, .createMany, .connect, .connectOrCreate, .set, .updateMany, .deleteMany:
      return nil
    }
  }

  /// Updates the record that a record refers to, or creates one to refer to.
  private mutating func upsertReferenced(
    _ part: (filter: Filter, create: WriteData, update: WriteData), _ field: FieldView,
    _ related: ModelView, _ record: RecordSlot
  ) {
    let (here, there) = keys(of: field)
    let found = readRecord(related, record.matches(here, there).and(part.filter), part.update)
    // A key that changes with the record is passed on by its referential action.
    let present = branch { _ = $0.updateRecord(found, part.update) }
    let absent = branch { planner in
      let created = planner.createRecord(related, part.create, given: [], also: there)
      planner.change(
        record, created.assignments(there, to: here) + planner.timestamps(of: record.model))
    }
    add(.branch(found.slot, present: present, absent: absent))
  }

  /// Changes columns of a record apart from what its own data say.
  private mutating func change(_ record: RecordSlot, _ assignments: [Assignment]) {
    let key = identifier(of: record.model)
    add(
      .update(
        UpdateNode(
          model: record.model.id, filter: record.matches(key, key), assignments: assignments),
        into: nil))
  }

  /// Takes the foreign key from a record if the one at the other end was found.
  private mutating func disconnect(
    _ record: RecordSlot, _ setNull: [Assignment], ifThereIs found: RecordSlot
  ) {
    let present = branch { $0.change(record, setNull) }
    add(.branch(found.slot, present: present, absent: []))
  }

  /// In a one-to-one relation the record that is connected leaves the one that it belonged to.
  private mutating func releaseFormerOwner(
    of found: RecordSlot, _ field: FieldView, _ record: RecordSlot?
  ) {
    guard let relation = field.relation, relation.kind == .oneToOne, let model = field.model else {
      return
    }
    let (here, there) = keys(of: field)
    var filter = found.matches(there, here)
    if let record {
      let key = identifier(of: model)
      filter = filter.and(.not(record.matches(key, key)))
    }
    guard here.allSatisfy({ datamodel[$0].arity == .optional }) else {
      let former = readRecord(model, filter, identifier(of: model))
      add(.require(former.slot, .empty, .requiredRelation(relation)))
      return
    }
    add(
      .update(
        UpdateNode(
          model: model.id, filter: filter,
          assignments: here.map { Assignment($0, .value(.null)) }), into: nil))
  }

  /// A record to connect does not exist; who holds no key of it yet needs it for that.
  func missingForConnect(_ field: FieldView, isNew: Bool) -> PlanFailure {
    let needsKey = field.relation?.kind != .oneToOne || isNew
    return .missingRelated(
      model: field.relatedModel?.name ?? "", operation: "connect",
      owner: needsKey ? field.model?.name : nil, PlanFailure.Relation(field))
  }

  func missingForNested(_ verb: String, _ field: FieldView) -> PlanFailure {
    .missingRelated(
      model: field.relatedModel?.name ?? "", operation: verb, owner: nil,
      PlanFailure.Relation(field))
  }
}

import BackendInterface
import DatabaseAccess
import SchemaModel

/// Nested writes where the record that is written holds the foreign key: what gives it another key
/// comes first, then the record itself, then what is done to the record that it refers to.
extension QueryPlanner {
  /// Finds or creates the record to refer to, and returns what becomes of the foreign key.
  ///
  /// The record is the one before the change; there is none while it is created.
  mutating func linkReferenced(_ nested: NestedWrite, of record: RecordSlot?) -> [Assignment] {
    guard nested.field.isReferencing, let related = nested.field.relatedModel else { return [] }
    var assignments: [Assignment] = []
    for operation in nested.operations {
      let linked = link(operation, nested.field, related, record)
      assignments = linked ?? assignments
    }
    return assignments
  }

  private mutating func link(
    _ operation: NestedOperation, _ field: FieldView, _ related: ModelView, _ record: RecordSlot?
  ) -> [Assignment]? {
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
    case .upsert, .update, .disconnect, .delete, .createMany, .set, .updateMany, .deleteMany:
      return nil
    }
  }

  /// Plans what is done to the record that a record refers to.
  mutating func changeReferenced(_ nested: NestedWrite, of record: RecordSlot) {
    guard let related = nested.field.relatedModel else { return }
    for operation in nested.operations { change(operation, nested.field, related, record) }
  }

  private mutating func change(
    _ operation: NestedOperation, _ field: FieldView, _ related: ModelView, _ record: RecordSlot
  ) {
    let (here, there) = keys(of: field)
    let belongs = record.matches(here, there)
    switch operation {
    case .update(let pairs):
      guard let pair = pairs.first, !pair.data.isEmpty else { return }
      let found = readRecord(related, belongs.and(pair.filter), pair.data)
      add(.require(found.slot, .atLeast(1), .missingRelated(field.id, .update)))
      _ = updateRecord(found, pair.data)
    case .upsert(let parts):
      guard let part = parts.first else { return }
      upsertReferenced(part, field, related, record)
    case .disconnect(let filters):
      guard let filter = filters.first else { return }
      let setNull = here.map { Assignment($0, .value(.null)) }
      guard filter != .always else { return change(record, setNull) }
      let found = readRecord(related, belongs.and(filter), there)
      let present = branch { $0.change(record, setNull) }
      add(.branch(found.slot, present: present, absent: []))
    case .delete(let filters):
      guard let filter = filters.first else { return }
      // What becomes of the record that refers to the deleted one is said by the schema.
      let fields = identifier(of: related)
      let found = readRecord(related, belongs.and(filter), fields)
      add(.require(found.slot, .atLeast(1), .missingRelated(field.id, .delete)))
      deleteRecords(related, found.matches(fields, fields), limit: nil)
    case .create, .connect, .connectOrCreate, .createMany, .set, .updateMany, .deleteMany: break
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
      add(.require(former.slot, .empty, .requiredRelation(relation.id)))
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
    return .missingRelated(field.id, .connect, isForKey: needsKey)
  }
}

import BackendInterface
import DatabaseAccess
import SchemaModel

/// Nested writes where the other record holds the foreign key, or a link table does: the record
/// that is written comes first.
extension QueryPlanner {
  mutating func writeReferencing(_ nested: NestedWrite, of record: RecordSlot) {
    for operation in nested.operations {
      write(operation, nested.field, record, isNew: false)
    }
  }

  /// Looks for the record that a new one is connected with in a one-to-one relation, before the new
  /// one is there and could be found itself.
  ///
  /// - Returns: For each operation the record to connect; `nil` for one that does something else.
  mutating func findConnected(_ nested: NestedWrite) -> [RecordSlot?] {
    var found: [RecordSlot?] = []
    for operation in nested.operations {
      if case .connect(let filters) = operation, !filters.isEmpty, !nested.field.isList,
        let related = nested.field.relatedModel
      {
        found.append(findOthers(filters, nested.field, related, isNew: true))
      } else {
        found.append(nil)
      }
    }
    return found
  }

  /// Writes what is nested in a new record.
  mutating func writeReferencing(
    _ nested: NestedWrite, ofNew record: RecordSlot, connecting connected: [RecordSlot?]
  ) {
    for (operation, found) in zip(nested.operations, connected) {
      if let found {
        attach(found, nested.field, record, isNew: true)
      } else {
        write(operation, nested.field, record, isNew: true)
      }
    }
  }

  private mutating func write(
    _ operation: NestedOperation, _ field: FieldView, _ record: RecordSlot, isNew: Bool
  ) {
    guard let related = field.relatedModel else { return }
    switch operation {
    case .create(let rows):
      if !isNew, !field.isList { release(field, record, except: nil) }
      create(rows, field, related, record)
    case .createMany(let rows, let skipsDuplicates):
      let (here, there) = keys(of: field)
      _ = insertMany(
        related, rows, returning: [], skip: skipsDuplicates,
        given: record.assignments(here, to: there))
    case .connect(let filters): connect(filters, field, related, record, isNew: isNew)
    case .connectOrCreate(let pairs):
      for pair in pairs { connectOrCreate(pair, field, related, record, isNew: isNew) }
    case .disconnect(let filters): disconnect(filters, field, related, record)
    case .set(let filters): replace(filters, field, related, record)
    case .delete(let filters): delete(filters, field, related, record)
    case .update(let pairs):
      for pair in pairs where !pair.data.isEmpty {
        let found = readRecord(
          related, pair.filter.and(belongs(field, record)), pair.data)
        add(.require(found.slot, .atLeast(1), .missingRelated(field.id, .update)))
        _ = updateRecord(found, pair.data)
      }
    case .upsert(let parts):
      for part in parts { upsert(part, field, related, record) }
    case .updateMany(let pairs):
      for pair in pairs where !pair.data.assignments.isEmpty {
        let filter = pair.filter.and(belongs(field, record))
        add(
          .update(
            UpdateNode(
              model: related.id, filter: filter,
              assignments: touched(pair.data, related).assignments), into: nil))
      }
    case .deleteMany(let filters):
      for filter in filters {
        deleteRecords(related, filter.and(belongs(field, record)), limit: nil)
      }
    }
  }

  /// The condition that a record at the other end belongs to the one that is written.
  private func belongs(_ field: FieldView, _ record: RecordSlot) -> Filter {
    let (here, there) = keys(of: field)
    guard field.relation?.kind == .manyToMany, let opposite = field.oppositeField else {
      return record.matches(here, there)
    }
    return .relation(RelationCondition(field: opposite.id, .some, record.matches(here, here)))
  }

  private mutating func create(
    _ rows: [WriteData], _ field: FieldView, _ related: ModelView, _ record: RecordSlot
  ) {
    let (here, there) = keys(of: field)
    guard field.relation?.kind != .manyToMany else {
      for row in rows { link(createRecord(related, row, given: []), field, record) }
      return
    }
    let given = record.assignments(here, to: there)
    guard rows.count > 1, rows.allSatisfy(\.nested.isEmpty) else {
      for row in rows { _ = createRecord(related, row, given: given) }
      return
    }
    _ = insertMany(related, rows, returning: [], skip: false, given: given)
  }

  private mutating func link(_ other: RecordSlot, _ field: FieldView, _ record: RecordSlot) {
    guard let node = linkNode(other, field, record) else { return }
    add(.link(node))
  }

  private func linkNode(
    _ other: RecordSlot, _ field: FieldView, _ record: RecordSlot
  ) -> LinkNode? {
    guard let relation = field.relation else { return nil }
    let (here, there) = keys(of: field)
    let mine = record.source(here)
    let theirs = other.source(there)
    return relation.relation.referencing.field == field.id
      ? LinkNode(relation: relation.id, sideA: mine, sideB: theirs)
      : LinkNode(relation: relation.id, sideA: theirs, sideB: mine)
  }

  private mutating func connect(
    _ filters: [Filter], _ field: FieldView, _ related: ModelView, _ record: RecordSlot,
    isNew: Bool
  ) {
    guard !filters.isEmpty else { return }
    attach(findOthers(filters, field, related, isNew: isNew), field, record, isNew: isNew)
  }

  /// Reads the records that are to be connected, all of which must be there.
  private mutating func findOthers(
    _ filters: [Filter], _ field: FieldView, _ related: ModelView, isNew: Bool
  ) -> RecordSlot {
    let (found, count) = readOthers(filters, related)
    let failure: PlanFailure =
      field.isList
      ? .missingConnected(field.id, expected: count) : missingForConnect(field, isNew: isNew)
    add(.require(found.slot, .atLeast(count), failure))
    return found
  }

  /// Reads the records that unique filters name.
  ///
  /// - Returns: Also the number of filters that differ.
  private mutating func readOthers(
    _ filters: [Filter], _ related: ModelView
  ) -> (found: RecordSlot, count: Int) {
    var distinct: [Filter] = []
    var seen: Set<Filter> = []
    for filter in filters where seen.insert(filter).inserted { distinct.append(filter) }
    return (
      readRecord(related, .disjunction(of: distinct), identifier(of: related)), distinct.count
    )
  }

  /// Connects the records of a slot.
  private mutating func attach(
    _ found: RecordSlot, _ field: FieldView, _ record: RecordSlot, isNew: Bool
  ) {
    guard field.relation?.kind != .manyToMany else { return link(found, field, record) }
    if !isNew, !field.isList { release(field, record, except: found) }
    let (here, there) = keys(of: field)
    let key = identifier(of: found.model)
    add(
      .update(
        UpdateNode(
          model: found.model.id, filter: found.matches(key, key),
          assignments: record.assignments(here, to: there) + timestamps(of: found.model)),
        into: nil))
  }

  /// Disconnects the record that belonged to the other end of a one-to-one relation so far.
  private mutating func release(
    _ field: FieldView, _ record: RecordSlot, except other: RecordSlot?
  ) {
    guard let related = field.relatedModel else { return }
    var filter = belongs(field, record)
    if let other {
      let key = identifier(of: related)
      filter = filter.and(.not(other.matches(key, key)))
    }
    detach(filter, field, related)
  }

  /// Sets the foreign keys of records to NULL, or fails where they are required.
  private mutating func detach(_ filter: Filter, _ field: FieldView, _ related: ModelView) {
    guard let relation = field.relation else { return }
    let there = keys(of: field).there
    let opposite = field.oppositeField
    guard opposite?.isRequired != true,
      there.contains(where: { datamodel[$0].arity == .optional })
    else {
      let found = readRecord(related, filter, identifier(of: related))
      add(.require(found.slot, .empty, .requiredRelation(relation.id)))
      return
    }
    let nullable = there.filter { datamodel[$0].arity == .optional }
    add(
      .update(
        UpdateNode(
          model: related.id, filter: filter,
          assignments: nullable.map { Assignment($0, .value(.null)) }), into: nil))
  }

  private mutating func connectOrCreate(
    _ pair: (filter: Filter, create: WriteData), _ field: FieldView, _ related: ModelView,
    _ record: RecordSlot, isNew: Bool
  ) {
    let key = identifier(of: related)
    let found = readRecord(related, pair.filter, key)
    let present = branch { planner in
      let attach = planner.branch { $0.attach(found, field, record, isNew: isNew) }
      guard !field.isList, !isNew else { return attach.forEach { planner.add($0) } }
      // The one record that is connected already is left alone.
      let linked = planner.readRecord(
        related, found.matches(key, key).and(planner.belongs(field, record)), key)
      planner.add(.branch(linked.slot, present: [], absent: attach))
    }
    let absent = branch { $0.create([pair.create], field, related, record) }
    add(.branch(found.slot, present: present, absent: absent))
  }

  private mutating func disconnect(
    _ filters: [Filter], _ field: FieldView, _ related: ModelView, _ record: RecordSlot
  ) {
    // Nothing can be disconnected where the other side is required, and nothing is looked for.
    if let relation = field.relation, field.oppositeField?.isRequired == true {
      return add(.require(record.slot, .empty, .requiredRelation(relation.id)))
    }
    guard !filters.isEmpty else { return }
    let filter = Filter.disjunction(of: filters).and(belongs(field, record))
    guard field.relation?.kind == .manyToMany else {
      return detach(
        filters.contains(.always) ? belongs(field, record) : filter, field, related)
    }
    let found = readRecord(related, filter, identifier(of: related))
    if let node = linkNode(found, field, record) { add(.unlink(node)) }
  }

  /// `set`: exactly these records belong to the record afterwards.
  private mutating func replace(
    _ filters: [Filter], _ field: FieldView, _ related: ModelView, _ record: RecordSlot
  ) {
    let key = identifier(of: related)
    let (next, count) = readOthers(filters, related)
    if field.relation?.kind == .manyToMany {
      add(.require(next.slot, .atLeast(count), .missingConnected(field.id, expected: count)))
    }
    let former = readRecord(related, belongs(field, record), key)
    let gone = RecordSlot(slot: newSlot(), model: related, fields: key)
    let added = RecordSlot(slot: newSlot(), model: related, fields: key)
    let columns = Array(key.indices)
    add(
      .subtract(
        into: gone.slot, from: former.slot, key: columns, removing: next.slot, removedKey: columns))
    add(
      .subtract(
        into: added.slot, from: next.slot, key: columns, removing: former.slot,
        removedKey: columns))
    if field.relation?.kind == .manyToMany {
      if let node = linkNode(gone, field, record) { add(.unlink(node)) }
    } else {
      detach(gone.matches(key, key), field, related)
    }
    attach(added, field, record, isNew: false)
  }

  private mutating func delete(
    _ filters: [Filter], _ field: FieldView, _ related: ModelView, _ record: RecordSlot
  ) {
    guard !filters.isEmpty else { return }
    let key = identifier(of: related)
    let filter = filters.contains(.always) ? Filter.always : .disjunction(of: filters)
    let found = readRecord(related, filter.and(belongs(field, record)), key)
    let failure: PlanFailure =
      field.isList ? .notConnected(field.id) : .missingRelated(field.id, .delete)
    add(.require(found.slot, .atLeast(filters.count), failure))
    deleteRecords(related, found.matches(key, key), limit: nil)
  }

  private mutating func upsert(
    _ part: (filter: Filter, create: WriteData, update: WriteData), _ field: FieldView,
    _ related: ModelView, _ record: RecordSlot
  ) {
    let found = readRecord(
      related, part.filter.and(belongs(field, record)), part.update)
    let present = branch { _ = $0.updateRecord(found, part.update) }
    let absent = branch { $0.create([part.create], field, related, record) }
    add(.branch(found.slot, present: present, absent: absent))
  }
}

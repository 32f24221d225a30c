import BackendInterface
import DatabaseAccess
import SchemaModel

/// The operations that write.
extension QueryPlanner {
  mutating func create(_ query: CreateQuery) -> QueryPlan {
    guard !(query.data.nested.isEmpty && query.selection.isScalar) else {
      let slot = newSlot()
      let (fields, columns) = returned(query.selection)
      add(.insert(insert(query.model, [query.data], returning: columns), into: slot))
      return QueryPlan(answer: .rows(slot, fields, .record))
    }
    let isKept = keepsScalars(query.data, query.selection)
    let record = createRecord(
      query.model, query.data, given: [], also: isKept ? returned(query.selection).columns : [])
    return QueryPlan(
      answer: isKept
        ? shown(record, query.selection) : reread(record, query.selection, .record),
      needsTransaction: true)
  }

  /// Whether a record that a write returned needs no second look: only columns are asked for, and
  /// nothing nested could have come back to it.
  private func keepsScalars(_ data: WriteData, _ selection: RecordSelection) -> Bool {
    selection.isScalar
      && data.nested.allSatisfy {
        isReferencing($0.field) || $0.field.relation?.isSelfRelation != true
      }
  }

  /// The columns of the record in a slot as the answer.
  private func shown(_ record: RecordSlot, _ selection: RecordSelection) -> PlanAnswer {
    let fields = selection.members.compactMap { member -> ResultField? in
      guard case .scalar(let field) = member.content else { return nil }
      return resultField(member.key, record.columns([field.id])[0], field)
    }
    return .rows(record.slot, fields, .record)
  }

  /// The records of a slot, read with a selection.
  private func reread(
    _ record: RecordSlot, _ selection: RecordSelection, _ shape: ResultTree.Shape
  ) -> PlanAnswer {
    let key = identifier(of: record.model)
    var arguments = FindArguments(filter: record.matches(key, key))
    if shape == .list { arguments.order = key.map { Ordering(.field($0)) } }
    return .read(readTree(record.model, arguments, selection), shape)
  }

  /// The columns that a selection of scalars needs, and how they are shown.
  private func returned(
    _ selection: RecordSelection
  ) -> (fields: [ResultField], columns: [FieldID]) {
    var columns: [FieldID] = []
    var fields: [ResultField] = []
    for member in selection.members {
      guard case .scalar(let field) = member.content else { continue }
      if !columns.contains(field.id) { columns.append(field.id) }
      fields.append(resultField(member.key, columns.firstIndex(of: field.id) ?? 0, field))
    }
    return (fields, columns)
  }

  private func insert(
    _ model: ModelView, _ rows: [WriteData], returning: [FieldID], skip: Bool = false,
    given: [Assignment] = []
  ) -> InsertNode {
    let fields = (rows.first?.assignments ?? []).map(\.field) + given.map(\.field)
    return InsertNode(
      model: model.id, fields: fields,
      rows: rows.map { row in
        let own = fields.dropLast(given.count).enumerated().map { position, field in
          // Most rows name their fields in the same order.
          if position < row.assignments.count, row.assignments[position].field == field {
            return row.assignments[position].operand
          }
          return row.assignments.first { $0.field == field }?.operand ?? .value(.null)
        }
        return own + given.map(\.operand)
      },
      conflict: skip ? .skip : .fail, returning: returning)
  }

  /// Inserts many records in as few statements as their columns and the parameter limit allow.
  ///
  /// - Returns: One slot per statement.
  mutating func insertMany(
    _ model: ModelView, _ rows: [WriteData], returning: [FieldID], skip: Bool,
    given: [Assignment] = []
  ) -> [Slot] {
    var slots: [Slot] = []
    var batch: [WriteData] = []
    var columns: Set<FieldID> = []
    func limit() -> Int {
      max(1, capabilities.parameterLimit / max(1, columns.count + given.count))
    }
    func flush(_ planner: inout QueryPlanner) {
      guard !batch.isEmpty else { return }
      let slot = planner.newSlot()
      planner.add(
        .insert(
          planner.insert(model, batch, returning: returning, skip: skip, given: given), into: slot))
      slots.append(slot)
      batch = []
    }
    for row in evened(rows, model) {
      let itsColumns = Set(row.assignments.map(\.field))
      // Rows without any column are written one by one: DEFAULT VALUES makes a single row.
      if itsColumns != columns || batch.count >= limit() || itsColumns.isEmpty && given.isEmpty {
        flush(&self)
        columns = itsColumns
      }
      batch.append(row)
    }
    flush(&self)
    return slots
  }

  /// Gives rows the columns that others have, as NULL where that is what a missing one means.
  private func evened(_ rows: [WriteData], _ model: ModelView) -> [WriteData] {
    var all: [FieldID] = []
    var seen: Set<FieldID> = []
    for row in rows {
      for assignment in row.assignments where seen.insert(assignment.field).inserted {
        all.append(assignment.field)
      }
    }
    return rows.map { row in
      guard row.assignments.count < all.count else { return row }
      let own = Set(row.assignments.map(\.field))
      var row = row
      for field in all where !own.contains(field) {
        let view = datamodel[field]
        guard view.arity == .optional, view.field.defaultValue == nil else { continue }
        row.assignments.append(Assignment(field, .value(.null)))
      }
      return row
    }
  }

  mutating func createMany(_ query: CreateManyQuery) -> QueryPlan {
    guard let selection = query.selection else {
      let slots = insertMany(
        query.model, query.rows, returning: [], skip: query.skipsDuplicates)
      return QueryPlan(answer: .count(slots), needsTransaction: slots.count > 1)
    }
    let all = newSlot()
    if selection.isScalar {
      let (fields, columns) = returned(selection)
      for slot in insertMany(
        query.model, query.rows, returning: columns, skip: query.skipsDuplicates)
      {
        add(.append(slot, to: all))
      }
      return QueryPlan(answer: .rows(all, fields, .list), needsTransaction: true)
    }
    let key = identifier(of: query.model)
    for slot in insertMany(query.model, query.rows, returning: key, skip: query.skipsDuplicates) {
      add(.append(slot, to: all))
    }
    let record = RecordSlot(slot: all, model: query.model, fields: key)
    return QueryPlan(answer: reread(record, selection, .list), needsTransaction: true)
  }

  mutating func update(_ query: UpdateQuery) -> QueryPlan {
    let missing = PlanFailure.missingRecord("no record was found for an update")
    if query.data.nested.isEmpty, query.selection.isScalar, !query.data.assignments.isEmpty,
      !emulatesUpdate(of: query.model, query.data)
    {
      let slot = newSlot()
      let (fields, columns) = returned(query.selection)
      add(
        .update(
          UpdateNode(
            model: query.model.id, filter: query.filter, assignments: query.data.assignments,
            returning: columns), into: slot))
      add(.require(slot, .atLeast(1), missing))
      return QueryPlan(answer: .rows(slot, fields, .record))
    }
    let isKept = keepsScalars(query.data, query.selection)
    var fields = neededFields(query.model, query.data)
    if isKept {
      for column in returned(query.selection).columns where !fields.contains(column) {
        fields.append(column)
      }
    }
    let record = readRecord(query.model, query.filter, fields)
    add(.require(record.slot, .atLeast(1), missing))
    let updated = updateRecord(record, query.data)
    return QueryPlan(
      answer: isKept
        ? shown(updated, query.selection) : reread(updated, query.selection, .record),
      needsTransaction: true)
  }

  mutating func updateMany(_ query: UpdateManyQuery) -> QueryPlan {
    var filter = query.filter
    var isEmulated = false
    if emulatesUpdate(of: query.model, query.data) {
      let record = readRecord(query.model, query.filter, query.data, limit: query.limit)
      emulateUpdate(record, query.data.assignments)
      let key = identifier(of: query.model)
      filter = record.matches(key, key)
      isEmulated = true
    }
    let slot = newSlot()
    func node(_ returning: [FieldID]) -> UpdateNode {
      UpdateNode(
        model: query.model.id, filter: filter, assignments: query.data.assignments,
        limit: query.limit, returning: returning)
    }
    let key = identifier(of: query.model)
    guard !query.data.assignments.isEmpty else {
      add(
        .read(
          ReadNode(
            model: query.model.id, columns: key.map { .field($0) }, filter: filter,
            take: query.limit), into: slot))
      let record = RecordSlot(slot: slot, model: query.model, fields: key)
      return QueryPlan(
        answer: query.selection.map { reread(record, $0, .list) } ?? .count([slot]))
    }
    guard let selection = query.selection else {
      add(.update(node([]), into: slot))
      return QueryPlan(answer: .count([slot]), needsTransaction: isEmulated)
    }
    if selection.isScalar {
      let (fields, columns) = returned(selection)
      add(.update(node(columns), into: slot))
      return QueryPlan(answer: .rows(slot, fields, .list), needsTransaction: isEmulated)
    }
    add(.update(node(key), into: slot))
    let record = RecordSlot(slot: slot, model: query.model, fields: key)
    return QueryPlan(answer: reread(record, selection, .list), needsTransaction: true)
  }

  mutating func delete(_ query: DeleteQuery) -> QueryPlan {
    let missing = PlanFailure.missingRecord("no record was found for a delete")
    if query.selection.isScalar, !emulatesDelete(of: query.model) {
      let slot = newSlot()
      let (fields, columns) = returned(query.selection)
      add(
        .delete(
          DeleteNode(model: query.model.id, filter: query.filter, returning: columns), into: slot))
      add(.require(slot, .atLeast(1), missing))
      return QueryPlan(answer: .rows(slot, fields, .record))
    }
    var tree = readTree(query.model, FindArguments(filter: query.filter), query.selection)
    tree.missing = missing
    deleteRecords(query.model, query.filter, limit: nil)
    return QueryPlan(
      answer: .read(tree, .record), readsAnswerFirst: true, needsTransaction: true)
  }

  mutating func deleteMany(_ query: DeleteManyQuery) -> QueryPlan {
    let slot = deleteRecords(query.model, query.filter, limit: query.limit)
    return QueryPlan(
      answer: .count([slot]), needsTransaction: emulatesDelete(of: query.model))
  }

  mutating func upsert(_ query: UpsertQuery) -> QueryPlan {
    if let node = nativeUpsert(query) {
      let slot = newSlot()
      let (fields, columns) = returned(query.selection)
      var insert = node
      insert.returning = columns
      add(.insert(insert, into: slot))
      return QueryPlan(answer: .rows(slot, fields, .record))
    }
    let record = readRecord(query.model, query.filter, query.update)
    let key = identifier(of: query.model)
    let final = newSlot()
    let result = RecordSlot(slot: final, model: query.model, fields: key)
    let present = branch { planner in
      let updated = planner.updateRecord(record, query.update)
      planner.keep(updated, key, in: final)
    }
    let absent = branch { planner in
      let created = planner.createRecord(query.model, query.create, given: [])
      planner.keep(created, key, in: final)
    }
    add(.branch(record.slot, present: present, absent: absent))
    return QueryPlan(
      answer: reread(result, query.selection, .record), needsTransaction: true)
  }

  /// Reads the keys of records into a slot of their own.
  mutating func keep(_ record: RecordSlot, _ fields: [FieldID], in slot: Slot) {
    let key = identifier(of: record.model)
    add(
      .read(
        ReadNode(
          model: record.model.id, columns: fields.map { .field($0) },
          filter: record.matches(key, key)), into: slot))
  }

  /// One `INSERT … ON CONFLICT DO UPDATE` where that means the same as looking first.
  private func nativeUpsert(_ query: UpsertQuery) -> InsertNode? {
    guard !query.key.isEmpty, query.create.nested.isEmpty, query.update.nested.isEmpty,
      query.selection.isScalar, !query.update.assignments.isEmpty,
      !emulatesUpdate(of: query.model, query.update)
    else { return nil }
    for part in query.key {
      let created = query.create.assignments.first { $0.field == part.field }
      guard created?.operand == .value(part.value) else { return nil }
    }
    var node = insert(query.model, [query.create], returning: [])
    node.conflict = .update(
      key: query.key.map(\.field), assignments: query.update.assignments)
    return node
  }

  /// The fields of a record that writing it needs: its identifier and the keys of its relations.
  func neededFields(_ model: ModelView, _ data: WriteData) -> [FieldID] {
    var fields = identifier(of: model)
    func include(_ more: [FieldID]) {
      for field in more where !fields.contains(field) { fields.append(field) }
    }
    for nested in data.nested { include(keys(of: nested.field).here) }
    if emulatesRelations {
      for relation in referencingRelations(of: model) { include(relation.relation.references) }
    }
    return fields
  }

  /// Reads the record that a filter finds, with the fields that writing it needs.
  mutating func readRecord(
    _ model: ModelView, _ filter: Filter, _ data: WriteData, limit: Int? = nil
  ) -> RecordSlot {
    readRecord(model, filter, neededFields(model, data), limit: limit)
  }

  mutating func readRecord(
    _ model: ModelView, _ filter: Filter, _ fields: [FieldID], limit: Int? = nil
  ) -> RecordSlot {
    let slot = newSlot()
    add(
      .read(
        ReadNode(
          model: model.id, columns: fields.map { .field($0) }, filter: filter, take: limit),
        into: slot))
    return RecordSlot(slot: slot, model: model, fields: fields)
  }

  /// Creates a record with everything nested in its data.
  mutating func createRecord(
    _ model: ModelView, _ data: WriteData, given: [Assignment], also: [FieldID] = []
  ) -> RecordSlot {
    var data = data
    data.assignments.removeAll { own in given.contains { $0.field == own.field } }
    data.assignments += given
    for nested in data.nested where isReferencing(nested.field) {
      set(writeReferenced(nested, of: nil), in: &data)
    }
    var fields = neededFields(model, data)
    for field in also where !fields.contains(field) { fields.append(field) }
    let slot = newSlot()
    add(.insert(insert(model, [data], returning: fields), into: slot))
    let record = RecordSlot(slot: slot, model: model, fields: fields)
    for nested in data.nested where !isReferencing(nested.field) {
      writeReferencing(nested, of: record, isNew: true)
    }
    return record
  }

  /// Updates the one record of a slot with everything nested in the data.
  mutating func updateRecord(_ record: RecordSlot, _ data: WriteData) -> RecordSlot {
    var data = data
    for nested in data.nested where isReferencing(nested.field) {
      set(writeReferenced(nested, of: record), in: &data)
    }
    var current = record
    if !data.assignments.isEmpty {
      emulateUpdate(record, data.assignments)
      let key = identifier(of: record.model)
      current.slot = newSlot()
      add(
        .update(
          UpdateNode(
            model: record.model.id, filter: record.matches(key, key),
            assignments: data.assignments, returning: record.fields), into: current.slot))
    }
    for step in deferred { add(step) }
    deferred = []
    for nested in data.nested where !isReferencing(nested.field) {
      writeReferencing(nested, of: current, isNew: false)
    }
    return current
  }

  private func set(_ assignments: [Assignment], in data: inout WriteData) {
    data.assignments.removeAll { own in assignments.contains { $0.field == own.field } }
    data.assignments += assignments
  }

  /// Whether a relation field's own model holds the foreign key.
  func isReferencing(_ field: FieldView) -> Bool {
    guard let relation = field.relation, relation.kind != .manyToMany else { return false }
    return relation.relation.referencing.field == field.id
  }
}

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
    selection.isScalar && data.nested.allSatisfy(leavesOwner)
  }

  /// Whether a nested write cannot change the record that it stands in, but for the foreign key
  /// that it gives to it.
  private func leavesOwner(_ nested: NestedWrite) -> Bool {
    if !nested.field.isReferencing, nested.field.relation?.isSelfRelation == true { return false }
    return nested.operations.allSatisfy { operation in
      switch operation {
      case .create(let rows): rows.allSatisfy(\.nested.isEmpty)
      case .createMany, .connect: true
      case .connectOrCreate(let pairs): pairs.allSatisfy(\.create.nested.isEmpty)
      case .disconnect, .set, .delete, .update, .upsert, .updateMany, .deleteMany: false
      }
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
    let missing = PlanFailure.missing(.update)
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
    if query.data.assignments.isEmpty, query.selection == nil {
      return QueryPlan(answer: .count([]))
    }
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
    let missing = PlanFailure.missing(.delete)
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
    var tree = readTree(
      query.model, FindArguments(filter: result.matches(key, key)), query.selection)
    tree.missing = .noAnswer(query.model.id)
    return QueryPlan(answer: .read(tree, .record), needsTransaction: true)
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
      if capabilities.distinguishesTimeForms, datamodel[part.field].scalarType == .dateTime {
        return nil
      }
    }
    var node = insert(query.model, [query.create], returning: [])
    node.conflict = .update(
      key: query.key.map(\.field), assignments: query.update.assignments)
    return node
  }
}

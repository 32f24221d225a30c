import BackendInterface
import DatabaseAccess
import SchemaModel

/// Reading, creating and updating one record, with what is nested in its data.
extension QueryPlanner {
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
    for nested in data.nested { set(linkReferenced(nested, of: nil), in: &data) }
    var fields = neededFields(model, data)
    for field in also where !fields.contains(field) { fields.append(field) }
    let others = data.nested.filter { !$0.field.isReferencing }
    let connected = others.map { findConnected($0) }
    let slot = newSlot()
    add(.insert(insert(model, [data], returning: fields), into: slot))
    let record = RecordSlot(slot: slot, model: model, fields: fields)
    for (nested, found) in zip(others, connected) {
      writeReferencing(nested, ofNew: record, connecting: found)
    }
    return record
  }

  /// Updates the one record of a slot with everything nested in the data.
  mutating func updateRecord(_ record: RecordSlot, _ data: WriteData) -> RecordSlot {
    var data = data
    for nested in data.nested { set(linkReferenced(nested, of: record), in: &data) }
    if data.nested.contains(where: linksAnew) || !data.assignments.isEmpty {
      data.assignments += timestamps(of: record.model, besides: data)
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
    for nested in data.nested {
      if nested.field.isReferencing {
        changeReferenced(nested, of: current)
      } else {
        writeReferencing(nested, of: current)
      }
    }
    return current
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

  /// Whether a nested write gives the record that it stands in another record to refer to.
  private func linksAnew(_ nested: NestedWrite) -> Bool {
    nested.field.isReferencing
      && nested.operations.contains { operation in
        switch operation {
        case .create, .connect, .connectOrCreate: true
        case .createMany, .disconnect, .set, .delete, .update, .upsert, .updateMany, .deleteMany:
          false
        }
      }
  }

  /// The data of an update of columns, with the time of the change where there is one.
  func touched(_ data: WriteData, _ model: ModelView) -> WriteData {
    guard !data.assignments.isEmpty else { return data }
    var data = data
    data.assignments += timestamps(of: model, besides: data)
    return data
  }

  /// The time of the request for the fields of a model that hold the time of the last change,
  /// unless the data set them.
  func timestamps(of model: ModelView, besides data: WriteData = WriteData()) -> [Assignment] {
    model.columnFields.compactMap { field in
      guard field.field.isUpdatedAt, !data.assigns(field.id) else { return nil }
      return Assignment(field.id, .value(.dateTime(now)))
    }
  }

  private func set(_ assignments: [Assignment], in data: inout WriteData) {
    data.assignments.removeAll { own in assignments.contains { $0.field == own.field } }
    data.assignments += assignments
  }
}

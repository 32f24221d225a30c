import BackendInterface
import DatabaseAccess
import SchemaModel

/// Inserting rows.
extension QueryPlanner {
  /// One statement that inserts rows of the same columns.
  func insert(
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
}

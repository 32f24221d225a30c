import BackendInterface
import SchemaModel

/// A slot with records of one model, and which fields its columns hold.
struct RecordSlot {
  var slot: Slot
  var model: ModelView
  var fields: [FieldID]

  func columns(_ wanted: [FieldID]) -> [Int] {
    wanted.map { field in
      guard let column = fields.firstIndex(of: field) else {
        preconditionFailure("A slot is planned with all fields that later steps need.")
      }
      return column
    }
  }

  /// The condition that some fields of a record equal those of one in the slot.
  func matches(_ mine: [FieldID], _ others: [FieldID]) -> Filter {
    .keys(KeyCondition(others, .slot(slot, columns: columns(mine))))
  }

  /// The values of some fields, for fields of another record.
  func assignments(_ mine: [FieldID], to others: [FieldID]) -> [Assignment] {
    zip(columns(mine), others).map { column, other in
      Assignment(other, .cell(slot, column: column))
    }
  }

  func source(_ wanted: [FieldID]) -> KeyCondition.Source {
    .slot(slot, columns: columns(wanted))
  }
}

package import SchemaModel

/// One `INSERT` of any number of records of one model, all with the same columns.
package struct InsertNode: Sendable, Hashable {
  package enum Conflict: Sendable, Hashable {
    case fail
    /// Leaves out records that break a unique constraint.
    case skip
    /// Updates the record with the same key instead (native upsert).
    case update(key: [FieldID], assignments: [Assignment])
  }

  package var model: ModelID
  package var fields: [FieldID]
  package var rows: [[Operand]]
  package var conflict: Conflict
  /// The columns of the new records to return.
  package var returning: [FieldID]

  package init(
    model: ModelID, fields: [FieldID], rows: [[Operand]], conflict: Conflict = .fail,
    returning: [FieldID] = []
  ) {
    self.model = model
    self.fields = fields
    self.rows = rows
    self.conflict = conflict
    self.returning = returning
  }
}

/// A column and what becomes of it.
package struct Assignment: Sendable, Hashable {
  package enum Operation: Sendable, Hashable {
    case set, increment, decrement, multiply, divide
    /// Appends to a scalar list.
    case push
  }

  package var field: FieldID
  package var operation: Operation
  package var operand: Operand

  package init(_ field: FieldID, _ operand: Operand) { self.init(field, .set, operand) }

  package init(_ field: FieldID, _ operation: Operation, _ operand: Operand) {
    self.field = field
    self.operation = operation
    self.operand = operand
  }
}

/// One `UPDATE` of the records of one model that satisfy a filter.
package struct UpdateNode: Sendable, Hashable {
  package var model: ModelID
  package var filter: Filter
  package var assignments: [Assignment]
  /// The largest number of records to change.
  package var limit: Int?
  package var returning: [FieldID]

  package init(
    model: ModelID, filter: Filter, assignments: [Assignment], limit: Int? = nil,
    returning: [FieldID] = []
  ) {
    self.model = model
    self.filter = filter
    self.assignments = assignments
    self.limit = limit
    self.returning = returning
  }
}

/// One `DELETE` of the records of one model that satisfy a filter.
package struct DeleteNode: Sendable, Hashable {
  package var model: ModelID
  package var filter: Filter
  package var limit: Int?
  package var returning: [FieldID]

  package init(model: ModelID, filter: Filter, limit: Int? = nil, returning: [FieldID] = []) {
    self.model = model
    self.filter = filter
    self.limit = limit
    self.returning = returning
  }
}

/// Adds or removes rows of the table of an implicit many-to-many relation.
///
/// Every record of one end is paired with every record of the other.
package struct LinkNode: Sendable, Hashable {
  package var relation: RelationID
  /// The keys for column `A` and for column `B`.
  package var sideA: KeyCondition.Source
  package var sideB: KeyCondition.Source

  package init(relation: RelationID, sideA: KeyCondition.Source, sideB: KeyCondition.Source) {
    self.relation = relation
    self.sideA = sideA
    self.sideB = sideB
  }
}

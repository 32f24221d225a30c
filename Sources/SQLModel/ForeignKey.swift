/// A foreign key.
package struct ForeignKey: Sendable, Hashable {
  package enum Action: String, Sendable, Hashable, CaseIterable {
    case noAction = "NO ACTION"
    case restrict = "RESTRICT"
    case cascade = "CASCADE"
    case setNull = "SET NULL"
    case setDefault = "SET DEFAULT"
  }

  /// When a violation is reported.
  package enum Timing: Sendable, Hashable {
    /// At the statement.
    case immediate
    /// At the statement, unless the transaction asks for deferring.
    case deferrable
    /// At the commit.
    case deferred
  }

  /// The name of the constraint; `nil` where the database does not tell.
  package var name: String?
  package var columns: [String]
  package var referencedTable: QualifiedName
  /// In the order of `columns`.
  package var referencedColumns: [String]
  package var onDelete: Action
  package var onUpdate: Action
  package var timing: Timing

  package init(
    name: String?, columns: [String], referencedTable: QualifiedName,
    referencedColumns: [String], onDelete: Action, onUpdate: Action, timing: Timing = .immediate
  ) {
    self.name = name
    self.columns = columns
    self.referencedTable = referencedTable
    self.referencedColumns = referencedColumns
    self.onDelete = onDelete
    self.onUpdate = onUpdate
    self.timing = timing
  }
}

extension Table {
  /// Has foreign keys report violations when those of a previous table do, which the schema
  /// language cannot say.
  package mutating func keepTimings(of previous: Table) {
    for index in foreignKeys.indices {
      let counterpart = previous.foreignKeys.first {
        $0.columns == foreignKeys[index].columns
          && $0.referencedTable == foreignKeys[index].referencedTable
      }
      if let counterpart { foreignKeys[index].timing = counterpart.timing }
    }
  }
}

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

  /// What it does otherwise than a plain one; no schema language has words for it.
  package enum Trait: Sendable, Hashable {
    /// `MATCH FULL`: the columns hold NULL together or not at all.
    case matchesFully
    /// Rows that were there before it need not obey it.
    case ignoresOldRows
    /// It is declared and not checked.
    case isUnenforced
    /// The last column is a period, which those of the referenced rows have to cover.
    case coversPeriods
    /// The deletion of a referenced row changes these columns only.
    case clears([String])
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
  package var traits: [Trait] = []

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
  /// Has foreign keys do what the schema language cannot say as those of a previous table do.
  package mutating func keepKeyTraits(of previous: Table) {
    for index in foreignKeys.indices {
      let counterpart = previous.foreignKeys.first {
        $0.columns == foreignKeys[index].columns
          && $0.referencedTable == foreignKeys[index].referencedTable
      }
      guard let counterpart else { continue }
      foreignKeys[index].timing = counterpart.timing
      foreignKeys[index].traits = counterpart.traits
    }
  }
}

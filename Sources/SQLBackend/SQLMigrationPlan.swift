package import BackendInterface
package import SQLModel

/// What to do to lead one SQL schema to another.
package struct SQLMigrationPlan<Dialect: SQLDialect>: MigrationPlan {
  package let diff: SchemaDiff<Dialect>
  package let steps: [Dialect.Step]

  package init(_ diff: SchemaDiff<Dialect>) {
    self.diff = diff
    steps = Dialect.steps(for: diff)
  }

  package var isEmpty: Bool { steps.isEmpty }

  package func script() -> MigrationScript { Dialect.script(for: steps) }

  package var suspectedRenames: [Rename] {
    diff.suspectedRenames.tables.map {
      Rename(.table, from: $0.previous.display, to: $0.next.display)
    }
      + diff.suspectedRenames.columns.map {
        Rename(
          .column(table: $0.table.display), from: $0.names.previous, to: $0.names.next)
      }
  }

  package var summary: [ChangeSummary] {
    SQLChangeSummary(diff).lines + Dialect.objectSummary(of: diff)
  }

  package var checks: [DataLossCheck] {
    SQLDataLossChecks(diff).checks + Dialect.objectChecks(of: diff)
  }
}

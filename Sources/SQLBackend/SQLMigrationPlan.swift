package import BackendInterface
package import SQLModel

/// What to do to lead one SQL schema to another.
package struct SQLMigrationPlan<Dialect: SQLDialect>: MigrationPlan {
  package let diff: SchemaDiff<Dialect>
  package let steps: [Dialect.Step]
  package let refusedRenames: [RefusedRename]

  package init(_ diff: SchemaDiff<Dialect>, refusedRenames: [RefusedRename] = []) {
    self.diff = diff
    self.refusedRenames = refusedRenames
    steps = Dialect.steps(for: diff)
  }

  package var isEmpty: Bool { steps.isEmpty }

  package func script() -> MigrationScript { Dialect.script(for: steps) }

  package var suspectedRenames: [Rename] {
    let suspected = diff.suspectedRenames
    return suspected.tables.map {
      Rename(.table, from: $0.previous.display, to: $0.next.display)
    }
      + suspected.columns.map {
        Rename(
          .column(table: $0.table.display), from: $0.names.previous, to: $0.names.next)
      }
      + suspectedEnums + suspectedEnumValues
  }

  /// Enums that have at least half of their values in common.
  private var suspectedEnums: [Rename] {
    guard Dialect.hasEnums else { return [] }
    let enums = diff.schemas.map(Dialect.enumValues)
    let gone = enums.previous.filter { enums.next[$0.key] == nil }.sorted { $0.key < $1.key }
    let added = enums.next.filter { enums.previous[$0.key] == nil }.sorted { $0.key < $1.key }
    return SuspectedPairs(gone, added) { previous, next in
      let shared = Set(previous.value).intersection(next.value).count
      return shared * 2 >= max(previous.value.count, next.value.count, 1)
    }.pairs.map { Rename(.enumeration, from: $0.previous.key.display, to: $0.next.key.display) }
  }

  /// One value that goes and one that comes in the same enum.
  private var suspectedEnumValues: [Rename] {
    let enums = diff.schemas.map(Dialect.enumValues)
    return enums.next.sorted { $0.key < $1.key }.compactMap { name, values in
      guard var previous = enums.previous[name] else { return nil }
      for rename in diff.renames.enumValues where rename.enumeration == name {
        previous = previous.map { $0 == rename.names.previous ? rename.names.next : $0 }
      }
      let gone = previous.filter { !values.contains($0) }
      let added = values.filter { !previous.contains($0) }
      guard gone.count == 1, added.count == 1 else { return nil }
      return Rename(.enumValue(enumeration: name.display), from: gone[0], to: added[0])
    }
  }

  package var summary: [ChangeSummary] {
    SQLChangeSummary(diff).lines + Dialect.objectSummary(of: diff)
  }

  package var valueQuestions: [ValueQuestion] { Dialect.valueQuestions(of: diff) }

  package var checks: [DataLossCheck] {
    SQLDataLossChecks(diff).checks + Dialect.objectChecks(of: diff)
  }
}

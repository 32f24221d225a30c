/// The statements of a plan in order.
package struct MigrationScript: Sendable, Hashable {
  /// SQL text with what it is about.
  package struct Statement: Sendable, Hashable {
    /// One statement, or a few that belong together, with their semicolons.
    package var sql: String
    /// What it changes.
    package var objects: [SchemaObject]
    /// Tables that are made anew, so that everything of them is concerned.
    package var tables: [String]

    package init(_ sql: String, objects: [SchemaObject] = [], tables: [String] = []) {
      self.sql = sql
      self.objects = objects
      self.tables = tables
    }

    /// Whether it is a part of carrying out a change.
    package func serves(_ change: ChangeSummary) -> Bool {
      let object = change.object
      if objects.contains(where: { $0.isSame(as: object) }) { return true }
      if change.kind == .renamed { return false }
      if object.kind.isPartOfTable { return object.owner.map(tables.contains) ?? false }
      // A table comes and goes with everything that belongs to it.
      guard object.kind == .table, let name = object.name else { return false }
      return tables.contains(name)
        || objects.contains { $0.kind.isPartOfTable && $0.owner == name }
    }
  }

  /// One or more statements under one label.
  package struct Group: Sendable, Hashable {
    /// The label that tools and people look for, such as `CreateTable`.
    package var label: String
    package var statements: [Statement]

    package init(label: String, _ statements: [Statement]) {
      self.label = label
      self.statements = statements
    }

    /// SQL with its final semicolons.
    package var sql: String { statements.map(\.sql).joined(separator: "\n") }
  }

  package var groups: [Group]

  package init(_ groups: [Group]) { self.groups = groups }

  /// The text of a migration file, `-- Label` before each group and an empty line between them.
  package var text: String {
    groups.isEmpty
      ? "-- This migration changes nothing.\n"
      : groups.map { "-- \($0.label)\n\($0.sql)\n" }.joined(separator: "\n")
  }

  /// The statements that carry out a change, in order.
  package func statements(for change: ChangeSummary) -> [String] {
    groups.flatMap(\.statements).filter { $0.serves(change) }.map(\.sql)
  }
}

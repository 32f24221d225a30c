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
}

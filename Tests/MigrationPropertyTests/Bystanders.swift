import TestSupport

/// Things of a database that the schema language does not know: they survive changes around them.
struct Bystanders {
  /// The statements that make them, once the tables are there.
  private(set) var script = ""
  /// Queries that answer with one 1 as long as they are there and work.
  private(set) var queries: [String] = []
  private var hasRowidTables = true

  /// Chooses some that a change does not concern: they look at keys that keep their type.
  init(
    of schema: RandomSchema, becoming next: RandomSchema, using generator: inout SeededGenerator
  ) {
    guard let model = schema.models.first, next.model(model.number)?.key.type == model.key.type
    else { return }
    let rows = Population.rowsPerTable
    if generator.oneIn(2) {
      script += "CREATE VIEW \"seen\" AS SELECT \"id\" FROM \(model.path);\n"
      // A boolean of PostgreSQL as the number that it is on SQLite.
      queries.append("SELECT CASE WHEN count(*) = \(rows) THEN 1 END FROM \"seen\"")
    }
    guard schema.flavor == .sqlite else { return }
    if generator.oneIn(3) {
      script += """
        CREATE TRIGGER "kept" BEFORE DELETE ON \(model.path) WHEN old."id" = 1
        BEGIN SELECT RAISE(ABORT, 'kept; always'); END;

        """
      queries.append("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")
    }
    if generator.oneIn(2), [.bigInt, .string, .composite].contains(model.key) {
      hasRowidTables = false
      let table = next.model(model.number)?.table ?? model.table
      queries.append("SELECT wr FROM pragma_table_list WHERE name = '\(table)'")
    }
  }

  /// A script that makes the tables, as it is run.
  func creation(_ script: String) -> String {
    guard !hasRowidTables else { return script }
    return script.split(separator: ";\n", omittingEmptySubsequences: false).map { statement in
      statement.contains("PRIMARY KEY") && !statement.contains("AUTOINCREMENT")
        ? statement + " WITHOUT ROWID" : String(statement)
    }.joined(separator: ";\n")
  }
}

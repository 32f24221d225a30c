package import BackendInterface
package import DatabaseAccess

/// The history of migrations in the table `_prisma_migrations` of a SQL database.
package struct MigrationTable: MigrationHistoryDriver {
  /// The name of the table, in all products.
  package static let name = "_prisma_migrations"

  private let definition: String
  private let existence: Statement
  private let placeholder: @Sendable (Int) -> String
  private let timestamp: @Sendable (Int64) -> Value

  /// Describes the table in the words of a product.
  ///
  /// - Parameters:
  ///   - definition: `CREATE TABLE IF NOT EXISTS …` with the types of the product.
  ///   - existence: A statement that has a row when the table exists.
  ///   - placeholder: The text of a parameter, counted from 1.
  ///   - timestamp: The value that is written for a time in milliseconds since 1970.
  package init(
    definition: String, existence: Statement, placeholder: @escaping @Sendable (Int) -> String,
    timestamp: @escaping @Sendable (Int64) -> Value
  ) {
    self.definition = definition
    self.existence = existence
    self.placeholder = placeholder
    self.timestamp = timestamp
  }

  package func create(_ session: any DatabaseSession) throws(DatabaseError) {
    _ = try session.execute(Statement(definition))
  }

  package func records(_ session: any DatabaseSession) throws(DatabaseError) -> [MigrationRecord] {
    guard try !session.fetch(existence).isEmpty else { return [] }
    let columns = Self.columns.map { "\"\($0)\"" }.joined(separator: ", ")
    let rows = try session.fetch(Statement("SELECT \(columns) FROM \"\(Self.name)\""))
    // Sorted here: one column may hold times in several forms.
    return (0..<rows.rowCount).map { record(rows, $0) }.sorted {
      ($0.startedAt, $0.name) < ($1.startedAt, $1.name)
    }
  }

  package func insert(
    _ record: MigrationRecord, _ session: any DatabaseSession
  ) throws(DatabaseError) {
    let columns = Self.columns.map { "\"\($0)\"" }.joined(separator: ", ")
    let places = Self.columns.indices.map { placeholder($0 + 1) }.joined(separator: ", ")
    _ = try session.execute(
      Statement(
        "INSERT INTO \"\(Self.name)\" (\(columns)) VALUES (\(places))", values(of: record)))
  }

  package func update(
    _ record: MigrationRecord, _ session: any DatabaseSession
  ) throws(DatabaseError) {
    let assignments = Self.columns.enumerated().dropFirst().map { index, column in
      "\"\(column)\" = \(placeholder(index))"
    }
    let key = "\"id\" = \(placeholder(Self.columns.count))"
    let values = values(of: record)[...]
    _ = try session.execute(
      Statement(
        "UPDATE \"\(Self.name)\" SET \(assignments.joined(separator: ", ")) WHERE \(key)",
        Array(values[1...] + values[..<1])))
  }

  private static let columns = [
    "id", "checksum", "finished_at", "migration_name", "logs", "rolled_back_at", "started_at",
    "applied_steps_count",
  ]

  private func values(of record: MigrationRecord) -> [Value] {
    [
      .text(record.id), .text(record.checksum), record.finishedAt.map(timestamp) ?? .null,
      .text(record.name), record.logs.map(Value.text) ?? .null,
      record.rolledBackAt.map(timestamp) ?? .null, timestamp(record.startedAt),
      .integer(Int64(record.appliedStepsCount)),
    ]
  }

  private func record(_ rows: RowBuffer, _ row: Int) -> MigrationRecord {
    MigrationRecord(
      id: rows.string(row, 0) ?? "", checksum: rows.string(row, 1) ?? "",
      finishedAt: milliseconds(rows, row, 2), name: rows.string(row, 3) ?? "",
      logs: rows.string(row, 4), rolledBackAt: milliseconds(rows, row, 5),
      startedAt: milliseconds(rows, row, 6) ?? 0,
      appliedStepsCount: rows.string(row, 7).flatMap(Int.init) ?? 0)
  }

  /// A time in whatever form a tool has stored it; `nil` for NULL.
  ///
  /// What cannot be read is still a time: a row must not look unfinished because of its format.
  private func milliseconds(_ rows: RowBuffer, _ row: Int, _ column: Int) -> Int64? {
    switch rows.kind(row, column) {
    case .null: nil
    case .integer: rows.integer(row, column)
    case .dateTime: rows.integer(row, column) / 1000
    case .text: ISODateTime.microseconds(stored: rows.bytes(row, column)).map { $0 / 1000 } ?? 0
    case .double, .bytes: 0
    }
  }
}

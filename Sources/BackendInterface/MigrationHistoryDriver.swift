package import DatabaseAccess

/// One row of `_prisma_migrations`: one attempt to apply one migration.
package struct MigrationRecord: Sendable, Hashable {
  /// A lower-case UUID.
  package var id: String
  /// SHA-256 of the file's bytes, hex.
  package var checksum: String
  /// Milliseconds since 1970; `nil` while unfinished or failed.
  package var finishedAt: Int64?
  package var name: String
  /// The error of a failed attempt.
  package var logs: String?
  /// Milliseconds since 1970.
  package var rolledBackAt: Int64?
  /// Milliseconds since 1970.
  package var startedAt: Int64
  package var appliedStepsCount: Int

  package init(
    id: String, checksum: String, finishedAt: Int64? = nil, name: String, logs: String? = nil,
    rolledBackAt: Int64? = nil, startedAt: Int64, appliedStepsCount: Int = 0
  ) {
    self.id = id
    self.checksum = checksum
    self.finishedAt = finishedAt
    self.name = name
    self.logs = logs
    self.rolledBackAt = rolledBackAt
    self.startedAt = startedAt
    self.appliedStepsCount = appliedStepsCount
  }

  /// Whether the attempt counts as applied.
  package var isApplied: Bool { finishedAt != nil && rolledBackAt == nil }

  /// Whether the attempt failed and nobody has resolved it.
  package var isFailed: Bool { finishedAt == nil && rolledBackAt == nil }
}

/// Reads and writes the table that records migrations, in the form that Prisma 6 reads.
package protocol MigrationHistoryDriver: Sendable {
  /// Creates the table unless it exists.
  func create(_ session: any DatabaseSession) throws(DatabaseError)
  /// All rows in the order of their start; empty when the table does not exist.
  func records(_ session: any DatabaseSession) throws(DatabaseError) -> [MigrationRecord]
  func insert(_ record: MigrationRecord, _ session: any DatabaseSession) throws(DatabaseError)
  /// Writes all columns of the row with the record's id.
  func update(_ record: MigrationRecord, _ session: any DatabaseSession) throws(DatabaseError)
}

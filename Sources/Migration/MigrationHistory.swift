package import BackendInterface

/// The folder of migrations and the history of a database, laid side by side.
package struct MigrationHistory: Sendable {
  /// What is true of one migration.
  package enum State: String, Sendable, Hashable, CaseIterable {
    /// In the folder, not in the database.
    case pending
    /// In the folder, attempted, and that attempt was marked as rolled back: it is still to be done.
    case rolledBack = "rolled-back"
    case applied
    /// Applied, but its file has changed since.
    case edited
    /// Applied, but not in the folder.
    case missing
    /// Attempted in a transaction that is not done: either it runs now, or the process was killed
    /// and nothing of it was kept. It is still to be done.
    case unfinished
    /// Attempted, not finished, and nobody has resolved it.
    case failed
  }

  /// One migration.
  package struct Entry: Sendable {
    package var name: String
    package var state: State
    /// `nil` when it is not in the folder.
    package var file: MigrationFile?
    /// The attempt that decides about the state; `nil` when there is none.
    package var record: MigrationRecord?
  }

  /// All migrations in the order of their names.
  package let entries: [Entry]
  /// Whether the database has no record of any attempt.
  package let isEmpty: Bool

  package init(files: [MigrationFile], records: [MigrationRecord]) {
    isEmpty = records.isEmpty
    var recordsByName: [String: [MigrationRecord]] = [:]
    for record in records { recordsByName[record.name, default: []].append(record) }
    let names = Set(files.map(\.name))
    var entries = files.map { Self.entry($0.name, file: $0, records: recordsByName[$0.name] ?? []) }
    for (name, attempts) in recordsByName where !names.contains(name) {
      // A rolled-back attempt at something that is gone concerns nobody.
      guard attempts.contains(where: { $0.rolledBackAt == nil }) else { continue }
      entries.append(Self.entry(name, file: nil, records: attempts))
    }
    self.entries = entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// Migrations that are to be applied, in order.
  package var pending: [MigrationFile] {
    entries.compactMap { $0.state.isPending ? $0.file : nil }
  }

  /// Files of migrations that the database has, in order.
  package var applied: [MigrationFile] {
    entries.compactMap { $0.state == .applied || $0.state == .edited ? $0.file : nil }
  }

  package func names(_ state: State) -> [String] {
    entries.filter { $0.state == state }.map(\.name)
  }

  /// The unresolved attempts that did not finish.
  package var failed: [MigrationRecord] {
    entries.compactMap { $0.state == .failed ? $0.record : nil }
  }

  private static func entry(
    _ name: String, file: MigrationFile?, records: [MigrationRecord]
  ) -> Entry {
    let unresolved = records.filter(\.isFailed)
    if let failed = unresolved.last(where: { !$0.isTransactionalAttempt }) ?? unresolved.last {
      let state: State = failed.isTransactionalAttempt ? .unfinished : .failed
      return Entry(name: name, state: state, file: file, record: failed)
    }
    guard let applied = records.last(where: \.isApplied) else {
      let state: State = records.isEmpty ? .pending : .rolledBack
      return Entry(name: name, state: state, file: file, record: records.last)
    }
    guard let file else { return Entry(name: name, state: .missing, file: nil, record: applied) }
    let isUnchanged = Checksum.matches(applied.checksum, file.bytes)
    return Entry(name: name, state: isUnchanged ? .applied : .edited, file: file, record: applied)
  }
}

extension MigrationHistory.State {
  /// Whether the migration is still to be applied.
  var isPending: Bool {
    switch self {
    case .pending, .rolledBack, .unfinished: true
    case .applied, .edited, .missing, .failed: false
    }
  }
}

extension MigrationRecord {
  /// What the history row of an attempt says while it runs inside a transaction.
  ///
  /// When a row says so and nobody holds the lock, the process was killed and the database has
  /// rolled everything back: the attempt can be repeated without asking anybody.
  static let transactionalAttempt =
    "running in a transaction; if this stays, the attempt was stopped and nothing of it was kept"

  var isTransactionalAttempt: Bool { isFailed && logs == Self.transactionalAttempt }
}

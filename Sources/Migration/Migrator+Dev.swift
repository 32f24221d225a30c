import BackendInterface
import DatabaseAccess
package import SchemaModel

extension Migrator {
  /// Takes a development database and the folder to what the schema says.
  ///
  /// First the history is replayed in a scratch database, and compared with the real one; then
  /// what the folder has and the database lacks is applied; then the difference between history
  /// and schema becomes a new migration, which is tried out, written and applied.
  ///
  /// - Throws: `MigrationError`; those of status 3 name the flag that gives the missing consent.
  package func dev(
    _ datamodel: Datamodel, options: DevOptions, answers: some DevAnswers
  ) throws(MigrationError) -> DevOutcome {
    let files = try loadFiles()
    let wasCreated = try createDatabase()
    var outcome = try withSession { session throws(MigrationError) in
      let records = try withLock(session) { () throws(MigrationError) in
        try clearStoppedAttempts(session)
      }
      let run = DevRun(
        migrator: self, session: session, datamodel: datamodel, options: options,
        answers: answers, files: files, history: MigrationHistory(files: files, records: records))
      var outcome = try run.run()
      if !options.isDraft {
        outcome.unknownValues = try wrapping { () throws(DatabaseError) in
          try driver.unknownEnumValues(of: driver.desiredSchema(for: datamodel), in: session)
        }
      }
      return outcome
    }
    outcome.databaseWasCreated = wasCreated
    return outcome
  }
}

/// One run of `migrate dev` on an open database.
struct DevRun<Product: Backend, Answers: DevAnswers> {
  typealias Structure = Product.Schema.Schema

  let migrator: Migrator<Product>
  let session: any DatabaseSession
  let datamodel: Datamodel
  let options: DevOptions
  let answers: Answers
  let files: [MigrationFile]
  let history: MigrationHistory

  private var driver: Product.Schema { migrator.driver }

  func run() throws(MigrationError) -> DevOutcome {
    let replay = ScratchReplay(
      backend: migrator.backend, beside: migrator.url, shadow: migrator.shadow,
      filter: migrator.filter, adopt: migrator.adopt, report: migrator.report)
    let applied = history.applied
    // The usual case: what is new comes last, so that one replay shows both structures.
    let comesLast = files.prefix(applied.count).elementsEqual(applied) { $0.name == $1.name }
    let early = comesLast ? nil : try replay.structure(after: applied)
    return try replay.withScratch { scratch throws(MigrationError) in
      try scratch.replay(comesLast ? applied : files)
      let first = try scratch.structure()
      var all = first
      if comesLast, files.count > applied.count {
        try scratch.replay(Array(files[applied.count...]))
        all = try scratch.structure()
      }
      return try run(scratch, applied: early ?? first, all: all)
    }
  }

  /// Goes on when the history is replayed: `applied` is the structure that the database should
  /// have, `all` the one that the whole folder leads to, which the scratch database has.
  private func run(
    _ scratch: ScratchReplay<Product>.Scratch, applied: Structure, all: Structure
  ) throws(MigrationError) -> DevOutcome {
    var outcome = DevOutcome()
    try reconcile(expected: applied, &outcome)
    let desired = driver.desiredSchema(for: datamodel)
    let plan = try RenameDecisions(
      driver: driver, datamodel: datamodel, options: options, answers: answers, session: session
    ).plan(from: all, to: scratch.respelled(desired, beside: all))
    if !options.isDraft { outcome.applied = try applyPending(files) }
    if plan.isEmpty, !options.isDraft { return outcome }
    if !options.isDraft { outcome.warnings = try weigh(plan) }
    let file = try draft(plan)
    do throws(MigrationError) { try verify(file, leadsTo: desired, scratch) } catch {
      // A draft is there to be mended.
      guard options.isDraft, case .replayFailed(let failure) = error else { throw error }
      outcome.draftFailure = failure.reason
    }
    outcome.created = try migrator.directory.add(name: file.name, script: file.script)
    try migrator.directory.writeLockFile(provider: migrator.backend.rules.provider)
    outcome.changes = PlannedChange.list(plan, findings: options.isDraft ? nil : outcome.warnings)
    if !options.isDraft {
      _ = try applyPending(files + [file])
      outcome.createdWasApplied = true
    }
    return outcome
  }

  /// Makes sure that the database is where its history says, if need be by emptying it.
  private func reconcile(
    expected: Structure, _ outcome: inout DevOutcome
  ) throws(MigrationError) {
    let reasons = try resetReasons(expected: expected)
    if reasons.isEmpty { return }
    // A draft never touches the data, so it need not wait until they agree.
    if options.isDraft {
      outcome.notices = reasons
      return
    }
    let database = migrator.databaseDescription
    let isAgreed =
      options.agreesToReset || answers.agreesToReset(reasons, database: database) == true
    guard isAgreed else { throw .resetNeeded(reasons, database: database) }
    try migrator.withLock(session) { () throws(MigrationError) in try migrator.empty(session) }
    outcome.wasReset = true
  }

  private func resetReasons(expected: Structure) throws(MigrationError) -> [ResetReason] {
    var reasons: [ResetReason] = []
    let failed = history.names(.failed)
    if !failed.isEmpty { reasons.append(.failed(failed)) }
    let edited = history.names(.edited)
    if !edited.isEmpty { reasons.append(.edited(edited)) }
    let missing = history.names(.missing)
    if !missing.isEmpty { reasons.append(.missing(missing)) }
    let live = try wrapping { () throws(DatabaseError) in
      try driver.introspect(session, filter: migrator.filter)
    }
    let drift = driver.plan(from: expected, to: live, renames: [])
    if !drift.isEmpty {
      reasons.append(history.isEmpty ? .unmanaged(drift.summary) : .drift(drift.summary))
    }
    return reasons
  }

  private func applyPending(_ files: [MigrationFile]) throws(MigrationError) -> [String] {
    try migrator.withLock(session) { () throws(MigrationError) in
      let pending = try migrator.historyForApplying(files, session).pending
      return try migrator.apply(pending, session, forgetsFailures: true)
    }
  }

  /// Counts what the plan does to the rows that are there, and asks where it matters.
  private func weigh(_ plan: Product.Schema.Plan) throws(MigrationError) -> [DataLossFinding] {
    var report = try wrapping { () throws(DatabaseError) in
      try DataLossReport(plan.checks, in: session)
    }
    if report.unexecutable.isEmpty {
      // The migrations do not know of everything that is in the database.
      report.unexecutable = try wrapping { () throws(DatabaseError) in
        try driver.obstacles(to: [plan.script().text], in: session).map {
          DataLossFinding(check: $0)
        }
      }
    }
    guard report.unexecutable.isEmpty else { throw .unexecutable(report.unexecutable) }
    let isAgreed =
      report.warnings.isEmpty || options.agreesToDataLoss
      || answers.agreesToDataLoss(report.warnings) == true
    guard isAgreed else { throw .dataLossConsentMissing(report.warnings) }
    return report.warnings
  }

  /// The new migration, not written yet.
  private func draft(_ plan: Product.Schema.Plan) throws(MigrationError) -> MigrationFile {
    let script =
      plan.isEmpty
      ? "-- This migration is empty: write its statements here.\n"
      : DataLossReport.comment(for: plan.checks) + plan.script().text
    let suggestion = MigrationTitle.suggestion(for: plan.summary, isFirst: files.isEmpty)
    let title = options.title ?? answers.title(suggestion: suggestion) ?? suggestion
    let name = MigrationName.make(title, at: Timestamp.now(), after: files.last?.name)
    return try MigrationFile(name: name, path: name, bytes: Array(script.utf8))
  }

  /// Runs the new migration after all others in the scratch database: what does not lead to the
  /// schema there is not written.
  private func verify(
    _ file: MigrationFile, leadsTo desired: Structure, _ scratch: ScratchReplay<Product>.Scratch
  ) throws(MigrationError) {
    try scratch.replay([file])
    let result = try scratch.structure()
    let rest = driver.plan(
      from: result, to: scratch.respelled(desired, beside: result), renames: [])
    guard rest.isEmpty else { throw .planIncomplete(rest.summary) }
  }
}

package import BackendInterface
package import DatabaseAccess
package import SchemaModel

/// Finds out which drops and adds are one thing renamed.
package struct RenameDecisions<Driver: SchemaDriver, Answers: DevAnswers> {
  private let driver: Driver
  private let datamodel: Datamodel
  private let options: DevOptions
  private let answers: Answers
  private let session: (any DatabaseSession)?

  /// Prepares decisions in the words of a datamodel, that of the next structure.
  ///
  /// With a session the rows of the live database are asked for what its structure does not know.
  package init(
    driver: Driver, datamodel: Datamodel, options: DevOptions, answers: Answers,
    session: (any DatabaseSession)? = nil
  ) {
    self.session = session
    self.driver = driver
    self.datamodel = datamodel
    self.options = options
    self.answers = answers
  }

  /// The plan with all renames decided.
  ///
  /// - Throws: `.renamesUndecided`, `.renameUnreadable`, `.renameRefused`.
  package func plan(
    from previous: Driver.Schema, to next: Driver.Schema
  ) throws(MigrationError) -> Driver.Plan {
    let arguments = RenameArgument(datamodel: datamodel, among: options.renames)
    var renames: [Rename] = []
    for argument in options.renames { renames.append(try arguments.rename(argument)) }
    var plan = driver.plan(from: previous, to: next, renames: renames)
    if let refused = plan.refusedRenames.first,
      let (_, argument) = zip(renames, options.renames).first(where: { $0.0 == refused.rename })
    {
      throw .renameRefused(argument, refused)
    }
    if options.deniesRenames { return plan }
    // A renamed table may show columns that are suspected only now, so this goes round until
    // nothing new is suspected.
    var denied = Set(renames)
    let inRows = suspicionsInRows(plan)
    while true {
      let suspicions = (suspicions(in: plan) + inRows).filter { !denied.contains($0.rename) }
      guard let suspicion = suspicions.first else { return plan }
      switch answers.isRename(suspicion) {
      case true?:
        renames.append(suspicion.rename)
        plan = driver.plan(from: previous, to: next, renames: renames)
        denied.insert(suspicion.rename)
      case false?: denied.insert(suspicion.rename)
      case nil: throw .renamesUndecided(suspicions)
      }
    }
  }

  /// Values that rows have and their enum lacks, where no row has another one of its values yet.
  private func suspicionsInRows(_ plan: Driver.Plan) -> [RenameSuspicion] {
    guard let session else { return [] }
    let arguments = RenameArgument(datamodel: datamodel)
    return plan.valueQuestions.compactMap { question in
      // A table that a waiting migration makes has no rows to ask.
      guard let rows = try? session.fetch(question.present) else { return nil }
      let present = Set((0..<rows.rowCount).compactMap { rows.string($0, 0) })
      let gone = present.subtracting(question.values)
      let unused = question.values.filter { !present.contains($0) }
      guard let previous = gone.first, gone.count == 1, unused.count == 1 else { return nil }
      let rename = Rename(
        .enumValue(enumeration: question.enumeration), from: previous, to: unused[0])
      return RenameSuspicion(rename: rename, argument: arguments.argument(for: rename))
    }
  }

  /// What looks renamed in a plan.
  package func suspicions(in plan: Driver.Plan) -> [RenameSuspicion] {
    let arguments = RenameArgument(datamodel: datamodel)
    return plan.suspectedRenames.map {
      RenameSuspicion(rename: $0, argument: arguments.argument(for: $0))
    }
  }
}

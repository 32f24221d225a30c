package import BackendInterface
package import SchemaModel

/// Finds out which drops and adds are one thing renamed.
package struct RenameDecisions<Driver: SchemaDriver, Answers: DevAnswers> {
  private let driver: Driver
  private let datamodel: Datamodel
  private let options: DevOptions
  private let answers: Answers

  /// Prepares decisions in the words of a datamodel, that of the next structure.
  package init(driver: Driver, datamodel: Datamodel, options: DevOptions, answers: Answers) {
    self.driver = driver
    self.datamodel = datamodel
    self.options = options
    self.answers = answers
  }

  /// The plan with all renames decided.
  ///
  /// - Throws: `.renamesUndecided`, `.renameNotFound`.
  package func plan(
    from previous: Driver.Schema, to next: Driver.Schema
  ) throws(MigrationError) -> Driver.Plan {
    let arguments = RenameArgument(datamodel: datamodel)
    var renames: [Rename] = []
    var plan = driver.plan(from: previous, to: next, renames: [])
    for argument in options.renames {
      renames.append(try arguments.rename(argument))
      let changed = driver.plan(from: previous, to: next, renames: renames)
      guard changed.summary != plan.summary else { throw .renameNotFound(argument) }
      plan = changed
    }
    if options.deniesRenames { return plan }
    // A renamed table may show columns that are suspected only now, so this goes round until
    // nothing new is suspected.
    var denied: Set<Rename> = []
    while true {
      let suspicions = suspicions(in: plan).filter { !denied.contains($0.rename) }
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

  /// What looks renamed in a plan.
  package func suspicions(in plan: Driver.Plan) -> [RenameSuspicion] {
    let arguments = RenameArgument(datamodel: datamodel)
    return plan.suspectedRenames.map {
      RenameSuspicion(rename: $0, argument: arguments.argument(for: $0))
    }
  }
}

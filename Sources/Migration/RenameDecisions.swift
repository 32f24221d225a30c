import BackendInterface
import SchemaModel

/// Finds out which drops and adds are one thing renamed.
struct RenameDecisions<Driver: SchemaDriver, Answers: DevAnswers> {
  let driver: Driver
  let datamodel: Datamodel
  let options: DevOptions
  let answers: Answers

  /// The plan with all renames decided.
  ///
  /// - Throws: `.renamesUndecided`, `.renameNotFound`.
  func plan(
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
      let suspicions = plan.suspectedRenames.filter { !denied.contains($0) }.map {
        RenameSuspicion(rename: $0, argument: arguments.argument(for: $0))
      }
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
}

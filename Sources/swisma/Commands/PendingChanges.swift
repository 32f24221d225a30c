import BackendInterface
import SchemaModel

/// What a migration would change in a database that a schema was just pulled from.
///
/// The schema language cannot say everything that a database can have. Most of that stays as it
/// is; what looks like something that the language can say is brought into its form.
struct PendingChanges {
  private let changes: [ChangeSummary]

  /// Compares the structure of a database with the one that a schema asks for.
  init<Driver: SchemaDriver>(
    from structure: Driver.Schema, to datamodel: Datamodel, _ driver: Driver
  ) {
    let desired = driver.desiredSchema(for: datamodel)
    changes = driver.plan(from: structure, to: desired, renames: []).summary
  }

  /// One notice for each table that would change, and one for each other change.
  var notices: [IntrospectedDatamodel.Notice] {
    var notices: [IntrospectedDatamodel.Notice] = []
    var table: String?
    for change in changes {
      if let owner = change.table, owner == table, var last = notices.popLast() {
        last.message += ", \(change.phrase)"
        notices.append(last)
        continue
      }
      table = change.table
      let place = table.map { "change table `\($0)`: " } ?? ""
      notices.append(
        IntrospectedDatamodel.Notice(
          "pending-change", "the next migration would \(place)\(change.phrase)"))
    }
    return notices
  }
}

extension ChangeSummary {
  /// The change as the rest of a sentence about what makes it.
  fileprivate var phrase: String {
    let verb =
      switch kind {
      case .added: "add"
      case .removed: "remove"
      case .changed: "change"
      case .renamed: "rename"
      }
    let name = object.name.map { "\(object.kind.rawValue) `\($0)`" } ?? object.kind.rawValue
    return "\(verb) \(name)" + (detail.map { " (\($0))" } ?? "")
  }
}

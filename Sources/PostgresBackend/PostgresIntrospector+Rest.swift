import DatabaseAccess
import SQLModel

/// What `PostgresCatalogQuery.rest` tells of, in its words.
private enum PostgresFinding: String {
  case check = "check"
  case exclusion = "exclusion constraint"
  case trigger = "trigger"
  case policy = "policy"
  case parent = "parent"

  func add(_ name: String, _ text: String, to table: inout Table<Postgres>) {
    switch self {
    case .check:
      let expression = PostgresDefault.withoutParentheses(text)
      table.checks.append(CheckConstraint(name: name, expression: String(expression)))
    case .exclusion: table.options.exclusions.append(name)
    case .trigger: table.triggers.append(Trigger(name, definition: text))
    case .policy: table.options.policies.append(name)
    case .parent: table.options.parents.append(name)
    }
  }
}

extension PostgresIntrospector {
  /// Reads what belongs to tables, and gives what stands on its own.
  mutating func readRest() -> [PostgresObjects.Unmodelled] {
    let rows = rows(.rest)
    var unmodelled: [PostgresObjects.Unmodelled] = []
    for row in 0..<rows.rowCount {
      let kind = rows.string(row, 0) ?? ""
      let object = rows.string(row, 3) ?? ""
      if let finding = PostgresFinding(rawValue: kind) {
        let detail = rows.string(row, 4) ?? ""
        change(rows.integer(row, 1)) { finding.add(object, detail, to: &$0) }
      } else {
        unmodelled.append(
          PostgresObjects.Unmodelled(kind: kind, name: name(rows.string(row, 2), object)))
      }
    }
    return unmodelled
  }
}

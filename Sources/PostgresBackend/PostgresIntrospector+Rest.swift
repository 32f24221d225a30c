import DatabaseAccess
import SQLBackend
import SQLModel

/// What `PostgresRestQuery` tells of tables, where that is more than a part with a name.
private enum PostgresFinding: String {
  case check = "check"
  case trigger = "trigger"
  case parent = "parent"
  case disabledKey = "disabled key"
  case operatorClassParameters = "operator class parameters"
  case commentOnIndex = "comment on the index"
  case commentOnConstraint = "comment on the constraint"
  case unvalidatedNotNull = "not null"

  func add(_ found: QualifiedName, _ text: String, to table: inout Table<Postgres>) {
    let name = found.name
    switch self {
    case .check:
      let expression = PostgresExpression(text).withoutParentheses.text
      table.checks.append(CheckConstraint(name: name, expression: expression))
    case .trigger: table.triggers.append(Trigger(name, definition: text))
    case .parent: table.options.parents.append(found)
    case .disabledKey:
      table.options.parts.append(
        .detail("not-enforced", of: "foreign key `\(name)`", "is switched off by its triggers"))
    case .operatorClassParameters:
      table.options.parts.append(
        .detail(
          "operator-class", of: "index `\(name)`",
          "gives its operator class the parameters `\(text)`"))
    case .commentOnIndex, .commentOnConstraint:
      table.options.parts.append(.object("comment", rawValue, name))
    case .unvalidatedNotNull:
      for index in table.columns.indices where table.columns[index].name == text {
        table.columns[index].options.mayHoldOldNulls = true
      }
    }
  }
}

extension PostgresIntrospector {
  /// Reads what belongs to tables, and gives what stands on its own or belongs to views.
  mutating func readRest() -> [PostgresObjects.Unmodelled] {
    let rows = rows(.rest)
    let views = viewNames()
    var unmodelled: [PostgresObjects.Unmodelled] = []
    for row in 0..<rows.rowCount {
      let kind = rows.string(row, 0) ?? ""
      let object = rows.string(row, 3) ?? ""
      let qualified = name(rows.string(row, 2), object)
      let owner = rows.integer(row, 1)
      guard owner != 0 else {
        unmodelled.append(
          PostgresObjects.Unmodelled(kind: kind, name: qualified))
        continue
      }
      if let view = views[owner] {
        unmodelled.append(
          PostgresObjects.Unmodelled(kind: kind, name: QualifiedName(object), view: view))
      }
      let finding = PostgresFinding(rawValue: kind)
      var detail = rows.string(row, 4) ?? ""
      if finding == .unvalidatedNotNull { detail = columnName(owner, Int(detail) ?? 0) ?? "" }
      change(owner) { table in
        if let finding {
          finding.add(qualified, detail, to: &table)
        } else {
          table.options.parts.append(.object(kind.replacing(" ", with: "-"), kind, object))
        }
      }
    }
    return unmodelled
  }

  private func viewNames() -> [Int64: QualifiedName] {
    let rows = rows(.views)
    return Dictionary(
      (0..<rows.rowCount).map { row in
        (rows.integer(row, 0), name(rows.string(row, 1), rows.string(row, 2)))
      }, uniquingKeysWith: { first, _ in first })
  }
}

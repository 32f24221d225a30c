/// Which statements of a script carry out which change.
package struct StatementsOfChanges: Sendable {
  private let statements: [MigrationScript.Statement]
  /// The statements about a thing.
  private var byObject: [SchemaObject: [Int]] = [:]
  /// The statements that make a table anew.
  private var byTable: [String: [Int]] = [:]
  /// The statements about what belongs to a table.
  private var byOwner: [String: [Int]] = [:]

  package init(_ script: MigrationScript) {
    statements = script.groups.flatMap(\.statements)
    for (position, statement) in statements.enumerated() {
      for object in statement.objects {
        byObject[object.identity, default: []].append(position)
        guard object.kind.isPartOfTable, let owner = object.owner else { continue }
        byOwner[owner, default: []].append(position)
      }
      for table in statement.tables { byTable[table, default: []].append(position) }
    }
  }

  /// The statements that carry out a change, in order.
  package func statements(for change: ChangeSummary) -> [String] {
    let object = change.object
    var positions = Set(byObject[object.identity] ?? [])
    if change.kind != .renamed {
      if object.kind.isPartOfTable {
        if let owner = object.owner { positions.formUnion(byTable[owner] ?? []) }
      } else if object.kind == .table, let name = object.name {
        // A table comes and goes with everything that belongs to it.
        positions.formUnion(byTable[name] ?? [])
        positions.formUnion(byOwner[name] ?? [])
      }
    }
    return positions.sorted().map { statements[$0].sql }
  }
}

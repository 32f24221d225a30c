package import SQLBackend
package import SQLModel
package import SchemaModel

extension SQLiteDialect {
  package static let listsKeysBackwards = true

  package static func introspectedType(of column: Column<Self>) -> IntrospectedType {
    switch column.type.family {
    case .integer: IntrospectedType(.scalar(.int))
    case .bigInt: IntrospectedType(.scalar(.bigInt))
    case .real: IntrospectedType(.scalar(.float))
    case .decimal: IntrospectedType(.scalar(.decimal))
    case .boolean: IntrospectedType(.scalar(.boolean))
    case .text: IntrospectedType(.scalar(.string))
    case .dateTime: IntrospectedType(.scalar(.dateTime))
    case .blob: IntrospectedType(.scalar(.bytes))
    case .json: IntrospectedType(.scalar(.json))
    case .other(let text): IntrospectedType(.unsupported(text))
    }
  }

  package static func generation(of column: Column<Self>) -> ColumnGeneration? {
    guard let text = column.options.generation, let start = text.firstIndex(of: "("),
      let end = text.lastIndex(of: ")")
    else { return nil }
    return ColumnGeneration(
      String(text[start...end]), text.hasSuffix("STORED") ? .stored : .virtual)
  }

  // https://sqlite.org/gencol.html
  package static var usualGeneration: ColumnGeneration.Storage { .virtual }

  package static func peculiarities(of table: Table<Self>) -> [Peculiarity] {
    var found: [Peculiarity] = []
    if table.options.isStrict { found.append(.property("strict", "is STRICT")) }
    if table.options.isWithoutRowID {
      found.append(.property("without-rowid", "is WITHOUT ROWID"))
    }
    if let conflict = table.options.keyConflict {
      found.append(.property("conflict-clause", "has a key with `\(conflict.clause)`"))
    }
    let collations = Set((table.primaryKey?.parts ?? []).compactMap(\.options.collation)).sorted()
    for collation in collations {
      found.append(.property("collation", "has a key that compares as `\(collation)`"))
    }
    return found
  }

  package static func peculiarities(of column: Column<Self>) -> [Peculiarity] {
    var found: [Peculiarity] = []
    if let collation = column.options.collation {
      found.append(.property("collation", "compares as `\(collation)`"))
    }
    if let conflict = column.options.nullConflict {
      found.append(.property("conflict-clause", "is `NOT NULL \(conflict.clause)`"))
    }
    if column.isAutoIncrement, column.defaultValue != nil {
      found.append(.property("unused-default", "has a default beside its row numbers"))
    }
    return found
  }

  package static func peculiarities(of index: Index<Self>) -> [Peculiarity] {
    guard let conflict = index.options.conflict else { return [] }
    return [.property("conflict-clause", "has `\(conflict.clause)`")]
  }

  package static func peculiarities(
    of objects: SQLiteObjects, beside datamodel: Datamodel
  ) -> [Peculiarity] {
    objects.virtualTables.map { .object("virtual-table", "virtual table", $0) }
      + objects.viewTriggers.map { trigger in
        .detail(
          "trigger", of: "trigger `\(trigger.name)` of `\(trigger.view)`",
          "stays in the database only")
      }
  }

  package static func inexpressibleReason(_ index: Index<Self>) -> String {
    if index.parts.contains(where: { $0.column == nil }) { return "is over an expression" }
    let isPartial = index.options.definition?.uppercased().contains("WHERE") == true
    return isPartial ? "is partial" : "compares in its own way"
  }

  package static func isExpressible(_ index: Index<Self>) -> Bool {
    index.options.definition == nil
      && index.parts.allSatisfy { $0.column != nil && $0.options.collation == nil }
  }
}

import BackendInterface
import SQLBackend
import SQLModel

extension PostgresStep {
  /// What the step changes.
  var objects: [SchemaObject] {
    switch self {
    case .createSchema(let name): [SchemaObject(.namespace, name)]
    case .createExtension(let added): [SchemaObject(.extension, added.name)]
    case .alterExtension(let altered, _): [SchemaObject(.extension, altered.name)]
    case .renameTable(let table, _), .moveTable(let table, _), .dropTable(let table):
      [.table(table)]
    case .renameColumn(let table, let previous, _): [.column(previous, of: table)]
    case .renameEnumValue(let name, let previous, _): [.enumValue(previous, of: name)]
    case .createEnum(let enumeration): [.enumeration(enumeration.name)]
    case .alterEnum(let change):
      [.enumeration(change.name)]
        + (change.addedValues + change.removedValues).map { .enumValue($0, of: change.name) }
        + change.usages.map { .column($0.column, of: $0.table) }
    case .dropEnum(let name), .renameEnum(let name, _), .moveEnum(let name, _):
      [.enumeration(name)]
    case .dropForeignKey(let table, let name), .renameForeignKey(let table, let name, _):
      [.foreignKey(named: name, of: table)]
    case .dropIndex(let table, let name), .dropUniqueConstraint(let table, let name),
      .renameIndex(let table, let name, _):
      [.index(named: name, of: table)]
    case .alterTable(let table, let clauses): clauses.map { $0.object(of: table) }
    case .renamePrimaryKey(let table, _, _): [.primaryKey(of: table)]
    case .createTable(let table): [.table(table.name)]
    case .createIndex(let table, let index): [.index(index, of: table)]
    case .addForeignKey(let table, let key): [.foreignKey(key, of: table)]
    }
  }

  /// The tables that come or go with everything of theirs.
  var tables: [String] {
    switch self {
    case .createTable(let table): [table.name.display]
    case .dropTable(let name): [name.display]
    case .createSchema, .createExtension, .alterExtension, .renameTable, .moveTable,
      .renameColumn, .renameEnum, .moveEnum, .renameEnumValue, .createEnum, .alterEnum,
      .dropForeignKey, .dropIndex,
      .dropUniqueConstraint, .alterTable, .renamePrimaryKey, .dropEnum, .renameForeignKey,
      .createIndex, .addForeignKey, .renameIndex:
      []
    }
  }
}

extension PostgresTableClause {
  fileprivate func object(of table: QualifiedName) -> SchemaObject {
    switch self {
    case .dropPrimaryKey, .addPrimaryKey: .primaryKey(of: table)
    case .addColumn(let column): .column(column.name, of: table)
    case .dropColumn(let name), .setNotNull(let name), .dropNotNull(let name),
      .dropDefault(let name), .setType(let name, _, _, _), .setDefault(let name, _, _),
      .dropIdentity(let name), .startNumbering(let name, _):
      .column(name, of: table)
    case .dropSequence(let sequence): .column(sequence.name, of: table)
    }
  }
}

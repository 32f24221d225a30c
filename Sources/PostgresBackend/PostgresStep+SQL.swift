import SQLBackend
import SQLModel

extension PostgresStep {
  /// The statements of the step, with their semicolons.
  var sql: String {
    switch self {
    case .createSchema(let name): "CREATE SCHEMA IF NOT EXISTS \(Postgres.quote(name));"
    case .createExtension(let added): PostgresDDL.create(added)
    case .alterExtension(let altered, let change): PostgresDDL.alter(altered, change)
    case .renameTable(let table, let name):
      "ALTER TABLE \(Postgres.quote(table)) RENAME TO \(Postgres.quote(name));"
    case .moveTable(let table, let namespace):
      "ALTER TABLE \(Postgres.quote(table)) SET SCHEMA \(Postgres.quote(namespace));"
    case .renameColumn(let table, let previous, let next):
      "ALTER TABLE \(Postgres.quote(table)) RENAME COLUMN \(Postgres.quote(previous)) TO \(Postgres.quote(next));"
    case .renameEnum(let name, let next):
      "ALTER TYPE \(Postgres.quote(name)) RENAME TO \(Postgres.quote(next));"
    case .moveEnum(let name, let namespace):
      "ALTER TYPE \(Postgres.quote(name)) SET SCHEMA \(Postgres.quote(namespace));"
    case .renameEnumValue(let name, let previous, let next):
      "ALTER TYPE \(Postgres.quote(name)) RENAME VALUE \(PostgresDDL.string(previous)) TO \(PostgresDDL.string(next));"
    case .createEnum(let enumeration): PostgresDDL.create(enumeration)
    case .alterEnum(let change): PostgresDDL.alter(change)
    case .dropForeignKey(let table, let name), .dropUniqueConstraint(let table, let name):
      "ALTER TABLE \(Postgres.quote(table)) DROP CONSTRAINT \(Postgres.quote(name));"
    case .dropIndex(let table, let name):
      "DROP INDEX \(Postgres.quote(QualifiedName(name, in: table.namespace)));"
    case .alterTable(let table, let clauses): PostgresDDL.alter(table, clauses)
    case .dropTable(let table): "DROP TABLE \(Postgres.quote(table));"
    case .dropEnum(let name): "DROP TYPE \(Postgres.quote(name));"
    case .createTable(let table): PostgresDDL.create(table)
    case .renamePrimaryKey(let table, let previous, let next),
      .renameForeignKey(let table, let previous, let next):
      "ALTER TABLE \(Postgres.quote(table)) RENAME CONSTRAINT \(Postgres.quote(previous)) TO \(Postgres.quote(next));"
    case .createIndex(let table, let index): PostgresDDL.create(index, on: table)
    case .addForeignKey(let table, let key): PostgresDDL.add(key, to: table)
    case .renameIndex(let table, let name, let next):
      "ALTER INDEX \(Postgres.quote(QualifiedName(name, in: table.namespace))) RENAME TO \(Postgres.quote(next));"
    }
  }
}

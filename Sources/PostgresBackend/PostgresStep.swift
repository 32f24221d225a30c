package import SQLModel

/// A change that PostgreSQL can execute.
package enum PostgresStep: Sendable, Hashable {
  case createSchema(String)
  case createExtension(PostgresObjects.Extension)
  case alterExtension(PostgresObjects.Extension, PostgresExtensionChange)
  case renameTable(QualifiedName, to: String)
  case moveTable(QualifiedName, toNamespace: String)
  case renameColumn(table: QualifiedName, String, to: String)
  case renameEnum(QualifiedName, to: String)
  case moveEnum(QualifiedName, toNamespace: String)
  case renameEnumValue(enumeration: QualifiedName, String, to: String)
  case createEnum(PostgresObjects.Enumeration)
  case alterEnum(PostgresEnumChange)
  case dropForeignKey(table: QualifiedName, name: String)
  case dropIndex(table: QualifiedName, name: String)
  case dropUniqueConstraint(table: QualifiedName, name: String)
  case alterTable(QualifiedName, [PostgresTableClause])
  case renamePrimaryKey(table: QualifiedName, String, to: String)
  case dropTable(QualifiedName)
  case dropEnum(QualifiedName)
  case createTable(Table<Postgres>)
  case renameForeignKey(table: QualifiedName, String, to: String)
  case createIndex(table: QualifiedName, Index<Postgres>)
  case addForeignKey(table: QualifiedName, ForeignKey)
  case renameIndex(table: QualifiedName, String, to: String)

  /// The label that tools and people look for in a script.
  var label: String {
    switch self {
    case .createSchema: "CreateSchema"
    case .createExtension: "CreateExtension"
    case .alterExtension: "AlterExtension"
    case .renameTable, .moveTable: "RenameTable"
    case .renameColumn: "RenameColumn"
    case .createEnum: "CreateEnum"
    case .renameEnum, .moveEnum, .renameEnumValue, .alterEnum: "AlterEnum"
    case .dropForeignKey: "DropForeignKey"
    case .dropIndex, .dropUniqueConstraint: "DropIndex"
    case .alterTable, .renamePrimaryKey: "AlterTable"
    case .dropTable: "DropTable"
    case .dropEnum: "DropEnum"
    case .createTable: "CreateTable"
    case .renameForeignKey: "RenameForeignKey"
    case .createIndex: "CreateIndex"
    case .addForeignKey: "AddForeignKey"
    case .renameIndex: "RenameIndex"
    }
  }
}

/// What differs in an extension.
package enum PostgresExtensionChange: Sendable, Hashable {
  case version(String)
  case namespace(String)
}

/// One clause of an `ALTER TABLE`, or a statement beside it.
package enum PostgresTableClause: Sendable, Hashable {
  case dropPrimaryKey(name: String)
  case dropColumn(String)
  case addColumn(Column<Postgres>)
  case setNotNull(String)
  case dropNotNull(String)
  case dropDefault(String)
  /// `using` is the expression that converts the values, where the server needs one.
  case setType(String, PostgresType, collation: String?, using: String?)
  case setDefault(String, ColumnDefault, PostgresType)
  case dropIdentity(String)
  case addPrimaryKey(PrimaryKey<Postgres>)
  /// Makes a sequence and numbers the rows with it.
  case startNumbering(String, sequence: QualifiedName)
  /// Drops the sequence that numbered the rows.
  case dropSequence(QualifiedName)
}

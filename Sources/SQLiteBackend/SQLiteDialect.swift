package import BackendInterface
package import DatabaseAccess
package import SQLBackend
package import SQLModel
package import SchemaModel

/// SQLite as a SQL product.
package enum SQLiteDialect: SQLDialect {
  package typealias ColumnType = SQLiteType
  package typealias ColumnOptions = SQLiteColumnOptions
  package typealias TableOptions = SQLiteTableOptions
  package typealias IndexOptions = SQLiteIndexOptions
  package typealias IndexPartOptions = SQLiteIndexPartOptions
  package typealias Objects = SQLiteObjects
  package typealias Step = SQLiteStep

  // SQLite has no limit of its own; https://sqlite.org/limits.html bounds only the statement.
  package static let maximumIdentifierLength = 10_000
  package static let namesPrimaryKeys = false
  package static let manyToManyKey = ManyToManyKey.uniqueIndex
  package static let canRenameIndexes = false
  package static let canRenameForeignKeys = false
  package static let canRenamePrimaryKeys = false
  // Rows move into a new table, which takes the default for what is missing.
  package static let fillsMissingValues = true
  package static let noObjects = SQLiteObjects()
  package static let plainIndexOptions = SQLiteIndexOptions()
  package static let plainIndexPartOptions = SQLiteIndexPartOptions()

  package static func columnType(for field: FieldView) -> SQLiteType {
    switch field.type {
    case .scalar(let type): SQLiteType(SQLiteType.Family(type))
    case .enumeration: SQLiteType(.text)
    case .unsupported(let text): SQLiteType(declared: text)
    case .composite, .relation:
      preconditionFailure("Only fields that are columns have a column type.")
    }
  }

  package static func columnOptions(for field: FieldView) -> SQLiteColumnOptions {
    var options = SQLiteColumnOptions()
    if case .enumeration(let id) = field.type {
      let enumeration = field.datamodel[id]
      options.enumeration = SQLiteColumnOptions.Enumeration(
        name: enumeration.databaseName, values: enumeration.values.map(\.databaseName))
    }
    return options
  }

  package static func enumValues(of schema: SQLSchema<Self>) -> [QualifiedName: [String]] {
    var values: [QualifiedName: [String]] = [:]
    for table in schema.tables {
      for column in table.columns {
        guard let enumeration = column.options.enumeration else { continue }
        values[QualifiedName(enumeration.name)] = enumeration.values
      }
    }
    return values
  }

  package static func tableOptions(for model: ModelView?) -> SQLiteTableOptions {
    SQLiteTableOptions()
  }

  package static func indexOptions(for key: Key, of model: ModelView) -> SQLiteIndexOptions {
    SQLiteIndexOptions()
  }

  package static func indexPartOptions(
    for part: Key.Part, of key: Key, in model: ModelView
  ) -> SQLiteIndexPartOptions {
    SQLiteIndexPartOptions()
  }

  package static var numbersIntegerKeys: Bool { true }

  /// Numbers the rows of every table with a simple key of type `INTEGER`, because SQLite does so
  /// whether it is asked to or not: <https://sqlite.org/autoinc.html>.
  package static func complete(_ schema: inout SQLSchema<Self>, for datamodel: Datamodel) {
    for table in schema.tables.indices {
      let key = schema.tables[table].primaryKey?.columns ?? []
      for column in schema.tables[table].columns.indices {
        let isAsked = schema.tables[table].columns[column].isAutoIncrement
        let isKey = key == [schema.tables[table].columns[column].name]
        let isNumbered = isKey && schema.tables[table].columns[column].type.family == .integer
        schema.tables[table].columns[column].isAutoIncrement = isNumbered
        schema.tables[table].columns[column].options.isNumberedUnasked = isNumbered && !isAsked
      }
      schema.tables[table].makeConstraintsOfReservedNames()
    }
  }

  package static func typeName(of column: Column<Self>) -> String { column.type.declared }

  package static func introspect(
    _ session: any DatabaseSession, filter: SchemaFilter
  ) throws(DatabaseError) -> SQLSchema<Self> {
    var introspector = SQLiteIntrospector(session, filter: filter)
    return try introspector.schema()
  }

  package static func steps(for diff: SchemaDiff<Self>) -> [SQLiteStep] {
    SQLiteStep.steps(for: diff)
  }

  package static func script(for steps: [SQLiteStep]) -> MigrationScript {
    SQLiteDDL.script(for: steps)
  }
}

extension SQLiteType.Family {
  init(_ type: ScalarType) {
    self =
      switch type {
      case .string: .text
      case .boolean: .boolean
      case .int: .integer
      case .bigInt: .bigInt
      case .float: .real
      case .decimal: .decimal
      case .dateTime: .dateTime
      case .json: .json
      case .bytes: .blob
      }
  }
}

package import BackendInterface
package import DatabaseAccess
package import SQLBackend
package import SQLModel
package import SchemaModel

/// PostgreSQL as a SQL product.
package enum Postgres: SQLDialect {
  package typealias ColumnType = PostgresType
  package typealias ColumnOptions = PostgresColumnOptions
  package typealias TableOptions = PostgresTableOptions
  package typealias IndexOptions = PostgresIndexOptions
  package typealias IndexPartOptions = PostgresIndexPartOptions
  package typealias Objects = PostgresObjects
  package typealias Step = PostgresStep

  // NAMEDATALEN - 1, https://www.postgresql.org/docs/current/limits.html
  package static var maximumIdentifierLength: Int { 63 }
  package static var namesPrimaryKeys: Bool { true }
  package static var manyToManyKey: ManyToManyKey { .primaryKey }
  package static var canRenameIndexes: Bool { true }
  package static var canRenameForeignKeys: Bool { true }
  package static var canRenamePrimaryKeys: Bool { true }

  package static func columnType(for field: FieldView) -> PostgresType { PostgresType(field) }
  package static func columnOptions(for field: FieldView) -> PostgresColumnOptions { .init() }
  package static func tableOptions(for model: ModelView?) -> PostgresTableOptions { .init() }
  package static var plainIndexOptions: PostgresIndexOptions { .init() }
  package static var plainIndexPartOptions: PostgresIndexPartOptions { .init() }
  package static var noObjects: PostgresObjects { .init() }

  package static func typeName(of column: Column<Postgres>) -> String { column.type.ddl }

  package static func indexOptions(for key: Key, of model: ModelView) -> PostgresIndexOptions {
    var options = PostgresIndexOptions()
    if let algorithm = key.algorithm { options.method = algorithm.lowercased() }
    return options
  }

  package static func indexPartOptions(
    for part: Key.Part, of key: Key, in model: ModelView
  ) -> PostgresIndexPartOptions {
    switch part.operatorClass {
    case .named(let name): PostgresIndexPartOptions(operatorClass: operatorClass(named: name))
    case .raw(let text): PostgresIndexPartOptions(operatorClass: text)
    case nil: PostgresIndexPartOptions()
    }
  }

  /// `Int4BloomOps` is `int4_bloom_ops`; some words of the server have no underscore inside.
  private static func operatorClass(named name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
      if scalar.properties.isUppercase, !text.isEmpty { text += "_" }
      text += scalar.properties.lowercaseMapping
    }
    for word in ["min_max", "timestamp_tz", "time_tz", "var_bit"] {
      text = text.replacing(word, with: word.replacing("_", with: ""))
    }
    return text
  }

  package static func complete(_ schema: inout SQLSchema<Postgres>, for datamodel: Datamodel) {
    schema.objects.enumerations = datamodel.enums.map { enumeration in
      PostgresObjects.Enumeration(
        QualifiedName(enumeration.databaseName, in: enumeration.enumeration.schemaName),
        enumeration.values.map(\.databaseName))
    }
    guard let datasource = datamodel.configuration.datasource else { return }
    schema.namespaces = datasource.schemas
    schema.objects.extensions = datasource.extensions.map {
      PostgresObjects.Extension($0.databaseName, namespace: $0.schemaName, version: $0.version)
    }
  }

  package static func introspect(
    _ session: any DatabaseSession, filter: SchemaFilter
  ) throws(DatabaseError) -> SQLSchema<Postgres> {
    var introspector = try PostgresIntrospector(session, filter)
    return introspector.schema()
  }

  package static func steps(for diff: SchemaDiff<Postgres>) -> [PostgresStep] {
    PostgresPlanner(diff).steps
  }

  package static func script(for steps: [PostgresStep]) -> MigrationScript {
    MigrationScript(
      steps.map { step in
        MigrationScript.Group(
          label: step.label,
          [MigrationScript.Statement(step.sql, objects: step.objects, tables: step.tables)])
      })
  }
}

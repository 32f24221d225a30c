package import BackendInterface
package import DatabaseAccess
package import SQLModel
package import SchemaModel

/// The schema driver of any SQL product.
package struct SQLSchemaDriver<Dialect: SQLDialect>: SchemaDriver {
  package typealias Schema = SQLSchema<Dialect>
  package typealias Plan = SQLMigrationPlan<Dialect>

  package init() {}

  package var emptySchema: Schema { SQLSchema(tables: [], objects: Dialect.noObjects) }

  package func desiredSchema(for datamodel: Datamodel) -> Schema {
    DatamodelToSQL<Dialect>(datamodel).schema()
  }

  package func introspect(
    _ session: any DatabaseSession, filter: SchemaFilter
  ) throws(DatabaseError) -> Schema {
    try Dialect.introspect(session, filter: filter)
  }

  package func plan(from previous: Schema, to next: Schema, renames: [Rename]) -> Plan {
    let schemas = SchemaPair(previous, next)
    return SQLMigrationPlan(
      SchemaDiff(schemas, renames: SchemaRenames(renames, in: schemas)))
  }

  package func datamodel(
    from schema: Schema, previous: Datamodel?, naming policy: NamingPolicy
  ) -> IntrospectedDatamodel {
    SQLToDatamodel<Dialect>(schema, previous: previous, policy).introspected()
  }

  package func isAtomic(_ script: String) -> Bool { Dialect.isAtomic(script) }

  package func run(
    script: String, on session: any DatabaseSession,
    record: (any DatabaseSession) throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    try Dialect.run(script: script, on: session, record: record)
  }

  package func reset(
    _ session: any DatabaseSession, filter: SchemaFilter
  ) throws(DatabaseError) {
    try Dialect.reset(session, filter: filter)
  }

  package func withMigrationLock<Result, Failure: Error>(
    on session: any DatabaseSession, timeout: Duration, wrap: (DatabaseError) -> Failure,
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try Dialect.withMigrationLock(on: session, timeout: timeout, wrap: wrap, body)
  }

  package var history: any MigrationHistoryDriver { Dialect.history }
}

extension SchemaRenames {
  /// Finds the things that renames speak of; a rename of what is on neither side is left out.
  fileprivate init<Dialect: SQLDialect>(
    _ renames: [Rename], in schemas: SchemaPair<SQLSchema<Dialect>>
  ) {
    self.init()
    for rename in renames where rename.subject == .table {
      guard
        let table = schemas.previous.tables.first(where: { $0.name.answers(to: rename.previous) }),
        let next = schemas.next.tables.first(where: { $0.name.answers(to: rename.next) })
      else { continue }
      tables.append(SchemaPair(table.name, next.name))
    }
    for rename in renames {
      let names = SchemaPair(rename.previous, rename.next)
      switch rename.subject {
      case .table: break
      case .column(let name):
        guard let table = schemas.next.tables.first(where: { $0.name.answers(to: name) }) else {
          continue
        }
        let previousName = tables.first { $0.next == table.name }?.previous ?? table.name
        let previous = schemas.previous.tables.first { $0.name == previousName }
        guard previous?.column(named: names.previous) != nil, table.column(named: names.next) != nil
        else { continue }
        columns.append(Column(table: table.name, names))
      case .enumValue(let enumeration):
        guard let value = EnumValue(names, of: enumeration, in: schemas) else { continue }
        enumValues.append(value)
      }
    }
  }
}

extension SchemaRenames.EnumValue {
  /// Finds the enum; `nil` when it does not have the one value before and the other afterwards.
  fileprivate init?<Dialect: SQLDialect>(
    _ names: SchemaPair<String>, of enumeration: String,
    in schemas: SchemaPair<SQLSchema<Dialect>>
  ) {
    let values = schemas.map(Dialect.enumValues)
    guard let next = values.next.first(where: { $0.key.answers(to: enumeration) }),
      next.value.contains(names.next), !next.value.contains(names.previous)
    else { return nil }
    if Dialect.hasEnums {
      guard let previous = values.previous[next.key], previous.contains(names.previous),
        !previous.contains(names.next)
      else { return nil }
    }
    self.init(enumeration: next.key, names)
  }
}

extension QualifiedName {
  /// Whether a name in a rename, with or without its namespace, is this name.
  fileprivate func answers(to text: String) -> Bool { text == name || text == display }
}

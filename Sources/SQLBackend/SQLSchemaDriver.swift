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

  package func respelled(
    _ wanted: Schema, beside present: Schema, in session: any DatabaseSession
  ) -> Schema {
    Dialect.respelled(wanted, beside: present, in: session)
  }

  package func namespaces(of schema: Schema) -> [String] { schema.namespaces }

  package func worded(_ present: Schema, as wanted: Schema) -> Schema {
    Dialect.worded(present, as: wanted)
  }

  package func plan(from previous: Schema, to next: Schema, renames: [Rename]) -> Plan {
    let resolution = RenameResolution(renames, in: SchemaPair(previous, next))
    var next = next
    next.keepForeignKeys(of: previous.applying(resolution.renames))
    return SQLMigrationPlan(
      SchemaDiff(SchemaPair(previous, next), renames: resolution.renames),
      refusedRenames: resolution.refused)
  }

  package func datamodel(
    from schema: Schema, previous: Datamodel?, naming policy: NamingPolicy
  ) -> IntrospectedDatamodel {
    SQLToDatamodel<Dialect>(schema, previous: previous, policy).introspected()
  }

  package func isAtomic(_ script: String) -> Bool { Dialect.isAtomic(script) }

  package func obstacles(
    to scripts: [String], in session: any DatabaseSession
  ) throws(DatabaseError) -> [DataLossCheck] {
    try Dialect.obstacles(to: scripts, in: session)
  }

  package func run(
    script: String, on session: any DatabaseSession,
    record: (any DatabaseSession) throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    try Dialect.run(script: script, on: session, record: record)
  }

  package func unknownEnumValues(
    of schema: Schema, in session: any DatabaseSession
  ) throws(DatabaseError) -> [UnknownEnumValue] {
    try Dialect.unknownEnumValues(of: schema, in: session)
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

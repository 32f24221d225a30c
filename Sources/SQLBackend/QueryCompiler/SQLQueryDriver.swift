package import BackendInterface
package import DatabaseAccess
package import SQLQuery
package import SchemaModel

/// The query side of every SQL product; what differs is in its text rules.
package struct SQLQueryDriver: QueryDriver {
  package let rules: any SQLTextRules
  package let queryCapabilities: QueryCapabilities
  private let names: ConstraintNames
  private let fractionDigits: @Sendable (FieldView) -> Int

  package init(
    rules: any SQLTextRules, names: ConstraintNames, capabilities: QueryCapabilities,
    fractionDigits: @escaping @Sendable (FieldView) -> Int
  ) {
    self.rules = rules
    self.names = names
    self.fractionDigits = fractionDigits
    queryCapabilities = capabilities
  }

  package func placeholder(_ number: Int) -> String {
    write { writer in rules.writePlaceholder(number, for: .null, type: .unknown, to: &writer) }.sql
  }

  package func statement(for node: ReadNode, in datamodel: Datamodel) -> Statement {
    var compiler = compiler(for: datamodel)
    let select = compiler.select(node)
    return write(returning: select.columns) { $0.write(select) }
  }

  package func statement(for node: AggregateNode, in datamodel: Datamodel) -> Statement {
    var compiler = compiler(for: datamodel)
    let select = compiler.select(node)
    return write(returning: select.columns) { $0.write(select) }
  }

  package func statement(for node: InsertNode, in datamodel: Datamodel) -> Statement {
    let compiler = compiler(for: datamodel)
    let insert = compiler.insert(node)
    return write(returning: insert.returning) { $0.write(insert) }
  }

  package func statement(for node: UpdateNode, in datamodel: Datamodel) -> Statement {
    var compiler = compiler(for: datamodel)
    let update = compiler.update(node)
    return write(returning: update.returning) { $0.write(update) }
  }

  package func statement(for node: DeleteNode, in datamodel: Datamodel) -> Statement {
    var compiler = compiler(for: datamodel)
    let delete = compiler.delete(node)
    return write(returning: delete.returning) { $0.write(delete) }
  }

  package func statement(
    linking pairs: [LinkPair], of relation: RelationID, in datamodel: Datamodel
  ) -> Statement {
    let compiler = compiler(for: datamodel)
    return write { $0.write(compiler.link(pairs, of: datamodel[relation])) }
  }

  package func statement(
    unlinking pairs: [LinkPair], of relation: RelationID, in datamodel: Datamodel
  ) -> Statement {
    var compiler = compiler(for: datamodel)
    return write { $0.write(compiler.unlink(pairs, of: datamodel[relation])) }
  }

  package func fractionDigits(of field: FieldView) -> Int { fractionDigits(field) }

  package func rawColumnType(_ rows: RowBuffer, column: Int) -> String {
    rules.rawColumnType(rows, column: column)
  }

  private func compiler(for datamodel: Datamodel) -> QueryCompiler {
    QueryCompiler(datamodel: datamodel, rules: rules, names: names)
  }

  private func write(
    returning columns: [SelectedColumn] = [], _ body: (inout SQLWriter) -> Void
  ) -> Statement {
    var writer = SQLWriter(rules)
    body(&writer)
    var statement = writer.statement
    statement.timeColumns = columns.indices.filter { columns[$0].type == .dateTime }
    return statement
  }
}

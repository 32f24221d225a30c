import BackendInterface
import SQLModel
import SchemaModel

extension SQLToDatamodel {
  typealias Notice = IntrospectedDatamodel.Notice

  /// What of the database the schema does not say, one notice an object.
  func notices() -> [Notice] { tables.flatMap(notices(about:)) + viewNotices() }

  private func notices(about table: Table<Dialect>) -> [Notice] {
    let model = modelNames[table.name]
    let name = table.name.display
    var notices: [Notice] = []
    func add(_ code: String, _ message: String, field: String? = nil) {
      notices.append(Notice(code, message, model: model, field: field))
    }
    if !isIdentifiable(table) {
      add("no-identifier", "no key identifies the rows of “\(name)”, so the model is ignored")
    }
    for column in table.columns { notices += self.notices(about: column, of: table) }
    for check in table.checks {
      let subject = check.name.map { "the check “\($0)”" } ?? "a check (\(check.expression))"
      add("check-constraint", "\(subject) of “\(name)” stays in the database only")
    }
    for index in table.indexes where !Dialect.isExpressible(index) {
      let isExpression = index.parts.contains { $0.column == nil }
      let reason = isExpression ? "is over an expression" : "has parts without words in a schema"
      add(
        "index", "the index “\(index.name)” of “\(name)” \(reason) and stays in the database only")
    }
    for trigger in table.triggers {
      add("trigger", "the trigger “\(trigger.name)” of “\(name)” stays in the database only")
    }
    for key in table.foreignKeys where modelIndex(of: key.referencedTable) == nil {
      let columns = key.columns.joined(separator: ", ")
      let target = key.referencedTable.display
      add(
        "foreign-key",
        "the foreign key (\(columns)) of “\(name)” leads to “\(target)”, which is no model")
    }
    for (code, text) in Dialect.peculiarities(of: table) {
      add(code, "“\(name)” \(text), which the schema does not say")
    }
    return notices
  }

  private func notices(about column: Column<Dialect>, of table: Table<Dialect>) -> [Notice] {
    let name = "“\(table.name.display)”.“\(column.name)”"
    let field = fieldName(of: column.name, in: table.name)
    func notice(_ code: String, _ message: String) -> Notice {
      Notice(code, message, model: modelNames[table.name], field: field.isEmpty ? nil : field)
    }
    if field.isEmpty {
      return [notice("column-left-out", "\(name) is left out: no field can have its name")]
    }
    var notices: [Notice] = []
    let type = Dialect.introspectedType(of: column)
    if case .unsupported(let text) = type.element {
      notices.append(
        notice("unsupported-type", "\(name) has the type \(text), which clients cannot use"))
    }
    if Dialect.isGenerated(column) {
      notices.append(
        notice("generated-column", "the database computes \(name), which the schema does not say"))
    }
    return notices
  }

  private func viewNotices() -> [Notice] {
    let known = Set(previous.models.filter(\.isView).map(\.databaseName))
    return schema.views.map { view in
      known.contains(view.name.name)
        ? Notice("view", "the view “\(view.name.display)” is kept as the schema has it")
        : Notice("view", "the view “\(view.name.display)” is not in the schema")
    }
  }
}

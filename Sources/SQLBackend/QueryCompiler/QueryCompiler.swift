import BackendInterface
import DatabaseAccess
import SQLModel
import SQLQuery
import SchemaModel

/// Translates the nodes of a query plan to SQL statements as values.
///
/// One compiler per statement: it counts the aliases of its tables.
struct QueryCompiler {
  let datamodel: Datamodel
  let rules: any SQLTextRules
  private let names: ConstraintNames
  private var aliasCount = 0
  /// Whether an odd number of `NOT` and `isNot` stands around the filter that is translated.
  var isWithinNot = false

  init(datamodel: Datamodel, rules: any SQLTextRules, names: ConstraintNames) {
    self.datamodel = datamodel
    self.rules = rules
    self.names = names
  }

  mutating func newAlias() -> String {
    defer { aliasCount += 1 }
    return "t\(aliasCount)"
  }

  func tableName(of model: ModelView) -> TableName {
    TableName(schema: model.model.schemaName, name: model.databaseName)
  }

  /// A column where it is compared; `asOrdered` where it is ordered or grouped.
  func column(_ field: FieldID, in alias: String?) -> SQLExpression {
    let field = datamodel[field]
    guard field.scalarType == .dateTime, !field.isList, let model = field.model else {
      return stored(field.id, in: alias)
    }
    return .comparedTime(tableName(of: model), alias: alias, name: field.databaseName)
  }

  /// A column where it is read or written.
  func stored(_ field: FieldID, in alias: String?) -> SQLExpression {
    .column(table: alias, name: datamodel[field].databaseName)
  }

  func type(of field: FieldID) -> ColumnType { columnType(of: datamodel[field]) }

  private func columnType(of field: FieldView) -> ColumnType {
    let element: ColumnType =
      switch field.type {
      case .scalar(.string): field.isUUID ? .uuid : .string
      case .scalar(let scalar): scalarType(scalar, native: field.field.nativeType)
      case .enumeration(let id):
        .enumeration(
          schema: datamodel[id].enumeration.schemaName, name: datamodel[id].databaseName)
      case .unsupported, .composite, .relation: .unknown
      }
    return field.isList ? .list(element) : element
  }

  private func scalarType(_ scalar: ScalarType, native: NativeType?) -> ColumnType {
    switch scalar {
    case .string: .string
    case .boolean: .boolean
    case .int: .int
    case .bigInt: .bigInt
    case .float: .float
    case .decimal: native?.name == "Money" ? .money : .decimal
    case .dateTime: .dateTime
    case .json: .json
    case .bytes: .bytes
    }
  }

  /// The table of an implicit many-to-many relation.
  func linkTable(of relation: RelationView) -> TableName {
    let table = names.joinTable(of: relation)
    return TableName(schema: table.namespace, name: table.name)
  }

  /// The field that the table of an implicit many-to-many relation refers to.
  func linkedKey(of model: ModelView) -> FieldID {
    guard let key = model.model.primaryKey, key.parts.count == 1 else {
      preconditionFailure("A model of an implicit many-to-many relation has an id of one field.")
    }
    return key.parts[0].field
  }

  /// The condition that a record at the other end of a relation belongs to the record in `alias`;
  /// for relations with a foreign key.
  func joinCondition(of field: FieldView, from alias: String, to other: String) -> SQLExpression {
    guard let relation = field.relation else {
      preconditionFailure("Only relation fields lead to other records.")
    }
    let here = field.isReferencing ? relation.relation.fields : relation.relation.references
    let there = field.isReferencing ? relation.relation.references : relation.relation.fields
    return .and(
      zip(here, there).map { mine, theirs in
        .comparison(column(theirs, in: other), .equal, column(mine, in: alias))
      })
  }

  /// A column of a link table, which holds keys of the type of a field.
  func linkColumn(
    _ name: String, in alias: String, of relation: RelationView, typeOf key: FieldID
  ) -> SQLExpression {
    guard type(of: key) == .dateTime else { return .column(table: alias, name: name) }
    return .comparedTime(linkTable(of: relation), alias: alias, name: name)
  }

  /// The names of the two columns of a link table: this record's and the other one's.
  func linkColumns(of field: FieldView) -> (here: String, there: String) {
    field.relation?.relation.referencing.field == field.id ? ("A", "B") : ("B", "A")
  }
}

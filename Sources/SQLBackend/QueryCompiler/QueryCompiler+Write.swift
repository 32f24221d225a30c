import BackendInterface
import DatabaseAccess
import SQLQuery
import SchemaModel

extension QueryCompiler {
  func insert(_ node: InsertNode) -> Insert {
    let types = node.fields.map(type(of:))
    let table = tableName(of: datamodel[node.model])
    let conflict: Insert.Conflict =
      switch node.conflict {
      case .fail: .fail
      case .skip: .skip
      case .update(let key, let assignments):
        .update(
          key: key.map { datamodel[$0].databaseName },
          assignments: assignments.map { set($0, alias: table.name) })
      }
    return Insert(
      into: table, columns: node.fields.map { datamodel[$0].databaseName },
      rows: node.rows.map { row in
        zip(row, types).map { operand($0, $1, "") }
      },
      conflict: conflict, returning: returned(node.returning))
  }

  mutating func update(_ node: UpdateNode) -> Update {
    let alias = newAlias()
    return Update(
      tableName(of: datamodel[node.model]), alias: alias,
      assignments: node.assignments.map { set($0, alias: alias) },
      filter: limited(node.filter, node.limit, node.model, alias),
      returning: returned(node.returning))
  }

  mutating func delete(_ node: DeleteNode) -> Delete {
    let alias = newAlias()
    return Delete(
      from: tableName(of: datamodel[node.model]), alias: alias,
      filter: limited(node.filter, node.limit, node.model, alias),
      returning: returned(node.returning))
  }

  func link(_ pairs: [LinkPair], of relation: RelationView) -> Insert {
    let keys = linkedKeys(of: relation)
    let types = (a: type(of: keys.a), b: type(of: keys.b))
    return Insert(
      into: linkTable(of: relation), columns: ["A", "B"],
      rows: pairs.map { [.value($0.a, types.a), .value($0.b, types.b)] }, conflict: .skip)
  }

  mutating func unlink(_ pairs: [LinkPair], of relation: RelationView) -> Delete {
    let alias = newAlias()
    let keys = linkedKeys(of: relation)
    return Delete(
      from: linkTable(of: relation), alias: alias,
      filter: .isIn(
        [
          linkColumn("A", in: alias, of: relation, typeOf: keys.a),
          linkColumn("B", in: alias, of: relation, typeOf: keys.b),
        ],
        rows: pairs.map { [$0.a, $0.b] }, types: [type(of: keys.a), type(of: keys.b)]))
  }

  private func linkedKeys(of relation: RelationView) -> (a: FieldID, b: FieldID) {
    (linkedKey(of: relation.referencingModel), linkedKey(of: relation.referencedModel))
  }

  // A column in RETURNING stands alone: SQLite does not know the alias there.
  // https://sqlite.org/lang_returning.html
  private func returned(_ fields: [FieldID]) -> [SelectedColumn] {
    fields.map { field in
      let name = datamodel[field].databaseName
      return SelectedColumn(.column(table: nil, name: name), as: name, type: type(of: field))
    }
  }

  private func set(_ assignment: Assignment, alias: String) -> SetColumn {
    let type = type(of: assignment.field)
    let current = stored(assignment.field, in: alias)
    let value = operand(assignment.operand, type, alias)
    func arithmetic(_ operation: SQLExpression.Arithmetic) -> SQLExpression {
      .arithmetic(current, operation, value, type)
    }
    let result: SQLExpression =
      switch assignment.operation {
      case .set: value
      case .increment: arithmetic(.add)
      case .decrement: arithmetic(.subtract)
      case .multiply: arithmetic(.multiply)
      case .divide: arithmetic(.divide)
      case .push: .listAppend(current, value, type)
      }
    return SetColumn(datamodel[assignment.field].databaseName, result)
  }

  /// A filter; with a limit the condition to be among the first records that satisfy it.
  ///
  /// A filter that reads the table which is changed is decided for all records before the first of
  /// them changes. SQLite may otherwise look at the changed ones: <https://sqlite.org/isolation.html>
  private mutating func limited(
    _ filter: Filter, _ limit: Int?, _ model: ModelID, _ alias: String
  ) -> SQLExpression? {
    guard limit != nil || reads(model, in: filter) else {
      let condition = condition(filter, alias)
      return condition == .alwaysTrue ? nil : condition
    }
    let fields = identifier(of: datamodel[model])
    let inner = select(
      ReadNode(model: model, columns: fields.map { .field($0) }, filter: filter, take: limit))
    return .isInQuery(fields.map { stored($0, in: alias) }, inner)
  }

  /// The fields of a key that every record has.
  private func identifier(of model: ModelView) -> [FieldID] {
    let keys = [model.model.primaryKey].compactMap { $0 } + model.model.uniques
    let key = keys.first { key in key.parts.allSatisfy { datamodel[$0.field].isRequired } }
    guard let key else {
      preconditionFailure("A model that can be written has a key of required fields.")
    }
    return key.parts.map(\.field)
  }

  /// Whether a filter looks at records of a model at the other end of relations.
  private func reads(_ model: ModelID, in filter: Filter) -> Bool {
    switch filter {
    case .always, .never, .field, .keys: false
    case .all(let parts), .any(let parts): parts.contains { reads(model, in: $0) }
    case .not(let part): reads(model, in: part)
    case .relation(let test):
      datamodel[test.field].relatedModel?.id == model || reads(model, in: test.filter)
    }
  }
}

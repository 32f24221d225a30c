import BackendInterface
import DatabaseAccess
import SQLQuery
import SchemaModel

extension QueryCompiler {
  /// A filter as a condition on the table with an alias.
  mutating func condition(_ filter: Filter, _ alias: String) -> SQLExpression {
    switch filter {
    case .always: .alwaysTrue
    case .never: .alwaysFalse
    case .all(let parts): .and(parts.map { condition($0, alias) })
    case .any(let parts): .or(parts.map { condition($0, alias) })
    case .not(let part): withinNot { $0.negation(part, alias) }
    case .field(let test):
      if isWithinNot, let part = partOfAnyKind(test, alias) {
        .and([.isNotNull(part), .coalesce(condition(test, alias), .alwaysTrue)])
      } else {
        condition(test, alias)
      }
    case .relation(let test): condition(test, alias)
    case .keys(let test): condition(test, alias)
    }
  }

  /// The negation of a filter, which holds where the filter is false: not where it is unknown,
  /// because of a NULL in the record or in one that a relation to one record leads to.
  private mutating func negation(_ filter: Filter, _ alias: String) -> SQLExpression {
    switch filter {
    case .always: return .alwaysFalse
    case .never: return .alwaysTrue
    case .all(let parts): return .or(parts.map { negation($0, alias) })
    case .any(let parts): return .and(parts.map { negation($0, alias) })
    case .not(let part): return withinNot { $0.condition(part, alias) }
    case .field(let test):
      guard !isWithinNot, let part = partOfAnyKind(test, alias) else {
        return .not(condition(test, alias))
      }
      return .and([.isNotNull(part), .not(.coalesce(condition(test, alias), .alwaysFalse))])
    case .keys(let test): return .not(condition(test, alias))
    case .relation(var test):
      switch test.quantifier {
      case .some where datamodel[test.field].isList: test.quantifier = .none
      case .some: return isNot(test, alias)
      case .none: test.quantifier = .some
      case .isNot:
        test.quantifier = .some
        return withinNot { $0.condition(test, alias) }
      case .every: return .exists(counterexamples(to: test, alias))
      }
      return condition(test, alias)
    }
  }

  private mutating func withinNot(
    _ translate: (inout Self) -> SQLExpression
  ) -> SQLExpression {
    isWithinNot.toggle()
    defer { isWithinNot.toggle() }
    return translate(&self)
  }

  /// What a test of a kind of JSON values looks at, where values of other kinds count: the test
  /// fails for them, and passes within `NOT`, so that a filter and its `NOT` both leave them out.
  private func partOfAnyKind(_ test: FieldCondition, _ alias: String) -> SQLExpression? {
    guard test.test.asksForKindOfJSON, type(of: test.field) == .json else { return nil }
    return jsonPart(of: column(test.field, in: alias), test)
  }

  /// The related records that are not as all of them should be.
  private mutating func counterexamples(to test: RelationCondition, _ alias: String) -> Select {
    related(datamodel[test.field], alias) { $0.negation(test.filter, $1) }
  }

  private func condition(_ keys: KeyCondition, _ alias: String) -> SQLExpression {
    guard case .rows(let rows) = keys.source else {
      preconditionFailure("The executor replaces slots before a node is compiled.")
    }
    return .isIn(
      keys.fields.map { column($0, in: alias) }, rows: rows, types: keys.fields.map(type(of:)))
  }

  private mutating func condition(_ test: RelationCondition, _ alias: String) -> SQLExpression {
    let field = datamodel[test.field]
    switch test.quantifier {
    case .some: return .exists(related(field, test.filter, alias))
    case .none: return .not(.exists(related(field, test.filter, alias)))
    case .every:
      guard test.filter != .always else { return .alwaysTrue }
      return .not(.exists(counterexamples(to: test, alias)))
    case .isNot: return withinNot { $0.isNot(test, alias) }
    }
  }

  /// Whether a relation to one record leads nowhere, or to a record that is otherwise.
  private mutating func isNot(_ test: RelationCondition, _ alias: String) -> SQLExpression {
    let isMissing = SQLExpression.not(.exists(related(datamodel[test.field], .always, alias)))
    guard test.filter != .always else { return isMissing }
    return .or([isMissing, .exists(counterexamples(to: test, alias))])
  }

  /// `SELECT 1` of the records at the other end of a relation that satisfy a filter.
  mutating func related(_ field: FieldView, _ filter: Filter, _ alias: String) -> Select {
    related(field, alias) { $0.condition(filter, $1) }
  }

  private mutating func related(
    _ field: FieldView, _ alias: String, _ filter: (inout Self, String) -> SQLExpression
  ) -> Select {
    guard let relation = field.relation, let model = field.relatedModel else {
      preconditionFailure("Only relation fields have related records.")
    }
    guard relation.kind == .manyToMany else {
      let other = newAlias()
      return Select(
        columns: [], from: .table(tableName(of: model), alias: other),
        filter: conjunction(
          joinCondition(of: field, from: alias, to: other), filter(&self, other)))
    }
    return linked(field, relation, model, alias, filter)
  }

  private mutating func linked(
    _ field: FieldView, _ relation: RelationView, _ model: ModelView, _ alias: String,
    _ filter: (inout Self, String) -> SQLExpression
  ) -> Select {
    let link = newAlias()
    let names = linkColumns(of: field)
    let owner = names.here == "A" ? relation.referencingModel : relation.referencedModel
    let ownKey = linkedKey(of: owner)
    let belongs = SQLExpression.comparison(
      linkColumn(names.here, in: link, of: relation, typeOf: ownKey), .equal,
      column(ownKey, in: alias))
    var select = Select(
      columns: [], from: .table(linkTable(of: relation), alias: link), filter: belongs)
    // Without foreign keys a link may outlive its records.
    let outlives = datamodel.configuration.datasource?.relationMode == .prisma
    let other = newAlias()
    let condition = filter(&self, other)
    guard condition != .alwaysTrue || outlives else { return select }
    let key = linkedKey(of: model)
    select.joins = [
      Join(
        .table(tableName(of: model), alias: other),
        on: .comparison(
          column(key, in: other), .equal,
          linkColumn(names.there, in: link, of: relation, typeOf: key)))
    ]
    select.filter = conjunction(belongs, condition)
    return select
  }

  func conjunction(_ left: SQLExpression, _ right: SQLExpression) -> SQLExpression {
    switch (left, right) {
    case (.alwaysTrue, _): right
    case (_, .alwaysTrue): left
    default: .and([left, right])
    }
  }

  private func condition(_ test: FieldCondition, _ alias: String) -> SQLExpression {
    let type = type(of: test.field)
    if let aggregate = test.aggregate {
      let (subject, type) = aggregated(aggregate, test.field, type, alias, isOrdered: false)
      return comparison(subject, type, test, alias)
    }
    let column = column(test.field, in: alias)
    guard type == .json else { return comparison(column, type, test, alias) }
    return jsonCondition(column, test, alias)
  }

  /// An aggregate and its type; `isOrdered` tells that it is ordered or answered, not compared.
  func aggregated(
    _ aggregate: AggregateFunction, _ field: FieldID, _ type: ColumnType, _ alias: String,
    isOrdered: Bool
  ) -> (SQLExpression, ColumnType) {
    let compared = column(field, in: alias)
    let column = isOrdered ? compared.asOrdered : compared
    return switch aggregate {
    case .countAll: (.countAll, .bigInt)
    case .count: (.aggregate(.count, stored(field, in: alias), type), .bigInt)
    case .average: (.aggregate(.average, column, type), type == .decimal ? .decimal : .float)
    case .sum: (.aggregate(.sum, column, type), type)
    case .minimum: (.aggregate(.minimum, column, type), type)
    case .maximum: (.aggregate(.maximum, column, type), type)
    }
  }

  func operand(_ operand: Operand, _ type: ColumnType, _ alias: String) -> SQLExpression {
    switch operand {
    case .value(let value): .value(value, type)
    case .field(let field): column(field, in: alias)
    case .values(let elements):
      .value(
        .list(
          elements.map { element in
            if case .value(let value) = element { value } else { .null }
          }), type)
    case .cell: preconditionFailure("The executor replaces slots before a node is compiled.")
    }
  }

  private func comparison(
    _ subject: SQLExpression, _ type: ColumnType, _ test: FieldCondition, _ alias: String
  ) -> SQLExpression {
    switch test.test {
    case .isNull, .equals(.value(.null)): return .isNull(subject.asStored)
    case .equals(let other): return compare(subject, .equal, other, type, test, alias)
    case .less(let other): return compare(subject, .less, other, type, test, alias)
    case .lessOrEqual(let other): return compare(subject, .lessOrEqual, other, type, test, alias)
    case .greater(let other): return compare(subject, .greater, other, type, test, alias)
    case .greaterOrEqual(let other):
      return compare(subject, .greaterOrEqual, other, type, test, alias)
    case .isIn(let elements): return isIn(subject, elements, type, test, alias)
    case .isInField(let list):
      return .listTest(
        subject, test.ignoresCase ? .isElementIgnoringCase : .isElement, column(list, in: alias),
        .list(type))
    case .contains(let other): return like(subject, .contains, other, type, test, alias)
    case .startsWith(let other): return like(subject, .startsWith, other, type, test, alias)
    case .endsWith(let other): return like(subject, .endsWith, other, type, test, alias)
    case .search(let other): return .search([subject], operand(other, .string, alias))
    case .listHas(let other):
      return .listTest(subject, .has, operand(other, type.element, alias), type)
    case .listHasEvery(let other):
      return .listTest(subject, .hasEvery, operand(other, type, alias), type)
    case .listHasSome(let other):
      return .listTest(subject, .hasSome, operand(other, type, alias), type)
    case .listIsEmpty(let flag):
      let isEmpty = SQLExpression.listTest(subject, .isEmpty, .integer(0), type)
      return flag ? isEmpty : .not(isEmpty)
    case .jsonNull, .jsonArrayContains, .jsonArrayStartsWith, .jsonArrayEndsWith,
      .jsonStringContains, .jsonStringStartsWith, .jsonStringEndsWith:
      return jsonCondition(subject, test, alias)
    }
  }

  private func compare(
    _ subject: SQLExpression, _ comparison: SQLExpression.Comparison, _ other: Operand,
    _ type: ColumnType, _ test: FieldCondition, _ alias: String
  ) -> SQLExpression {
    let right = operand(other, type, alias)
    return test.ignoresCase
      ? .equalsIgnoringCase(subject, comparison, right) : .comparison(subject, comparison, right)
  }

  private func like(
    _ subject: SQLExpression, _ match: SQLExpression.Match, _ other: Operand, _ type: ColumnType,
    _ test: FieldCondition, _ alias: String
  ) -> SQLExpression {
    .like(subject, match, operand(other, type, alias), ignoresCase: test.ignoresCase)
  }

  private func isIn(
    _ subject: SQLExpression, _ elements: [Operand], _ type: ColumnType, _ test: FieldCondition,
    _ alias: String
  ) -> SQLExpression {
    var values: [Value] = []
    var others: [SQLExpression] = []
    for element in elements {
      if case .value(let value) = element, !test.ignoresCase {
        values.append(value)
      } else {
        others.append(compare(subject, .equal, element, type, test, alias))
      }
    }
    if !values.isEmpty {
      others.append(.isIn([subject], rows: values.map { [$0] }, types: [type]))
    }
    return .or(others)
  }

  /// The part of a JSON value that a test is about.
  private func jsonPart(of column: SQLExpression, _ test: FieldCondition) -> SQLExpression {
    location(of: test).map { .jsonPart(column, $0, .json) } ?? column
  }

  private func location(of test: FieldCondition) -> SQLExpression.JSONLocation? {
    switch test.path {
    case .text(let text): .text(text)
    case .steps(let steps): .steps(steps)
    case nil: nil
    }
  }

  private func jsonCondition(
    _ column: SQLExpression, _ test: FieldCondition, _ alias: String
  ) -> SQLExpression {
    let part = jsonPart(of: column, test)
    let text = SQLExpression.jsonPart(column, location(of: test) ?? .steps([]), .text)
    func json(_ kind: SQLExpression.JSONTest, _ other: Operand) -> SQLExpression {
      .jsonTest(part, kind, operand(other, .json, alias))
    }
    func match(_ kind: SQLExpression.Match, _ other: Operand) -> SQLExpression {
      .like(text, kind, operand(other, .string, alias), ignoresCase: test.ignoresCase)
    }
    switch test.test {
    case .isNull, .jsonNull(.database), .equals(.value(.null)): return .isNull(part)
    case .jsonNull(.json): return json(.equal, .value(.json("null")))
    case .jsonNull(.any): return .or([json(.equal, .value(.json("null"))), .isNull(part)])
    case .equals(let other): return json(.equal, other)
    case .less(let other): return json(.less, other)
    case .lessOrEqual(let other): return json(.lessOrEqual, other)
    case .greater(let other): return json(.greater, other)
    case .greaterOrEqual(let other): return json(.greaterOrEqual, other)
    case .jsonArrayContains(let other): return json(.arrayContains, other)
    case .jsonArrayStartsWith(let other): return json(.arrayStartsWith, other)
    case .jsonArrayEndsWith(let other): return json(.arrayEndsWith, other)
    case .jsonStringContains(let other), .contains(let other): return match(.contains, other)
    case .jsonStringStartsWith(let other), .startsWith(let other):
      return match(.startsWith, other)
    case .jsonStringEndsWith(let other), .endsWith(let other): return match(.endsWith, other)
    case .isIn(let elements): return .or(elements.map { json(.equal, $0) })
    case .isInField, .search, .listHas, .listHasEvery, .listHasSome, .listIsEmpty:
      return .alwaysFalse
    }
  }
}

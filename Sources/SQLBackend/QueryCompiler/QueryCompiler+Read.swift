import BackendInterface
import DatabaseAccess
import SQLQuery
import SchemaModel

extension QueryCompiler {
  /// The `SELECT` of a read.
  mutating func select(_ node: ReadNode) -> Select {
    let alias = newAlias()
    let model = datamodel[node.model]
    var select = Select(columns: [], from: .table(tableName(of: model), alias: alias))
    var filter = condition(node.filter, alias)
    var linkKey: (SQLExpression, ColumnType)?
    if let link = node.link {
      let name = newAlias()
      let relation = datamodel[link.relation]
      let otherModel = link.readsSideA ? relation.referencedModel : relation.referencingModel
      let otherKey = linkedKey(of: otherModel)
      let there = linkColumn(
        link.readsSideA ? "B" : "A", in: name, of: relation, typeOf: otherKey)
      let type = self.type(of: otherKey)
      let key = linkedKey(of: model)
      select.joins.append(
        Join(
          .table(linkTable(of: relation), alias: name),
          on: .comparison(
            linkColumn(link.readsSideA ? "A" : "B", in: name, of: relation, typeOf: key),
            .equal, column(key, in: alias))))
      filter = conjunction(
        .isIn([there], rows: link.keys.map { [$0] }, types: [type]), filter)
      linkKey = (there.asStored, type)
    }
    if !node.cursor.isEmpty {
      let name = newAlias()
      select.joins.append(Join(.query(cursorKeys(node), alias: name), on: nil))
      filter = conjunction(filter, followsCursor(node, alias, name))
    }
    select.distinctOn = node.distinct.map { column($0, in: alias).asOrdered }
    select.columns = node.columns.map { selected($0, of: node, alias, linkKey) }
    select.filter = filter == .alwaysTrue ? nil : filter
    select.order = node.order.map { orderTerm($0, alias, isReversed: node.isReversed) }
    select.limit = node.take
    select.offset = node.skip
    return select
  }

  private mutating func selected(
    _ column: ReadColumn, of node: ReadNode, _ alias: String,
    _ linkKey: (SQLExpression, ColumnType)?
  ) -> SelectedColumn {
    switch column {
    case .field(let field):
      return SelectedColumn(stored(field, in: alias), type: type(of: field))
    case .relationCount(let field, let filter):
      return SelectedColumn(count(datamodel[field], filter, alias), type: .bigInt)
    case .linkKey:
      guard let (key, type) = linkKey else {
        preconditionFailure("Only a read of linked records has their link.")
      }
      return SelectedColumn(key, type: type)
    case .isCursor: return SelectedColumn(.and(isCursor(node, alias)), type: .boolean)
    }
  }

  private mutating func count(
    _ field: FieldView, _ filter: Filter, _ alias: String
  ) -> SQLExpression {
    var related = related(field, filter, alias)
    related.columns = [SelectedColumn(.countAll)]
    return .subquery(related)
  }

  mutating func orderTerm(
    _ ordering: Ordering, _ alias: String, isReversed: Bool
  ) -> OrderTerm {
    let nulls: OrderTerm.Nulls? =
      switch ordering.nulls {
      case .first: isReversed ? .last : .first
      case .last: isReversed ? .first : .last
      case nil: nil
      }
    return OrderTerm(
      orderKey(ordering, alias), isDescending: ordering.isDescending != isReversed, nulls: nulls)
  }

  /// What an order compares; a subquery where it is in a related record.
  private mutating func orderKey(_ ordering: Ordering, _ alias: String) -> SQLExpression {
    guard let step = ordering.path.first, let model = datamodel[step].relatedModel else {
      return switch ordering.target {
      case .field(let field): column(field, in: alias).asOrdered
      case .relationCount(let field): count(datamodel[field], .always, alias)
      case .relevance(let fields, let search):
        .relevance(fields.map { column($0, in: alias) }, .value(.text(search), .string))
      case .aggregate(let function, let field):
        aggregated(function, field, type(of: field), alias, isOrdered: true).0
      }
    }
    let other = newAlias()
    var rest = ordering
    rest.path.removeFirst()
    let key = SQLExpression.subquery(
      Select(
        columns: [SelectedColumn(orderKey(rest, other))],
        from: .table(tableName(of: model), alias: other),
        filter: joinCondition(of: datamodel[step], from: alias, to: other)))
    // A record that is not there has no related ones.
    guard case .relationCount = ordering.target else { return key }
    return .coalesce(key, .integer(0))
  }

  /// The order keys of the cursor's record: one row, or none when there is no such record.
  private mutating func cursorKeys(_ node: ReadNode) -> Select {
    let alias = newAlias()
    let keys = node.order.enumerated().map { index, ordering in
      SelectedColumn(orderKey(ordering, alias), as: "k\(index)")
    }
    return Select(
      columns: keys, from: .table(tableName(of: datamodel[node.model]), alias: alias),
      filter: .and(
        isCursor(node, alias)))
  }

  /// The conditions that a record is the one that the cursor names.
  private mutating func isCursor(_ node: ReadNode, _ alias: String) -> [SQLExpression] {
    node.cursor.map { part in
      condition(.field(FieldCondition(part.field, .equals(.value(part.value)))), alias)
    }
  }

  /// The condition that a record is the cursor's or comes after it in the order.
  private mutating func followsCursor(
    _ node: ReadNode, _ alias: String, _ cursor: String
  ) -> SQLExpression {
    var alternatives: [SQLExpression] = []
    var sameSoFar: [SQLExpression] = []
    for (index, ordering) in node.order.enumerated() {
      let term = orderTerm(ordering, alias, isReversed: node.isReversed)
      let key = SQLExpression.column(table: cursor, name: "k\(index)")
      let isNullable = isNullable(ordering)
      alternatives.append(.and(sameSoFar + [isAfter(term, key, isNullable: isNullable)]))
      sameSoFar.append(
        isNullable
          ? .isSame(term.expression, key) : .comparison(term.expression, .equal, key))
    }
    alternatives.append(.and(sameSoFar))
    return .or(alternatives)
  }

  private func isNullable(_ ordering: Ordering) -> Bool {
    guard ordering.path.isEmpty, case .field(let field) = ordering.target else {
      return !ordering.path.isEmpty
    }
    return datamodel[field].arity != .required
  }

  private func isAfter(_ term: OrderTerm, _ key: SQLExpression, isNullable: Bool) -> SQLExpression {
    let isBeyond = SQLExpression.comparison(
      term.expression, term.isDescending ? .less : .greater, key)
    guard isNullable else { return isBeyond }
    let nullsFirst =
      switch term.nulls {
      case .first: true
      case .last: false
      case nil: rules.sortsNullsFirst != term.isDescending
      }
    let passesNull: SQLExpression =
      nullsFirst
      ? .and([.isNull(key), .isNotNull(term.expression.asStored)])
      : .and([.isNotNull(key), .isNull(term.expression.asStored)])
    return .or([isBeyond, passesNull])
  }

  /// The `SELECT` of aggregates, over groups or over all records.
  mutating func select(_ node: AggregateNode) -> Select {
    var select: Select
    let alias: String
    if node.records.isPaged {
      alias = newAlias()
      var inner = self.select(node.records)
      for (index, column) in node.records.columns.enumerated() {
        guard case .field(let field) = column else { continue }
        inner.columns[index].alias = datamodel[field].databaseName
      }
      select = Select(columns: [], from: .query(inner, alias: alias))
    } else {
      alias = newAlias()
      select = Select(
        columns: [], from: .table(tableName(of: datamodel[node.records.model]), alias: alias))
      let filter = condition(node.records.filter, alias)
      select.filter = filter == .alwaysTrue ? nil : filter
    }
    select.columns = node.groupBy.map {
      SelectedColumn(column($0, in: alias).asOrdered, type: type(of: $0))
    }
    for item in node.items {
      guard let field = item.field else {
        select.columns.append(SelectedColumn(.countAll, type: .bigInt))
        continue
      }
      let (expression, type) = aggregated(
        item.function, field, type(of: field), alias, isOrdered: true)
      select.columns.append(SelectedColumn(expression, type: type))
    }
    select.groupBy = node.groupBy.map { column($0, in: alias).asOrdered }
    if node.having != .always { select.having = condition(node.having, alias) }
    select.order = node.order.map { orderTerm($0, alias, isReversed: node.isReversed) }
    select.limit = node.take
    select.offset = node.skip
    return select
  }
}

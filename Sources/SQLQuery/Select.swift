/// A query: `SELECT … FROM … WHERE …`.
package struct Select: Sendable, Hashable {
  /// What may occur once only: `DISTINCT ON (…)`.
  package var distinctOn: [SQLExpression] = []
  package var columns: [SelectedColumn]
  package var from: TableSource
  package var joins: [Join]
  package var filter: SQLExpression?
  package var groupBy: [SQLExpression]
  package var having: SQLExpression?
  package var order: [OrderTerm]
  package var limit: Int?
  package var offset: Int

  package init(
    columns: [SelectedColumn], from: TableSource, joins: [Join] = [], filter: SQLExpression? = nil,
    groupBy: [SQLExpression] = [], having: SQLExpression? = nil, order: [OrderTerm] = [],
    limit: Int? = nil, offset: Int = 0
  ) {
    self.columns = columns
    self.from = from
    self.joins = joins
    self.filter = filter
    self.groupBy = groupBy
    self.having = having
    self.order = order
    self.limit = limit
    self.offset = offset
  }
}

/// A column of a select list: `expression AS "alias"`.
package struct SelectedColumn: Sendable, Hashable {
  package var expression: SQLExpression
  package var alias: String?
  package var type: ColumnType

  package init(_ expression: SQLExpression, as alias: String? = nil, type: ColumnType = .unknown) {
    self.expression = expression
    self.alias = alias
    self.type = type
  }
}

/// A table, or a query in its place, with the name it has in the statement.
package indirect enum TableSource: Sendable, Hashable {
  case table(TableName, alias: String)
  case query(Select, alias: String)
}

/// The name of a table with its schema.
package struct TableName: Sendable, Hashable {
  package var schema: String?
  package var name: String

  package init(schema: String?, name: String) {
    self.schema = schema
    self.name = name
  }
}

/// A joined table: `JOIN source ON condition`; a cross join without a condition.
package struct Join: Sendable, Hashable {
  package var source: TableSource
  package var condition: SQLExpression?

  package init(_ source: TableSource, on condition: SQLExpression?) {
    self.source = source
    self.condition = condition
  }
}

/// An element of an order: `expression DESC NULLS LAST`.
package struct OrderTerm: Sendable, Hashable {
  package enum Nulls: Sendable, Hashable { case first, last }

  package var expression: SQLExpression
  package var isDescending: Bool
  package var nulls: Nulls?

  package init(_ expression: SQLExpression, isDescending: Bool, nulls: Nulls? = nil) {
    self.expression = expression
    self.isDescending = isDescending
    self.nulls = nulls
  }
}

/// A statement that adds rows: `INSERT INTO …`.
package struct Insert: Sendable, Hashable {
  package enum Conflict: Sendable, Hashable {
    case fail
    case skip
    case update(key: [String], assignments: [SetColumn])
  }

  package var table: TableName
  package var columns: [String]
  package var rows: [[SQLExpression]]
  package var conflict: Conflict
  package var returning: [SelectedColumn]

  package init(
    into table: TableName, columns: [String], rows: [[SQLExpression]], conflict: Conflict = .fail,
    returning: [SelectedColumn] = []
  ) {
    self.table = table
    self.columns = columns
    self.rows = rows
    self.conflict = conflict
    self.returning = returning
  }
}

/// An assignment: `"column" = value`.
package struct SetColumn: Sendable, Hashable {
  package var column: String
  package var value: SQLExpression

  package init(_ column: String, _ value: SQLExpression) {
    self.column = column
    self.value = value
  }
}

/// A statement that changes rows: `UPDATE …`.
package struct Update: Sendable, Hashable {
  package var table: TableName
  package var alias: String
  package var assignments: [SetColumn]
  package var filter: SQLExpression?
  package var returning: [SelectedColumn]

  package init(
    _ table: TableName, alias: String, assignments: [SetColumn], filter: SQLExpression?,
    returning: [SelectedColumn] = []
  ) {
    self.table = table
    self.alias = alias
    self.assignments = assignments
    self.filter = filter
    self.returning = returning
  }
}

/// A statement that removes rows: `DELETE FROM …`.
package struct Delete: Sendable, Hashable {
  package var table: TableName
  package var alias: String
  package var filter: SQLExpression?
  package var returning: [SelectedColumn]

  package init(
    from table: TableName, alias: String, filter: SQLExpression?, returning: [SelectedColumn] = []
  ) {
    self.table = table
    self.alias = alias
    self.filter = filter
    self.returning = returning
  }
}

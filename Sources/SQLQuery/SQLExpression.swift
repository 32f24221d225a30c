package import DatabaseAccess

/// A value or condition in a statement; each case is documented by the SQL it stands for.
package indirect enum SQLExpression: Sendable, Hashable {
  /// `"table"."name"`, or `"name"` alone.
  case column(table: String?, name: String)
  /// `"alias"."name"` of a table, where its points in time are compared with others.
  case comparedTime(TableName, alias: String?, name: String)
  /// `"alias"."name"` of a table, where its points in time are ordered or grouped.
  case orderedTime(TableName, alias: String?, name: String)
  /// A bound parameter, with the type of the column it meets.
  case value(Value, ColumnType)
  /// An integer literal; never from outside.
  case integer(Int)
  /// `1=1`
  case alwaysTrue
  /// `1=0`
  case alwaysFalse
  /// `lhs = rhs` and its like
  case comparison(SQLExpression, Comparison, SQLExpression)
  /// `(a AND b AND …)`; true when empty.
  case and([SQLExpression])
  /// `(a OR b OR …)`; false when empty.
  case or([SQLExpression])
  /// `(NOT a)`
  case not(SQLExpression)
  /// `a IS NULL`
  case isNull(SQLExpression)
  /// `a IS NOT NULL`
  case isNotNull(SQLExpression)
  /// `a IS NOT DISTINCT FROM b`: equal, or both NULL.
  case isSame(SQLExpression, SQLExpression)
  /// `(a, b) IN ((1, 2), (3, 4))`; the values of one row after the other.
  case isIn([SQLExpression], rows: [[Value]], types: [ColumnType])
  /// `(a, b) IN (SELECT …)`
  case isInQuery([SQLExpression], Select)
  /// `EXISTS (SELECT …)`
  case exists(Select)
  /// `(SELECT …)` with one column and at most one row.
  case subquery(Select)
  /// `COUNT(*)`
  case countAll
  /// `SUM(a)` and its like
  case aggregate(Aggregate, SQLExpression, ColumnType)
  /// `COALESCE(a, b)`
  case coalesce(SQLExpression, SQLExpression)
  /// `(a + b)` and its like; the type is that of the result.
  case arithmetic(SQLExpression, Arithmetic, SQLExpression, ColumnType)
  /// `a LIKE pattern`, wildcards added to the ends as the match asks.
  case like(SQLExpression, Match, SQLExpression, ignoresCase: Bool)
  /// `a = b` without regard to case.
  case equalsIgnoringCase(SQLExpression, Comparison, SQLExpression)
  /// The part of a JSON value at a path.
  case jsonPart(SQLExpression, JSONLocation, JSONForm)
  /// A test of a JSON value that each product writes in its own way.
  case jsonTest(SQLExpression, JSONTest, SQLExpression)
  /// A test of a scalar list, or an expression of one.
  case listTest(SQLExpression, ListTest, SQLExpression, ColumnType)
  /// `lhs || rhs` of scalar lists.
  case listAppend(SQLExpression, SQLExpression, ColumnType)
  /// Full text search; true where one of the columns matches.
  case search([SQLExpression], SQLExpression)
  /// How well the columns match a search.
  case relevance([SQLExpression], SQLExpression)
  /// `EXCLUDED."name"`: the value that an upsert could not insert.
  case excluded(String)

  /// What the database stores, where no two values are compared.
  package var asStored: SQLExpression {
    switch self {
    case .comparedTime(_, let alias, let name), .orderedTime(_, let alias, let name):
      .column(table: alias, name: name)
    default: self
    }
  }

  /// What records are ordered or grouped by, where every value has a place.
  package var asOrdered: SQLExpression {
    if case .comparedTime(let table, let alias, let name) = self {
      .orderedTime(table, alias: alias, name: name)
    } else {
      self
    }
  }

  package enum Comparison: Sendable, Hashable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  }

  package enum Aggregate: Sendable, Hashable { case count, average, sum, minimum, maximum }

  package enum Arithmetic: Sendable, Hashable { case add, subtract, multiply, divide }

  package enum Match: Sendable, Hashable { case contains, startsWith, endsWith }

  package enum JSONLocation: Sendable, Hashable {
    case text(String)
    case steps([String])
  }

  /// What becomes of a part of a JSON value.
  package enum JSONForm: Sendable, Hashable {
    /// JSON again.
    case json
    /// A string without its quotes, for text tests; NULL when the part is no string.
    case text
  }

  package enum JSONTest: Sendable, Hashable {
    case equal, arrayContains, arrayStartsWith, arrayEndsWith
    case less, lessOrEqual, greater, greaterOrEqual
  }

  package enum ListTest: Sendable, Hashable {
    /// The list has the element.
    case has
    /// The list has every element of the other.
    case hasEvery
    /// The list has some element of the other.
    case hasSome
    /// The element is one of the list on the right.
    case isElement
    /// The same without regard to case.
    case isElementIgnoringCase
    case isEmpty
  }
}

/// The type of a column as far as writing SQL needs it.
package indirect enum ColumnType: Sendable, Hashable {
  case string, boolean, int, bigInt, float, decimal, dateTime, json, bytes, uuid
  /// An amount of money, which a product may show with its currency.
  case money
  /// An enum type of the database, with its schema.
  case enumeration(schema: String?, name: String)
  case list(ColumnType)
  /// Whatever the database makes of it.
  case unknown

  /// The type of a list's elements.
  package var element: ColumnType {
    if case .list(let element) = self { element } else { self }
  }
}

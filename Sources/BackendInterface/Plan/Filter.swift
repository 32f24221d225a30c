package import DatabaseAccess
package import SchemaModel

/// A condition on the records of one model, names and types resolved.
package indirect enum Filter: Sendable, Hashable {
  /// Every record.
  case always
  /// No record.
  case never
  /// All of the conditions hold.
  case all([Filter])
  /// At least one of the conditions holds.
  case any([Filter])
  case not(Filter)
  /// A test of one column.
  case field(FieldCondition)
  /// A test of related records.
  case relation(RelationCondition)
  /// Some columns together equal one of many tuples.
  case keys(KeyCondition)

  /// Both conditions, without needless nesting.
  package func and(_ other: Filter) -> Filter {
    switch (self, other) {
    case (.always, _): other
    case (_, .always): self
    case (.all(let left), .all(let right)): .all(left + right)
    case (.all(let left), _): .all(left + [other])
    case (_, .all(let right)): .all([self] + right)
    default: .all([self, other])
    }
  }
}

/// A test of one column, of an aggregate of it, or of a part of a JSON column.
package struct FieldCondition: Sendable, Hashable {
  package var field: FieldID
  /// The aggregate that is tested instead, in `having`.
  package var aggregate: AggregateFunction?
  package var test: FieldTest
  package var ignoresCase: Bool
  /// The part of a JSON column that is tested.
  package var path: JSONPath?

  package init(
    _ field: FieldID, _ test: FieldTest, aggregate: AggregateFunction? = nil,
    ignoresCase: Bool = false, path: JSONPath? = nil
  ) {
    self.field = field
    self.test = test
    self.aggregate = aggregate
    self.ignoresCase = ignoresCase
    self.path = path
  }

  /// Whether the column itself is tested, as it is.
  package var isPlain: Bool { aggregate == nil && !ignoresCase && path == nil }
}

/// The way to a part of a JSON value.
package enum JSONPath: Sendable, Hashable {
  /// A path in the database's own notation: `$.a.b[0]`.
  case text(String)
  /// Keys and positions, one a step.
  case steps([String])
}

/// What is asked of a column.
package enum FieldTest: Sendable, Hashable {
  case isNull
  case equals(Operand)
  case less(Operand)
  case lessOrEqual(Operand)
  case greater(Operand)
  case greaterOrEqual(Operand)
  case isIn([Operand])
  /// Equals one element of a list column.
  case isInField(FieldID)
  case contains(Operand)
  case startsWith(Operand)
  case endsWith(Operand)
  /// Full text search.
  case search(Operand)
  case listHas(Operand)
  case listHasEvery(Operand)
  case listHasSome(Operand)
  case listIsEmpty(Bool)
  case jsonArrayContains(Operand)
  case jsonArrayStartsWith(Operand)
  case jsonArrayEndsWith(Operand)
  case jsonStringContains(Operand)
  case jsonStringStartsWith(Operand)
  case jsonStringEndsWith(Operand)
  /// The part at the path is JSON `null`, or there is none, or either.
  case jsonNull(JSONNull)
}

extension FieldTest {
  /// Whether the test of a JSON value asks for one of a certain kind: a text, an array, or the kind
  /// of the other value.
  package var asksForKindOfJSON: Bool {
    switch self {
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .contains, .startsWith, .endsWith,
      .jsonArrayContains, .jsonArrayStartsWith, .jsonArrayEndsWith, .jsonStringContains,
      .jsonStringStartsWith, .jsonStringEndsWith:
      true
    case .isNull, .equals, .isIn, .isInField, .search, .listHas, .listHasEvery, .listHasSome,
      .listIsEmpty, .jsonNull:
      false
    }
  }
}

/// The two kinds of nothing in a JSON column.
package enum JSONNull: Sendable, Hashable {
  /// SQL NULL.
  case database
  /// The JSON value `null`.
  case json
  /// Either.
  case any
}

/// What a column is compared with.
package enum Operand: Sendable, Hashable {
  case value(Value)
  /// Many values: the elements of a scalar list.
  case values([Operand])
  /// Another column of the same record.
  case field(FieldID)
  /// A cell of the first row that an earlier step of the plan has read.
  case cell(Slot, column: Int)
}

/// A test of the records at the other end of a relation.
package struct RelationCondition: Sendable, Hashable {
  package enum Quantifier: Sendable, Hashable {
    /// At least one related record satisfies the filter (`some`, `is`).
    case some
    /// No related record fails the filter.
    case every
    /// No related record satisfies the filter.
    case none
    /// There is no related record, or it fails the filter (`isNot`).
    case isNot
  }

  /// The relation field on the model that is filtered.
  package var field: FieldID
  package var quantifier: Quantifier
  package var filter: Filter

  package init(field: FieldID, _ quantifier: Quantifier, _ filter: Filter) {
    self.field = field
    self.quantifier = quantifier
    self.filter = filter
  }
}

/// Some columns together equal one of many tuples.
package struct KeyCondition: Sendable, Hashable {
  package enum Source: Sendable, Hashable {
    /// The columns of all rows that an earlier step of the plan has read.
    case slot(Slot, columns: [Int])
    case rows([[Value]])
  }

  package var fields: [FieldID]
  package var source: Source

  package init(_ fields: [FieldID], _ source: Source) {
    self.fields = fields
    self.source = source
  }
}

/// The number of a result that a plan keeps for its later steps.
package struct Slot: Sendable, Hashable {
  package let number: Int

  package init(_ number: Int) { self.number = number }
}

package enum AggregateFunction: String, Sendable, Hashable, CaseIterable {
  case count = "_count"
  /// `_count._all`: counts rows, not values.
  case countAll = "_count._all"
  case average = "_avg"
  case sum = "_sum"
  case minimum = "_min"
  case maximum = "_max"
}

package import DatabaseAccess
package import SchemaModel

/// One `SELECT` on one model: which records, in which order, which columns.
package struct ReadNode: Sendable, Hashable {
  package var model: ModelID
  package var columns: [ReadColumn]
  package var filter: Filter
  package var order: [Ordering]
  /// Fields that together may occur once only; the order begins with them.
  package var distinct: [FieldID] = []
  /// The record to begin with, by a unique key; the page includes it.
  package var cursor: [CursorPart]
  package var skip: Int
  /// The largest number of records; `nil` for all.
  package var take: Int?
  /// Takes the page from the end; the rows then come in reverse.
  package var isReversed: Bool
  /// The records of the other end of an implicit many-to-many relation, when only those are read
  /// that are linked with them.
  package var link: LinkedRead?

  package init(
    model: ModelID, columns: [ReadColumn], filter: Filter = .always, order: [Ordering] = [],
    cursor: [CursorPart] = [], skip: Int = 0, take: Int? = nil, isReversed: Bool = false,
    link: LinkedRead? = nil
  ) {
    self.model = model
    self.columns = columns
    self.filter = filter
    self.order = order
    self.cursor = cursor
    self.skip = skip
    self.take = take
    self.isReversed = isReversed
    self.link = link
  }

  /// Whether only a part of the matching records is asked for.
  package var isPaged: Bool { !cursor.isEmpty || skip > 0 || take != nil }
}

/// A column that a read returns.
package enum ReadColumn: Sendable, Hashable {
  case field(FieldID)
  /// The number of related records of a relation field that satisfy a filter.
  case relationCount(FieldID, Filter)
  /// The key of the other record in a `LinkedRead`.
  case linkKey
  /// Whether the record is the one that the read's cursor names.
  case isCursor
}

/// One field of a unique key and its value.
package struct CursorPart: Sendable, Hashable {
  package var field: FieldID
  package var value: Value

  package init(_ field: FieldID, _ value: Value) {
    self.field = field
    self.value = value
  }
}

/// The linked records of an implicit many-to-many relation.
package struct LinkedRead: Sendable, Hashable {
  package var relation: RelationID
  /// Whether the records that are read are column `A` of the link table.
  package var readsSideA: Bool
  /// The keys of the records of the other end.
  package var keys: [Value]

  package init(relation: RelationID, readsSideA: Bool, keys: [Value] = []) {
    self.relation = relation
    self.readsSideA = readsSideA
    self.keys = keys
  }
}

/// One element of an order.
package struct Ordering: Sendable, Hashable {
  package enum Nulls: Sendable, Hashable { case first, last }

  package enum Target: Sendable, Hashable {
    case field(FieldID)
    /// The number of related records.
    case relationCount(FieldID)
    /// How well text columns match a search.
    case relevance([FieldID], search: String)
    /// An aggregate of the group (`groupBy` only).
    case aggregate(AggregateFunction, FieldID)
  }

  /// The to-one relation fields that lead to the target's model.
  package var path: [FieldID]
  package var target: Target
  package var isDescending: Bool
  package var nulls: Nulls?

  package init(
    path: [FieldID] = [], _ target: Target, isDescending: Bool = false, nulls: Nulls? = nil
  ) {
    self.path = path
    self.target = target
    self.isDescending = isDescending
    self.nulls = nulls
  }
}

/// Aggregates over the records of one model, whole or by group.
package struct AggregateNode: Sendable, Hashable {
  package struct Item: Sendable, Hashable {
    package var function: AggregateFunction
    /// `nil` for `_count._all`.
    package var field: FieldID?

    package init(_ function: AggregateFunction, _ field: FieldID?) {
      self.function = function
      self.field = field
    }
  }

  /// Which records; its columns are those that the aggregates need.
  package var records: ReadNode
  package var items: [Item]
  /// The columns that make a group, returned before the items; none for one group of all records.
  package var groupBy: [FieldID]
  package var having: Filter
  /// The order of the groups.
  package var order: [Ordering]
  /// The page of groups.
  package var skip: Int
  package var take: Int?
  package var isReversed: Bool

  package init(
    records: ReadNode, items: [Item], groupBy: [FieldID] = [], having: Filter = .always,
    order: [Ordering] = [], skip: Int = 0, take: Int? = nil, isReversed: Bool = false
  ) {
    self.records = records
    self.items = items
    self.groupBy = groupBy
    self.having = having
    self.order = order
    self.skip = skip
    self.take = take
    self.isReversed = isReversed
  }
}

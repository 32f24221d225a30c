/// Dropped and created tables that have most of their columns in common, by name and type.
///
/// What nearly every table has says nothing, nor does any column that many of the created tables
/// have. This also keeps the work linear where everything is dropped and created anew.
struct SimilarTables<Dialect: SQLDialectTypes> {
  let pairs: [SchemaPair<QualifiedName>]

  /// So many columns that say something must agree.
  private static var columnsNeeded: Int { 2 }

  init(dropped: [Table<Dialect>], created: [Table<Dialect>]) {
    let dropped = dropped.compactMap { Candidate($0) }
    let created = created.compactMap { Candidate($0) }
    guard !dropped.isEmpty, !created.isEmpty else {
      pairs = []
      return
    }
    var holders: [ComparableColumn<Dialect>: [Int]] = [:]
    for (position, table) in created.enumerated() {
      for column in table.telling { holders[column, default: []].append(position) }
    }
    holders = holders.filter { $0.value.count <= SuspectedPairs<Candidate>.limit }
    let successors = dropped.map { table -> [Int] in
      var shared: [Int: Int] = [:]
      for column in table.telling {
        for position in holders[column] ?? [] { shared[position, default: 0] += 1 }
      }
      return shared.keys.sorted().filter {
        shared[$0, default: 0] >= Self.columnsNeeded && table.isMostly(created[$0])
      }
    }
    pairs = SuspectedPairs(dropped, created) { successors[$0] }.pairs.map { $0.map { $0.name } }
  }

  /// A table with its columns as they are compared.
  private struct Candidate {
    let name: QualifiedName
    /// All columns but those that tell of a row's life.
    let columns: Set<ComparableColumn<Dialect>>
    let telling: Set<ComparableColumn<Dialect>>

    init?(_ table: Table<Dialect>) {
      // The tables of relations all have the same columns.
      guard table.manyToManyEnds == nil else { return nil }
      name = table.name
      columns = Set(table.columns.filter { !$0.isKeptByCustom }.map { ComparableColumn($0) })
      telling = Set(table.tellingColumns.map { ComparableColumn($0) })
    }

    /// Whether three fifths of the smaller table are in both.
    func isMostly(_ other: Candidate) -> Bool {
      let smaller = min(columns.count, other.columns.count)
      return columns.intersection(other.columns).count * 5 >= smaller * 3
    }
  }
}

private struct ComparableColumn<Dialect: SQLDialectTypes>: Hashable {
  let name: String
  let type: Dialect.ColumnType

  init(_ column: Column<Dialect>) {
    name = column.name
    type = column.type
  }
}

extension Table {
  /// The columns that say what a table is about: not the number of the row, nor what tells of its
  /// life, which nearly every table has.
  var tellingColumns: [Column<Dialect>] {
    let key = primaryKey?.columns ?? []
    return columns.filter { !$0.isKeptByCustom && key != [$0.name] }
  }
}

extension Column {
  /// Whether this is, by its name, one of the columns that tell of a row's life, such as
  /// `createdAt` and `updated_by`.
  fileprivate var isKeptByCustom: Bool {
    let word = name.lowercased()
    return ["created", "updated", "modified", "deleted", "inserted"].contains {
      word.hasPrefix($0)
    }
  }
}

/// Dropped and created tables that have most of their columns in common, by name and type.
///
/// What nearly every table has says nothing: its number, when a row was made or changed, and any
/// column that many of the created tables have. This also keeps the work linear where everything is
/// dropped and created anew.
struct SimilarTables<Dialect: SQLDialectTypes> {
  private(set) var pairs: [SchemaPair<QualifiedName>] = []

  /// So many columns that say something must agree.
  private static var columnsNeeded: Int { 2 }

  init(dropped: [Table<Dialect>], created: [Table<Dialect>]) {
    let dropped = dropped.compactMap { Candidate($0) }
    let created = created.compactMap { Candidate($0) }
    guard !dropped.isEmpty, !created.isEmpty else { return }
    var holders: [ComparableColumn<Dialect>: [Int]] = [:]
    for (position, table) in created.enumerated() {
      for column in table.telling { holders[column, default: []].append(position) }
    }
    holders = holders.filter { $0.value.count <= SuspectedPairs<Int>.limit }
    let successors = dropped.map { table -> [Int] in
      var shared: [Int: Int] = [:]
      for column in table.telling {
        for position in holders[column] ?? [] { shared[position, default: 0] += 1 }
      }
      return shared.keys.sorted().filter {
        shared[$0, default: 0] >= Self.columnsNeeded && table.isMostly(created[$0])
      }
    }
    let isLong = successors.reduce(0) { $0 + $1.count } > SuspectedPairs<Int>.limit
    var taken: Set<Int> = []
    for (table, positions) in zip(dropped, successors) {
      // As in `SuspectedPairs`: too many questions are none.
      let chosen = isLong ? Array(positions.filter { !taken.contains($0) }.prefix(1)) : positions
      taken.formUnion(chosen)
      pairs += chosen.map { SchemaPair(table.name, created[$0].name) }
    }
  }

  /// A table with its columns as they are compared.
  private struct Candidate {
    let name: QualifiedName
    /// All columns but those that tell of a row's life.
    let columns: Set<ComparableColumn<Dialect>>
    /// Those of them that are not the number of the row alone.
    let telling: Set<ComparableColumn<Dialect>>

    init?(_ table: Table<Dialect>) {
      // The tables of relations all have the same columns.
      guard table.manyToManyEnds == nil else { return nil }
      name = table.name
      columns = Set(
        table.columns.filter { !$0.isKeptByCustom }.map {
          ComparableColumn(name: $0.name, type: $0.type)
        })
      let key = table.primaryKey?.columns ?? []
      telling = key.count == 1 ? columns.filter { $0.name != key[0] } : columns
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

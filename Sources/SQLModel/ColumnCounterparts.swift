/// Which columns of two tables have the same name.
struct ColumnCounterparts {
  /// The positions of the previous columns that have no counterpart.
  private(set) var dropped: [Int] = []
  /// For each of the next columns the position of the previous one; `nil` for one that is new.
  private(set) var positions: [Int?] = []

  init<Dialect>(_ tables: SchemaPair<Table<Dialect>>) {
    let (previous, next) = (tables.previous.columns, tables.next.columns)
    // Tables hardly change the order of their columns, so most counterparts are the next in line.
    var isKept = Array(repeating: false, count: previous.count)
    var byName: [String: Int]?
    var expected = 0
    for column in next {
      var position: Int?
      if expected < previous.count, previous[expected].name == column.name {
        position = expected
      } else {
        let names = byName ?? Self.positions(of: previous)
        byName = names
        position = names[column.name]
      }
      if let position {
        isKept[position] = true
        expected = position + 1
      }
      positions.append(position)
    }
    dropped = isKept.indices.filter { !isKept[$0] }
  }

  private static func positions<Dialect>(of columns: [Column<Dialect>]) -> [String: Int] {
    Dictionary(
      columns.indices.map { (columns[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

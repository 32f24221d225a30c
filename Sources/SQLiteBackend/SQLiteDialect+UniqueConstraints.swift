import SQLModel

extension Index<SQLiteDialect> {
  /// Whether the name is that of a unique constraint: `sqlite_autoindex_`, the table, and its
  /// number among those of the table. <https://sqlite.org/fileformat2.html#intschema>
  var hasReservedName: Bool { name.lowercased().hasPrefix("sqlite_autoindex_") }

  /// The number of the constraint in the table.
  var constraintNumber: Int? {
    guard hasReservedName, let mark = name.lastIndex(of: "_") else { return nil }
    return Int(name[name.index(after: mark)...])
  }

  /// Whether two unique constraints differ in nothing that the schema language can say.
  fileprivate func isSameConstraint(as other: Self) -> Bool {
    guard kind == other.kind, hasReservedName, other.hasReservedName,
      parts.count == other.parts.count
    else { return false }
    return zip(parts, other.parts).allSatisfy {
      $0.content == $1.content && $0.isDescending == $1.isDescending
    }
  }
}

extension Table<SQLiteDialect> {
  /// Makes unique constraints of the unique indexes whose names only SQLite can give.
  mutating func makeConstraintsOfReservedNames() {
    var constraints: [Index<SQLiteDialect>] = []
    indexes = indexes.compactMap { index in
      guard index.isUnique, index.hasReservedName else { return index }
      // SQLite makes one of those that repeat each other.
      guard !constraints.contains(where: index.isSameConstraint) else { return nil }
      constraints.append(index)
      var index = index
      index.isConstraint = true
      return index
    }
  }

  /// Takes over the unique constraints of a previous table with all that the schema language
  /// cannot say: names, because SQLite numbers them by itself, collating sequences, and what
  /// happens to rows that break them.
  mutating func keepUniqueConstraints(of previous: Self) {
    var remaining = previous.indexes.filter { $0.hasReservedName }
    for index in indexes.indices where indexes[index].isConstraint {
      let candidates = remaining.indices.filter {
        remaining[$0].isSameConstraint(as: indexes[index])
      }
      let match = candidates.first { remaining[$0].name == indexes[index].name } ?? candidates.first
      guard let match else { continue }
      let counterpart = remaining.remove(at: match)
      indexes[index].name = counterpart.name
      indexes[index].parts = counterpart.parts
      indexes[index].options = counterpart.options
    }
    let columns = Set(columns.map(\.name))
    indexes += remaining.filter {
      $0.isConstraint && !SQLiteDialect.isExpressible($0) && columns.isSuperset(of: $0.columns)
    }
  }
}

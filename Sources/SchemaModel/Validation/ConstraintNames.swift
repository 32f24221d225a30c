/// Default names of constraints and indexes, as Prisma Migrate gives them.
package enum ConstraintNames {
  package static func primaryKey(of table: String, limit: Int) -> String {
    cut(table, suffix: "_pkey", limit: limit)
  }

  package static func unique(on columns: [String], of table: String, limit: Int) -> String {
    cut(joined(table, columns), suffix: "_key", limit: limit)
  }

  package static func index(on columns: [String], of table: String, limit: Int) -> String {
    cut(joined(table, columns), suffix: "_idx", limit: limit)
  }

  package static func foreignKey(on columns: [String], of table: String, limit: Int) -> String {
    cut(joined(table, columns), suffix: "_fkey", limit: limit)
  }

  package static func defaultValue(of column: String, of table: String, limit: Int) -> String {
    cut(joined(table, [column]), suffix: "_df", limit: limit)
  }

  private static func joined(_ table: String, _ columns: [String]) -> String {
    var name = table
    name.reserveCapacity(columns.reduce(name.utf8.count + 8) { $0 + $1.utf8.count + 1 })
    for column in columns {
      name += "_"
      name += column
    }
    return name
  }

  /// Shortens the part before the suffix at a character boundary.
  private static func cut(_ name: String, suffix: String, limit: Int) -> String {
    let room = limit - suffix.utf8.count
    guard name.utf8.count > room else { return name + suffix }
    let bytes = Array(name.utf8)
    var end = max(0, room)
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return String(decoding: bytes[..<end], as: UTF8.self) + suffix
  }
}

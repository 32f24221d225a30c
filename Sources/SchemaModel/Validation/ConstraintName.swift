/// The name of a constraint or index while it is put together, as Prisma Migrate gives it.
///
/// Names are longer than what a string holds without memory of its own; one value can make many of
/// them in the same memory.
package struct ConstraintName {
  package enum Suffix: String {
    case primaryKey = "_pkey"
    case unique = "_key"
    case index = "_idx"
    case foreignKey = "_fkey"
    case defaultValue = "_df"
  }

  private var bytes: [UInt8] = []

  package init() {}

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The hash of the bytes; an array would hash itself byte by byte.
  var hash: Int {
    var hasher = Hasher()
    unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    return hasher.finalize()
  }

  /// Starts with a table, or with a name that is written in the schema and so complete.
  package mutating func begin(_ name: String) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: name.utf8)
  }

  /// Adds a column, or a step into a composite type.
  package mutating func add(_ column: String) {
    bytes.append(UInt8(ascii: "_"))
    bytes.append(contentsOf: column.utf8)
  }

  /// Adds the suffix, and shortens what is before it to the limit at a character boundary.
  package mutating func end(_ suffix: Suffix, limit: Int) {
    end(with: suffix.rawValue, limit: limit)
  }

  /// Adds an ending, and shortens what is before it to the limit at a character boundary.
  package mutating func end(with ending: String, limit: Int) {
    var end = max(0, limit - ending.utf8.count)
    if bytes.count > end {
      while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
      bytes.removeSubrange(end...)
    }
    bytes.append(contentsOf: ending.utf8)
  }
}

import DatabaseAccess

/// Finds rows by the cells of some of their columns, comparing bytes and numbers in place.
///
/// Open addressing over the hashes of keys: no key is copied out of its buffer.
struct KeyIndex {
  private struct Entry {
    var hash: UInt64
    /// The row of the first key of its kind, or -1.
    var row: Int32
    var group: Int32
  }

  private var entries: [Entry]
  private var buffer = RowBuffer(columnNames: [])
  private var columns: [Int] = []
  private(set) var groupCount = 0

  init() { entries = Array(repeating: Entry(hash: 0, row: -1, group: 0), count: 16) }

  /// Adds the key of a row; all rows come from one buffer.
  ///
  /// - Returns: The number of the key, counted in the order of their first appearance, and whether
  ///   it is new.
  mutating func insert(
    _ rows: RowBuffer, _ row: Int, _ columns: [Int]
  ) -> (group: Int, isNew: Bool) {
    if groupCount == 0 {
      buffer = rows
      self.columns = columns
    }
    if groupCount * 2 >= entries.count { grow() }
    let hash = Self.hash(rows, row, columns)
    var slot = Int(truncatingIfNeeded: hash) & (entries.count - 1)
    while entries[slot].row >= 0 {
      if entries[slot].hash == hash, isSame(Int(entries[slot].row), rows, row, columns) {
        return (Int(entries[slot].group), false)
      }
      slot = (slot + 1) & (entries.count - 1)
    }
    entries[slot] = Entry(hash: hash, row: Int32(row), group: Int32(groupCount))
    groupCount += 1
    return (groupCount - 1, true)
  }

  /// The number of a key that was inserted; `nil` for others.
  func find(_ rows: RowBuffer, _ row: Int, _ columns: [Int]) -> Int? {
    guard groupCount > 0 else { return nil }
    let hash = Self.hash(rows, row, columns)
    var slot = Int(truncatingIfNeeded: hash) & (entries.count - 1)
    while entries[slot].row >= 0 {
      if entries[slot].hash == hash, isSame(Int(entries[slot].row), rows, row, columns) {
        return Int(entries[slot].group)
      }
      slot = (slot + 1) & (entries.count - 1)
    }
    return nil
  }

  private mutating func grow() {
    let old = entries
    entries = Array(repeating: Entry(hash: 0, row: -1, group: 0), count: old.count * 2)
    for entry in old where entry.row >= 0 {
      var slot = Int(truncatingIfNeeded: entry.hash) & (entries.count - 1)
      while entries[slot].row >= 0 { slot = (slot + 1) & (entries.count - 1) }
      entries[slot] = entry
    }
  }

  private func isSame(_ mine: Int, _ rows: RowBuffer, _ row: Int, _ columns: [Int]) -> Bool {
    for (my, other) in zip(self.columns, columns) {
      let kind = buffer.kind(mine, my)
      guard kind == rows.kind(row, other) else { return false }
      switch kind {
      case .null: continue
      case .integer, .dateTime, .double:
        guard buffer.integer(mine, my) == rows.integer(row, other) else { return false }
      case .text, .bytes:
        guard buffer.bytes(mine, my) == rows.bytes(row, other) else { return false }
      }
    }
    return true
  }

  // FNV-1a over the bytes of all cells. http://www.isthe.com/chongo/tech/comp/fnv/
  private static func hash(_ rows: RowBuffer, _ row: Int, _ columns: [Int]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ value: UInt64) { hash = (hash ^ value) &* 0x0000_0100_0000_01b3 }
    for column in columns {
      let kind = rows.kind(row, column)
      mix(UInt64(kind.rawValue))
      switch kind {
      case .null: break
      case .integer, .dateTime, .double:
        let number = UInt64(bitPattern: rows.integer(row, column))
        mix(number)
        mix(number >> 32)
      case .text, .bytes: for byte in rows.bytes(row, column) { mix(UInt64(byte)) }
      }
    }
    return hash ^ (hash >> 29)
  }
}

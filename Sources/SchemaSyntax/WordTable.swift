/// Finds the words of a short list by their bytes in the source.
///
/// Every type and attribute of a schema is looked up: the length and the first byte tell most words
/// apart, so that one comparison decides, and no string is made.
package struct WordTable: Sendable {
  private struct Entry: Sendable {
    let bytes: [UInt8]
    let index: Int
  }

  /// A power of two, more than twice as many as there are words, so that some are empty.
  private let slots: [Entry?]

  /// Takes words of one byte or more.
  package init(_ words: [String]) {
    var count = 16
    while count < 2 * words.count { count *= 2 }
    var slots = [Entry?](repeating: nil, count: count)
    for (index, word) in words.enumerated() {
      let bytes = Array(word.utf8)
      var slot = Self.slot(bytes.count, bytes[0], count)
      while slots[slot] != nil { slot = (slot + 1) & (count - 1) }
      slots[slot] = Entry(bytes: bytes, index: index)
    }
    self.slots = slots
  }

  private static func slot(_ length: Int, _ first: UInt8, _ count: Int) -> Int {
    (length &* 5 &+ Int(first)) & (count - 1)
  }

  /// The index of the word that a name is, if it is one of them.
  package func index(of name: NameSyntax) -> Int? {
    let bytes = name.bytes
    var slot = Self.slot(bytes.count, bytes[bytes.startIndex], slots.count)
    while let entry = slots[slot] {
      if entry.bytes.count == bytes.count, entry.bytes.elementsEqual(bytes) { return entry.index }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }
}

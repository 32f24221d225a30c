/// The comments in the text of a table, by what they stand beside.
///
/// A comment belongs to what precedes it on its line, else to what follows it. Those inside of
/// parentheses are part of an expression, or of little use elsewhere, and are left out.
struct SQLiteTableComments {
  private typealias Tokens = ArraySlice<SQLiteTokens.Token>

  private(set) var columns: [String: [String]] = [:]
  /// Those that stand beside no column.
  private(set) var table: [String] = []

  private let bytes: [UInt8]

  /// Reads the comments between the definitions of a table and in them.
  ///
  /// - Parameters:
  ///   - definitions: All of them, in their order.
  ///   - range: What is inside of the parentheses around them, in bytes.
  ///   - bytes: The whole text of the table.
  init(
    beside definitions: [ArraySlice<SQLiteTokens.Token>], in range: Range<Int>, of bytes: [UInt8]
  ) {
    self.bytes = bytes
    var end = range.lowerBound
    var previous: String?
    for definition in definitions {
      guard let first = definition.first, let last = definition.last else { continue }
      let column = SQLiteDefinitionReader.column(of: definition)
      add(in: end..<first.range.lowerBound, after: previous, before: column)
      addComments(inside: definition, to: column)
      end = last.range.upperBound
      previous = column
    }
    add(in: end..<range.upperBound, after: previous, before: nil)
  }

  private mutating func addComments(inside definition: Tokens, to column: String?) {
    var depth = 0
    for (token, next) in zip(definition, definition.dropFirst()) {
      if token.isSymbol("(") { depth += 1 }
      if token.isSymbol(")") { depth -= 1 }
      guard depth == 0 else { continue }
      add(in: token.range.upperBound..<next.range.lowerBound, after: column, before: column)
    }
  }

  /// Adds the comments of a gap between two tokens.
  private mutating func add(in gap: Range<Int>, after previous: String?, before next: String?) {
    var rest = bytes[gap]
    var isOnFirstLine = true
    while let byte = rest.first {
      let isLine = rest.starts(with: "--".utf8)
      guard isLine || rest.starts(with: "/*".utf8) else {
        if byte == UInt8(ascii: "\n") { isOnFirstLine = false }
        rest.removeFirst()
        continue
      }
      let comment = isLine ? rest.prefix { $0 != UInt8(ascii: "\n") } : Self.block(rest)
      rest = rest.dropFirst(comment.count)
      add(comment, to: isOnFirstLine ? previous : next)
    }
  }

  private mutating func add(_ comment: ArraySlice<UInt8>, to column: String?) {
    let trimmed = comment.reversed().drop { $0 <= UInt8(ascii: " ") }.reversed()
    let text = String(decoding: Array(trimmed), as: UTF8.self)
    if let column {
      columns[column, default: []].append(text)
    } else {
      table.append(text)
    }
  }

  /// The comment in `/*` and `*/` at the beginning.
  private static func block(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var end = bytes.startIndex + 2
    while end < bytes.endIndex, !bytes[end...].starts(with: "*/".utf8) { end += 1 }
    return bytes[..<min(end + 2, bytes.endIndex)]
  }
}

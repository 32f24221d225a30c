package import Diagnostics

/// Formats one schema file.
///
/// The layout is that of Prisma: two spaces of indentation, aligned columns in each run of fields
/// without blank lines, sorted attributes, block attributes at the end of the block behind a blank
/// line, one blank line between blocks.
///
/// A line that cannot be parsed is copied, and what it means may hang on the layout of other lines:
/// a `/*` on it ends at the next `*/` only if nothing stands behind that, and a block without an end
/// is closed by the next brace at the start of a line. So a file with such lines is only laid out
/// if they are the same afterwards.
///
/// - Parameter file: Any bytes.
/// - Returns: The formatted text, or the text as it is if it would be read as something else.
///   Formatting the result again changes nothing.
/// - Complexity: Linear in the length of the file.
package func format(_ file: SourceFile) -> [UInt8] {
  format(parse(file))
}

/// Formats a parsed file.
package func format(_ tree: SyntaxTree) -> [UInt8] { layout(of: tree) ?? tree.file.bytes }

/// Formats a parsed file; `nil` when layout would change what its text is read as.
package func layout(of tree: SyntaxTree) -> [UInt8]? {
  guard tree.file.foreignEncoding == nil else { return nil }
  var formatter = Formatter(tree)
  formatter.formatSchema()
  let unread = formatter.unread
  guard !unread.isEmpty else { return formatter.output }
  var again = Formatter(parse(SourceFile(path: tree.file.path, bytes: formatter.output)))
  guard again.unread == unread else { return nil }
  again.formatSchema()
  return again.output == formatter.output ? formatter.output : nil
}

/// Writes a tree in the canonical layout.
struct Formatter {
  static let indentation = 2

  let source: CanonicalText
  var output: [UInt8] = []
  var table = AlignedTable()

  init(_ tree: SyntaxTree) {
    source = CanonicalText(bytes: tree.file.bytes, nodes: tree.nodes)
    output.reserveCapacity(source.bytes.count + source.bytes.count / 4)
  }

  mutating func formatSchema() {
    var index = 1
    if index < nodes.count, nodes[index].kind == .emptyLines { index = next(index) }
    // A byte order mark that is junk further down would be read as none at the start of the file.
    if index < nodes.count, text(index).starts(with: [0xEF, 0xBB, 0xBF]) {
      output.append(UInt8(ascii: "\n"))
    }
    var isBehindLaidOutBlock = false
    while index < nodes.count {
      // What stands on the line of a closing brace gets a line of its own, and with it the empty
      // line that a block is followed by when it is read again.
      if nodes[index].kind != .emptyLines, isBehindLaidOutBlock {
        output.append(UInt8(ascii: "\n"))
      }
      isBehindLaidOutBlock = formatTopLevel(index)
      index = next(index)
    }
    if !source.bytes.isEmpty, output.last != UInt8(ascii: "\n") {
      output.append(UInt8(ascii: "\n"))
    }
  }

  var nodes: [SyntaxNode] { source.nodes }

  func next(_ index: Int) -> Int { source.next(index) }

  func text(_ index: Int) -> ArraySlice<UInt8> { source.text(index) }

  /// The texts of what cannot be parsed.
  var unread: [ArraySlice<UInt8>] {
    nodes.indices.filter { nodes[$0].kind.isUnread }.map { text($0).withoutLineBreak }
  }

  /// Writes a node; tells whether it was a block that is laid out anew, rather than copied.
  private mutating func formatTopLevel(_ index: Int) -> Bool {
    switch nodes[index].kind {
    case .commentBlock:
      addComments(index)
      table.flush(to: &output, indentation: 0)
    case .emptyLines:
      if next(index) < nodes.count { output.append(UInt8(ascii: "\n")) }
    case .unknownLine:
      output.append(contentsOf: text(index).withoutLineBreak)
      output.append(UInt8(ascii: "\n"))
    case .unknownBlock, .typeAlias:
      output.append(contentsOf: text(index))
    default:
      formatBlock(index)
      return true
    }
    return false
  }
}

extension ArraySlice<UInt8> {
  /// Without the line break at the end, if there is one.
  var withoutLineBreak: Self {
    var result = self
    if result.last == UInt8(ascii: "\n") { result.removeLast() }
    if result.last == UInt8(ascii: "\r") { result.removeLast() }
    return result
  }

  var trimmed: Self {
    var result = drop(while: \.isSpace)
    while let last = result.last, last.isSpace { result.removeLast() }
    return result
  }
}

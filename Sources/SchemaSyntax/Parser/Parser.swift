package import Diagnostics

/// Parses one file.
///
/// Never fails: what is no schema is in the tree as unknown lines and blocks, and in its
/// diagnostics. A file in another encoding than UTF-8 is one unknown line with one diagnostic.
///
/// - Parameters:
///   - file: Any bytes, valid UTF-8 or not.
///   - index: The index of the file among the files that are analysed together.
/// - Returns: The tree, whose views describe the blocks, and the diagnostics of the syntax.
/// - Complexity: Linear in the length of the file.
package func parse(_ file: SourceFile, index: Int = 0) -> SyntaxTree {
  if let encoding = file.foreignEncoding {
    return SyntaxTree(of: file, in: encoding, index: index)
  }
  var parser = Parser(file)
  parser.parseSchema()
  let checks = SyntaxChecks(
    file: file, fileIndex: index, nodes: parser.nodes, deepLines: parser.deepLines,
    unclosedBlocks: parser.unclosedBlocks)
  return SyntaxTree(
    file: file, fileIndex: index, nodes: parser.nodes, hasFlawedNames: parser.hasFlawedNames,
    diagnostics: checks.run())
}

/// A recursive descent parser that follows the grammar of the Prisma schema language.
///
/// The grammar is a PEG: an alternative that fails leaves no trace, and the next one starts at the
/// same byte. A parsing function that returns `false` has moved neither the scanner nor the nodes.
struct Parser {
  /// How deep arrays and calls may nest; the parser recurses once for each level.
  static let maximumDepth = 128

  var scanner: Scanner
  private(set) var nodes: [SyntaxNode] = []
  var depth = 0
  /// The lines that are unknown only because something on them nests too deep.
  var deepLines: Set<UInt32> = []
  /// The blocks that the file ends within, by the offset of their keyword.
  var unclosedBlocks: Set<UInt32> = []
  /// The item positions from which no `}` was found, for each kind of block content.
  var hopelessItems: [ContentKind: Set<Int>] = [:]
  /// Whether a name starts with a digit or has a hyphen in it.
  private(set) var hasFlawedNames = false
  /// Whether nesting was cut off since the start of the current line.
  var wasTooDeep = false

  init(_ file: SourceFile) {
    scanner = Scanner(file.bytes)
    // Schemas have about one node for five bytes; memory that is not written to costs nothing.
    nodes.reserveCapacity(file.bytes.count / 4)
  }

  /// A place to return to when an alternative fails.
  struct Checkpoint {
    let position: Int
    let nodeCount: Int
  }

  var checkpoint: Checkpoint {
    Checkpoint(position: scanner.position, nodeCount: nodes.count)
  }

  /// Forgets everything since a checkpoint; the value is for `return backtrack(…)`.
  mutating func backtrack(to checkpoint: Checkpoint) -> Bool {
    scanner.position = checkpoint.position
    nodes.removeLast(nodes.count - checkpoint.nodeCount)
    return false
  }

  /// Opens a node at the position, or at an earlier one.
  mutating func open(_ kind: SyntaxKind, at start: Int? = nil) -> Int {
    let offset = UInt32(start ?? scanner.position)
    nodes.append(SyntaxNode(kind: kind, start: offset, end: offset, next: 0))
    return nodes.count - 1
  }

  /// Closes a node at the position.
  mutating func close(_ index: Int) {
    nodes[index].close(at: UInt32(scanner.position), next: UInt32(nodes.count))
  }

  /// Adds a node without children that ends at the position.
  mutating func addLeaf(_ kind: SyntaxKind, from start: Int) {
    nodes.append(
      SyntaxNode(
        kind: kind, start: UInt32(start), end: UInt32(scanner.position),
        next: UInt32(nodes.count + 1)))
  }

  mutating func changeKind(of index: Int, to kind: SyntaxKind) { nodes[index].kind = kind }

  mutating func parseIdentifier() -> Bool {
    let start = scanner.position
    guard scanner.takeIdentifier() else { return false }
    addLeaf(.identifier, from: start)
    noteFlaws(from: start)
    return true
  }

  mutating func parsePath() -> Bool {
    let start = scanner.position
    guard scanner.takePath() else { return false }
    addLeaf(.path, from: start)
    noteFlaws(from: start)
    return true
  }

  /// Nobody has to look for flaws in the names of a file where none was noted.
  private mutating func noteFlaws(from start: Int) {
    if scanner.bytes[start].isDigit || scanner.hasSeenHyphen { hasFlawedNames = true }
  }

  mutating func parseString() -> Bool {
    let start = scanner.position
    guard scanner.takeString() else { return false }
    addLeaf(.string, from: start)
    return true
  }

  /// Parses blank lines; the position is behind the white space of the first.
  mutating func parseEmptyLines() -> Bool {
    let start = scanner.position
    guard scanner.takeLineBreak() else { return false }
    while true {
      let lineStart = scanner.position
      scanner.skipSpace()
      guard scanner.takeLineBreak() else {
        scanner.position = lineStart
        break
      }
    }
    addLeaf(.emptyLines, from: start)
    return true
  }

  /// Takes the rest of the line, with its line break, as junk.
  mutating func parseUnknownLine() {
    let start = scanner.position
    scanner.skipToLineBreak()
    _ = scanner.takeLineBreak()
    if wasTooDeep { deepLines.insert(UInt32(start)) }
    addLeaf(.unknownLine, from: start)
  }
}

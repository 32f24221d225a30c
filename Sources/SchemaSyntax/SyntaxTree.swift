package import Diagnostics

/// One node of a syntax tree: a kind, its bytes and the size of its subtree.
package struct SyntaxNode: Sendable {
  package var kind: SyntaxKind
  /// The offset of the first byte.
  package var start: UInt32
  /// The offset after the last byte.
  package var end: UInt32
  /// The index of the first node behind this node and all its descendants.
  package var next: UInt32

  package var range: SourceRange { SourceRange(start, end) }

  mutating func close(at end: UInt32, next: UInt32) {
    self.end = end
    self.next = next
  }
}

/// The syntax of one file: a flat array of nodes in preorder.
///
/// Lossless together with the file: what no leaf covers is white space, punctuation or a keyword.
/// A value over one immutable storage, so views of it cost one retain.
package struct SyntaxTree: Sendable {
  private final class Storage: Sendable {
    let file: SourceFile
    let fileIndex: Int
    let nodes: [SyntaxNode]
    let hasFlawedNames: Bool
    let diagnostics: [Diagnostic]
    let documentation: DocumentationLinks

    init(
      file: SourceFile, fileIndex: Int, nodes: [SyntaxNode], hasFlawedNames: Bool,
      diagnostics: [Diagnostic]
    ) {
      self.file = file
      self.fileIndex = fileIndex
      self.nodes = nodes
      self.hasFlawedNames = hasFlawedNames
      self.diagnostics = diagnostics
      documentation = DocumentationLinks(nodes)
    }
  }

  private let storage: Storage

  init(
    file: SourceFile, fileIndex: Int, nodes: [SyntaxNode], hasFlawedNames: Bool,
    diagnostics: [Diagnostic]
  ) {
    storage = Storage(
      file: file, fileIndex: fileIndex, nodes: nodes, hasFlawedNames: hasFlawedNames,
      diagnostics: diagnostics)
  }

  package var file: SourceFile { storage.file }
  /// The index of the file in the list of files that are analysed together.
  package var fileIndex: Int { storage.fileIndex }
  /// All nodes in preorder; the first is the schema.
  package var nodes: [SyntaxNode] { storage.nodes }

  /// A node; to read one of `nodes` costs a retain and a release more.
  package subscript(_ index: Int) -> SyntaxNode { storage.nodes[index] }
  /// What is wrong with the syntax, in the order of the file.
  package var diagnostics: [Diagnostic] { storage.diagnostics }

  /// Whether `flaw` of any name is not `nil`.
  package var hasFlawedNames: Bool { storage.hasFlawedNames }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// The well-formed blocks in the order of the file.
  package var blocks: [BlockSyntax] {
    children(of: 0).compactMap { block(at: $0) }
  }

  /// The view of a node that is a well-formed block.
  package func block(at index: Int) -> BlockSyntax? { BlockSyntax(tree: self, index: index) }

  /// The indices of the children of a node, in order.
  package func children(of index: Int) -> SyntaxChildren {
    SyntaxChildren(tree: self, parent: index)
  }

  /// The first child of a kind.
  package func child(_ kind: SyntaxKind, of index: Int) -> Int? {
    let end = Int(self[index].next)
    let child = first(kind, from: index + 1, to: end)
    return child < end ? child : nil
  }

  /// The first node of a kind among siblings from one on, or the end.
  func first(_ kind: SyntaxKind, from start: Int, to end: Int) -> Int {
    var index = start
    while index < end, storage.nodes[index].kind != kind { index = Int(storage.nodes[index].next) }
    return index
  }

  /// The comment block above a declaration that documents it.
  package func commentBlock(documenting index: Int) -> Int? {
    storage.documentation.comment(above: index)
  }

  /// The children of a kind as views, in order.
  func views<View>(_ kind: SyntaxKind, of index: Int, _ view: (Int) -> View?) -> [View] {
    var views: [View] = []
    for child in children(of: index) where storage.nodes[child].kind == kind {
      if let view = view(child) { views.append(view) }
    }
    return views
  }

  /// The text of a node; invalid UTF-8 is replaced.
  package func text(of index: Int) -> String { file.text(in: self[index].range) }

  /// The place of a range of this file among all files.
  package func span(_ range: SourceRange) -> SourceSpan {
    SourceSpan(file: fileIndex, range: range)
  }
}

/// The indices of the children of a node.
package struct SyntaxChildren: Sequence, IteratorProtocol {
  private let tree: SyntaxTree
  private let end: Int
  private var position: Int

  init(tree: SyntaxTree, parent: Int) {
    self.tree = tree
    position = parent + 1
    end = Int(tree[parent].next)
  }

  package mutating func next() -> Int? {
    guard position < end else { return nil }
    defer { position = Int(tree[position].next) }
    return position
  }
}

/// A view of a name.
package struct NameSyntax: Sendable {
  package let tree: SyntaxTree
  package let index: Int

  /// The name as written.
  package var text: String { tree.text(of: index) }

  /// The bytes of the name, of which there is at least one.
  var bytes: ArraySlice<UInt8> { tree.file.bytes[Int(range.start)..<Int(range.end)] }

  /// Whether the name is a word, without a string made of it.
  func isSpelled(_ word: StaticString) -> Bool {
    let range = range
    guard Int(range.end - range.start) == word.utf8CodeUnitCount else { return false }
    let bytes = tree.file.bytes
    let start = Int(range.start)
    let count = word.utf8CodeUnitCount
    return word.withUTF8Buffer { expected in
      var index = 0
      while index < count {
        if unsafe bytes[start + index] != expected[index] { return false }
        index += 1
      }
      return true
    }
  }

  /// Whether both have the same bytes.
  func isSame(as other: NameSyntax) -> Bool { bytes.elementsEqual(other.bytes) }

  /// What stands behind the first of a byte of ASCII; nothing where that byte is not in the name.
  package func text(behind byte: UInt8) -> String {
    String(decoding: bytes.drop { $0 != byte }.dropFirst(), as: UTF8.self)
  }

  /// Whether a text is all that stands before the first of a byte of ASCII.
  package func hasPrefix(_ text: String, before byte: UInt8) -> Bool {
    bytes.prefix { $0 != byte }.elementsEqual(text.utf8)
  }

  /// Whether a byte of ASCII is in the name.
  package func contains(_ byte: UInt8) -> Bool { bytes.contains(byte) }

  /// What the grammar takes for a name and the language does not.
  package enum Flaw { case leadingDigit, hyphen }

  /// What is wrong with the name, if something is.
  package var flaw: Flaw? {
    let bytes = bytes
    if bytes[bytes.startIndex].isDigit { return .leadingDigit }
    return bytes.contains(UInt8(ascii: "-")) ? .hyphen : nil
  }

  package var range: SourceRange { tree[index].range }

  package var span: SourceSpan { tree.span(range) }
}

import Diagnostics

/// The texts of documentation comments.
enum Documentation {
  /// The comment block that documents a declaration, and the comment at the end of its line.
  static func of(_ index: Int, in tree: SyntaxTree) -> String? {
    let above = above(index, in: tree)
    let behind = tree.child(.trailingComment, of: index).flatMap { line(of: $0 + 1, in: tree) }
    guard let above, let behind else { return above ?? behind }
    return above + "\n" + behind
  }

  /// The comment block that documents a declaration.
  static func above(_ index: Int, in tree: SyntaxTree) -> String? {
    tree.commentBlock(documenting: index).flatMap { text(ofBlock: $0, in: tree) }
  }

  /// The text of a comment block, or `nil` when it has only `//` comments.
  static func text(ofBlock block: Int, in tree: SyntaxTree) -> String? {
    let lines = tree.children(of: block).compactMap { line(of: $0, in: tree) }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  /// Finds the comment block above each declaration that has one, in one walk.
  ///
  /// A comment above a block must touch it; as in Prisma, one above a datasource or generator
  /// documents the next block that is neither, unless that has its own. A comment within a block
  /// stays pending over blank lines and other things until a field or value takes it.
  static func links(_ nodes: [SyntaxNode]) -> [UInt32: UInt32] {
    var links: [UInt32: UInt32] = [:]
    var pendingBlock: Int?
    var pendingItem: Int?
    var index = 1
    while index < nodes.count {
      let next = Int(nodes[index].next)
      switch nodes[index].kind {
      case .commentBlock:
        pendingItem = index
        if next < nodes.count, nodes[next].kind.isBlock { pendingBlock = index }
      case .model, .view, .compositeType, .enumeration:
        if let comment = pendingBlock { links[UInt32(index)] = UInt32(comment) }
        pendingBlock = nil
        pendingItem = nil
        index += 1
        continue
      case .field, .enumValue:
        if let comment = pendingItem { links[UInt32(index)] = UInt32(comment) }
        pendingItem = nil
      default: break
      }
      index = next
    }
    return links
  }

  private static func line(of comment: Int, in tree: SyntaxTree) -> String? {
    let node = tree[comment]
    var bytes = tree.file.bytes[Int(node.start)..<Int(node.end)]
    switch node.kind {
    case .docComment:
      bytes = bytes.dropFirst(3)
    case .multilineComment:
      bytes = bytes.dropFirst(2).dropLast(2)
      while let last = bytes.last, last.isSpace { bytes.removeLast() }
    default: return nil
    }
    return String(decoding: bytes.drop(while: \.isSpace), as: UTF8.self)
  }
}

extension UInt8 {
  /// Whether it is ASCII white space, line breaks included.
  var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}

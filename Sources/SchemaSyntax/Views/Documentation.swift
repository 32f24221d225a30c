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

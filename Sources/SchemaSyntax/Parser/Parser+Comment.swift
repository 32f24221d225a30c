extension Parser {
  /// Parses comments on consecutive lines, with the line break behind the last.
  mutating func parseCommentBlock() -> Bool {
    guard scanner.peek() == UInt8(ascii: "/") else { return false }
    let start = checkpoint
    let block = open(.commentBlock)
    guard parseComment() else { return backtrack(to: start) }
    while true {
      _ = scanner.takeLineBreak()
      let lineStart = scanner.position
      scanner.skipSpace()
      guard parseComment() else {
        scanner.position = lineStart
        break
      }
    }
    close(block)
    return true
  }

  /// Parses the comment at the end of a line of code.
  mutating func parseTrailingComment() -> Bool {
    guard scanner.peek() == UInt8(ascii: "/") else { return false }
    let start = checkpoint
    let comment = open(.trailingComment)
    guard parseComment() else { return backtrack(to: start) }
    close(comment)
    return true
  }

  private mutating func parseComment() -> Bool {
    let start = scanner.position
    if scanner.isAt("//") {
      let kind: SyntaxKind = scanner.isAt("///") ? .docComment : .lineComment
      scanner.skipToLineBreak()
      addLeaf(kind, from: start)
      return true
    }
    guard scanner.takeMultilineComment() else { return false }
    addLeaf(.multilineComment, from: start)
    return true
  }
}

import Diagnostics

extension SyntaxChecks {
  /// A line that is nothing of what may stand there.
  func unknownLine(
    _ node: SyntaxNode, in block: SyntaxNode?, open: inout [OpenBracket]
  ) -> Diagnostic {
    if deepLines.contains(node.start) {
      return report(
        .invalidLine, "expressions on this line are nested too deeply", at: node.range,
        help: "at most \(Parser.maximumDepth) levels of brackets are read")
    }
    guard let block else { return lineOutside(node) }
    if block.kind != .enumeration, let list = optionalList(node) { return list }
    let expected =
      switch block.kind {
      case .enumeration: "not a value or an attribute of an enum"
      case .datasource, .generator: "not an assignment of the form `key = value`"
      default: "not a field or an attribute"
      }
    let line = file.bytes[Int(node.start)..<Int(node.end)]
    let problem = report(.invalidLine, "this line is \(expected)", at: node.range)
    if let continuation = continuation(problem, of: &open, line: line) { return continuation }
    return explained(problem, line: line, in: block, open: &open)
  }

  private func lineOutside(_ node: SyntaxNode) -> Diagnostic {
    if let (word, keyword) = misspeltKeyword(node.range) {
      return report(
        .unknownLine, "`\(file.text(in: word))` is not a keyword", at: node.range,
        help: "did you mean `\(keyword)`?",
        fixes: [FixIt("write `\(keyword)`", [TextEdit(span(word), keyword)])])
    }
    if unclosedBlocks.contains(node.start), hasClosingBrace(node) {
      return report(
        .unknownLine, "a block cannot stand on one line", at: node.range,
        help: "put each field and the `}` on a line of its own")
    }
    if unclosedBlocks.contains(node.start) {
      return report(
        .unknownLine, "this block is not closed", at: node.range,
        help: "add a line with `}` behind its last line")
    }
    guard unclosedBlocks.allSatisfy({ $0 > node.start }) else {
      return report(
        .unknownLine, "this line is in no block, because its block is not closed", at: node.range)
    }
    return report(
      .unknownLine, "this line starts no block", at: node.range,
      help: "a block begins with " + Self.keywordList)
  }

  private func hasClosingBrace(_ node: SyntaxNode) -> Bool {
    file.bytes[Int(node.start)..<Int(node.end)].contains(UInt8(ascii: "}"))
  }

  /// A line with `Type?[]`, which is neither a list nor optional.
  private func optionalList(_ node: SyntaxNode) -> Diagnostic? {
    // A type stands near the start of its line, which may be as long as the file.
    let line = file.bytes[Int(node.start)..<min(Int(node.end), Int(node.start) + 400)]
    let marks = line.indices.dropLast(2).filter { line[$0...].starts(with: "?[]".utf8) }
    guard marks.count == 1, line.prefix(upTo: marks[0]).contains(where: { $0 <= 0x20 }) else {
      return nil
    }
    return report(
      .invalidLine, "a list cannot be optional", at: node.range,
      help: "write `Type[]`; a list without elements is empty",
      fixes: [
        FixIt("remove the `?`", [TextEdit(span(SourceRange(marks[0], marks[0] + 1)), "")])
      ])
  }

  /// The keyword that a line was meant to open a block with: `modle User {`.
  private func misspeltKeyword(_ line: SourceRange) -> (word: SourceRange, keyword: String)? {
    let bytes = file.bytes[Int(line.start)..<Int(line.end)].prefix(200)
    let words = bytes.split { $0 <= 0x20 }
    guard words.count == 3, words[2].elementsEqual("{".utf8) else { return nil }
    let word = String(decoding: words[0], as: UTF8.self)
    guard word.utf8.count > 2, let keyword = closestName(to: word, among: Self.keywords) else {
      return nil
    }
    return (SourceRange(words[0].startIndex, words[0].endIndex), keyword)
  }

  /// The problem with what the line probably lacks.
  private func explained(
    _ problem: Diagnostic, line: ArraySlice<UInt8>, in block: SyntaxNode,
    open: inout [OpenBracket]
  ) -> Diagnostic {
    var problem = problem
    if Self.startsBlock(line) {
      let number = file.location(of: block.start).line
      problem.help =
        hasContentBehindBrace(block)
        ? "put what stands behind the `{` of line \(number), and its `}`, on lines of their own"
        : "add a line with `}` before it: the block that starts on line \(number) is not closed"
    } else if let slip = Self.slip(in: line) {
      problem.help = slip.help
      guard let bracket = slip.open.last else { return problem }
      problem.message = "a bracket of this line is not closed"
      problem.notes = [note("it is opened here", at: bracket)]
      open = slip.open
    } else if let slip = commonSlip(in: line, of: block.kind) {
      problem.help = slip.help
      problem.fixes = slip.fixes
    }
    return problem
  }

  /// Whether a line is the head of a block.
  private static func startsBlock(_ line: ArraySlice<UInt8>) -> Bool {
    let words = line.split(maxSplits: 2) { $0 <= 0x20 }
    let keywords = ["model", "enum", "type", "view", "datasource", "generator"]
    return words.count == 3 && words[2].first == UInt8(ascii: "{")
      && keywords.contains { words[0].elementsEqual($0.utf8) }
  }

  private func hasContentBehindBrace(_ block: SyntaxNode) -> Bool {
    let rest = file.bytes[Int(block.start)...]
    let head = rest.prefix { $0 != UInt8(ascii: "\n") }
    guard let brace = head.firstIndex(of: UInt8(ascii: "{")),
      let next = head[(brace + 1)...].first(where: { $0 > 0x20 })
    else { return false }
    return next != UInt8(ascii: "/")
  }

  static func isWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte) || byte >= 0x80
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
  }
}

import Diagnostics

extension SyntaxChecks {
  /// A line that is nothing of what may stand there.
  func unknownLine(_ node: SyntaxNode, in block: SyntaxNode?) -> Diagnostic {
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
    let hint = hint(for: node, in: block)
    let line = file.bytes[Int(node.start)..<Int(node.end)]
    let slip = hint == nil ? commonSlip(in: line, of: block.kind) : nil
    return report(
      .invalidLine, "this line is \(expected)", at: node.range, help: hint ?? slip?.help,
      fixes: slip?.fixes ?? [])
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
      help: "a block starts with model, enum, type, view, datasource or generator")
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

  /// What a line that cannot be read probably lacks.
  private func hint(for node: SyntaxNode, in block: SyntaxNode) -> String? {
    let line = file.bytes[Int(node.start)..<Int(node.end)]
    if Self.startsBlock(line) {
      let number = file.location(of: block.start).line
      return hasContentBehindBrace(block)
        ? "put what stands behind the `{` of line \(number), and its `}`, on lines of their own"
        : "add a line with `}` before it: the block that starts on line \(number) is not closed"
    }
    return Self.slip(in: line)
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

  /// The bracket, the quote or the comma that a line lacks; the first that is missing.
  private static func slip(in line: ArraySlice<UInt8>) -> String? {
    var closing: [UInt8] = []
    var isInString = false
    var isEscaped = false
    /// The last byte that is no space.
    var last: UInt8 = 0
    var word: [UInt8] = []
    for byte in line {
      if isInString {
        if byte == UInt8(ascii: "\""), !isEscaped { isInString = false }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        last = byte
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "("): closing.append(UInt8(ascii: ")"))
      case UInt8(ascii: "["): closing.append(UInt8(ascii: "]"))
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        guard let expected = closing.popLast() else { return "there is a bracket too many" }
        guard expected == byte else { return missing(expected) }
      case UInt8(ascii: "/") where last == UInt8(ascii: "/"):
        return closing.last.map(missing)
      default: break
      }
      if isWord(byte) {
        let isSecond = word.isEmpty && !closing.isEmpty && (isWord(last) || isClosing(last))
        if isSecond { return "arguments are separated by commas" }
        word.append(byte)
      } else {
        word = []
      }
      if byte > 0x20 { last = byte }
    }
    if isInString { return "a string is not closed: add `\"`" }
    return closing.last.map(missing)
  }

  private static func missing(_ bracket: UInt8) -> String {
    "a bracket is not closed on this line: add `\(Unicode.Scalar(bracket))`"
  }

  private static func isClosing(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "\"")
  }

  static func isWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte) || byte >= 0x80
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
  }
}

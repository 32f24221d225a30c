/// What the lines of a block can be.
enum ContentKind: Hashable {
  case fields
  case enumValues
  case properties
}

extension Parser {
  mutating func parseSchema() {
    let schema = open(.schema, at: 0)
    while true {
      scanner.skipSpace()
      guard !scanner.isAtEnd else { break }
      if parseBlock() || parseTypeAlias() || parseUnknownBlock() || parseCommentBlock()
        || parseEmptyLines()
      {
        continue
      }
      wasTooDeep = false
      parseUnknownLine()
    }
    close(schema)
  }

  private mutating func parseBlock() -> Bool {
    // The grammar wants no space behind a keyword: `modelUser {` declares `User`.
    switch scanner.peek() {
    case UInt8(ascii: "m"): parseBlock("model", .model, .fields)
    case UInt8(ascii: "t"): parseBlock("type", .compositeType, .fields)
    case UInt8(ascii: "v"): parseBlock("view", .view, .fields)
    case UInt8(ascii: "e"): parseBlock("enum", .enumeration, .enumValues)
    case UInt8(ascii: "d"): parseBlock("datasource", .datasource, .properties)
    case UInt8(ascii: "g"): parseBlock("generator", .generator, .properties)
    default: false
    }
  }

  private mutating func parseBlock(
    _ keyword: StaticString, _ kind: SyntaxKind, _ content: ContentKind
  ) -> Bool {
    let start = checkpoint
    let block = open(kind)
    guard scanner.take(keyword) else { return backtrack(to: start) }
    scanner.skipSpace()
    guard parseIdentifier() else { return backtrack(to: start) }
    scanner.skipSpace()
    guard parseBlockOpen() else { return backtrack(to: start) }
    guard parseContent(content) else {
      unclosedBlocks.insert(UInt32(start.position))
      return backtrack(to: start)
    }
    let brace = scanner.position
    scanner.position += 1
    addLeaf(.blockClose, from: brace)
    close(block)
    return true
  }

  private mutating func parseBlockOpen() -> Bool {
    let start = scanner.position
    guard scanner.take(UInt8(ascii: "{")) else { return false }
    scanner.skipToLineBreak()
    guard scanner.takeLineBreak() else {
      scanner.position = start
      return false
    }
    addLeaf(.blockOpen, from: start)
    return true
  }

  /// Parses the lines of a block up to its `}`.
  ///
  /// A block that the file ends within is no block at all, and each of its lines is then tried as
  /// the start of one. To stay linear the positions passed in vain are remembered.
  private mutating func parseContent(_ content: ContentKind) -> Bool {
    var passed: [Int] = []
    while true {
      scanner.skipSpace()
      if scanner.peek() == UInt8(ascii: "}") { return true }
      guard !scanner.isAtEnd, hopelessItems[content]?.contains(scanner.position) != true else {
        hopelessItems[content, default: []].formUnion(passed)
        return false
      }
      passed.append(scanner.position)
      wasTooDeep = false
      if parseItem(content) || parseCommentBlock() || parseEmptyLines() { continue }
      parseUnknownLine()
    }
  }

  private mutating func parseItem(_ content: ContentKind) -> Bool {
    switch content {
    case .fields: parseField() || parseBlockAttribute()
    case .enumValues: parseEnumValue() || parseBlockAttribute()
    case .properties: parseProperty()
    }
  }

  private mutating func parseTypeAlias() -> Bool {
    guard scanner.peek() == UInt8(ascii: "t") else { return false }
    let start = checkpoint
    let alias = open(.typeAlias)
    guard scanner.take("type") else { return backtrack(to: start) }
    scanner.skipSpace()
    guard parseIdentifier() else { return backtrack(to: start) }
    scanner.skipSpace()
    guard scanner.take(UInt8(ascii: "=")) else { return backtrack(to: start) }
    scanner.skipSpace()
    guard parseBaseType() else { return backtrack(to: start) }
    scanner.skipSpace()
    parseAttributes()
    close(alias)
    return true
  }

  private mutating func parseUnknownBlock() -> Bool {
    let start = checkpoint
    let block = open(.unknownBlock)
    guard parseIdentifier() else { return backtrack(to: start) }
    scanner.skipSpace()
    guard parseBlockOpen(), scanner.takeThroughBrace() else { return backtrack(to: start) }
    close(block)
    return true
  }
}

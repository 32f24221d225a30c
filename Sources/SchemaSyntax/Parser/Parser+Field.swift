extension Parser {
  /// Parses `name Type @attributes // comment` with the line break.
  mutating func parseField() -> Bool {
    let start = checkpoint
    let field = open(.field)
    guard parseIdentifier() else { return backtrack(to: start) }
    scanner.skipSpace()
    if scanner.peek() == UInt8(ascii: ":") {
      scanner.position += 1
      addLeaf(.legacyColon, from: scanner.position - 1)
      scanner.skipSpace()
    }
    if parseFieldType() { scanner.skipSpace() }
    parseAttributes()
    guard parseLineEnd() else { return backtrack(to: start) }
    close(field)
    return true
  }

  /// Parses `NAME @attributes // comment` with the line break.
  mutating func parseEnumValue() -> Bool {
    let start = checkpoint
    let value = open(.enumValue)
    guard parseIdentifier() else { return backtrack(to: start) }
    scanner.skipSpace()
    parseAttributes()
    guard parseLineEnd() else { return backtrack(to: start) }
    close(value)
    return true
  }

  /// Parses `key = expression // comment`; the line break is required but not part of it.
  mutating func parseProperty() -> Bool {
    let start = checkpoint
    let property = open(.property)
    guard parseIdentifier() else { return backtrack(to: start) }
    scanner.skipSpace()
    guard scanner.take(UInt8(ascii: "=")) else { return backtrack(to: start) }
    scanner.skipSpace()
    if parseExpression() { scanner.skipSpace() }
    _ = parseTrailingComment()
    close(property)
    scanner.skipSpace()
    guard scanner.takeLineBreak() else { return backtrack(to: start) }
    return true
  }

  /// Parses `@@name(…) // comment`; the line break is required but not part of it.
  mutating func parseBlockAttribute() -> Bool {
    let start = checkpoint
    let attribute = open(.blockAttribute)
    guard scanner.take("@@") else { return backtrack(to: start) }
    scanner.skipSpace()
    guard parsePath() else { return backtrack(to: start) }
    scanner.skipSpace()
    if parseArgumentList() { scanner.skipSpace() }
    _ = parseTrailingComment()
    close(attribute)
    scanner.skipSpace()
    guard scanner.takeLineBreak() else { return backtrack(to: start) }
    return true
  }

  /// Parses attributes as long as there are any.
  mutating func parseAttributes() {
    while true {
      let end = scanner.position
      scanner.skipSpace()
      guard parseAttribute() else {
        scanner.position = end
        return
      }
    }
  }

  /// Parses a type without `?` and `[]`.
  mutating func parseBaseType() -> Bool {
    parseUnsupportedType() || parseIdentifier()
  }

  private mutating func parseLineEnd() -> Bool {
    scanner.skipSpace()
    if parseTrailingComment() { scanner.skipSpace() }
    return scanner.takeLineBreak()
  }

  private mutating func parseAttribute() -> Bool {
    guard scanner.peek() == UInt8(ascii: "@") else { return false }
    let start = checkpoint
    let attribute = open(.attribute)
    scanner.position += 1
    scanner.skipSpace()
    guard parsePath() else { return backtrack(to: start) }
    // The space belongs to the attribute, as it does in the positions that Prisma reports.
    scanner.skipSpace()
    _ = parseArgumentList()
    close(attribute)
    return true
  }

  private mutating func parseFieldType() -> Bool {
    let start = checkpoint
    let type = open(.requiredType)
    if scanner.take(UInt8(ascii: "[")) {
      scanner.skipSpace()
      guard parseBaseType() else { return backtrack(to: start) }
      scanner.skipSpace()
      guard scanner.take(UInt8(ascii: "]")) else { return backtrack(to: start) }
      changeKind(of: type, to: .legacyListType)
      close(type)
      return true
    }
    guard parseBaseType() else { return backtrack(to: start) }
    changeKind(of: type, to: parseTypeSuffix())
    close(type)
    return true
  }

  private mutating func parseTypeSuffix() -> SyntaxKind {
    let end = scanner.position
    scanner.skipSpace()
    if scanner.take("[]") {
      let listEnd = scanner.position
      scanner.skipSpace()
      if scanner.take(UInt8(ascii: "?")) { return .optionalListType }
      scanner.position = listEnd
      return .listType
    }
    if scanner.take(UInt8(ascii: "?")) { return .optionalType }
    if scanner.take(UInt8(ascii: "!")) { return .legacyRequiredType }
    scanner.position = end
    return .requiredType
  }

  private mutating func parseUnsupportedType() -> Bool {
    guard scanner.peek() == UInt8(ascii: "U") else { return false }
    let start = checkpoint
    let type = open(.unsupportedType)
    guard scanner.take("Unsupported(") else { return backtrack(to: start) }
    scanner.skipSpace()
    guard parseString() else { return backtrack(to: start) }
    scanner.skipSpace()
    guard scanner.take(UInt8(ascii: ")")) else { return backtrack(to: start) }
    close(type)
    return true
  }
}

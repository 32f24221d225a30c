extension Parser {
  /// Parses `(argument, …)`.
  mutating func parseArgumentList() -> Bool {
    guard scanner.peek() == UInt8(ascii: "(") else { return false }
    let start = checkpoint
    let list = open(.argumentList)
    scanner.position += 1
    parseListElements { $0.parseArgument() }
    scanner.skipSpace()
    let comma = scanner.position
    if scanner.take(UInt8(ascii: ",")) { addLeaf(.trailingComma, from: comma) }
    scanner.skipSpace()
    guard scanner.take(UInt8(ascii: ")")) else { return backtrack(to: start) }
    close(list)
    return true
  }

  mutating func parseExpression() -> Bool {
    guard depth < Self.maximumDepth else {
      wasTooDeep = true
      return false
    }
    depth += 1
    defer { depth -= 1 }
    return switch scanner.peek() {
    case UInt8(ascii: "["): parseArray()
    case UInt8(ascii: "\""): parseString()
    case UInt8(ascii: "-"): parseNumber()
    case let byte where byte.isLetterOrDigit || byte >= 0x80:
      parseCall() || parseNumber() || parsePath()
    default: false
    }
  }

  private mutating func parseArgument() -> Bool {
    guard scanner.isAtArgumentName else { return parseExpression() }
    let argument = open(.emptyArgument)
    _ = parseIdentifier()
    scanner.skipSpace()
    scanner.position += 1
    let end = scanner.position
    scanner.skipSpace()
    if parseExpression() {
      changeKind(of: argument, to: .namedArgument)
    } else {
      scanner.position = end
    }
    close(argument)
    return true
  }

  private mutating func parseCall() -> Bool {
    guard scanner.isAtCall else { return false }
    let start = checkpoint
    let call = open(.functionCall)
    _ = parsePath()
    scanner.skipSpace()
    guard parseArgumentList() else { return backtrack(to: start) }
    close(call)
    return true
  }

  private mutating func parseArray() -> Bool {
    let start = checkpoint
    let array = open(.array)
    scanner.position += 1
    parseListElements { $0.parseExpression() }
    scanner.skipSpace()
    guard scanner.take(UInt8(ascii: "]")) else { return backtrack(to: start) }
    close(array)
    return true
  }

  private mutating func parseNumber() -> Bool {
    let start = scanner.position
    guard scanner.takeNumber() else { return false }
    addLeaf(.number, from: start)
    return true
  }

  /// Parses elements between commas; a comma without an element behind it is left alone.
  private mutating func parseListElements(_ parseElement: (inout Parser) -> Bool) {
    scanner.skipSpace()
    guard parseElement(&self) else { return }
    while true {
      let end = checkpoint
      scanner.skipSpace()
      if scanner.take(UInt8(ascii: ",")) {
        scanner.skipSpace()
        if parseElement(&self) { continue }
      }
      _ = backtrack(to: end)
      return
    }
  }
}

import Diagnostics

/// What a line that cannot be read lacks: a bracket, a quote or a comma.
struct LineSlip {
  var help: String
  /// The brackets that the line leaves open, the innermost last.
  var open: [OpenBracket] = []
}

/// A bracket that its line does not close.
struct OpenBracket {
  /// Where it is in the file.
  var offset: Int
  /// What closes it.
  var closing: UInt8
}

extension SyntaxChecks {
  /// The bracket, the quote or the comma that a line lacks; the first that is missing.
  static func slip(in line: ArraySlice<UInt8>) -> LineSlip? {
    var scan = BracketScan()
    while let byte = scan.next(in: line) {
      if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") {
        guard let bracket = scan.open.popLast() else {
          return LineSlip(help: "there is a bracket too many")
        }
        guard bracket.closing == byte else { return missing([bracket]) }
      }
      if scan.isSecondValue { return LineSlip(help: "arguments are separated by commas") }
    }
    if scan.isInString { return LineSlip(help: "a string is not closed: add `\"`") }
    return scan.open.isEmpty ? nil : missing(scan.open)
  }

  private static func missing(_ open: [OpenBracket]) -> LineSlip {
    let closing = String(decoding: open.suffix(8).reversed().map(\.closing), as: UTF8.self)
    return LineSlip(help: "add `\(closing)`: an attribute ends on its line", open: open)
  }

  /// The error of a line that goes on with what a line before it left open, and what is still open
  /// behind it.
  func continuation(
    _ diagnostic: Diagnostic, of open: inout [OpenBracket], line: ArraySlice<UInt8>
  ) -> Diagnostic? {
    guard let bracket = open.last else { return nil }
    guard !Self.startsMember(line) else {
      open = []
      return nil
    }
    var scan = BracketScan(open: open)
    while let byte = scan.next(in: line) {
      guard byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") else { continue }
      if scan.open.popLast()?.closing != byte { scan.open = [] }
    }
    open = scan.open
    var diagnostic = diagnostic
    diagnostic.help = "an attribute ends on its line: write all of it there"
    diagnostic.notes = [note("this bracket is not closed on its line", at: bracket)]
    diagnostic.fixes = []
    return diagnostic
  }

  func note(_ message: String, at bracket: OpenBracket) -> Diagnostic.Note {
    Diagnostic.Note(message, at: span(SourceRange(bracket.offset, bracket.offset + 1)))
  }

  /// Whether a line begins as a field or an attribute does.
  private static func startsMember(_ line: ArraySlice<UInt8>) -> Bool {
    if line.first == UInt8(ascii: "@") { return true }
    let rest = line.drop(while: isWord)
    guard rest.startIndex > line.startIndex, rest.first == UInt8(ascii: " ") else { return false }
    return rest.drop { $0 <= 0x20 }.first.map(isWord) ?? false
  }
}

/// A walk along a line that knows brackets from what stands in strings and comments.
private struct BracketScan {
  /// The brackets that are open.
  var open: [OpenBracket]
  private(set) var isInString = false
  /// Whether a value has begun behind another one without a comma between them.
  private(set) var isSecondValue = false
  private var isEscaped = false
  private var isInWord = false
  /// The last byte that is no space.
  private var last: UInt8 = 0
  private var position: Int?

  init(open: [OpenBracket] = []) { self.open = open }

  /// The next byte outside of strings; nothing when the line or what it says ends.
  mutating func next(in line: ArraySlice<UInt8>) -> UInt8? {
    var index = position ?? line.startIndex
    while index < line.endIndex {
      let byte = line[index]
      index += 1
      guard !isInString else {
        if byte == UInt8(ascii: "\""), !isEscaped { isInString = false }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        last = byte
        continue
      }
      guard byte != UInt8(ascii: "/") || last != byte else { return nil }
      take(byte, at: index - 1)
      position = index
      return byte
    }
    return nil
  }

  private mutating func take(_ byte: UInt8, at offset: Int) {
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "("): open.append(OpenBracket(offset: offset, closing: UInt8(ascii: ")")))
    case UInt8(ascii: "["): open.append(OpenBracket(offset: offset, closing: UInt8(ascii: "]")))
    default: break
    }
    let isWord = SyntaxChecks.isWord(byte)
    let endsValue =
      last == UInt8(ascii: ")") || last == UInt8(ascii: "]") || last == UInt8(ascii: "\"")
      || SyntaxChecks.isWord(last)
    isSecondValue = isWord && !isInWord && !open.isEmpty && endsValue
    isInWord = isWord
    if byte > 0x20 { last = byte }
  }
}

/// The words of a SQL expression.
struct ExpressionWords {
  private struct Word {
    var text: String
    var isQuoted: Bool

    func means(_ column: String) -> Bool {
      isQuoted ? text == column : text.lowercased() == column.lowercased()
    }
  }

  /// The words that may be columns: no functions, types, parts of times, or words of SQL itself.
  private var columnCandidates: [Word] = []

  private static let keywords: Set<String> = [
    "AND", "BETWEEN", "CASE", "ELSE", "END", "FALSE", "FROM", "IN", "IS", "LIKE", "NOT", "NULL",
    "OR", "THEN", "TRUE", "USER", "WHEN",
  ]
  /// Words and signs after which no column stands.
  private static let introductions: Set<String> = ["::", ".", "AS", "AT", "TIME", "COLLATE"]

  init(_ expression: String) {
    var bytes = Array(expression.utf8)[...]
    var previous = ""
    while let byte = bytes.first {
      switch byte {
      case UInt8(ascii: "-") where bytes.starts(with: "--".utf8):
        bytes = bytes.drop { $0 != UInt8(ascii: "\n") }
      case UInt8(ascii: "/") where bytes.starts(with: "/*".utf8):
        Self.dropComment(&bytes)
      case UInt8(ascii: "'"):
        _ = Self.quoted(&bytes)
        previous = ""
      case UInt8(ascii: "\""):
        add(Word(text: Self.quoted(&bytes), isQuoted: true), after: previous, before: bytes)
        previous = ""
      case _ where byte.isWordByte:
        let text = String(decoding: bytes.prefix { $0.isWordByte }, as: UTF8.self)
        bytes = bytes.dropFirst(text.utf8.count)
        let isNumber = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        if !isNumber { add(Word(text: text, isQuoted: false), after: previous, before: bytes) }
        previous = text.uppercased()
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        bytes = bytes.dropFirst()
      default:
        let isCast = byte == UInt8(ascii: ":") && bytes.dropFirst().first == byte
        bytes = bytes.dropFirst(isCast ? 2 : 1)
        previous = isCast ? "::" : byte == UInt8(ascii: ".") ? "." : ""
      }
    }
  }

  /// Whether one of the words is one of the columns.
  func mention(_ columns: [String]) -> Bool {
    columnCandidates.contains { word in columns.contains { word.means($0) } }
  }

  private mutating func add(
    _ word: Word, after previous: String, before rest: ArraySlice<UInt8>
  ) {
    let next = rest.drop { $0 == UInt8(ascii: " ") }
    // `f(…)`, `date '…'`, `table.column` and `extract(year FROM …)`.
    let isOther =
      next.first.map { [UInt8(ascii: "("), UInt8(ascii: "'"), UInt8(ascii: ".")].contains($0) }
      ?? false
    let isPart = String(decoding: next.prefix(5), as: UTF8.self).uppercased() == "FROM "
    guard !isOther, !isPart, !Self.introductions.contains(previous),
      word.isQuoted || !Self.keywords.contains(word.text.uppercased())
    else { return }
    columnCandidates.append(word)
  }

  /// Drops a comment in `/*` and `*/`.
  private static func dropComment(_ bytes: inout ArraySlice<UInt8>) {
    bytes = bytes.dropFirst(2)
    while !bytes.isEmpty, !bytes.starts(with: "*/".utf8) { bytes.removeFirst() }
    bytes = bytes.dropFirst(2)
  }

  /// Takes a string or a name in quotes, and gives it without them.
  private static func quoted(_ bytes: inout ArraySlice<UInt8>) -> String {
    guard let quote = bytes.popFirst() else { return "" }
    var text: [UInt8] = []
    while let byte = bytes.popFirst() {
      if byte == quote {
        guard bytes.first == quote else { break }
        bytes = bytes.dropFirst()
      }
      text.append(byte)
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isWordByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }
}

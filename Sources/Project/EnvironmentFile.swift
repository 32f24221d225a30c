/// The text of a `.env` file, read as the npm package dotenv does.
package struct EnvironmentFile {
  /// The variables in their order, not expanded yet.
  package let variables: [(name: String, value: String)]
  /// The numbers of the lines that say nothing, counted from 1.
  package let skippedLines: [Int]

  /// Reads a text.
  ///
  /// `NAME=value`, `export NAME=value`; values bare up to a `#`, or in `"…"`, `'…'` or `` `…` ``,
  /// which may span lines; in double quotes `\n` and `\r` stand for line breaks. Lines that are
  /// nothing of that are skipped.
  package init(_ bytes: [UInt8]) {
    var reader = Reader(bytes: bytes)
    reader.readAll()
    variables = reader.variables
    skippedLines = reader.skippedLines
  }

  /// Adds the variables to an environment; what is set already stays.
  ///
  /// `${NAME}` and `$NAME` of a known variable are replaced, `\$` stands for a dollar sign. A file
  /// whose variables would grow beyond all measure keeps the names from there on.
  package func add(to environment: inout [String: String]) {
    let original = environment
    var file: [String: String] = [:]
    for (name, value) in variables { file[name] = value }
    var budget = Self.maximumExpansion
    for (name, value) in variables where original[name] == nil {
      guard file[name] == value else { continue }
      environment[name] = Self.expand(value, depth: 0, &budget) { original[$0] ?? file[$0] }
    }
  }

  /// How many bytes replacements may insert: variables that name each other twice grow
  /// exponentially.
  private static let maximumExpansion = 1 << 20

  private static func expand(
    _ value: String, depth: Int, _ budget: inout Int, _ lookUp: (String) -> String?
  ) -> String {
    // Variables may name each other in a circle.
    guard depth < 16, budget > 0, value.contains("$") else { return value }
    var result = ""
    var rest = Substring(value)
    while budget > 0, let dollar = rest.firstIndex(of: "$") {
      var before = rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      if before.last == "\\" {
        before.removeLast()
        result += before + "$"
        continue
      }
      result += before
      let isBraced = rest.first == "{"
      let name = (isBraced ? rest.dropFirst() : rest).prefix {
        $0.isLetter || $0.isNumber || $0 == "_"
      }
      let after = rest[name.endIndex...]
      if isBraced, after.first == "}" {
        if let known = lookUp(String(name)) {
          budget -= known.utf8.count + 1
          result += expand(known, depth: depth + 1, &budget, lookUp)
        }
        rest = after.dropFirst()
      } else if !isBraced, !name.isEmpty, let known = lookUp(String(name)) {
        budget -= known.utf8.count + 1
        result += expand(known, depth: depth + 1, &budget, lookUp)
        rest = after
      } else {
        result += "$"
      }
    }
    return result + rest
  }

  private struct Reader {
    let bytes: [UInt8]
    var variables: [(name: String, value: String)] = []
    var skippedLines: [Int] = []
    private var offset = 0
    private var line = 1
    /// Where `line` was counted up to.
    private var counted = 0

    init(bytes: [UInt8]) {
      self.bytes = bytes
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    }

    mutating func readAll() {
      while offset < bytes.count {
        line += bytes[counted..<offset].count { $0 == UInt8(ascii: "\n") }
        counted = offset
        skipBlanks()
        if !isAtEndOfStatement {
          if let variable = variable() {
            variables.append(variable)
          } else {
            skippedLines.append(line)
          }
        }
        skip { $0 != UInt8(ascii: "\n") }
        offset += 1
      }
    }

    /// Whether nothing or only a comment follows on the line.
    private var isAtEndOfStatement: Bool {
      offset >= bytes.count || bytes[offset] == UInt8(ascii: "\n")
        || bytes[offset] == UInt8(ascii: "#")
    }

    private mutating func variable() -> (name: String, value: String)? {
      var name = word()
      if name == "export" {
        skipBlanks()
        name = word()
      }
      skipBlanks()
      guard !name.isEmpty, offset < bytes.count,
        bytes[offset] == UInt8(ascii: "=") || bytes[offset] == UInt8(ascii: ":")
      else { return nil }
      offset += 1
      skipBlanks()
      return (name, value())
    }

    private mutating func value() -> String {
      if offset < bytes.count, let text = quoted(bytes[offset]) { return text }
      let start = offset
      skip { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "#") }
      var end = offset
      while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
      return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    private mutating func quoted(_ quote: UInt8) -> String? {
      guard [UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`")].contains(quote) else {
        return nil
      }
      var end = offset + 1
      while end < bytes.count, bytes[end] != quote || bytes[end - 1] == UInt8(ascii: "\\") {
        end += 1
      }
      // A quote that never ends is part of a bare value.
      guard end < bytes.count else { return nil }
      let text = String(decoding: bytes[offset + 1..<end], as: UTF8.self)
      offset = end + 1
      return quote == UInt8(ascii: "\"") ? Self.withLineBreaks(text) : text
    }

    private static func withLineBreaks(_ text: String) -> String {
      var result = ""
      var isEscaped = false
      for character in text.unicodeScalars {
        if isEscaped {
          switch character {
          case "n": result += "\n"
          case "r": result += "\r"
          case "\"": result += "\""
          default: result += "\\" + String(character)
          }
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else {
          result.unicodeScalars.append(character)
        }
      }
      return isEscaped ? result + "\\" : result
    }

    private mutating func word() -> String {
      let start = offset
      skip { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
          UInt8(ascii: "-"):
          true
        default: false
        }
      }
      return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func skipBlanks() { skip { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }

    private mutating func skip(_ belongs: (UInt8) -> Bool) {
      while offset < bytes.count, belongs(bytes[offset]) { offset += 1 }
    }
  }
}

/// An encoding other than UTF-8, in which some editors and shells save text.
public struct ForeignEncoding: Sendable, Hashable {
  /// What people call it: `UTF-16` or `UTF-32`.
  public let name: String
  /// What `iconv` calls it; it says the order of bytes where no mark at the start does.
  fileprivate let converterName: String

  private init(_ name: String, _ converterName: String) {
    self.name = name
    self.converterName = converterName
  }

  /// Recognises the encoding of a text by its first four bytes.
  ///
  /// Without a byte order mark it is recognised by its zeros: a schema starts with ASCII, be it a
  /// keyword, a comment or white space, and no text in UTF-8 has zeros there.
  ///
  /// - Parameter bytes: Any bytes.
  init?(of bytes: [UInt8]) {
    // The mark of UTF-16 is how that of UTF-32 starts, so the longer one is looked for first.
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      self.init("UTF-32", "utf-32")
    } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      self.init("UTF-16", "utf-16")
    } else {
      switch bytes.prefix(4).map({ $0 == 0 }) {
      case [false, true, false, true]: self.init("UTF-16", "utf-16le")
      case [true, false, true, false]: self.init("UTF-16", "utf-16be")
      case [false, true, true, true]: self.init("UTF-32", "utf-32le")
      case [true, true, true, false]: self.init("UTF-32", "utf-32be")
      default: return nil
      }
    }
  }
}

extension SourceFile {
  /// The encoding of the text, if that is known and not UTF-8.
  public var foreignEncoding: ForeignEncoding? { ForeignEncoding(of: bytes) }

  /// What to do to have the text in UTF-8, as a help says it.
  public var conversionToUTF8: String {
    let encoding = foreignEncoding?.converterName
    if isStandardInput {
      return "pipe it through `iconv -f \(encoding ?? "<its encoding>") -t utf-8` first"
    }
    let editing = "save it as UTF-8 in your editor"
    guard let encoding else { return editing }
    let command = "iconv -f \(encoding) -t utf-8 \(quotedForShell(path)) > utf-8.prisma"
    return "\(editing), or convert it: `\(command)`"
  }
}

/// A word as a shell reads it, in quotes if it needs them.
private func quotedForShell(_ word: String) -> String {
  let isPlain = word.utf8.allSatisfy { byte in
    switch UnicodeScalar(byte) {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", "/", "+", ",", ":", "=", "@", "%": true
    default: byte >= 0x80
    }
  }
  guard !isPlain || word.isEmpty else { return word }
  // Nothing is special between single quotes, not even a backslash before the next one.
  let parts = word.split(separator: "'", omittingEmptySubsequences: false)
  return "'" + parts.joined(separator: "'\\''") + "'"
}

import BinaryText

/// Tells whether bytes are a JSON text (RFC 8259), in one pass and without making a value of them.
public struct JSONText {
  private let bytes: ArraySlice<UInt8>
  private var offset: Int

  /// Whether the bytes, which are UTF-8, are one JSON value.
  public static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool {
    var text = JSONText(bytes: bytes, offset: bytes.startIndex)
    return text.takeValue() && text.offset == bytes.endIndex
  }

  /// Takes a value and the white space around it.
  private mutating func takeValue() -> Bool {
    // What closes the arrays and objects that are open; no text can exhaust the stack.
    var closers: [UInt8] = []
    while true {
      skipSpace()
      switch peek {
      case UInt8(ascii: "{"):
        offset += 1
        skipSpace()
        if peek != UInt8(ascii: "}") {
          guard takeKey() else { return false }
          closers.append(UInt8(ascii: "}"))
          continue
        }
        offset += 1
      case UInt8(ascii: "["):
        offset += 1
        skipSpace()
        if peek != UInt8(ascii: "]") {
          closers.append(UInt8(ascii: "]"))
          continue
        }
        offset += 1
      case UInt8(ascii: "\""): guard takeString() else { return false }
      case UInt8(ascii: "t"): guard take("true") else { return false }
      case UInt8(ascii: "f"): guard take("false") else { return false }
      case UInt8(ascii: "n"): guard take("null") else { return false }
      default: guard takeNumber() else { return false }
      }
      skipSpace()
      while let closer = closers.last, take(closer) {
        closers.removeLast()
        skipSpace()
      }
      guard let closer = closers.last else { return true }
      guard take(UInt8(ascii: ",")) else { return false }
      if closer == UInt8(ascii: "}") {
        skipSpace()
        guard takeKey() else { return false }
      }
    }
  }

  private mutating func takeKey() -> Bool {
    guard takeString() else { return false }
    skipSpace()
    return take(UInt8(ascii: ":"))
  }

  private mutating func takeString() -> Bool {
    guard take(UInt8(ascii: "\"")) else { return false }
    while let byte = peek {
      offset += 1
      switch byte {
      case UInt8(ascii: "\""): return true
      case UInt8(ascii: "\\"): guard takeEscaped() else { return false }
      case 0..<0x20: return false
      default: continue
      }
    }
    return false
  }

  /// Takes what follows a backslash.
  private mutating func takeEscaped() -> Bool {
    guard let byte = peek else { return false }
    offset += 1
    guard byte == UInt8(ascii: "u") else {
      return byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "/")
        || StringEscape.control(byte) != nil
    }
    for _ in 0..<4 {
      guard let digit = peek, Hexadecimal.value(of: digit) != nil else { return false }
      offset += 1
    }
    return true
  }

  private mutating func takeNumber() -> Bool {
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) {
      guard takeDigits() else { return false }
    }
    if take(UInt8(ascii: ".")) {
      guard takeDigits() else { return false }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard takeDigits() else { return false }
    }
    return true
  }

  private mutating func takeDigits() -> Bool {
    let start = offset
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { offset += 1 }
    return offset > start
  }

  private mutating func take(_ word: StaticString) -> Bool {
    for byte in word.description.utf8 {
      guard take(byte) else { return false }
    }
    return true
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    offset += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      offset += 1
    }
  }

  private var peek: UInt8? { offset < bytes.endIndex ? bytes[offset] : nil }
}

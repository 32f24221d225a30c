/// The part of a source line that is shown for a span, and the mark below it.
///
/// Both are as wide on a terminal as they are counted here: tabs become one blank, characters that
/// would move the cursor are replaced, and wide characters get two marks.
struct Excerpt {
  /// The text of the line, cut around the span when it is long.
  private(set) var source = ""
  /// Blanks and carets.
  private(set) var mark = ""

  /// How many columns are shown of a line.
  private static let limit = 120
  /// How many columns of a long line are shown before the span.
  private static let lead = 40

  private struct Cell {
    var text: Unicode.Scalar
    var width: Int
    var isMarked: Bool
  }

  /// Takes the line in which the span starts; at most some kilobytes of it are read.
  init(_ span: SourceRange, line: SourceRange, in file: SourceFile) {
    let start = Int(span.start)
    let cells = Self.cells(
      of: file.bytes, from: max(Int(line.start), start - 4 * Self.limit),
      to: min(Int(line.end), start + 4 * Self.limit), span)
    let isCutBefore = start - 4 * Self.limit > Int(line.start)
    let isCutBehind = start + 4 * Self.limit < Int(line.end)
    let first = cells.firstIndex(where: \.isMarked) ?? cells.count
    let total = cells.reduce(0) { $0 + $1.width }
    var window = cells[...]
    if isCutBefore || isCutBehind || total > Self.limit {
      var before = cells[..<first].reduce(0) { $0 + $1.width }
      while before > Self.lead, let cell = window.first {
        before -= cell.width
        window.removeFirst()
      }
    }
    write(window, isCutBefore: isCutBefore || window.count < cells.count, isCutBehind)
  }

  private mutating func write(
    _ cells: ArraySlice<Cell>, isCutBefore: Bool, _ isCutBehind: Bool
  ) {
    var (blanks, carets, width) = (0, 0, 0)
    if isCutBefore {
      source = "…"
      blanks = 1
    }
    var isWhole = !isCutBehind
    for cell in cells {
      guard width + cell.width <= Self.limit else {
        isWhole = false
        break
      }
      width += cell.width
      source.unicodeScalars.append(cell.text)
      if cell.isMarked {
        carets += cell.width
      } else if carets == 0 {
        blanks += cell.width
      }
    }
    if !isWhole { source += "…" }
    mark =
      String(repeating: " ", count: blanks) + String(repeating: "^", count: max(1, carets))
  }

  private static func cells(
    of bytes: [UInt8], from: Int, to: Int, _ span: SourceRange
  ) -> [Cell] {
    var start = from
    // The cut may be within a character: continuation bytes start none.
    while start < to, bytes[start] & 0xC0 == 0x80 { start += 1 }
    var end = to
    while end > start, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    var cells: [Cell] = []
    var offset = start
    let text = String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
    // What hides passwords keeps the number of characters.
    for (scalar, open) in zip(text.unicodeScalars, text.withoutPasswords.unicodeScalars) {
      let isMarked = offset >= Int(span.start) && offset < Int(span.end)
      let shown = shown(open)
      cells.append(Cell(text: shown, width: shown.terminalWidth, isMarked: isMarked))
      offset += UTF8.width(scalar)
    }
    return cells
  }

  /// Control characters would move the cursor, and marks of direction the text around them.
  private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x09: " "
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: "\u{FFFD}"
    default: scalar
    }
  }
}

extension Unicode.Scalar {
  /// The columns that terminals give the character: 0, 1 or 2.
  ///
  /// The ranges are those of East Asian Width W and F, https://www.unicode.org/reports/tr11/.
  var terminalWidth: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F1E6...0x1F1FF, 0x1F300...0x1F64F,
      0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      return properties.isEmojiPresentation ? 2 : 1
    }
  }
}

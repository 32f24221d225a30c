/// Renders diagnostics for people: the sentence, the place, and the line with its mark.
public struct TextRenderer: Sendable {
  private let files: [SourceFile]
  private let isColored: Bool

  /// Creates a renderer.
  ///
  /// - Parameters:
  ///   - files: The files in the order of the indices in `SourceSpan`.
  ///   - isColored: Whether to write ANSI colour sequences.
  public init(files: [SourceFile], isColored: Bool) {
    self.files = files
    self.isColored = isColored
  }

  /// The text of one diagnostic, several lines, ending in a line break.
  public func render(_ diagnostic: Diagnostic) -> String {
    let color = diagnostic.severity == .error ? Color.red : Color.yellow
    let head = "\(diagnostic.severity.rawValue)[\(diagnostic.code)]"
    var text =
      "\(paint(head, color, bold: true))\(paint(": " + diagnostic.message, nil, bold: true))\n"
    let margin = lineNumber(of: diagnostic.span).count
    text += excerpt(diagnostic.span, color: color, margin: margin)
    for note in diagnostic.notes {
      text += "\(pad("", margin)) \(paint("=", .blue)) note: \(note.message)\n"
      text += excerpt(note.span, color: .blue, margin: margin)
    }
    if let help = diagnostic.help {
      text += "\(pad("", margin)) \(paint("=", .blue)) \(paint("help", .cyan)): \(help)\n"
    }
    for fix in diagnostic.fixes {
      text += "\(pad("", margin)) \(paint("=", .blue)) \(paint("fix", .cyan)): \(fix.title)\n"
    }
    return text
  }

  /// The place and the source line of a span, its part of the line underlined.
  private func excerpt(_ span: SourceSpan, color: Color, margin: Int) -> String {
    guard files.indices.contains(span.file) else { return "" }
    let file = files[span.file]
    let start = file.location(of: span.range.start)
    let gutter = pad("", margin)
    let bar = paint("|", .blue)
    let line = file.rangeOfLine(start.line)
    let excerpt = Excerpt(span.range, line: line, in: file)
    let last = lastLine(of: span, in: file)
    let extent = last > start.line ? paint(" … to line \(last)", color) : ""
    return """
      \(gutter)\(paint("-->", .blue)) \(file.path):\(start.line):\(start.column)
      \(gutter) \(bar)
      \(paint(pad("\(start.line)", margin), .blue)) \(bar) \(excerpt.source)
      \(gutter) \(bar) \(paint(excerpt.mark, color, bold: true))\(extent)

      """
  }

  /// The last line that holds something of the span.
  private func lastLine(of span: SourceSpan, in file: SourceFile) -> Int {
    var end = span.range.end
    while end > span.range.start, " \t\r\n".utf8.contains(file.bytes[Int(end) - 1]) { end -= 1 }
    return file.location(of: end).line
  }

  private func lineNumber(of span: SourceSpan) -> String {
    guard files.indices.contains(span.file) else { return "" }
    return "\(files[span.file].location(of: span.range.start).line)"
  }

  private func pad(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// The colours of ECMA-48, by their SGR numbers.
  private enum Color: Int {
    case red = 31
    case yellow = 33
    case blue = 34
    case cyan = 36
  }

  private func paint(_ text: String, _ color: Color?, bold: Bool = false) -> String {
    guard isColored else { return text }
    let codes = (bold ? ["1"] : []) + (color.map { ["\($0.rawValue)"] } ?? [])
    return "\u{1B}[\(codes.joined(separator: ";"))m\(text)\u{1B}[0m"
  }
}

extension String {
  /// The text with stars for the connection URLs in it, so that a diagnostic can be shared: a URL
  /// that cannot be understood may hold its password anywhere.
  ///
  /// As long as before, so that a mark below still stands under its text.
  var withoutPasswords: String {
    var parts = split(separator: "\"", omittingEmptySubsequences: false).map { String($0) }
    for index in parts.indices.dropFirst() {
      let part = parts[index]
      guard let colon = part.firstIndex(of: ":"), part.contains(where: "@?;".contains),
        part[..<colon].utf8.allSatisfy({ $0 != UInt8(ascii: " ") })
      else { continue }
      let secret = part[part.index(after: colon)...]
      parts[index] =
        part[...colon] + secret.unicodeScalars.map { $0 == "/" ? "/" : "*" }.joined()
    }
    return parts.joined(separator: "\"")
  }
}

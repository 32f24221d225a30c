import Diagnostics
import Testing

/// Excerpts and marks as they stand on a terminal.
struct RenderingTests {
  @Test("The mark stands below its text")
  func marks() {
    expect("a wrong b", "wrong", "a wrong b", "  ^^^^^")
    expect("\ta\twrong", "wrong", " a wrong", "   ^^^^^")
    expect("名前 wrong", "wrong", "名前 wrong", "     ^^^^^")
    expect("a 名前", "名前", "a 名前", "  ^^^^")
    expect("e\u{301} wrong", "wrong", "e\u{301} wrong", "  ^^^^^")
    expect("🦉 wrong", "wrong", "🦉 wrong", "   ^^^^^")
    expect("a wrong\r\nnext", "wrong", "a wrong", "  ^^^^^")
    expect("\u{1B}[2J wrong", "wrong", "\u{FFFD}[2J wrong", "     ^^^^^")
  }

  @Test("A line of ten megabytes is cut around the span")
  func longLine() {
    let long = String(repeating: "x", count: 5_000_000)
    let text = render("\(long) wrong \(long)", "wrong")
    #expect(text.utf8.count < 1000)
    let lines = text.split(separator: "\n")
    #expect(lines[3].hasPrefix("1 | …"))
    #expect(lines[3].hasSuffix("…"))
    let mark = lines[4].firstRange(of: "^^^^^").map { lines[4][..<$0.lowerBound].count }
    #expect(mark == lines[3].firstRange(of: "wrong").map { lines[3][..<$0.lowerBound].count })
  }

  @Test("A span of several lines says where it ends")
  func severalLines() {
    let text = render("model A {\n  b\n}\n", "model A {\n  b\n}\n")
    #expect(text.contains("1 | model A {\n  | ^^^^^^^^^ … to line 3\n"))
  }

  @Test("A mark at the end of a file, and of an empty one")
  func ends() {
    expect("", "", "", "^")
    let file = SourceFile(path: "a", text: "ab")
    let span = SourceSpan(file: 0, range: SourceRange(2, 2))
    let text = TextRenderer(files: [file], isColored: false).render(
      Diagnostic(DiagnosticCode("S9999"), .error, "wrong", at: span))
    #expect(text.contains("1 | ab\n  |   ^\n"))
  }

  @Test("Notes in other files show their lines, fixes their titles")
  func severalFiles() {
    let files = [
      SourceFile(path: "a.prisma", text: "model A {}"),
      SourceFile(path: "b.prisma", text: "\n\nmodel A {}"),
    ]
    let span = SourceSpan(file: 1, range: SourceRange(8, 9))
    let diagnostic = Diagnostic(
      DiagnosticCode("S9999"), .error, "twice", at: span, help: "rename one",
      notes: [.init("first here", at: SourceSpan(file: 0, range: SourceRange(6, 7)))],
      fixes: [FixIt("write `B`", [TextEdit(span, "B")])])
    #expect(
      TextRenderer(files: files, isColored: false).render(diagnostic) == """
        error[S9999]: twice
         --> b.prisma:3:7
          |
        3 | model A {}
          |       ^
          = note: first here
         --> a.prisma:1:7
          |
        1 | model A {}
          |       ^
          = help: rename one
          = fix: write `B`

        """)
    #expect(
      TextRenderer(files: files, isColored: true).render(diagnostic).contains(
        "\u{1B}[1;31merror[S9999]\u{1B}[0m"))
  }

  private func expect(_ text: String, _ wrong: String, _ source: String, _ mark: String) {
    #expect(render(text, wrong).contains("1 | \(source)\n  | \(mark)\n"), "\(text)")
  }

  /// Renders a diagnostic at the last place of a word.
  private func render(_ text: String, _ word: String) -> String {
    let bytes = Array(text.utf8)
    let wanted = Array(word.utf8)
    var start = bytes.count - wanted.count
    while start > 0, !bytes[start...].starts(with: wanted) { start -= 1 }
    let span = SourceSpan(file: 0, range: SourceRange(start, start + wanted.count))
    return TextRenderer(files: [SourceFile(path: "a", bytes: bytes)], isColored: false).render(
      Diagnostic(DiagnosticCode("S9999"), .error, "wrong", at: span))
  }
}

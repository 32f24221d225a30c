package import Diagnostics

extension DiagnosticCode {
  /// A file in another encoding than UTF-8.
  ///
  /// The code is that of commands which refuse such a file, since both are one thing to people.
  package static let foreignEncoding = DiagnosticCode("C0015")
}

extension SyntaxTree {
  /// The tree of a file in UTF-16: read as UTF-8 each of its lines would be a mistake of its own.
  init(unreadable file: SourceFile, index: Int) {
    let end = UInt32(file.bytes.count)
    let mark = SourceSpan(file: index, range: SourceRange(0, 2))
    self.init(
      file: file, fileIndex: index,
      nodes: [
        SyntaxNode(kind: .schema, start: 0, end: end, next: 2),
        SyntaxNode(kind: .unknownLine, start: 0, end: end, next: 2),
      ], hasFlawedNames: false,
      diagnostics: [
        Diagnostic(
          .foreignEncoding, .error, "this file is UTF-16, and schemas are UTF-8", at: mark,
          help: "save it as UTF-8 in your editor, or convert it: "
            + "`iconv -f utf-16 -t utf-8 \(file.path) > utf-8.prisma`")
      ])
  }
}

package import Diagnostics

extension DiagnosticCode {
  /// A file in another encoding than UTF-8.
  ///
  /// The code is that of commands which refuse such a file, since both are one thing to people.
  package static let foreignEncoding = DiagnosticCode("C0015")
}

extension SyntaxTree {
  /// The tree of a file that, read as UTF-8, would have a mistake in each of its lines.
  init(of file: SourceFile, in encoding: ForeignEncoding, index: Int) {
    let end = UInt32(file.bytes.count)
    let start = SourceSpan(file: index, range: SourceRange(0, 2))
    self.init(
      file: file, fileIndex: index,
      nodes: [
        SyntaxNode(kind: .schema, start: 0, end: end, next: 2),
        SyntaxNode(kind: .unknownLine, start: 0, end: end, next: 2),
      ], hasFlawedNames: false,
      diagnostics: [
        Diagnostic(
          .foreignEncoding, .error, "this file is \(encoding.name), and schemas are UTF-8",
          at: start, help: file.conversionToUTF8)
      ])
  }
}

package import Diagnostics
package import SchemaSyntax

extension DatamodelWriter {
  /// The file of a datasource with `names` as its `schemas`; other files as they are.
  package static func setSchemas(_ names: [String], in tree: SyntaxTree) -> SourceFile {
    guard let datasource = tree.blocks.first(where: { $0.kind == .datasource }) else {
      return tree.file
    }
    let file = tree.file
    let list = "[\(names.map(\.quoted).joined(separator: ", "))]"
    let known = datasource.properties.first { $0.name.text == "schemas" }
    let (range, text): (SourceRange, String)
    if let value = known?.value {
      (range, text) = (value.range, list)
    } else if let end = tree.child(.blockClose, of: datasource.index).map({ tree.nodes[$0].start })
    {
      (range, text) = (SourceRange(end, end), "  schemas = \(list)\n")
    } else {
      return file
    }
    let all = SourceRange(0, UInt32(file.bytes.count))
    let ending = FileEnding(file)
    let edited = SourceFile(
      path: file.path,
      text: ending.withLinesOfFile(
        ending.withPlainLines(
          file.text(in: SourceRange(all.start, range.start)) + text
            + file.text(in: SourceRange(range.end, all.end)))))
    guard SchemaSyntax.format(file) == file.bytes else { return edited }
    return SourceFile(path: file.path, bytes: SchemaSyntax.format(edited))
  }
}

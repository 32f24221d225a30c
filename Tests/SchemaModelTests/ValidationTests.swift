import Diagnostics
import Providers
import SchemaModel
import SchemaSyntax
import TestSupport
import Testing

/// Schemas with the diagnostics that they get, as comments at their end.
struct ValidationTests {
  @Test("Diagnostics", arguments: Fixture.all("validate", suffix: ".prisma"))
  func diagnostics(_ fixture: Fixture) throws {
    let schema = Self.schema(in: try fixture.text)
    let analysis = analyze([SourceFile(path: fixture.name, text: schema)], rules: allProviders)
    try expectText(schema + Self.comments(analysis), equalsFile: fixture.path)
  }

  @Test("A schema without errors has a datamodel without holes")
  func completeness() throws {
    for fixture in Fixture.all("validate", suffix: ".prisma") {
      let file = SourceFile(path: fixture.name, bytes: try fixture.bytes)
      let analysis = analyze([file], rules: allProviders)
      guard !analysis.hasErrors else { continue }
      for relation in analysis.datamodel.relations {
        #expect(relation.referencingField != nil && relation.referencedField != nil)
        #expect(relation.fields.count == relation.references.count)
      }
    }
  }

  @Test("Nobody misses what a file in UTF-16 declares")
  func foreignEncoding() {
    let declaration = SourceFile(path: "a.prisma", bytes: [0xFF, 0xFE, 0x6D, 0x00])
    let use = SourceFile(path: "b.prisma", text: "model B {\n  id Int @id\n  a A\n}\n")
    let analysis = analyze([use, declaration], rules: allProviders)
    #expect(analysis.diagnostics.map(\.code) == [.foreignEncoding])
  }

  @Test("Any prefix of a schema is analysed without harm")
  func prefixes() throws {
    for fixture in Fixture.all("validate", suffix: ".prisma").prefix(20) {
      let bytes = try fixture.bytes
      for end in stride(from: 0, to: bytes.count, by: 7) {
        let file = SourceFile(path: fixture.name, bytes: Array(bytes[..<end]))
        _ = analyze([file], rules: allProviders)
      }
    }
  }

  /// The text before the comments with expectations.
  private static func schema(in text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let end = lines.firstIndex { $0.hasPrefix("//~") } ?? lines.endIndex
    var schema = lines[..<end].joined(separator: "\n")
    while schema.hasSuffix("\n") { schema.removeLast() }
    return schema + "\n"
  }

  private static func comments(_ analysis: Analysis) -> String {
    guard !analysis.diagnostics.isEmpty else { return "\n//~ valid\n" }
    return "\n"
      + analysis.diagnostics.map { diagnostic in
        var lines = [
          "//~ \(diagnostic.severity) \(diagnostic.code) \(range(diagnostic.span, analysis)) "
            + diagnostic.message
        ]
        if let help = diagnostic.help { lines.append("//~   help: \(help)") }
        for note in diagnostic.notes {
          lines.append("//~   note: \(range(note.span, analysis)) \(note.message)")
        }
        for fix in diagnostic.fixes {
          lines.append("//~   fix: \(fix.title)")
          for edit in fix.edits {
            lines.append(
              "//~     \(range(edit.span, analysis)) \(String(reflecting: edit.replacement))")
          }
        }
        return lines.joined(separator: "\n") + "\n"
      }.joined()
  }

  private static func range(_ span: SourceSpan, _ analysis: Analysis) -> String {
    let file = analysis.files[span.file]
    let (start, end) = (file.location(of: span.range.start), file.location(of: span.range.end))
    return "\(start.line):\(start.column)-\(end.line):\(end.column)"
  }
}

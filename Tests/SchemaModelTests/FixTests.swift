import Diagnostics
import Providers
import SchemaModel
import TestSupport
import Testing

/// The edits that mend what the fixtures of `validate` have wrong.
struct FixTests {
  @Test("Every fix removes its diagnostic", arguments: Fixture.all("validate", suffix: ".prisma"))
  func everyFix(_ fixture: Fixture) throws {
    let before = Self.analysis(of: SourceFile(path: fixture.name, bytes: try fixture.bytes))
    for diagnostic in before.diagnostics {
      for fix in diagnostic.fixes {
        let edited = apply(fix.edits, to: before.files)[0]
        let after = Self.analysis(of: edited)
        let place = "\(diagnostic.code) \(diagnostic.message): \(fix.title)"
        #expect(
          Self.count(diagnostic, in: after) < Self.count(diagnostic, in: before),
          "\(place)\n\(edited.text)")
        #expect(
          Self.syntaxErrors(in: after) <= Self.syntaxErrors(in: before), "\(place)\n\(edited.text)")
      }
    }
  }

  @Test(
    "All fixes of a schema, round by round",
    arguments: Fixture.all("fix", suffix: ".before.prisma"))
  func rounds(_ fixture: Fixture) throws {
    let file = SourceFile(path: fixture.name, bytes: try fixture.bytes)
    let repair = Repair(of: [file], rules: allProviders)
    #expect(!repair.changes.isEmpty)
    try expectText(
      repair.analysis.files[0].text,
      equalsFile: fixture.path.replacing(".before.prisma", with: ".after.prisma"))
    let again = Repair(of: repair.analysis.files, rules: allProviders)
    #expect(again.changes.isEmpty)
  }

  @Test("Line breaks and indentation stay what they are")
  func layout() {
    let schema =
      "model A {\r\n\tid Int @id\r\n\tb B\r\n\tbId Int\r\n}\r\nmodel B {\r\n\tid Int @id\r\n}\r\n"
    let repair = Repair(of: [SourceFile(path: "a", text: schema)], rules: allProviders)
    #expect(
      repair.analysis.files[0].text
        == "model A {\r\n\tid Int @id\r\n\tb B @relation(fields: [bId], references: [id])\r\n"
        + "\tbId Int\r\n}\r\nmodel B {\r\n\tid Int @id\r\n\tas A[]\r\n}\r\n")
  }

  @Test("Fixes that touch each other are not made together")
  func overlap() {
    let ranges = [SourceRange(0, 4), SourceRange(3, 6), SourceRange(8, 9)]
    let diagnostics = ranges.map { range -> Diagnostic in
      let span = SourceSpan(file: 0, range: range)
      return Diagnostic(
        .unknownType, .error, "", at: span, fixes: [FixIt("x", [TextEdit(span, "_")])])
    }
    let selection = FixSelection(diagnostics)
    #expect(selection.choices.count == 2)
    let files = selection.applied(to: [SourceFile(path: "a", text: "0123456789")])
    #expect(files[0].text == "_4567_9")
  }

  @Test("Many insertions at one place are selected in linear time")
  func manyInsertions() {
    let span = SourceSpan(file: 0, range: SourceRange(5, 5))
    let diagnostics = (0..<50_000).map { index in
      Diagnostic(
        .unknownType, .error, "", at: span, fixes: [FixIt("x", [TextEdit(span, "\(index),")])])
    }
    let time = processorTime {
      let selection = FixSelection(diagnostics)
      #expect(selection.choices.count == diagnostics.count)
      let text = selection.applied(to: [SourceFile(path: "a", text: "0123456789")])[0].text
      #expect(text.hasPrefix("012340,1,2,3,") && text.hasSuffix("49998,49999,56789"))
    }
    #expect(time < .seconds(20))
  }

  private static func analysis(of file: SourceFile) -> Analysis {
    analyze([file], rules: allProviders)
  }

  private static func count(_ diagnostic: Diagnostic, in analysis: Analysis) -> Int {
    analysis.diagnostics.count {
      $0.code == diagnostic.code && $0.message == diagnostic.message
    }
  }

  private static func syntaxErrors(in analysis: Analysis) -> Int {
    analysis.diagnostics.count { $0.code.name.hasPrefix("S00") }
  }
}

import Diagnostics
import Providers
import SchemaModel
import SchemaSyntax
import TestSupport
import Testing

/// The pages about diagnostic codes.
struct ExplanationTests {
  @Test("Every code has one page, in the order of the codes")
  func completeness() throws {
    let pages = Explanation.all.map(\.code.name)
    #expect(pages == pages.sorted())
    #expect(pages == (try Self.declaredCodes()).sorted())
  }

  @Test("The wrong example of a page gets its diagnostic and no other", arguments: Explanation.all)
  func wrongExample(_ page: Explanation) {
    #expect(Set(Self.diagnostics(of: page.wrong).map(\.code)) == [page.code], "\(page.code)")
  }

  @Test("The right example of a page gets no diagnostic at all", arguments: Explanation.all)
  func rightExample(_ page: Explanation) {
    let messages = Self.diagnostics(of: page.right).map(\.message)
    #expect(messages.isEmpty, "\(page.code)")
  }

  @Test("A right example has the layout that `swisma format` gives it", arguments: Explanation.all)
  func layout(_ page: Explanation) {
    let file = SourceFile(path: "schema.prisma", text: page.right)
    #expect(String(decoding: format(file), as: UTF8.self) == page.right, "\(page.code)")
  }

  @Test("A page says what to do, in sentences of its own", arguments: Explanation.all)
  func sentences(_ page: Explanation) {
    #expect(page.rule.hasSuffix(".") && page.reason.hasSuffix("."), "\(page.code)")
    // The reason and the next step are a sentence each, at least.
    #expect(page.reason.matches(of: /[.:] |[.]$/).count > 1, "\(page.code)")
    let messages = Self.diagnostics(of: page.wrong).map(\.message)
    #expect(!messages.contains { page.reason.contains($0) || page.rule.contains($0) })
  }

  @Test("Every code occurs in the expectation of a fixture")
  func coverage() throws {
    var expectations = ""
    for fixture in Fixture.all("validate", suffix: ".prisma") {
      for line in try fixture.text.split(separator: "\n") where line.hasPrefix("//~") {
        expectations += line + "\n"
      }
    }
    let missing = try Self.declaredCodes().filter { !expectations.contains(" \($0) ") }
    #expect(missing.isEmpty, "\(missing.count) codes without a fixture")
  }

  private static func diagnostics(of schema: String) -> [Diagnostic] {
    analyze([SourceFile(path: "schema.prisma", text: schema)], rules: allProviders).diagnostics
  }

  /// The codes as the sources declare them.
  private static func declaredCodes() throws -> [String] {
    try ["Sources/SchemaModel/DiagnosticCodes.swift", "Sources/SchemaSyntax/SyntaxChecks.swift"]
      .flatMap { path in
        try Repository.text(path).matches(of: /DiagnosticCode\("(S[0-9]{4})"\)/)
          .map { String($0.output.1) }
      }
  }
}

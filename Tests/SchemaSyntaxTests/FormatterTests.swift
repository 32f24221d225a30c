import Diagnostics
import SchemaSyntax
import TestSupport
import Testing

struct FormatterTests {
  private static let fixtures = Fixture.all("format", suffix: ".prisma").filter {
    !$0.name.hasSuffix(".formatted.prisma")
  }

  @Test("The layout", arguments: fixtures)
  func layout(_ fixture: Fixture) throws {
    let formatted = format(SourceFile(path: fixture.name, bytes: try fixture.bytes))
    try expectText(
      String(decoding: formatted, as: UTF8.self),
      equalsFile: fixture.sibling(".formatted.prisma", insteadOf: ".prisma"))
    #expect(format(SourceFile(path: fixture.name, bytes: formatted)) == formatted)
  }

  @Test("An empty file stays empty")
  func emptyFile() {
    #expect(format(SourceFile(path: "schema.prisma", text: "")) == [])
  }
}

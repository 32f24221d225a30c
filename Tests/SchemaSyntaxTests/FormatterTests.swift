import Diagnostics
import SchemaSyntax
import Testing

@Test("An empty file stays empty")
func emptyFile() {
  #expect(format(SourceFile(path: "schema.prisma", text: "")) == [])
}

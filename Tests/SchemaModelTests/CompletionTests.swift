import Diagnostics
import Providers
import SchemaModel
import SchemaSyntax
import TestSupport
import Testing

struct CompletionTests {
  private static let fixtures = Fixture.all("complete", suffix: ".prisma").filter {
    !$0.name.hasSuffix(".completed.prisma")
  }

  @Test("Relations get what they lack", arguments: fixtures)
  func relations(_ fixture: Fixture) throws {
    let completed = complete(SourceFile(path: fixture.name, bytes: try fixture.bytes))
    try expectText(
      completed.text, equalsFile: fixture.sibling(".completed.prisma", insteadOf: ".prisma"))
    #expect(complete(completed).bytes == completed.bytes)
  }

  @Test("A relation may span files")
  func files() {
    let files = [
      SourceFile(path: "a", text: "model A {\n  id Int @id\n}\n"),
      SourceFile(path: "b", text: "model B {\n  id Int @id\n  a A?\n}\n"),
    ]
    let edits = completion(of: files, rules: allProviders)
    #expect(edits.map(\.span.file) == [0, 1, 1])
    #expect(apply(edits, to: files)[0].text == "model A {\n  id Int @id\n  bs B[]\n}\n")
  }

  private func complete(_ file: SourceFile) -> SourceFile {
    let edits = completion(of: [file], rules: allProviders)
    return SourceFile(path: file.path, bytes: format(apply(edits, to: [file])[0]))
  }
}

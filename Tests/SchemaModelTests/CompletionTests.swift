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
    let edits = completion(
      of: files.enumerated().map { parse($1, index: $0) }, rules: allProviders)
    #expect(edits.map(\.span.file) == [0, 1, 1])
    #expect(apply(edits, to: files)[0].text == "model A {\n  id Int @id\n  bs B[]\n}\n")
  }

  @Test(
    "A relation without a part gets it, whatever the others have",
    arguments: [
      ("a A @relation(fields: [aId], references: [id])", "b B[]", false),
      ("a A @relation(\"x\", fields: [aId], references: [id])", "b B? @relation(\"x\")", false),
      ("a A @relation(\"x\", fields: [aId], references: [id])", "b B?", true),
      (
        "a A @relation(\"\\u0078\", fields: [aId], references: [id])",
        "b B? @relation(\"x\")", false
      ),
      ("a A @relation(fields: [aId])", "b B[]", true),
      ("a A", "b B?", true),
      ("a A[]", "b B[]", false),
      ("a A[]", "c Int", true),
    ])
  func parts(_ field: String, _ opposite: String, _ isIncomplete: Bool) {
    let file = SourceFile(
      path: "a",
      text: """
        model A {
          id Int @id
          \(opposite)
        }

        model B {
          id Int @id
          aId Int @unique
          \(field)
        }
        """)
    #expect(completion(of: [parse(file)], rules: allProviders).isEmpty != isIncomplete)
  }

  private func complete(_ file: SourceFile) -> SourceFile {
    let edits = completion(of: [parse(file)], rules: allProviders)
    return SourceFile(path: file.path, bytes: format(apply(edits, to: [file])[0]))
  }
}

import Diagnostics
import Providers
import SchemaModel
import TestSupport
import Testing

/// Schemas with long chains and many relations are checked in linear time.
struct LargeSchemaTests {
  @Test(
    "Referential actions in a ring are reported on each relation",
    arguments: [(3, "M1.next → M2.next → M0.next"), (3_000, "M1.next → … through 3000 models")])
  func ring(_ count: Int, _ circle: String) {
    let models = (0..<count).map { index in
      let (next, previous) = ((index + 1) % count, (index + count - 1) % count)
      return """
        model M\(index) {
          id Int @id
          nextId Int
          next M\(next) @relation("R\(index)", fields: [nextId], references: [id])
          others M\(previous)[] @relation("R\(previous)")
        }
        """
    }
    let diagnostics = diagnostics(of: models, on: "sqlserver")
    #expect(diagnostics.count == count)
    #expect(diagnostics[1].message == "the referential actions lead in a circle: " + circle)
  }

  @Test("Composite types that contain each other are followed")
  func composites() {
    let count = 3_000
    let types = (0..<count).map { "type T\($0) {\n  t T\($0 + 1)\n}" }
    let end = "type T\(count) {\n  a Int\n}"
    #expect(diagnostics(of: types + [end], on: "mongodb").isEmpty)
    let circle = diagnostics(of: types + ["type T\(count) {\n  t T0\n}"], on: "mongodb")
    #expect(circle.count == count + 1)
    #expect(
      circle[0].message == "the type contains itself without end: `T0` → … through 3001 types")
  }

  @Test("Many relations of one model without foreign keys")
  func relationIndexes() {
    let indices = 0..<1_000
    let fields = indices.map {
      """
        b\($0)Id Int
        b\($0) B @relation("R\($0)", fields: [b\($0)Id], references: [id])
      """
    }
    let indexes = indices.dropLast().map { "  @@index([b\($0)Id])" }
    let lists = indices.map { "  a\($0) A[] @relation(\"R\($0)\")" }
    let diagnostics = diagnostics(
      of: [
        "model A {\n  id Int @id\n\((fields + indexes).joined(separator: "\n"))\n}",
        "model B {\n  id Int @id\n\(lists.joined(separator: "\n"))\n}",
      ], on: "mysql", "relationMode = \"prisma\"")
    #expect(diagnostics.map(\.help) == ["add `@@index([b999Id])`"])
  }

  @Test("A name that many indexes share is looked up once")
  func repeatedNames() {
    let indexes = String(repeating: "  @@index([id])\n", count: 10_000)
    let diagnostics = diagnostics(of: ["model A {\n  id Int @id\n\(indexes)}"], on: "sqlite")
    #expect(diagnostics.count == 10_000)
    #expect(diagnostics.allSatisfy { $0.notes.count == 3 })
  }

  @Test("An argument that is given many times is reported in linear time")
  func repeatedArguments() {
    let arguments = String(repeating: "map: \"a\", ", count: 10_000)
    let diagnostics = diagnostics(
      of: ["model A {\n  id Int @id(\(arguments)map: \"a\")\n}"], on: "postgresql")
    #expect(diagnostics.count { $0.code == .duplicateArgument } == 10_000)
  }

  private func diagnostics(
    of blocks: [String], on provider: String, _ setting: String = ""
  ) -> [Diagnostic] {
    let datasource = """
      datasource db {
        provider = "\(provider)"
        url = env("DATABASE_URL")
        \(setting)
      }
      """
    let text = ([datasource] + blocks).joined(separator: "\n\n") + "\n"
    var diagnostics: [Diagnostic] = []
    let time = processorTime {
      diagnostics = analyze([SourceFile(path: "a", text: text)], rules: allProviders).diagnostics
    }
    #expect(time < .seconds(30))
    return diagnostics
  }
}

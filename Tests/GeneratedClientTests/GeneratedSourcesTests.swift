import ClientGenerator
import Diagnostics
import FileSystem
import Providers
import SchemaModel
import TestSupport
import Testing

@Test("The committed client of the blog is what the generator writes")
func committedSources() throws {
  let schema = try FileSystem.read(Repository.path("fixtures/blog/prisma/schema.prisma"))
  let file = SourceFile(path: "schema.prisma", bytes: schema)
  let analysis = analyze([file], rules: allProviders)
  #expect(!analysis.hasErrors)
  let generator = ClientGenerator(ClientAPI(analysis.datamodel), schema: file.text)
  for source in generator.files() {
    try expectText(
      source.text,
      equalsFile: Repository.path("Tests/GeneratedClientTests/Generated/\(source.name)"))
  }
}

@Test("Names that Swift keeps for itself are escaped")
func escapedNames() {
  let schema = """
    datasource db {
      provider = "sqlite"
    }
    model Where {
      id    Int    @id
      class String @unique
      init  String
      self  Field?
    }
    enum Field {
      default
      Type
    }
    """
  let analysis = analyze(
    [SourceFile(path: "schema.prisma", text: schema)], rules: allProviders)
  let files = ClientGenerator(ClientAPI(analysis.datamodel), schema: schema).files()
  let text = files.map(\.text).joined()
  #expect(files.map(\.name) == ["DatabaseClient.swift", "Enums.swift", "Where_.swift"])
  for line in [
    "public struct Where_: SwismaClient.WritableModel, Hashable {",
    "  public var `class`: Swift.String", "  public var init_: Swift.String",
    "  public var self_: Field_?", "  case `default` = \"default\"", "  case Type_ = \"Type\"",
    "  public var `where`: SwismaClient.ModelDelegate<Where_> { .init(transport) }",
  ] {
    #expect(text.contains(line + "\n"))
  }
}

import DatabaseAccess
import Diagnostics
import Project
import SchemaModel
import TestSupport
import Testing

struct ProjectTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func find(
    schema: String? = nil, environment: [String: String] = [:], below: String = ""
  ) throws -> Project {
    try Project.find(
      schemaPath: schema, configurationPath: nil, environment: environment,
      workingDirectory: below.isEmpty ? folder.path : folder.path + "/" + below)
  }

  private func datasource(
    url: ConfigurationString? = nil, direct: ConfigurationString? = nil, file: Int = 0
  ) -> Datasource {
    Datasource(
      name: "db", provider: "postgresql", url: url, directURL: direct,
      span: SourceSpan(file: file, range: SourceRange(0 as UInt32, 0)))
  }

  @Test("The schema is looked for in the default places, in their order")
  func defaults() throws {
    #expect(throws: ProjectError.self) { try find() }
    try folder.write("", to: "prisma/schema/a.prisma")
    #expect(try find().schema.path == "prisma/schema")
    try folder.write("", to: "prisma/schema.prisma")
    #expect(try find().schema.path == "prisma/schema.prisma")
    try folder.write("", to: "schema.prisma")
    #expect(try find().schema.path == "schema.prisma")
    #expect(try find(schema: "prisma/schema.prisma").schema.path == "prisma/schema.prisma")
  }

  @Test("package.json names the schema and the seed command, also from a folder below")
  func packageSettings() throws {
    try folder.write(
      #"{"name": "x", "prisma": {"schema": "db/s.prisma", "seed": "node seed.js"}}"#,
      to: "package.json")
    try folder.write("", to: "db/s.prisma")
    try folder.write("", to: "app/x")
    #expect(try find().schema.path == "db/s.prisma")
    #expect(try find().seedCommand() == "node seed.js")
    #expect(try find(below: "app").schema.path == folder.path + "/db/s.prisma")
  }

  @Test("The .env of the working directory wins over that of the schema, the environment over both")
  func environmentFiles() throws {
    try folder.write("", to: "prisma/schema.prisma")
    try folder.write("A=1\nB=1\nC=1", to: ".env")
    try folder.write("B=2\nC=2\nD=2", to: "prisma/.env")
    let project = try find(environment: ["C": "real"])
    #expect(["A", "B", "C", "D"].map { project.environment[$0] } == ["1", "1", "real", "2"])
    #expect(project.environmentFiles == [".env", "prisma/.env"])
  }

  @Test("A flag goes before the datasource, and direct URLs serve schema changes")
  func connectionURL() throws {
    try folder.write("", to: "schema.prisma")
    let project = try find(environment: ["U": "postgresql://pooler/x"])
    let block = datasource(url: .environment("U"), direct: .literal("postgresql://direct/x"))
    #expect(try project.connectionURL(flag: "file:a.db", datasource: block).path == "a.db")
    #expect(try project.connectionURL(flag: nil, datasource: block).host == "direct")
    #expect(try project.connectionURL(flag: nil, datasource: block, for: .queries).host == "pooler")
  }

  @Test("A missing URL says where was looked, a missing variable its name")
  func missingURL() throws {
    try folder.write("", to: "schema.prisma")
    let project = try find()
    let missing = try #require(throws: ProjectError.self) {
      try project.connectionURL(flag: nil, datasource: datasource())
    }
    #expect(missing.kind == .missingURL)
    #expect(missing.message.contains("`url` of the datasource block `db`"))
    let unset = try #require(throws: ProjectError.self) {
      try project.connectionURL(flag: nil, datasource: datasource(url: .environment("NOPE")))
    }
    #expect(unset.kind == .missingVariable)
    #expect(unset.message.contains("NOPE"))
  }

  @Test("A URL that cannot be understood is never shown")
  func secretsStaySecret() throws {
    try folder.write("", to: "schema.prisma")
    let error = try #require(throws: ProjectError.self) {
      try find().connectionURL(
        flag: nil, datasource: datasource(url: .literal("postgresql://u:s3cret@h:port/d")))
    }
    #expect(error.kind == .invalidURL)
    #expect(!"\(error)".contains("s3cret"))
  }

  @Test("In a schema folder paths start at the file with the datasource")
  func folders() throws {
    try folder.write("", to: "db/a.prisma")
    try folder.write("", to: "db/base/main.prisma")
    let project = try find(schema: "db")
    let url = try project.connectionURL(
      flag: nil, datasource: datasource(url: .literal("file:./dev.db"), file: 1))
    #expect(url.baseDirectory == folder.path + "/db/base")
    #expect(try project.migrationsDirectory(datasource(file: 1)) == "db/base/migrations")
  }
}

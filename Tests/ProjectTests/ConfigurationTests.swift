import DatabaseAccess
import Project
import TestSupport
import Testing

/// Configuration files, read without running them.
struct ConfigurationTests {
  private func project(
    _ script: String, name: String = "prisma.config.ts", dotenv: String? = nil,
    environment: [String: String] = [:]
  ) throws -> (Project, TemporaryDirectory) {
    let folder = try TemporaryDirectory()
    try folder.write(script, to: name)
    try folder.write("", to: "prisma/schema.prisma")
    try folder.write("", to: "db/main.prisma")
    if let dotenv { try folder.write(dotenv, to: ".env") }
    let project = try Project.find(
      schemaPath: nil, configurationPath: nil, environment: environment,
      workingDirectory: folder.path)
    return (project, folder)
  }

  @Test("The form that Prisma's documentation shows is understood")
  func documented() throws {
    let (project, _) = try project(
      """
      // Settings of the application.
      import "dotenv/config";
      import path from "node:path";
      import { defineConfig, env } from "prisma/config";

      export default defineConfig({
        schema: path.join("db", "main.prisma"),
        migrations: {
          path: "db/migrations", /* beside the schema */
          seed: 'tsx db/seed.ts',
        },
        datasource: { url: env("DATABASE_URL"), shadowDatabaseUrl: process.env.SHADOW },
        tables: { external: ["public.users"] },
        studio: { adapter: async () => new Adapter({ url: "x" }) },
      }) satisfies PrismaConfig;
      """, dotenv: "DATABASE_URL=postgresql://u@h/d\n")
    #expect(project.schema.path == "db/main.prisma")
    #expect(project.schemaOrigin == "prisma.config.ts")
    #expect(try project.migrationsDirectory(nil) == "db/migrations")
    #expect(try project.seedCommand() == "tsx db/seed.ts")
    #expect(try project.connectionURL(flag: nil, datasource: nil).host == "h")
    #expect(try project.shadowDatabaseURL(nil) == nil)
    #expect(try project.configuration?.externalTables() == ["public.users"])
    #expect(project.environmentFiles == [".env"])
  }

  @Test(
    "The forms that people write are understood",
    arguments: [
      "export default { schema: 'db/main.prisma' } as PrismaConfig",
      "module.exports = { schema: `db/main.prisma` };",
      "const folder = 'db'\nexport default { schema: folder + '/main.prisma' }",
      "const config: Config<A, B> = { schema: path.resolve('db', 'main.prisma') };\nexport default config",
      "export default defineConfig({ schema: process.env.SCHEMA ?? 'db/main.prisma' })",
      "export default defineConfig({ schema: process.env[\"SCHEMA\"] || `${folder}/main.prisma`, })\nconst folder = 'db'",
      "import { join } from 'path'\nexport default { \"schema\": join(__dirname, 'db', 'main.prisma') }",
      "const schema = 'db/main.prisma'; export default defineConfig({ schema, earlyAccess: true })",
      "function helper() { return { a: 1 } }\nexport default { schema: ('db/main.prisma') }",
    ])
  func forms(script: String) throws {
    let (project, folder) = try project(script)
    #expect(
      project.schema.path == "db/main.prisma"
        || project.schema.path == folder.path + "/db/main.prisma")
  }

  @Test(
    "What only running the file could tell is an error that names the line",
    arguments: [
      "export default defineConfig({\n  schema: choose('db'),\n})",
      "export default defineConfig({\n  schema: isTest ? 'a' : 'b',\n})",
      "export default defineConfig({\n  ...base, engine: 'classic'\n})",
    ])
  func unreadable(script: String) throws {
    let error = try #require(throws: ProjectError.self) { try self.project(script) }
    #expect(error.kind == .configuration)
    #expect(error.message.hasPrefix("prisma.config.ts:2: `schema` "))
  }

  @Test(
    "What stands in a string that cannot be read is not shown",
    arguments: [
      "'secret'.trim()", "'secret' + port()", "`secret` + port()", "['secret'].join('')",
      "choose('secret')", "isTest ? 'secret' : 'b'",
    ])
  func secret(expression: String) throws {
    let error = try #require(throws: ProjectError.self) {
      try self.project("export default defineConfig({\n  schema: \(expression),\n})")
    }
    #expect(error.message.hasPrefix("prisma.config.ts:2: `schema` "))
    #expect(!error.message.contains("secret"))
  }

  @Test("A broken file is an error that names the line")
  func broken() throws {
    let error = try #require(throws: ProjectError.self) {
      try self.project("export default {\n  schema: 'db\n}")
    }
    #expect(error.message == "prisma.config.ts:2: the string that starts here does not end")
  }

  @Test("An unknown setting is refused")
  func unknownSetting() throws {
    let error = try #require(throws: ProjectError.self) {
      try self.project("export default { migration: { path: 'x' } }")
    }
    #expect(error.message.contains("migration"))
  }

  @Test("Nesting without end is no danger")
  func nesting() throws {
    let deep = String(repeating: "[", count: 20_000)
    #expect(throws: ProjectError.self) { try self.project("export default \(deep)") }
  }

  @Test("Without the import of dotenv/config no .env file is read")
  func environmentFileNotWanted() throws {
    let (project, _) = try project(
      "export default { datasource: { url: env('DATABASE_URL') } }",
      dotenv: "DATABASE_URL=file:./dev.db")
    #expect(project.environmentFiles.isEmpty)
    let error = try #require(throws: ProjectError.self) {
      try project.connectionURL(flag: nil, datasource: nil)
    }
    #expect(error.kind == .missingVariable)
    #expect(error.help?.contains("dotenv/config") == true)
  }

  @Test("swisma.config.json has the same settings")
  func json() throws {
    let (project, _) = try project(
      #"{"schema": "db/main.prisma", "datasource": {"url": {"env": "DATABASE_URL"}}}"#,
      name: "swisma.config.json", dotenv: "DATABASE_URL=file:./dev.db")
    #expect(project.schema.path == "db/main.prisma")
    let url = try project.connectionURL(flag: nil, datasource: nil)
    #expect(url.path == "./dev.db")
    #expect(url.baseDirectory == project.workingDirectory + "/db")
  }

  @Test("Paths of .config/prisma.ts start at its folder")
  func configurationFolder() throws {
    let (project, _) = try project(
      "export default { schema: '../db/main.prisma' }", name: ".config/prisma.ts")
    #expect(project.schema.path == "db/main.prisma")
  }
}

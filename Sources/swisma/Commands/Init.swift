import ArgumentParser
import BackendCatalog
import BackendInterface
import Diagnostics
import FileSystem
import JSON
import Providers
import SchemaModel
import SchemaSyntax

/// `swisma init`.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Create a schema, and a place for its secrets.",
    discussion: """
      Writes prisma/schema.prisma, puts DATABASE_URL into .env, and keeps .env and database \
      files out of Git. Nothing that exists is overwritten. The database is a SQLite file unless \
      --url or --datasource-provider says something else.

        $ swisma init
        $ swisma init --with-model
        $ swisma init --url postgresql://me@localhost/app

      Exit status 0, 1 when there is a schema already.
      """)

  @Option(
    help: ArgumentHelp(
      "The kind of database: \(allProviders.all.map(\.provider).joined(separator: ", ")).",
      valueName: "name"),
    completion: .list(allProviders.all.map(\.provider)))
  var datasourceProvider: String?
  @Option(help: ArgumentHelp("The connection URL to write into .env.", valueName: "url"))
  var url: String?
  @Option(help: ArgumentHelp("The generator to start with.", valueName: "name"))
  var generatorProvider = "swisma-client-swift"
  @Option(
    help: ArgumentHelp("Where the generator writes to.", valueName: "path"), completion: .file())
  var output: String?
  @Option(
    help: ArgumentHelp("A preview feature of the generator; may be repeated.", valueName: "name"))
  var previewFeature: [String] = []
  @Flag(help: "Start with a model User.")
  var withModel = false
  @OptionGroup var talk: OutputOptions

  func run() throws {
    let rules = try providerRules()
    let schemaPath = "prisma/schema.prisma"
    for path in [schemaPath, "schema.prisma", "prisma/schema"]
    where FileSystem.kind(of: path) != nil {
      throw SchemaExists(path: path)
    }
    try FileSystem.createDirectory("prisma")
    let text = format(SourceFile(path: schemaPath, text: schema(rules)))
    try FileSystem.writeAtomically(text, to: schemaPath)
    let hasVariable = try addVariable(url ?? rules.exampleURL)
    try addIgnoredFiles()
    report(schemaPath, rules, hasVariable: hasVariable)
  }

  private func providerRules() throws -> any DatamodelRules {
    let name = datasourceProvider ?? scheme(of: url) ?? Self.defaultProvider
    if let rules = allProviders.rules(forProvider: name) {
      guard isURL(url, of: rules) else {
        throw UsageError(
          "the URL is not one of \(rules.productName)",
          help: "its URLs look like \(rules.exampleURL)")
      }
      return rules
    }
    let names = allProviders.all.map(\.provider)
    throw UsageError(
      "there is no provider `\(name)`",
      help: closestName(to: name, among: names).map { "did you mean `\($0)`?" }
        ?? "the providers are " + names.inBackticks)
  }

  /// The provider whose example starts with the scheme of a URL.
  private func scheme(of url: String?) -> String? {
    guard let scheme = url?.split(separator: ":").first else { return nil }
    return allProviders.all.first { $0.exampleURL.hasPrefix(scheme + ":") }?.provider
      ?? allProviders.rules(forProvider: String(scheme))?.provider
  }

  /// Tells whether a URL may be one of a provider; one with an unknown scheme may.
  private func isURL(_ url: String?, of rules: any DatamodelRules) -> Bool {
    guard let url, let scheme = url.split(separator: ":").first,
      let provider = self.scheme(of: url)
    else { return true }
    return provider == rules.provider || rules.exampleURL.hasPrefix(scheme + ":")
  }

  /// The provider that needs no server, so that a first project needs nothing.
  private static var defaultProvider: String {
    allProviders.all.first { $0.exampleURL.hasPrefix("file:") }?.provider ?? ""
  }

  private func schema(_ rules: any DatamodelRules) -> String {
    let features = previewFeature.map { "\"\($0)\"" }.joined(separator: ", ")
    var text = """
      // The schema of this project: what is in the database, and how programs see it.
      // `swisma validate` checks it, `swisma migrate dev` brings the database to it.

      generator client {
      provider = "\(generatorProvider)"
      output = "\(output ?? "../Generated")"

      """
    if !features.isEmpty { text += "previewFeatures = [\(features)]\n" }
    text += """
      }

      datasource db {
      provider = "\(rules.provider)"
      url = env("DATABASE_URL")
      }

      """
    guard withModel else { return text }
    let id =
      rules.supports(.autoIncrement)
      ? "Int @id @default(autoincrement())"
      : #"String @id @default(auto()) @map("_id") @db.ObjectId"#
    return text + "\nmodel User {\nid \(id)\nemail String @unique\nname String?\n}\n"
  }

  /// Puts `DATABASE_URL` into `.env` unless it is there.
  ///
  /// Returns whether it was there already.
  private func addVariable(_ url: String) throws -> Bool {
    let existing = try FileSystem.readIfPresent(".env").map { String(decoding: $0, as: UTF8.self) }
    let lines = (existing ?? "").split(separator: "\n")
    guard !lines.contains(where: { $0.hasPrefix("DATABASE_URL=") }) else { return true }
    var text = existing ?? "# Secrets of this project; Git must not know them.\n"
    if !text.hasSuffix("\n") { text += "\n" }
    text += "DATABASE_URL=\"\(url)\"\n"
    try FileSystem.writeAtomically(Array(text.utf8), to: ".env", isPrivate: true)
    return false
  }

  private func addIgnoredFiles() throws {
    let existing =
      try FileSystem.readIfPresent(".gitignore").map { String(decoding: $0, as: UTF8.self) } ?? ""
    let lines = Set(existing.split(separator: "\n"))
    let missing = [".env", "*.db", "*.db-journal", "*.db-wal", "*.db-shm"].filter {
      !lines.contains(Substring($0))
    }
    guard !missing.isEmpty else { return }
    let text =
      existing + (existing.isEmpty || existing.hasSuffix("\n") ? "" : "\n")
      + missing.joined(separator: "\n") + "\n"
    try FileSystem.writeAtomically(Array(text.utf8), to: ".gitignore")
  }

  private func report(_ schemaPath: String, _ rules: any DatamodelRules, hasVariable: Bool) {
    let terminal = talk.terminal
    if talk.isJSON {
      terminal.output.writeJSON { json in
        json.beginObject()
        json.member("schema", schemaPath)
        json.endObject()
      }
      return
    }
    let variable =
      hasVariable
      ? "  .env had a DATABASE_URL already, which is kept"
      : "  .env holds DATABASE_URL" + (url == nil ? ": set it to your database" : "")
    let canConnect = allBackends.backend(forProvider: rules.provider) != nil
    let next =
      canConnect
      ? "swisma migrate dev --name init"
      : """
      swisma validate

      swisma checks and formats schemas for \(rules.provider), but cannot connect to such a
      database yet: migrate, db and query do not work with it.
      """
    terminal.output.write(
      """
      \(terminal.output.style.green("Created \(schemaPath)."))
      \(variable)

      Next:
        \(withModel ? "look at" : "write models into") \(schemaPath)
        \(next)

      """)
  }
}

/// A schema where a new one was to be written.
struct SchemaExists: UserFacingError {
  /// What is there.
  let path: String

  var code: String { "C0013" }
  var message: String { "\(path) exists already" }
  var help: String? { "nothing was changed; remove it first if you want to start again" }
}

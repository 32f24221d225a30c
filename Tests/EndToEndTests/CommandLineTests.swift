import TestSupport
import Testing

/// The executable as a script sees it: streams and exit statuses.
struct CommandLineTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func swisma(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) throws -> ChildProcess {
    try Executable.run(arguments, in: folder.path, input: input, environment: environment)
  }

  @Test("The version goes to standard output")
  func version() throws {
    for flag in ["--version", "-v"] {
      let process = try swisma(flag)
      #expect(process.status == 0)
      #expect(process.output.hasPrefix("swisma "))
      #expect(process.errors.isEmpty)
    }
  }

  @Test(
    "An unknown command or option is answered with a suggestion and status 64",
    arguments: [
      (["valdate"], "swisma validate"), (["migrate", "dve"], "swisma migrate dev"),
      (["format", "--chek"], "--check"),
    ])
  func suggestion(arguments: [String], meant: String) throws {
    let process = try Executable.run(arguments, in: folder.path)
    #expect(process.status == 64)
    #expect(process.output.isEmpty)
    #expect(process.errors.contains(meant))
  }

  @Test("With --json an error is one JSON document on standard output")
  func jsonError() throws {
    let process = try swisma("validate", "--json")
    #expect(process.status == 1)
    #expect(process.output.hasPrefix(#"{"error":{"code":"F0010","message":"#))
    #expect(process.errors.isEmpty)
  }

  @Test("Colour is forced and forbidden by the usual variables")
  func colour() throws {
    #expect(!(try swisma("validate").errors.contains("\u{1B}")))
    #expect(try swisma("validate", environment: ["FORCE_COLOR": "1"]).errors.contains("\u{1B}"))
    let forbidden = try swisma("validate", environment: ["FORCE_COLOR": "1", "NO_COLOR": "1"])
    #expect(!forbidden.errors.contains("\u{1B}"))
  }

  @Test("Formatting standard input writes to standard output only")
  func formatInput() throws {
    let process = try swisma("format", "-", input: "model A {\n  id Int @id\n}\n")
    #expect(process.status == 0)
    #expect(process.output == "model A {\n  id Int @id\n}\n")
    #expect(process.errors.isEmpty)
  }
}

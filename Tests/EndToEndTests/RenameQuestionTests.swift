import TestSupport
import Testing

/// The question whether something was renamed, on a terminal.
struct RenameQuestionTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
    try write("email String?")
    try Executable.succeed(["db", "push"], in: folder.path)
    try Executable.succeed(
      ["db", "execute", "--stdin"], in: folder.path,
      input: "INSERT INTO User VALUES (1, 'kept')")
    try write("mail String?")
  }

  private func write(_ field: String) throws {
    try folder.write(
      "datasource db {\n  provider = \"sqlite\"\n  url = \"file:./dev.db\"\n}\n"
        + "model User {\n  id Int @id\n  \(field)\n}\n", to: "schema.prisma")
  }

  /// Runs `db push` on a terminal and types one line for each text that is waited for.
  private func push(_ answers: (question: String, answer: String)...) throws -> ChildProcess {
    let typing = answers.map { question, answer in
      "until grep -q '\(question)' shown 2>/dev/null || [ -f ended ]; do sleep 0.1; done;"
        + " printf '\(answer)\\n';"
    }
    // `script` gives the command a terminal, which takes what its standard input says.
    let command = """
      (\(typing.joined()) until [ -f ended ]; do sleep 0.1; done) |
      { script -qefc "$0 db push --no-color" shown >/dev/null; status=$?; touch ended; exit $status; }
      """
    return try ChildProcess.run(["sh", "-c", command, Executable.path], in: folder.path)
  }

  private func rows() throws -> String {
    try Executable.succeed(
      ["db", "execute", "--stdin", "--json"], in: folder.path, input: "SELECT * FROM User"
    ).output
  }

  @Test("Yes keeps the values under the new name")
  func yes() throws {
    let process = try push(("Is this a rename: ", "y"))
    let shown = try folder.text("shown")
    #expect(process.status == 0, "\(shown)")
    #expect(shown.contains("`User.email`") || shown.contains("email"), "\(shown)")
    #expect(try rows() == "[{\"id\":1,\"mail\":\"kept\"}]\n")
  }

  @Test("No drops the one and adds the other, and asks whether the values may go")
  func no() throws {
    let process = try push(("Is this a rename: ", "n"), ("Go on", "y"))
    let shown = try folder.text("shown")
    #expect(process.status == 0, "\(shown)")
    #expect(try rows() == "[{\"id\":1,\"mail\":null}]\n")
  }

  @Test("No, and no to the loss, changes nothing")
  func neither() throws {
    let process = try push(("Is this a rename: ", "n"), ("Go on", "n"))
    let shown = try folder.text("shown")
    #expect(process.status == 3, "\(shown)")
    #expect(try rows() == "[{\"id\":1,\"email\":\"kept\"}]\n")
  }
}

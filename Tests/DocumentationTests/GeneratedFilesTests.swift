import FileSystem
import JSON
import TestSupport
import Testing

/// The committed files that are written from the executable are what it would write today.
///
/// `SWISMA_RECORD=1 swift test --filter DocumentationTests` writes them anew.
struct GeneratedFilesTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func output(_ arguments: String...) throws -> String {
    let process = try Executable.run(arguments, in: folder.path)
    try #require(process.status == 0, "\(process.errors)")
    return process.output
  }

  @Test(
    "The completion scripts are fresh",
    arguments: [("bash", "swisma.bash"), ("zsh", "_swisma"), ("fish", "swisma.fish")])
  func completions(shell: String, file: String) throws {
    try expectText(
      output("completion", shell), equalsFile: Repository.path("completions/\(file)"))
  }

  @Test("The manual pages are fresh, and there are no others")
  func manual() throws {
    let help = try JSONReader.read(output("--experimental-dump-help"))
    let version = try output("--version").split(separator: " ").last.map(String.init) ?? ""
    let root = CommandHelp(try #require(help["command"]))
    var names: [String] = []
    for command in root.all {
      let name = "\(command.pageName).1"
      names.append(name)
      let page = ManualPage(command, version: version.filter { !$0.isNewline })
      try expectText(page.text, equalsFile: Repository.path("man/\(name)"))
    }
    let entries = try FileSystem.entries(of: Repository.path("man"))
    if isRecording {
      for old in entries where !names.contains(old) {
        try FileSystem.remove(Repository.path("man/\(old)"))
      }
    } else {
      #expect(Set(entries) == Set(names))
    }
  }

  @Test("Every command says what it does and shows an example")
  func helpTeaches() throws {
    let help = try JSONReader.read(output("--experimental-dump-help"))
    for command in CommandHelp(try #require(help["command"])).all {
      let name = command.path.joined(separator: " ")
      #expect(command.abstract.hasSuffix("."), "\(name) has no abstract that is a sentence")
      #expect(command.discussion.contains("$ swisma"), "\(name) shows no example")
      for line in command.discussion.split(separator: "\n") where line.hasPrefix("  ") {
        #expect(line.count <= 78, "an example of \(name) is wrapped by terminals: \(line)")
      }
      for argument in command.arguments {
        #expect(!argument.abstract.isEmpty, "\(name) does not explain \(argument.spelling)")
      }
    }
  }
}

import FileSystem
import TestSupport
import Testing

/// The tour of the README is the journey of a project from its first schema to its client: it is
/// run as it stands, and prints what it says.
struct TourTests {
  @Test("The tour of the README prints what the README shows", .timeLimit(.minutes(2)))
  func tour() throws {
    let readme = try Repository.text("README.md")
    let sections = readme.split(separator: "<!-- tour -->\n", maxSplits: 1)
    let tail = try #require(sections.last).split(separator: "<!-- /tour -->", maxSplits: 1)
    try #require(sections.count == 2 && tail.count == 2, "the README has no tour")
    let folder = try TemporaryDirectory()
    let project = Path.join(folder.path, "blog")
    try FileSystem.createDirectory(project)
    var tour = Tour(String(tail[0]))
    for index in tour.parts.indices {
      switch tour.parts[index] {
      case .text, .fence: break
      case .file(let path, _, let lines):
        try folder.write(lines.map { $0 + "\n" }.joined(), to: "blog/" + path)
      case .command(let typed, let expected):
        let output = try run(typed.joined(separator: "\n"), in: project)
        if Tour.matches(output[...], expected[...]) { continue }
        tour.parts[index] = .command(typed: typed, output: output)
      }
    }
    let actual = "\(sections[0])<!-- tour -->\n\(tour.text)<!-- /tour -->\(tail[1])"
    try expectText(actual, equalsFile: Repository.path("README.md"))
  }

  /// The lines that a command prints on both streams, with `…` for what no two runs share.
  private func run(_ command: String, in directory: String) throws -> [String] {
    let path = "PATH=\(Path.parent(Executable.path)):$PATH; export PATH; exec 2>&1\n"
    let process = try ChildProcess.run(["/bin/sh", "-c", path + command], in: directory)
    var lines = process.output.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    return lines.map { line in
      String(line)
        .replacing(/20\d{12}(?=_)/, with: "…").replacing(
          /20\d\d-\d\d-\d\d \d\d:\d\d:\d\d/, with: "…"
        )
        .replacing(/\d+(\.\d+)? ms/, with: "… ms")
    }
  }

  @Test("An ellipsis stands for any characters, alone on a line for any lines")
  func ellipsis() {
    #expect(Tour.matches(["a 1 b", "c"], ["a … b", "…"]))
    #expect(Tour.matches(["x", "y", "end"], ["…", "end"]))
    #expect(!Tour.matches(["a 1 c"], ["a … b"]))
    #expect(!Tour.matches(["a", "b"], ["a"]))
  }
}

import FileSystem
import TestSupport
import Testing

/// The tour of the README is the journey of a project from its first schema to its client: it is
/// run as it stands, and prints what it says.
struct TourTests {
  @Test("The tour of the README prints what the README shows")
  func tour() throws {
    let readme = try Repository.text("README.md")
    let sections = readme.split(separator: "<!-- tour -->\n", maxSplits: 1)
    let tail = try #require(sections.last).split(separator: "<!-- /tour -->", maxSplits: 1)
    try #require(sections.count == 2 && tail.count == 2, "the README has no tour")
    let folder = try TemporaryDirectory()
    let tour = try Transcript(String(tail[0])).run(in: folder.path)
    try expectText(
      "\(sections[0])<!-- tour -->\n\(tour)<!-- /tour -->\(tail[1])",
      equalsFile: Repository.path("README.md"))
  }

  @Test(
    "The transcripts in fixtures/cli print what they show",
    arguments: Fixture.all("cli", suffix: ".md"))
  func transcript(_ fixture: Fixture) throws {
    let folder = try TemporaryDirectory()
    let actual = try Transcript(fixture.text).run(in: folder.path)
    try expectText(actual, equalsFile: fixture.path)
  }

  @Test("An ellipsis stands for any characters, alone on a line for any lines")
  func ellipsis() {
    #expect(Transcript.matches(["a 1 b", "c"], ["a … b", "…"]))
    #expect(Transcript.matches(["x", "y", "end"], ["…", "end"]))
    #expect(!Transcript.matches(["a 1 c"], ["a … b"]))
    #expect(!Transcript.matches(["a", "b"], ["a"]))
  }
}

import FileSystem
import TestSupport
import Testing

/// The pages of `swisma explain`.
struct ExplainTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func explain(_ arguments: String...) throws -> ChildProcess {
    try Executable.run(["explain"] + arguments, in: folder.path)
  }

  @Test("Every code that a command can end with has a page, and every page has its code")
  func codes() throws {
    // Schema codes are a list in the program, which other tests walk.
    let letters = Set("CDFGMPQ")
    let find = try ChildProcess.run(
      ["grep", "-rhoE", "--include=*.swift", "--exclude-dir=ErrorExplanations"]
        + [#""[A-Z][0-9]{4}""#, Repository.path("Sources")], in: folder.path)
    let used = Set(find.output.split(separator: "\n").map { $0.dropFirst().dropLast() })
      .filter { $0.first.map(letters.contains) == true }
    #expect(used.count > 50)
    let list = try explain()
    let pages = list.output.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    #expect(pages.count == Set(pages).count)
    #expect(Set(pages).filter { $0.first.map(letters.contains) == true } == used)
  }

  @Test("The page of an error says what happened and what to do")
  func page() throws {
    let text = try explain("p3009")
    #expect(text.status == 0 && text.output.hasPrefix("P3009  A migration failed earlier"))
    #expect(text.output.contains("migrate resolve --rolled-back"))
    let json = try explain("P3009", "--json")
    #expect(json.status == 0 && json.output.contains(#""remedy":"#))
  }

  @Test("Every command and flag that a page names exists")
  func commands() throws {
    let pages = try explain("--json").output
    let find = try ChildProcess.run(
      ["grep", "-rhoE", "--include=*.swift", "`swisma [^`]*`", Repository.path("Sources")],
      in: folder.path)
    let lines = Set((pages + find.output).matches(of: /`swisma ([^`]*)`/).map(\.output.1))
    #expect(lines.count > 25)
    var help: [String: String] = [:]
    for line in lines {
      let words = line.split(separator: " ")
      let path = words.prefix { $0.allSatisfy(\.isLetter) }.filter { $0 != "help" }.map(String.init)
      let name = path.joined(separator: " ")
      if help[name] == nil {
        let process = try Executable.run(path + ["--help"], in: folder.path)
        #expect(process.status == 0, "swisma \(line)")
        help[name] = process.output
      }
      for flag in words where flag.hasPrefix("--") {
        #expect(help[name]?.contains(flag) == true, "swisma \(line)")
      }
    }
    let flags = Set(pages.matches(of: /--[a-z][a-z-]+/).map { String($0.output) })
    let completions = try Repository.text("completions/swisma.fish")
    for flag in flags { #expect(completions.contains("-l '\(flag.dropFirst(2))'"), "\(flag)") }
  }

  @Test("A code that nothing has is refused, with the nearest one")
  func unknown() throws {
    let process = try explain("M0044")
    #expect(process.status == 1 && process.errors.contains("did you mean M0004?"))
  }
}

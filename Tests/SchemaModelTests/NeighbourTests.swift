import Diagnostics
import Providers
import SchemaModel
import TestSupport
import Testing

/// The two examples of each code, which differ in what the rule is about, on every provider.
struct NeighbourTests {
  /// What a provider says about the examples of a code.
  private struct Verdict {
    /// Whether the wrong example gets the code.
    var isConcerned: Bool
    /// The codes that the right example gets.
    var rest: [String]

    init(on provider: any DatamodelRules, _ page: Explanation) {
      isConcerned = Self.codes(of: page.wrong, on: provider).contains(page.code.name)
      rest = Self.codes(of: page.right, on: provider)
    }

    private static func codes(of schema: String, on provider: any DatamodelRules) -> [String] {
      var text = schema
      if !text.contains("datasource ") {
        text = "datasource db {\n  provider = \"\"\n  url = env(\"URL\")\n}\n\n" + text
      }
      if let datasource = text.firstRange(of: /datasource [^}]*\}/) {
        let block = text[datasource].replacing(/provider *= *"([a-z]*)"/, maxReplacements: 1) {
          let isKnown = $0.1.isEmpty || allProviders.rules(forProvider: String($0.1)) != nil
          return isKnown ? "provider = \"\(provider.provider)\"" : String($0.0)
        }
        text.replaceSubrange(datasource, with: block)
      }
      // There every id has this name in the database, whatever the rule of the example is.
      if provider.exampleURL.hasPrefix("mongodb"), !text.contains("_id") {
        text = text.replacing(/@id(?= *\n| +@)/, with: "@id @map(\"_id\")")
      }
      let file = SourceFile(path: "schema.prisma", text: text)
      return Set(analyze([file], rules: allProviders).diagnostics.map(\.code.name)).sorted()
    }

    /// `rule` where the neighbour of what is wrong is valid, `-` where there is no such rule.
    var text: String {
      guard isConcerned else { return "-" }
      return rest.isEmpty ? "rule" : "rule, then " + rest.joined(separator: " ")
    }
  }

  @Test(
    "The neighbour of what is wrong is right wherever the rule holds", arguments: Explanation.all)
  func neighbours(_ page: Explanation) {
    let verdicts = allProviders.all.map { Verdict(on: $0, page) }
    #expect(verdicts.contains { $0.isConcerned && $0.rest.isEmpty }, "\(page.code)")
    // An example with a datasource is about what its own provider can do.
    guard !page.wrong.contains("datasource ") else { return }
    for verdict in verdicts where verdict.isConcerned {
      #expect(!verdict.rest.contains(page.code.name), "\(page.code)")
    }
  }

  @Test("Neighbours share most of their lines", arguments: Explanation.all)
  func distance(_ page: Explanation) {
    let lines = [page.wrong, page.right].map { text in
      text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    }
    let difference = lines[1].difference(from: lines[0])
    #expect(difference.insertions.count <= 8 && difference.removals.count <= 8, "\(page.code)")
  }

  @Test("The providers that each rule concerns")
  func providers() throws {
    let rules = allProviders.all.sorted { $0.provider < $1.provider }
    var text = """
      What the examples of `swisma explain` are on each provider: `rule` where the wrong one gets
      the code and the right one gets none, `-` where the rule does not hold.

      """
    for page in Explanation.all {
      let verdicts = rules.map { (name: $0.provider, text: Verdict(on: $0, page).text) }
      text += "\n\(page.code)  \(page.rule)\n"
      for verdict in Set(verdicts.map(\.text)).sorted() {
        let names = verdicts.filter { $0.text == verdict }.map(\.name)
        text += "  \(verdict): \(names.joined(separator: " "))\n"
      }
    }
    try expectText(text, equalsFile: Repository.path("fixtures/rules/providers.txt"))
  }
}

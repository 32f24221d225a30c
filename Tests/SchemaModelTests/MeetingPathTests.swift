import Diagnostics
import Providers
import SchemaModel
import TestSupport
import Testing

/// Foreign keys of one model that lead to a common model, which SQL Server does not take.
struct MeetingPathTests {
  /// Of each model the models that its foreign keys lead to.
  private typealias Graph = [[Int]]

  @Test("Foreign keys that meet are those for which a search says so", arguments: 0..<150)
  func verdicts(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let count = Int.random(in: 2...8, using: &random)
    let graph = (0..<count).map { model in
      (0..<Int.random(in: 0...3, using: &random))
        .map { _ in Int.random(in: 0..<count, using: &random) }.filter { $0 != model }
    }
    #expect(Self.reported(graph) == Self.expected(graph), "\(graph)")
  }

  @Test("A long chain with branches is followed in linear time")
  func chain() {
    let count = 3_000
    let branches = Graph(repeating: [], count: count + 1)
    let graph = (0..<count).map { [$0 + 1, count + 1 + $0] } + branches
    // The first model also leads to the end of the chain.
    var closed = graph
    closed[0].append(count)
    let time = processorTime {
      #expect(Self.reported(graph).isEmpty)
      #expect(Self.reported(closed) == [0: [0, 2]])
    }
    #expect(time < .seconds(30))
  }

  /// The foreign keys of each model that are reported to meet another one.
  private static func reported(_ graph: Graph) -> [Int: Set<Int>] {
    var text = "datasource db {\n  provider = \"sqlserver\"\n  url = env(\"URL\")\n}\n"
    var backs = [String](repeating: "", count: graph.count)
    for (model, keys) in graph.enumerated() {
      for (key, target) in keys.enumerated() {
        backs[target] += "  b\(model)_\(key) M\(model)[] @relation(\"R\(model)_\(key)\")\n"
      }
    }
    for (model, keys) in graph.enumerated() {
      text += "model M\(model) {\n  id Int @id\n\(backs[model])"
      for (key, target) in keys.enumerated() {
        text += "  k\(key) Int\n  m\(model)_\(key) M\(target) "
        text += "@relation(\"R\(model)_\(key)\", fields: [k\(key)], references: [id])\n"
      }
      text += "}\n"
    }
    let file = SourceFile(path: "schema.prisma", text: text)
    var reported: [Int: Set<Int>] = [:]
    for diagnostic in analyze([file], rules: allProviders).diagnostics
    where diagnostic.message.hasSuffix("on several ways") {
      let name = file.text(in: diagnostic.span.range).prefix { $0 != " " }.dropFirst()
      let numbers = name.split(separator: "_").compactMap { Int($0) }
      reported[numbers[0], default: []].insert(numbers[1])
    }
    return reported
  }

  private static func expected(_ graph: Graph) -> [Int: Set<Int>] {
    var expected: [Int: Set<Int>] = [:]
    for (model, keys) in graph.enumerated() {
      let reached = keys.map { Self.reached(from: $0, without: model, in: graph) }
      for key in keys.indices {
        let others = reached.indices.filter { $0 != key }
        guard others.contains(where: { !reached[$0].isDisjoint(with: reached[key]) }) else {
          continue
        }
        expected[model, default: []].insert(key)
      }
    }
    return expected
  }

  private static func reached(from start: Int, without model: Int, in graph: Graph) -> Set<Int> {
    var reached: Set<Int> = []
    var pending = [start]
    while let next = pending.popLast() {
      if next != model, reached.insert(next).inserted { pending += graph[next] }
    }
    return reached
  }
}

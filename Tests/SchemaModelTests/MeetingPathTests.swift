import Diagnostics
import Providers
import SchemaModel
import Testing

/// Foreign keys of one model that lead to a common model, which SQL Server does not take.
struct MeetingPathTests {
  /// A foreign key: the model that it leads to.
  private typealias Graph = [[Int]]

  @Test("Foreign keys that meet are those for which a search says so", arguments: 0..<150)
  func verdicts(_ seed: Int) {
    var random = Generator(state: UInt64(seed) &* 2_654_435_761 &+ 1)
    let count = 2 + random.next(below: 7)
    let graph = (0..<count).map { model in
      (0..<random.next(below: 4)).map { _ in random.next(below: count) }.filter { $0 != model }
    }
    #expect(Self.reported(graph) == Self.expected(graph), "\(graph)")
  }

  @Test("A long chain with branches is followed in linear time")
  func chain() {
    let count = 3_000
    let branches = Graph(repeating: [], count: count + 1)
    let graph = (0..<count).map { [$0 + 1, count + 1 + $0] } + branches
    #expect(Self.reported(graph).isEmpty)
    // The last branch of the chain comes back to its end.
    var closed = graph
    closed[0].append(count)
    #expect(Self.reported(closed) == [0: [0, 2]])
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

  /// The same numbers in every run.
  private struct Generator {
    var state: UInt64

    mutating func next(below limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
  }
}

/// Who refers to whom, and who comes back to where it began.
///
/// What leads in a circle is decided for all nodes at once, in linear time; searching from each
/// node would take quadratic time in a large circle.
struct DirectedGraph: Sendable {
  /// An edge as the node that it starts at sees it.
  struct Edge: Sendable {
    var target: Int
    /// What the edge is made of, for the one who asks.
    var label: Int
  }

  /// A search through more nodes than this is not worth its time, nor a text its length.
  private static let longestPath = 64

  private let edges: [[Edge]]
  /// The strongly connected component of each node.
  private let components: [Int]
  /// The number of nodes of each component.
  private let sizes: [Int]

  /// Of several edges between two nodes the last one counts.
  init(_ edges: [[Edge]]) {
    self.edges = edges.map(Self.withoutRepetitions)
    (components, sizes) = StrongComponents.find(self.edges)
  }

  private static func withoutRepetitions(_ edges: [Edge]) -> [Edge] {
    guard edges.count > 1 else { return edges }
    var targets: Set<Int> = []
    return edges.reversed().filter { targets.insert($0.target).inserted }.reversed()
  }

  /// Whether two nodes lead to each other.
  func isCircle(through node: Int, and other: Int) -> Bool {
    components[node] == components[other]
  }

  /// The number of nodes that lead to a node and back.
  func sizeOfCircles(through node: Int) -> Int { sizes[components[node]] }

  /// The number of the strongly connected component of a node; lower than those of all components
  /// that lead to it.
  func component(of node: Int) -> Int { components[node] }

  /// Where each component leads to, itself left out.
  var followersOfComponents: [[Int]] {
    var followers = [[Int]](repeating: [], count: sizes.count)
    for node in edges.indices {
      let own = components[node]
      followers[own] += edges[node].map { components[$0.target] }.filter { $0 != own }
    }
    return followers
  }

  /// The first node of each component.
  var firstNodesOfComponents: [Int] {
    var nodes = [Int](repeating: 0, count: sizes.count)
    for node in edges.indices.reversed() { nodes[components[node]] = node }
    return nodes
  }

  /// The edges from a node to another one that leads back to it; `nil` when there are too many
  /// nodes between them.
  func path(from start: Int, to end: Int) -> [Edge]? {
    guard sizeOfCircles(through: start) <= Self.longestPath else { return nil }
    var steps: [(edge: Edge, previous: Int)] = [(Edge(target: start, label: 0), -1)]
    var pending = [0]
    var visited: Set<Int> = []
    while let step = pending.popLast() {
      let node = steps[step].edge.target
      if node == end { return path(endingWith: step, of: steps) }
      guard visited.insert(node).inserted else { continue }
      for edge in edges[node] where isCircle(through: edge.target, and: end) {
        pending.append(steps.count)
        steps.append((edge, step))
      }
    }
    return nil
  }

  private func path(
    endingWith last: Int, of steps: [(edge: Edge, previous: Int)]
  ) -> [Edge] {
    var path: [Edge] = []
    var step = last
    while step > 0 {
      path.append(steps[step].edge)
      step = steps[step].previous
    }
    return path.reversed()
  }
}

/// The sets of nodes that lead to each other.
///
/// Tarjan's algorithm without recursion. Tarjan, "Depth-first search and linear graph algorithms",
/// 1972.
private struct StrongComponents {
  private let edges: [[DirectedGraph.Edge]]
  /// The order in which nodes were found; -1 before.
  private var order: [Int]
  /// The first node in that order which a node leads back to, as far as known.
  private var lowest: [Int]
  private var components: [Int]
  private var sizes: [Int] = []
  /// The nodes without a component so far.
  private var open: [Int] = []
  private var count = 0

  static func find(_ edges: [[DirectedGraph.Edge]]) -> (components: [Int], sizes: [Int]) {
    var search = StrongComponents(edges)
    for node in edges.indices where search.order[node] < 0 { search.visit(node) }
    return (search.components, search.sizes)
  }

  private init(_ edges: [[DirectedGraph.Edge]]) {
    self.edges = edges
    order = Array(repeating: -1, count: edges.count)
    lowest = order
    components = order
  }

  private mutating func visit(_ root: Int) {
    var path: [(node: Int, next: Int)] = []
    enter(root)
    path.append((root, 0))
    while let (node, next) = path.last {
      if next < edges[node].count {
        path[path.count - 1].next += 1
        let target = edges[node][next].target
        if order[target] < 0 {
          enter(target)
          path.append((target, 0))
        } else if components[target] < 0 {
          lowest[node] = min(lowest[node], order[target])
        }
        continue
      }
      path.removeLast()
      if lowest[node] == order[node] { close(node) }
      if let parent = path.last?.node { lowest[parent] = min(lowest[parent], lowest[node]) }
    }
  }

  private mutating func enter(_ node: Int) {
    order[node] = count
    lowest[node] = count
    count += 1
    open.append(node)
  }

  /// Gives a node and all that were found after it a component.
  private mutating func close(_ node: Int) {
    var size = 0
    while let member = open.popLast() {
      components[member] = sizes.count
      size += 1
      if member == node { break }
    }
    sizes.append(size)
  }
}

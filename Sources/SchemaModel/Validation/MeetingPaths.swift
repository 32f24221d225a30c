/// The foreign keys of a model that lead, over others, to a common model.
///
/// Two of them meet exactly where they have a common end: a part of the graph that nothing leads
/// out of. So only ends are compared, 64 of them in one pass over the graph, instead of all models
/// that each foreign key reaches.
struct MeetingPaths {
  /// Where a foreign key meets another one of its model.
  struct Meeting {
    /// The other foreign key.
    var other: Int
    /// A model that both lead to.
    var place: Int
  }

  /// The foreign keys of each model, each with its label.
  private let keys: [[DirectedGraph.Edge]]
  /// By the label of the foreign key.
  private var meetings: [Int: Meeting] = [:]

  /// Paths that come back to the model they started from end there.
  init(_ keys: [[DirectedGraph.Edge]], _ graph: DirectedGraph) {
    self.keys = keys
    let candidates = keys.indices.filter { keys[$0].count > 1 }
    guard !candidates.isEmpty else { return }
    findMeetings(of: candidates.filter { graph.sizeOfCircles(through: $0) == 1 }, graph)
    for model in candidates where graph.sizeOfCircles(through: model) > 1 { search(from: model) }
  }

  /// The meeting of a foreign key, at the first model that is common to both.
  func meeting(of label: Int, from model: Int) -> Meeting? {
    guard var meeting = meetings[label] else { return nil }
    let targets = keys[model].filter { $0.label == label || $0.label == meeting.other }
      .map(\.target)
    if let first = targets.first, let last = targets.last,
      let place = nearest(to: first, and: last, without: model)
    {
      meeting.place = place
    }
    return meeting
  }

  /// Compares the ends of the foreign keys of models that do not lie on circles.
  private mutating func findMeetings(of models: [Int], _ graph: DirectedGraph) {
    let followers = graph.followersOfComponents
    var models = models
    let ends = followers.indices.filter { followers[$0].isEmpty }
    let nodes = graph.firstNodesOfComponents
    for start in stride(from: 0, to: ends.count, by: UInt64.bitWidth) {
      let block = ends[start..<min(start + UInt64.bitWidth, ends.count)]
      var reached = [UInt64](repeating: 0, count: followers.count)
      for (bit, end) in block.enumerated() { reached[end] = 1 << bit }
      // What a component leads to has a lower number.
      for component in followers.indices {
        for follower in followers[component] { reached[component] |= reached[follower] }
      }
      models.removeAll { model in
        let words = keys[model].map { reached[graph.component(of: $0.target)] }
        addMeetings(of: model, words) { nodes[block[start + $0]] }
        return keys[model].allSatisfy { meetings[$0.label] != nil }
      }
    }
  }

  /// - Parameters:
  ///   - model: Whose foreign keys are compared.
  ///   - words: The ends that each of them leads to, one a bit.
  ///   - place: A model at an end.
  private mutating func addMeetings(
    of model: Int, _ words: [UInt64], _ place: (Int) -> Int
  ) {
    var (once, twice): (UInt64, UInt64) = (0, 0)
    for word in words {
      twice |= once & word
      once |= word
    }
    guard twice != 0 else { return }
    for (key, word) in zip(keys[model], words)
    where word & twice != 0 && meetings[key.label] == nil {
      let bit = (word & twice).trailingZeroBitCount
      let other = zip(keys[model], words).first {
        $0.0.label != key.label && $0.1 & (1 << bit) != 0
      }
      if let other {
        meetings[key.label] = Meeting(other: other.0.label, place: place(bit))
      }
    }
  }

  /// Follows all foreign keys of a model at once; each model on the way remembers the first two
  /// that reached it, which is enough to know that there are several.
  private mutating func search(from model: Int) {
    var firsts: [Int: Int] = [:]
    var seconds: [Int: Int] = [:]
    var pending = keys[model].map { (node: $0.target, label: $0.label) }
    var missing = keys[model].count
    var next = 0
    while next < pending.count, missing > 0 {
      let (node, label) = pending[next]
      next += 1
      guard node != model, firsts[node] != label, seconds[node] != label else { continue }
      if let first = firsts[node] {
        for (key, other) in [(label, first), (first, label)] where meetings[key] == nil {
          meetings[key] = Meeting(other: other, place: node)
          missing -= 1
        }
        guard seconds[node] == nil else { continue }
        seconds[node] = label
      } else {
        firsts[node] = label
      }
      pending += keys[node].map { ($0.target, label) }
    }
  }

  /// How many models are looked at for the nearest that two paths share; behind them any will do.
  private static let mostVisited = 256

  private func nearest(to first: Int, and second: Int, without model: Int) -> Int? {
    let reached = Set(visited(from: first, without: model))
    return visited(from: second, without: model).first(where: reached.contains)
  }

  /// A model and those that it leads to, the nearest first.
  private func visited(from start: Int, without model: Int) -> [Int] {
    var order = [start]
    var known: Set = [start, model]
    var next = 0
    while next < order.count, order.count < Self.mostVisited {
      for key in keys[order[next]] where known.insert(key.target).inserted {
        order.append(key.target)
      }
      next += 1
    }
    return order
  }
}

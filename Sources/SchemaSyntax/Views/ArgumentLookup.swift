import Diagnostics

/// The places of arguments in a list.
///
/// Lists are short: those below 64 are bits, so that reading an attribute allocates nothing.
package struct ArgumentPlaces: Sendable {
  private var low: UInt64 = 0
  private var others: Set<Int> = []

  package init() {}

  fileprivate mutating func insert(_ place: Int) {
    if place < UInt64.bitWidth { low |= 1 << place } else { others.insert(place) }
  }

  fileprivate func contains(_ place: Int) -> Bool {
    place < UInt64.bitWidth ? low & 1 << place != 0 : others.contains(place)
  }
}

// Each attribute is asked for all arguments that it may have. The lists are walked here, node by
// node, because a view of each argument would cost its reader more than the answer.
extension ArgumentListSyntax {
  /// Finds the last argument with a name, or the last without one, and notes the places of all such.
  package func last(named name: StaticString?, _ places: inout ArgumentPlaces) -> ArgumentSyntax? {
    var found: Int?
    forEachNode { node, place in
      guard isNamed(node, name) else { return }
      places.insert(place)
      found = node
    }
    return found.flatMap { ArgumentSyntax(tree: tree, index: $0) }
  }

  /// The arguments besides those at some places.
  package func arguments(besides places: ArgumentPlaces) -> [ArgumentSyntax] {
    var others: [ArgumentSyntax] = []
    forEachNode { node, place in
      guard !places.contains(place), let argument = ArgumentSyntax(tree: tree, index: node)
      else { return }
      others.append(argument)
    }
    return others
  }

  /// Whether nothing can be said against the shape of the list, as far as it is quick to tell: in it
  /// and in the lists within it nothing is missing, one argument has no name, and no name comes
  /// twice.
  package var isPlain: Bool {
    let nodes = tree.nodes
    for node in index..<Int(nodes[index].next) {
      let kind = nodes[node].kind
      if kind == .emptyArgument || kind == .trailingComma { return false }
    }
    var unnamed = 0
    var names: [Int] = []
    forEachNode { node, _ in
      if nodes[node].kind == .namedArgument { names.append(node + 1) } else { unnamed += 1 }
    }
    // Of long lists a dictionary finds what comes twice.
    guard unnamed <= 1, names.count <= 8 else { return false }
    return names.indices.allSatisfy { index in
      let name = NameSyntax(tree: tree, index: names[index])
      return !names[..<index].contains { name.isSame(as: NameSyntax(tree: tree, index: $0)) }
    }
  }

  /// Calls a function with the node of each argument with a value, and its place among them.
  private func forEachNode(_ body: (_ node: Int, _ place: Int) -> Void) {
    let nodes = tree.nodes
    let end = Int(nodes[index].next)
    var node = index + 1
    var place = 0
    while node < end {
      if nodes[node].kind == .namedArgument || nodes[node].kind.isExpression {
        body(node, place)
        place += 1
      }
      node = Int(nodes[node].next)
    }
  }

  private func isNamed(_ node: Int, _ name: StaticString?) -> Bool {
    guard tree[node].kind == .namedArgument else { return name == nil }
    return name.map { NameSyntax(tree: tree, index: node + 1).isSpelled($0) } ?? false
  }
}

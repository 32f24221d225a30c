/// The comment blocks above the declarations that have one.
///
/// In the order of the file, so that a search among the few that there are finds the comment of a
/// declaration: nearly every field is asked for its own, and nearly none has one.
struct DocumentationLinks: Sendable {
  private struct Link: Sendable {
    let declaration: UInt32
    let comment: UInt32
  }

  private var links: [Link] = []

  /// Finds the comment block above each declaration that has one, in one walk.
  ///
  /// A comment above a block must touch it; as in Prisma, one above a datasource or generator
  /// documents the next block that is neither, unless that has its own. A comment within a block
  /// stays pending over blank lines and other things until a field or value takes it.
  init(_ nodes: [SyntaxNode]) {
    var pendingBlock: Int?
    var pendingItem: Int?
    var index = 1
    while index < nodes.count {
      let next = Int(nodes[index].next)
      switch nodes[index].kind {
      case .commentBlock:
        pendingItem = index
        if next < nodes.count, nodes[next].kind.isBlock { pendingBlock = index }
      case .model, .view, .compositeType, .enumeration:
        add(pendingBlock, above: index)
        pendingBlock = nil
        pendingItem = nil
        index += 1
        continue
      case .field, .enumValue:
        add(pendingItem, above: index)
        pendingItem = nil
      default: break
      }
      index = next
    }
  }

  private mutating func add(_ comment: Int?, above declaration: Int) {
    guard let comment else { return }
    links.append(Link(declaration: UInt32(declaration), comment: UInt32(comment)))
  }

  /// The comment block above a declaration.
  ///
  /// - Complexity: O(log comments).
  func comment(above declaration: Int) -> Int? {
    var low = 0
    var high = links.count
    while low < high {
      let middle = (low + high) / 2
      if links[middle].declaration < declaration { low = middle + 1 } else { high = middle }
    }
    guard low < links.count, links[low].declaration == declaration else { return nil }
    return Int(links[low].comment)
  }
}

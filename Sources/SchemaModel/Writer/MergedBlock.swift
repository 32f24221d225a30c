import Diagnostics
import SchemaSyntax

/// A block with other lines and attributes, which take the places and comments of their namesakes.
struct MergedBlock {
  /// What a block is to say and what it says, both as the writer puts it.
  struct Content {
    /// Fields or values.
    var lines: [(name: String, text: String)]
    var attributes: [String]
    var previousLines: [String: String] = [:]
    var previousAttributes: [String] = []
    /// The attributes of keys, by the offsets at which they start.
    var previousKeys: [UInt32: String] = [:]
  }

  /// Space and comments above a line that is not decided yet.
  private enum Pending {
    case gap
    case comment(Int)
  }

  private let block: BlockSyntax
  private let content: Content
  private var lines: [(name: String, text: String)]
  private var attributes: [String]
  private var pending: [Pending] = []
  private var body = ""
  private var isChanged = false

  init(_ block: BlockSyntax, _ content: Content) {
    self.block = block
    self.content = content
    lines = content.lines
    attributes = content.attributes
    for child in tree.children(of: block.index) {
      switch tree.nodes[child].kind {
      case .commentBlock: pending.append(.comment(child))
      case .emptyLines: pending.append(.gap)
      case .field, .enumValue: addLine(child)
      case .blockAttribute: addAttribute(child)
      default: break
      }
    }
    addNewLines()
    flush()
    isChanged = isChanged || !attributes.isEmpty
    body += attributes.map { $0 + "\n" }.joined()
  }

  /// The block, not laid out; `nil` when it stays as it is.
  var text: String? {
    guard isChanged else { return nil }
    return "\(block.kind.keyword ?? "") \(block.name.text) {\n\(body)}"
  }

  private var tree: SyntaxTree { block.tree }

  private mutating func addLine(_ index: Int) {
    let name = tree.text(of: index + 1)
    guard let position = lines.firstIndex(where: { $0.name == name }) else {
      // The comment directly above goes with its line.
      while case .comment? = pending.last { pending.removeLast() }
      isChanged = true
      return
    }
    flush()
    let line = lines.remove(at: position).text
    add(line, insteadOf: index, isSame: content.previousLines[name] == line)
  }

  private mutating func addAttribute(_ index: Int) {
    addNewLines()
    flush()
    guard let attribute = block.attributes.first(where: { $0.index == index }) else { return }
    let previous = previousText(of: attribute)
    if let previous, let position = attributes.firstIndex(of: previous) {
      return add(attributes.remove(at: position), insteadOf: index, isSame: true)
    }
    let start = "@@\(attribute.name.text)"
    let isNamesake = { (text: String) in text == start || text.hasPrefix(start + "(") }
    // One of a name is the same attribute, whatever changed in it.
    let isOnly =
      attributes.filter(isNamesake).count == 1
      && block.attributes.filter { $0.name.text == attribute.name.text }.count == 1
    let match = attributes.firstIndex {
      isNamesake($0) && (isOnly || hasSameFields(attribute, $0))
    }
    guard let match else {
      isChanged = true
      return
    }
    let text = attributes.remove(at: match)
    add(text, insteadOf: index, isSame: false)
  }

  /// The attribute as the writer puts what it says.
  private func previousText(of attribute: AttributeSyntax) -> String? {
    if let text = content.previousKeys[attribute.range.start] { return text }
    let start = "@@\(attribute.name.text)"
    guard ["map", "schema", "ignore"].contains(attribute.name.text) else { return nil }
    return content.previousAttributes.first { $0 == start || $0.hasPrefix(start + "(") }
  }

  private func hasSameFields(_ attribute: AttributeSyntax, _ text: String) -> Bool {
    let fields = attribute.arguments.first.map { $0.value.text.filter { !$0.isWhitespace } } ?? ""
    return text.filter { !$0.isWhitespace }.hasPrefix("@@\(attribute.name.text)(\(fields)")
  }

  /// Adds a line in the place of one of the file, with its comment.
  private mutating func add(_ line: String, insteadOf index: Int, isSame: Bool) {
    if isSame {
      let text = tree.text(of: index)
      body += text.last?.isNewline == true ? text : text + "\n"
      return
    }
    isChanged = true
    let comment = tree.child(.trailingComment, of: index).map { " " + tree.text(of: $0) } ?? ""
    body += line + comment + "\n"
  }

  /// Adds the lines that the block lacks, above its attributes and the space before them.
  private mutating func addNewLines() {
    let names = Set(
      tree.children(of: block.index).filter {
        [.field, .enumValue].contains(tree.nodes[$0].kind)
      }.map { tree.text(of: $0 + 1) })
    let added = lines.filter { !names.contains($0.name) }
    guard !added.isEmpty else { return }
    lines.removeAll { !names.contains($0.name) }
    isChanged = true
    body += added.map { $0.text + "\n" }.joined()
  }

  private mutating func flush() {
    for item in pending {
      switch item {
      case .gap: body += "\n"
      case .comment(let index): body += tree.text(of: index)
      }
    }
    pending.removeAll()
  }
}

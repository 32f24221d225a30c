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
    case gap(Int)
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
      switch tree[child].kind {
      case .commentBlock: pending.append(.comment(child))
      case .emptyLines: addGap(child)
      case .field, .enumValue: addLine(child)
      case .blockAttribute: addAttribute(child)
      default: break
      }
    }
    addNewLines()
    flush()
    addNewAttributes()
  }

  /// The block, with the indentation of its lines and no other layout; `nil` when it stays as it
  /// is.
  var text: String? {
    guard isChanged else { return nil }
    let nodes = tree.nodes
    let opening = tree.child(.blockOpen, of: block.index).map { nodes[$0].end } ?? block.range.start
    let head = tree.file.text(in: SourceRange(block.range.start, opening))
    let end = tree.child(.blockClose, of: block.index).map { indented($0) } ?? "}"
    return head + (head.last?.isNewline == true ? "" : "\n") + body + end
  }

  /// The spaces before a node and its text.
  private func indented(_ index: Int) -> String { indentation(of: index) + tree.text(of: index) }

  /// The spaces between the start of a line and a node.
  private func indentation(of index: Int) -> String {
    let bytes = tree.file.bytes
    let end = Int(tree[index].start)
    let space = bytes[..<end].reversed().prefix {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")
    }
    return String(decoding: bytes[(end - space.count)..<end], as: UTF8.self)
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
      let text = indented(index)
      body += text.last?.isNewline == true ? text : text + "\n"
      return
    }
    isChanged = true
    let comment = tree.child(.trailingComment, of: index).map { " " + tree.text(of: $0) } ?? ""
    body += indentation(of: index) + aligned(line, like: index) + comment + "\n"
  }

  /// A line with its type and attributes below those of a line of the file, as far as they fit.
  private func aligned(_ line: String, like index: Int?) -> String {
    guard let index, tree[index].kind == .field else { return line }
    let starts = tree.children(of: index).prefix(3).map { Int(tree[$0].start) }
    var parts = line.split(separator: " ", maxSplits: 2).map { String($0) }
    // A type with spaces is in quotes.
    guard starts.count > 1, parts.count > 1, !parts[1].contains("\"") else { return line }
    for column in 0..<(min(starts.count, parts.count) - 1) {
      let width = starts[column + 1] - starts[column] - 1
      parts[column] += String(repeating: " ", count: max(0, width - parts[column].utf8.count))
    }
    return parts.joined(separator: " ")
  }

  /// Space counts once where lines between have gone.
  private mutating func addGap(_ index: Int) {
    if case .gap? = pending.last { return }
    pending.append(.gap(index))
  }

  /// The last field or value, whose layout new ones get.
  private var lastLine: Int? {
    tree.children(of: block.index).filter { [.field, .enumValue].contains(tree[$0].kind) }
      .last
  }

  private var usualIndentation: String { lastLine.map(indentation(of:)) ?? "  " }

  /// Adds the attributes that the block lacks at its end, behind an empty line.
  private mutating func addNewAttributes() {
    guard !attributes.isEmpty else { return }
    isChanged = true
    if block.attributes.isEmpty, !body.hasSuffix("\n\n") { body += "\n" }
    let indentation = usualIndentation
    body += attributes.map { indentation + $0 + "\n" }.joined()
  }

  /// Adds the lines that the block lacks, above its attributes and the space before them.
  private mutating func addNewLines() {
    let names = Set(
      tree.children(of: block.index).filter {
        [.field, .enumValue].contains(tree[$0].kind)
      }.map { tree.text(of: $0 + 1) })
    let added = lines.filter { !names.contains($0.name) }
    guard !added.isEmpty else { return }
    lines.removeAll { !names.contains($0.name) }
    isChanged = true
    let indentation = usualIndentation
    let last = lastLine
    body += added.map { indentation + aligned($0.text, like: last) + "\n" }.joined()
  }

  private mutating func flush() {
    for item in pending {
      switch item {
      case .gap(let index): body += tree.text(of: index)
      case .comment(let index): body += indented(index)
      }
    }
    pending.removeAll()
  }
}

package import Diagnostics
package import SchemaSyntax

extension DatamodelWriter {
  /// Rewrites the models and enums of a file to those of the datamodel.
  ///
  /// Blocks, fields and comments keep their order; what the datamodel lacks goes, with its
  /// documentation. Datasources, generators and views are copied. What the file lacks is appended
  /// only as `additions` says.
  ///
  /// - Parameters:
  ///   - tree: The file, without syntax errors.
  ///   - additions: The models and enums to append, by name.
  ///   - keepingBlocks: Whether models and enums of the file are rewritten in place; else they go.
  /// - Returns: The file, not laid out.
  package func merge(into tree: SyntaxTree, additions: Set<String>, keepingBlocks: Bool = true)
    -> SourceFile
  {
    var text = ""
    var orphans = Set<Int>()
    for block in tree.blocks where isDropped(block, keepingBlocks) {
      if let comment = tree.commentBlock(documenting: block.index) { orphans.insert(comment) }
    }
    for child in tree.children(of: 0) where !orphans.contains(child) {
      guard let block = tree.block(at: child) else {
        text += tree.text(of: child)
        continue
      }
      if !isDropped(block, keepingBlocks) { text += rewritten(block) }
    }
    let models = datamodel.models.filter { additions.contains($0.name) }.map(block(for:))
    let enums = datamodel.enums.filter { additions.contains($0.name) }.map(block(for:))
    for block in models + enums { text += "\n" + block }
    return SourceFile(path: tree.file.path, text: text)
  }

  private func isDropped(_ block: BlockSyntax, _ keepingBlocks: Bool) -> Bool {
    switch block.kind {
    case .model: !keepingBlocks || datamodel.model(named: block.name.text) == nil
    case .enumeration: !keepingBlocks || datamodel.enumeration(named: block.name.text) == nil
    default: false
    }
  }

  private func rewritten(_ block: BlockSyntax) -> String {
    if block.kind == .model, let model = datamodel.model(named: block.name.text) {
      let lines = model.fields.map { (name: $0.name, text: line(for: $0)) }
      return rewritten(block, lines: lines, attributes: attributes(of: model))
    }
    if block.kind == .enumeration,
      let enumeration = datamodel.enumeration(named: block.name.text)
    {
      let lines = enumeration.values.map { (name: $0.name, text: line(for: $0)) }
      return rewritten(block, lines: lines, attributes: attributes(of: enumeration))
    }
    return block.tree.text(of: block.index)
  }

  /// A block with other lines and attributes, which take the places and comments of their
  /// namesakes.
  private func rewritten(
    _ block: BlockSyntax, lines: [(name: String, text: String)], attributes: [String]
  ) -> String {
    let tree = block.tree
    var lines = lines
    var text = ""
    var pendingComments: [Int] = []
    for child in tree.children(of: block.index) {
      switch tree.nodes[child].kind {
      case .commentBlock: pendingComments.append(child)
      case .emptyLines:
        text += flush(&pendingComments, of: tree) + "\n"
      case .field, .enumValue:
        let name = tree.text(of: child + 1)
        guard let index = lines.firstIndex(where: { $0.name == name }) else {
          // The comment above goes with its field.
          pendingComments.removeAll()
          continue
        }
        text += flush(&pendingComments, of: tree)
        text += lines.remove(at: index).text + trailingComment(of: child, in: tree) + "\n"
      default: break
      }
    }
    text += lines.map { $0.text + "\n" }.joined()
    // What is left stands above the block attributes.
    text += flush(&pendingComments, of: tree)
    text += attributes.map { $0 + trailingComment(ofAttribute: $0, in: block) + "\n" }.joined()
    let keyword = block.kind.keyword ?? ""
    return "\(keyword) \(block.name.text) {\n\(text)}"
  }

  private func flush(_ comments: inout [Int], of tree: SyntaxTree) -> String {
    defer { comments.removeAll() }
    return comments.map { tree.text(of: $0) }.joined()
  }

  private func trailingComment(of index: Int, in tree: SyntaxTree) -> String {
    tree.child(.trailingComment, of: index).map { " " + tree.text(of: $0) } ?? ""
  }

  /// The comment at the end of the attribute that says the same in the file.
  private func trailingComment(ofAttribute text: String, in block: BlockSyntax) -> String {
    let name = text.dropFirst(2).prefix { $0 != "(" }
    let same = block.attributes.filter { $0.name.text == name }
    // One of a name is the same attribute, whatever changed in it.
    let match = same.count == 1 ? same.first : same.first { meansSame($0, text) }
    return match.map { trailingComment(of: $0.index, in: block.tree) } ?? ""
  }

  private func meansSame(_ attribute: AttributeSyntax, _ text: String) -> Bool {
    let fields = attribute.arguments.first.map { $0.value.text.filter { !$0.isWhitespace } } ?? ""
    return text.filter { !$0.isWhitespace }.hasPrefix("@@\(attribute.name.text)(\(fields)")
  }
}

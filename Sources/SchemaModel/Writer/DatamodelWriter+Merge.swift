package import Diagnostics
package import SchemaSyntax

extension DatamodelWriter {
  /// Rewrites the models and enums of a file to those of the datamodel.
  ///
  /// Blocks, fields and comments keep their order; what the datamodel lacks goes, with its
  /// documentation. What it says as `previous` does keeps its text, and so do datasources,
  /// generators and views. What the file lacks is appended only as `additions` says.
  ///
  /// - Parameters:
  ///   - tree: The file, without syntax errors.
  ///   - additions: The models and enums to append, by name.
  ///   - keepingBlocks: Whether models and enums of the file are rewritten in place; else they go.
  /// - Returns: The file itself when nothing changes in it, else the new one, not laid out.
  package func merge(into tree: SyntaxTree, additions: Set<String>, keepingBlocks: Bool = true)
    -> SourceFile
  {
    var text = ""
    var isChanged = false
    var orphans = Set<Int>()
    for block in tree.blocks where isDropped(block, keepingBlocks) {
      isChanged = true
      if let comment = tree.commentBlock(documenting: block.index) { orphans.insert(comment) }
    }
    for child in tree.children(of: 0) where !orphans.contains(child) {
      guard let block = tree.block(at: child) else {
        text += tree.text(of: child)
        continue
      }
      guard !isDropped(block, keepingBlocks) else { continue }
      let rewritten = content(for: block).flatMap { MergedBlock(block, $0).text }
      isChanged = isChanged || rewritten != nil
      text += rewritten ?? tree.text(of: child)
    }
    let models = datamodel.models.filter { additions.contains($0.name) }.map(block(for:))
    let enums = datamodel.enums.filter { additions.contains($0.name) }.map(block(for:))
    guard isChanged || !models.isEmpty || !enums.isEmpty else { return tree.file }
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

  /// What a block is to say; `nil` for a block that stays as it is.
  private func content(for block: BlockSyntax) -> MergedBlock.Content? {
    let name = block.name.text
    if block.kind == .model, let model = datamodel.model(named: name) {
      return content(for: model, over: previous.model(named: name))
    }
    if block.kind == .enumeration, let enumeration = datamodel.enumeration(named: name) {
      return content(for: enumeration, over: previous.enumeration(named: name))
    }
    return nil
  }

  private func content(for model: ModelView, over known: ModelView?) -> MergedBlock.Content {
    var content = MergedBlock.Content(
      lines: model.fields.map { ($0.name, line(for: $0)) }, attributes: attributes(of: model))
    guard let known else { return content }
    for field in known.fields { content.previousLines[field.name] = line(for: field) }
    content.previousAttributes = attributes(of: known)
    for key in known.model.blockKeys {
      content.previousKeys[key.span.range.start] = attribute(for: key, of: known)
    }
    return content
  }

  private func content(for enumeration: EnumView, over known: EnumView?) -> MergedBlock.Content {
    var content = MergedBlock.Content(
      lines: enumeration.values.map { ($0.name, line(for: $0)) },
      attributes: attributes(of: enumeration))
    guard let known else { return content }
    for value in known.values { content.previousLines[value.name] = line(for: value) }
    content.previousAttributes = attributes(of: known)
    return content
  }
}

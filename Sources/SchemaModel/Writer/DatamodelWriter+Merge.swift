package import Diagnostics
package import SchemaSyntax

extension DatamodelWriter {
  /// Rewrites the models, views and enums of a file to those of the datamodel.
  ///
  /// Blocks, fields and comments keep their order; what the datamodel lacks goes, with its
  /// documentation. What it says as `previous` does keeps its text, and so do datasources and
  /// generators. What the file lacks is appended only as `additions` says.
  ///
  /// - Parameters:
  ///   - tree: The file; without syntax errors, if its blocks are kept.
  ///   - additions: The models and enums to append, by name.
  ///   - usual: The file whose line ends a file without any gets.
  ///   - keepingBlocks: Whether models and enums of the file are rewritten in place; else nothing
  ///     stays but datasources, generators and comments.
  /// - Returns: The file itself when nothing changes in it, else the new one. Blocks that were in
  ///   the layout of `format` are again; in others the lines that stay keep their spaces too.
  package func merge(
    into tree: SyntaxTree, additions: Set<String>, like usual: SourceFile? = nil,
    keepingBlocks: Bool = true
  ) -> SourceFile {
    var (text, isChanged) = mergedBlocks(of: tree, keepingBlocks: keepingBlocks)
    let models = datamodel.models.filter { additions.contains($0.name) }.map(block(for:))
    let enums = datamodel.enums.filter { additions.contains($0.name) }.map(block(for:))
    isChanged = isChanged || !models.isEmpty || !enums.isEmpty
    guard isChanged else { return tree.file }
    let ending = FileEnding(tree.file, usual: usual)
    text = ending.withPlainLines(text)
    while text.hasSuffix("\n\n") { text.removeLast() }
    if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
    let wasFormatted = isFormatted(tree.file)
    for block in models + enums {
      text += (text.isEmpty ? "" : "\n") + (wasFormatted ? block : formatted(block))
    }
    return SourceFile(
      path: tree.file.path, text: ending.withLinesOfFile(wasFormatted ? formatted(text) : text))
  }

  /// The blocks of a file as they are to be, with all between them, and whether one changed.
  private func mergedBlocks(of tree: SyntaxTree, keepingBlocks: Bool) -> (String, Bool) {
    var (text, isChanged) = ("", false)
    var dropped = Set<Int>()
    for child in tree.children(of: 0) where isDropped(child, of: tree, keepingBlocks) {
      isChanged = true
      dropped.insert(child)
      if let comment = tree.commentBlock(documenting: child) { dropped.insert(comment) }
    }
    var position: UInt32 = 0
    var isBehindDropped = false
    func append(_ more: String) {
      // The line break of a block goes with it.
      if isBehindDropped, !text.isAtLineStart { text += "\n" }
      text += more
    }
    for child in tree.children(of: 0) {
      let node = tree[child]
      var start = position
      position = node.end
      if node.kind == .commentBlock, let end = tree.endOfComment(child, behind: start) {
        // A comment behind a block on its last line goes or stays with it.
        if !isBehindDropped { text += tree.file.text(in: SourceRange(start, end)) }
        start = end
        if start == node.end { continue }
      }
      // The space behind a block goes with it.
      if dropped.contains(child) || (isBehindDropped && node.kind == .emptyLines) {
        isBehindDropped = true
        continue
      }
      let rewritten = tree.block(at: child).flatMap { block in
        content(for: block).flatMap { MergedBlock(block, $0).text }
      }
      isChanged = isChanged || rewritten != nil
      let own = SourceRange(max(start, node.start), node.end)
      append(
        tree.file.text(in: SourceRange(start, own.start))
          + (rewritten.map { laidOut($0, like: tree.text(of: child)) } ?? tree.file.text(in: own)))
      isBehindDropped = false
    }
    return (text, isChanged)
  }

  /// A changed block, formatted if the block was formatted before.
  private func laidOut(_ text: String, like previous: String) -> String {
    let previous = previous.withoutCarriageReturns
    guard formatted(previous + "\n") == previous + "\n" else { return text }
    let result = formatted(text.withoutCarriageReturns)
    return result.hasSuffix("\n") ? String(result.dropLast()) : result
  }

  /// Whether a file is in the layout of `format`, however its lines end.
  private func isFormatted(_ file: SourceFile) -> Bool {
    let text = file.text.withoutCarriageReturns
    let closed = text.isAtLineStart ? text : text + "\n"
    return formatted(closed) == closed
  }

  private func formatted(_ text: String) -> String {
    String(decoding: SchemaSyntax.format(SourceFile(path: "", text: text)), as: UTF8.self)
  }

  private func isDropped(_ child: Int, of tree: SyntaxTree, _ keepingBlocks: Bool) -> Bool {
    guard keepingBlocks else { return !isConfiguration(child, of: tree) }
    guard let block = tree.block(at: child) else { return false }
    return switch block.kind {
    case .model: datamodel.model(named: block.name.text)?.isView != false
    case .enumeration: datamodel.enumeration(named: block.name.text) == nil
    case .view: datamodel.model(named: block.name.text)?.isView != true
    default: false
    }
  }

  /// Whether a part of a file is a datasource or generator without errors, or belongs to none.
  private func isConfiguration(_ child: Int, of tree: SyntaxTree) -> Bool {
    let node = tree.nodes[child]
    switch node.kind {
    case .emptyLines, .commentBlock: return true
    case .datasource, .generator:
      return !tree.diagnostics.contains {
        $0.severity == .error && node.start <= $0.span.range.start
          && $0.span.range.start < node.end
      }
    default: return false
    }
  }

  /// What a block is to say; `nil` for a block that stays as it is.
  private func content(for block: BlockSyntax) -> MergedBlock.Content? {
    let name = block.name.text
    if block.kind == .model || block.kind == .view, let model = datamodel.model(named: name) {
      return content(for: model, over: previous.model(named: name))
    }
    if block.kind == .enumeration, let enumeration = datamodel.enumeration(named: name) {
      return content(for: enumeration, over: previous.enumeration(named: name))
    }
    return nil
  }

  private func content(for model: ModelView, over known: ModelView?) -> MergedBlock.Content {
    var content = MergedBlock.Content(
      lines: fields(of: model).map { ($0.name, line(for: $0)) }, attributes: attributes(of: model))
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

extension SyntaxTree {
  /// The end of the line on which a comment stands behind something; `nil` where it has its own.
  fileprivate func endOfComment(_ comment: Int, behind position: UInt32) -> UInt32? {
    let (start, end) = (Int(self[comment].start), Int(self[comment].end))
    let newline = UInt8(ascii: "\n")
    guard position > 0, file.bytes[Int(position) - 1] != newline,
      !file.bytes[Int(position)..<start].contains(newline)
    else { return nil }
    return UInt32(file.bytes[start..<end].firstIndex(of: newline).map { $0 + 1 } ?? end)
  }
}

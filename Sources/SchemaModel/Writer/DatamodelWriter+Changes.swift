/// What a new description of a model, view or enum says otherwise than the previous one.
package struct BlockChange: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable { case added, removed, changed }

  package var kind: Kind
  /// The keyword and the name, such as `model Post`.
  package var block: String
  /// The fields, values and block attributes that came, went or changed; empty for whole blocks.
  package var lines: [Line] = []

  /// A field or value by its name, or a block attribute as it is written.
  package struct Line: Sendable, Hashable {
    package var kind: Kind
    package var name: String
  }
}

extension DatamodelWriter {
  /// The blocks in which the datamodel differs from the previous one, however they are written.
  package func changes() -> [BlockChange] {
    let models = changes(
      from: previous.models, to: datamodel.models,
      named: { "\($0.isView ? "view" : "model") \($0.name)" }, { Description($0, self) })
    let enums = changes(
      from: previous.enums, to: datamodel.enums, named: { "enum \($0.name)" },
      { Description($0, self) })
    return models + enums
  }

  /// The lines in which a model differs from the previous one.
  package func changes(of model: ModelView, since previous: ModelView) -> [BlockChange.Line] {
    Description(model, self).changes(since: Description(previous, self))
  }

  private func changes<Block>(
    from previous: [Block], to next: [Block], named name: (Block) -> String,
    _ description: (Block) -> Description
  ) -> [BlockChange] {
    let known = Dictionary(previous.map { (name($0), $0) }, uniquingKeysWith: { first, _ in first })
    let names = Set(next.map(name))
    let removed = previous.map(name).filter { !names.contains($0) }
      .map { BlockChange(kind: .removed, block: $0) }
    let others = next.compactMap { block -> BlockChange? in
      let name = name(block)
      guard let before = known[name] else { return BlockChange(kind: .added, block: name) }
      let lines = description(block).changes(since: description(before))
      return lines.isEmpty ? nil : BlockChange(kind: .changed, block: name, lines: lines)
    }
    return removed + others
  }
}

/// A block as its lines, in the words of the writer.
private struct Description {
  var lines: [(name: String, text: String)]
  var attributes: [String]

  init(_ model: ModelView, _ writer: DatamodelWriter) {
    lines = writer.fields(of: model).map { ($0.name, writer.line(for: $0)) }
    attributes = writer.attributes(of: model)
  }

  init(_ enumeration: EnumView, _ writer: DatamodelWriter) {
    lines = enumeration.values.map { ($0.name, writer.line(for: $0)) }
    attributes = writer.attributes(of: enumeration)
  }

  func changes(since previous: Description) -> [BlockChange.Line] {
    let known = Dictionary(
      previous.lines.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
    let names = Set(lines.map(\.name))
    var changes = previous.lines.filter { !names.contains($0.name) }
      .map { BlockChange.Line(kind: .removed, name: $0.name) }
    for line in lines where known[line.name] != line.text {
      let kind: BlockChange.Kind = known[line.name] == nil ? .added : .changed
      changes.append(BlockChange.Line(kind: kind, name: line.name))
    }
    changes += previous.attributes.filter { !attributes.contains($0) }
      .map { BlockChange.Line(kind: .removed, name: $0) }
    changes += attributes.filter { !previous.attributes.contains($0) }
      .map { BlockChange.Line(kind: .added, name: $0) }
    return changes
  }
}

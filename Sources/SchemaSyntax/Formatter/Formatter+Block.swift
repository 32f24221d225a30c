extension Formatter {
  /// A block attribute and the comment directly above it, which moves with it.
  private struct BlockAttribute {
    var comment: Int?
    var index: Int
    var rank: Int
  }

  mutating func formatBlock(_ block: Int) {
    output.append(contentsOf: (nodes[block].kind.keyword ?? "").utf8)
    output.append(UInt8(ascii: " "))
    output.append(contentsOf: text(block + 1))
    output.append(contentsOf: " {".utf8)
    let opening = next(block + 1)
    // Prisma deletes what stands behind the brace. The parser ignores it, but unless it is only a
    // stray brace it is a comment or a mistake that its author wants to see.
    let rest = text(opening).dropFirst().trimmed
    if rest.contains(where: { $0.isLetterOrDigit || $0 >= 0x80 }) {
      output.append(contentsOf: [UInt8(ascii: " ")] + rest)
    }
    output.append(UInt8(ascii: "\n"))
    let attributes = formatItems(from: next(opening), to: next(block) - 1)
    formatBlockAttributes(attributes)
    output.append(contentsOf: "}\n".utf8)
  }

  /// Writes everything but the block attributes, which it returns.
  private mutating func formatItems(from start: Int, to end: Int) -> [BlockAttribute] {
    var attributes: [BlockAttribute] = []
    var comment: Int?
    var isFirst = true
    var index = start
    if index < end, nodes[index].kind == .emptyLines { index = next(index) }
    while index < end {
      let isAfterBlank = nodes[index].kind == .emptyLines
      if isAfterBlank { index = next(index) }
      guard index < end else { break }
      let kind = nodes[index].kind
      let following = next(index)
      if kind == .blockAttribute {
        attributes.append(BlockAttribute(comment: comment, index: index, rank: rank(of: index)))
        comment = nil
      } else if kind == .commentBlock, following < end, nodes[following].kind == .blockAttribute {
        comment = index
      } else {
        // Prisma keeps an empty line at the start until the block is formatted again.
        if isAfterBlank, !isFirst { beginRun() }
        isFirst = false
        addItem(index)
      }
      index = following
    }
    flushTable()
    return attributes
  }

  private mutating func formatBlockAttributes(_ attributes: [BlockAttribute]) {
    if !attributes.isEmpty { table.beginRow() }
    let sorted = attributes.enumerated().sorted { left, right in
      (left.element.rank, left.offset) < (right.element.rank, right.offset)
    }
    for (_, attribute) in sorted {
      if let comment = attribute.comment { addComments(comment) }
      addBlockAttribute(attribute.index)
    }
    flushTable()
  }

  /// Ends the run of aligned lines with a blank line.
  private mutating func beginRun() {
    flushTable()
    table.beginRow()
  }

  private mutating func flushTable() {
    table.flush(to: &output, indentation: Self.indentation)
  }

  private mutating func addItem(_ index: Int) {
    switch nodes[index].kind {
    case .commentBlock: addComments(index)
    case .field: addField(index)
    case .enumValue: addEnumValue(index)
    case .property: addProperty(index)
    default: table.addText(text(index).withoutLineBreak)
    }
  }
}

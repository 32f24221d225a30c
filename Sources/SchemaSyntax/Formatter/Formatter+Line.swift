/// The order of attributes; others follow, in the order of the file.
private let attributeOrder = [
  "id", "unique", "default", "updatedAt", "index", "fulltext", "map", "relation", "ignore",
].map { Array($0.utf8) }

extension Formatter {
  /// The place of an attribute among those of its field or block.
  func rank(of attribute: Int) -> Int {
    let name = text(attribute + 1)
    return attributeOrder.firstIndex { $0.elementsEqual(name) } ?? attributeOrder.count
  }

  /// Adds a row with the columns name, type and attributes.
  mutating func addField(_ field: Int) {
    var attributes: [(rank: Int, index: Int)] = []
    var type: Int?
    var comment: Int?
    var child = next(field + 1)
    while child < next(field) {
      switch nodes[child].kind {
      case .attribute: attributes.append((rank(of: child), child))
      case .trailingComment: comment = child
      case .legacyColon: break
      default: type = child
      }
      child = next(child)
    }
    attributes.sort { $0 < $1 }
    table.beginRow()
    table.addCell { $0.append(contentsOf: source.text(field + 1)) }
    table.addCell { if let type { source.writeType(type, to: &$0) } }
    table.addCell { bytes in
      for (position, attribute) in attributes.enumerated() {
        if position > 0 { bytes.append(UInt8(ascii: " ")) }
        source.writeAttribute(attribute.index, sign: "@", to: &bytes)
      }
    }
    if let comment { table.setSuffix(text(comment)) }
  }

  /// Adds a row with the columns name and attributes.
  mutating func addEnumValue(_ value: Int) {
    table.beginRow()
    table.addCell { $0.append(contentsOf: source.text(value + 1)) }
    table.addCell { bytes in
      var isFirst = true
      var child = source.next(value + 1)
      while child < source.next(value) {
        if source.nodes[child].kind == .attribute {
          if !isFirst { bytes.append(UInt8(ascii: " ")) }
          isFirst = false
          source.writeAttribute(child, sign: "@", to: &bytes)
        }
        child = source.next(child)
      }
    }
    addTrailingComment(of: value)
  }

  /// Adds a row with the columns key and value.
  ///
  /// Prisma deletes a sign without a value behind it, which makes the line mean nothing at all.
  mutating func addProperty(_ property: Int) {
    table.beginRow()
    table.addCell { $0.append(contentsOf: source.text(property + 1)) }
    let value = next(property + 1)
    table.addCell { bytes in
      bytes.append(UInt8(ascii: "="))
      guard value < source.next(property), source.nodes[value].kind.isExpression else {
        return
      }
      bytes.append(UInt8(ascii: " "))
      source.writeExpression(value, to: &bytes)
    }
    addTrailingComment(of: property)
  }

  mutating func addBlockAttribute(_ attribute: Int) {
    table.beginRow()
    table.addCell { source.writeAttribute(attribute, sign: "@@", to: &$0) }
    addTrailingComment(of: attribute)
  }

  /// Adds a row for each line of a comment block.
  mutating func addComments(_ block: Int) {
    var child = block + 1
    while child < next(block) {
      if nodes[child].kind == .multilineComment {
        addMultilineComment(child)
      } else {
        table.addText(text(child))
      }
      child = next(child)
    }
  }

  private mutating func addMultilineComment(_ comment: Int) {
    table.addText("/**".utf8)
    let content = text(comment).dropFirst(2).dropLast(2)
    for line in content.split(separator: UInt8(ascii: "\n")) {
      var line = line.trimmed
      if line.first == UInt8(ascii: "*") { line = line.dropFirst().trimmed }
      if !line.isEmpty { table.addText(Array(" * ".utf8) + line) }
    }
    table.addText(" */".utf8)
  }

  private mutating func addTrailingComment(of index: Int) {
    var child = index + 1
    while child < next(index) {
      if nodes[child].kind == .trailingComment { table.setSuffix(text(child)) }
      child = next(child)
    }
  }
}

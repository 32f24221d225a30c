/// The nodes of a tree and how types, attributes and expressions are written on one line.
struct CanonicalText {
  let bytes: [UInt8]
  let nodes: [SyntaxNode]

  /// The index of the node behind a node and its descendants.
  func next(_ index: Int) -> Int { Int(nodes[index].next) }

  /// A node as it is in the file.
  func text(_ index: Int) -> ArraySlice<UInt8> {
    bytes[Int(nodes[index].start)..<Int(nodes[index].end)]
  }

  /// Writes a type, old forms in today's.
  func writeType(_ type: Int, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: text(type + 1))
    switch nodes[type].kind {
    case .optionalType: bytes.append(UInt8(ascii: "?"))
    case .listType, .legacyListType: bytes.append(contentsOf: "[]".utf8)
    case .optionalListType: bytes.append(contentsOf: "[]?".utf8)
    default: break
    }
  }

  /// Writes an attribute without the comment behind it.
  func writeAttribute(_ attribute: Int, sign: String, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: sign.utf8)
    bytes.append(contentsOf: text(attribute + 1))
    let list = next(attribute + 1)
    if list < next(attribute), nodes[list].kind == .argumentList {
      writeArgumentList(list, to: &bytes)
    }
  }

  func writeExpression(_ expression: Int, to bytes: inout [UInt8]) {
    switch nodes[expression].kind {
    case .functionCall:
      bytes.append(contentsOf: text(expression + 1))
      writeArgumentList(next(expression + 1), to: &bytes)
    case .array:
      bytes.append(UInt8(ascii: "["))
      writeElements(of: expression, to: &bytes)
      bytes.append(UInt8(ascii: "]"))
    default:
      bytes.append(contentsOf: text(expression))
    }
  }

  private func writeArgumentList(_ list: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "("))
    writeElements(of: list, to: &bytes)
    bytes.append(UInt8(ascii: ")"))
  }

  private func writeElements(of list: Int, to bytes: inout [UInt8]) {
    var child = list + 1
    while child < next(list) {
      if nodes[child].kind != .trailingComma {
        if child > list + 1 { bytes.append(contentsOf: ", ".utf8) }
        writeElement(child, to: &bytes)
      }
      child = next(child)
    }
  }

  private func writeElement(_ element: Int, to bytes: inout [UInt8]) {
    switch nodes[element].kind {
    case .namedArgument, .emptyArgument:
      bytes.append(contentsOf: text(element + 1))
      bytes.append(contentsOf: ": ".utf8)
      let value = next(element + 1)
      if value < next(element) { writeExpression(value, to: &bytes) }
    default:
      writeExpression(element, to: &bytes)
    }
  }
}

import Diagnostics

extension SyntaxTree {
  /// The tree as indented text, one node a line, with the texts of the leaves; for tests.
  package func dump() -> String {
    var lines = ""
    var ends: [UInt32] = []
    for index in nodes.indices {
      let node = nodes[index]
      while let end = ends.last, index >= end { ends.removeLast() }
      lines += String(repeating: "  ", count: ends.count)
      lines += "\(node.kind) \(node.start)..<\(node.end)"
      if node.next == index + 1 { lines += " " + quoted(text(of: index)) }
      lines += "\n"
      ends.append(node.next)
    }
    for diagnostic in diagnostics {
      let range = diagnostic.span.range
      lines += "\(diagnostic.severity) \(diagnostic.code) \(range.start)..<\(range.end): "
      lines += diagnostic.message + "\n"
    }
    return lines
  }

  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars { result += scalar.escaped(asASCII: false) }
    return result + "\""
  }
}

import Diagnostics

extension SyntaxChecks {
  /// What makes a field unusable, if anything does.
  func invalidField(at index: Int) -> Diagnostic? {
    var hasType = false
    var child = index + 1
    while child < nodes[index].next {
      let node = nodes[child]
      if node.kind == .legacyColon {
        return report(
          .legacySyntax, "no colon is written between a field's name and its type", at: node.range,
          help: "write `name Type`", fixes: [replacement(node.range, "", "remove the colon")])
      }
      if node.kind.isFieldType {
        hasType = true
        if let diagnostic = invalidType(node) { return diagnostic }
      }
      child = Int(node.next)
    }
    guard !hasType else { return nil }
    return report(
      .missingFieldType, "the field `\(text(at: index + 1))` has no type", at: nodes[index].range,
      help: "write the type behind the name, such as `name String`")
  }

  private func invalidType(_ node: SyntaxNode) -> Diagnostic? {
    switch node.kind {
    case .optionalListType:
      report(
        .optionalList, "a list cannot be optional", at: node.range,
        help: "write `Type[]` or `Type?`; a list without elements is empty",
        fixes: [replacement(SourceRange(node.end - 1, node.end), "", "remove the `?`")])
    case .legacyRequiredType:
      report(
        .legacySyntax, "fields are required unless they say `?`, so `!` is not written",
        at: node.range, help: "remove the `!`",
        fixes: [replacement(SourceRange(node.end - 1, node.end), "", "remove the `!`")])
    case .legacyListType:
      report(
        .legacySyntax, "a list is written `Type[]`, not `[Type]`", at: node.range,
        help: "put the brackets behind the type",
        fixes: [replacement(node.range, listType(node.range), "write `\(listType(node.range))`")])
    default: nil
    }
  }

  private func replacement(_ range: SourceRange, _ text: String, _ title: String) -> FixIt {
    FixIt(title, [TextEdit(span(range), text)])
  }

  /// `[Type]` as `Type[]`.
  private func listType(_ range: SourceRange) -> String {
    let inner = file.text(in: range).dropFirst().dropLast().filter { $0 != " " && $0 != "\t" }
    return inner + "[]"
  }

  /// Checks the strings of a field that was given up at an offset.
  func checkStrings(upTo end: UInt32, in field: Int, _ diagnostics: inout [Diagnostic]) {
    for node in nodes[field..<Int(nodes[field].next)] where node.kind == .string && node.end <= end
    {
      checkEscapes(node, &diagnostics)
    }
  }

  func checkCompositeField(at index: Int, _ diagnostics: inout [Diagnostic]) {
    var child = index + 1
    while child < nodes[index].next {
      let node = nodes[child]
      if node.kind == .attribute {
        let name = text(at: child + 1)
        if name == "id" || name == "unique" || name == "relation" {
          diagnostics.append(
            report(
              .attributeInCompositeType, "a field of a composite type cannot have `@\(name)`",
              at: nodes[index].range))
        }
      }
      child = Int(node.next)
    }
  }

  func compositeTypeAttribute(at index: Int) -> Diagnostic {
    let name = text(at: index + 1)
    let help =
      switch name {
      case "map": "composite types have no name in the database"
      case "unique", "index", "fulltext": "declare it in the models that use the type"
      default: "composite types have no block attributes"
      }
    return report(
      .attributeInCompositeType, "a composite type cannot have `@@\(name)`",
      at: nodes[index].range, help: help)
  }

  func checkEscapes(_ node: SyntaxNode, _ diagnostics: inout [Diagnostic]) {
    guard StringLiteral.hasEscapes(file.bytes, node.range) else { return }
    StringLiteral.unescape(file.bytes, node.range) { problem, range in
      switch problem {
      case .unknownEscape:
        diagnostics.append(
          report(
            .unknownEscape, "this escape sequence does not exist", at: range,
            help: #"a backslash itself is written `\\`"#))
      case .invalidUnicode:
        diagnostics.append(
          report(
            .invalidUnicodeEscape, "this is not the escape of a Unicode character", at: range,
            help: #"write `\u` and four hexadecimal digits; beyond U+FFFF a surrogate pair"#))
      }
    }
  }
}

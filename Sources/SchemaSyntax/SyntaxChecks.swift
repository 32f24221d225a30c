package import Diagnostics

extension DiagnosticCode {
  /// A line outside the blocks that starts none.
  package static let unknownLine = DiagnosticCode("S0001")
  /// A block with a keyword that the language does not have.
  package static let unknownBlock = DiagnosticCode("S0002")
  /// A line of a block that is none of what the block can hold.
  package static let invalidLine = DiagnosticCode("S0003")
  /// A field without a type.
  package static let missingFieldType = DiagnosticCode("S0004")
  /// A form of earlier versions of the language.
  package static let legacySyntax = DiagnosticCode("S0005")
  /// A list that says it is optional.
  package static let optionalList = DiagnosticCode("S0006")
  /// A type declared to be another type.
  package static let typeAlias = DiagnosticCode("S0007")
  /// A backslash in a string with a character behind it that it cannot escape.
  package static let unknownEscape = DiagnosticCode("S0008")
  /// `\u` without four hexadecimal digits, or half a surrogate pair.
  package static let invalidUnicodeEscape = DiagnosticCode("S0009")
  /// An attribute that composite types and their fields cannot have.
  package static let attributeInCompositeType = DiagnosticCode("S0010")
}

/// Finds everything that is wrong with the syntax in one walk over a parsed tree.
struct SyntaxChecks {
  let file: SourceFile
  let fileIndex: Int
  let nodes: [SyntaxNode]
  /// The unknown lines that nest too deep, by their offset.
  let deepLines: Set<UInt32>
  /// The blocks that the file ends within, by their offset.
  let unclosedBlocks: Set<UInt32>

  func run() -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var block: SyntaxNode?
    /// What the unreadable lines above left open.
    var open: [OpenBracket] = []
    var index = 0
    while index < nodes.count {
      let node = nodes[index]
      if node.kind == .blockAttribute { open = [] }
      switch node.kind {
      case .model, .view, .compositeType, .enumeration, .datasource, .generator:
        block = node
        open = []
      case .blockClose: block = nil
      case .unknownLine: diagnostics.append(unknownLine(node, in: block, open: &open))
      case .unknownBlock: diagnostics.append(unknownBlock(at: index))
      case .typeAlias:
        diagnostics.append(typeAlias(node))
        index = Int(node.next)
        continue
      case .field:
        if let problem = invalidField(at: index) {
          let line = file.bytes[Int(node.start)..<Int(node.end)]
          let diagnostic = continuation(problem, of: &open, line: line) ?? problem
          checkStrings(upTo: diagnostic.span.range.start, in: index, &diagnostics)
          diagnostics.append(diagnostic)
          index = Int(node.next)
          continue
        }
        open = []
        if block?.kind == .compositeType { checkCompositeField(at: index, &diagnostics) }
      case .blockAttribute where block?.kind == .compositeType:
        diagnostics.append(compositeTypeAttribute(at: index))
      case .string: checkEscapes(node, &diagnostics)
      default: break
      }
      index += 1
    }
    return diagnostics
  }

  func report(
    _ code: DiagnosticCode, _ message: String, at range: SourceRange, help: String? = nil,
    notes: [Diagnostic.Note] = [], fixes: [FixIt] = []
  ) -> Diagnostic {
    Diagnostic(
      code, .error, message, at: span(range), help: help, notes: notes, fixes: fixes)
  }

  func span(_ range: SourceRange) -> SourceSpan { SourceSpan(file: fileIndex, range: range) }

  func text(at index: Int) -> String { file.text(in: nodes[index].range) }

  private func unknownBlock(at index: Int) -> Diagnostic {
    let word = text(at: index + 1)
    let keyword = closestName(to: word, among: Self.keywords)
    return report(
      .unknownBlock, "`\(word)` is not a keyword", at: nodes[index].range,
      help: Self.keywords.contains(word)
        ? "write a name behind the keyword"
        : keyword.map { "did you mean `\($0) …`? A block has a keyword and a name" }
          ?? "a block begins with " + Self.keywordList)
  }

  static let keywords = ["model", "enum", "type", "view", "datasource", "generator"]
  /// The keywords in a sentence.
  static let keywordList = "`model`, `enum`, `type`, `view`, `datasource` or `generator`"

  private func typeAlias(_ node: SyntaxNode) -> Diagnostic {
    report(
      .typeAlias, "type aliases are not part of the language", at: node.range,
      help: "write the type at each field, or declare a composite type: `type Name { … }`")
  }
}

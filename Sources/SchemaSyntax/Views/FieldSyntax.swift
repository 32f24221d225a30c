package import Diagnostics

/// A view of a field of a model, view or composite type.
package struct FieldSyntax: Sendable {
  package let tree: SyntaxTree
  package let index: Int

  /// Fails for a field that the syntax diagnostics complain about.
  init?(tree: SyntaxTree, index: Int) {
    self.tree = tree
    self.index = index
    guard index + 2 < Int(tree[index].next), type.isValid else { return nil }
  }

  package var name: NameSyntax { NameSyntax(tree: tree, index: index + 1) }

  // The grammar has the type behind the name, or a colon, with which there is no such view.
  package var type: TypeSyntax { TypeSyntax(tree: tree, index: index + 2) }

  /// The whole line from the name on, with its line break, as Prisma reports it.
  package var range: SourceRange { tree[index].range }

  package var span: SourceSpan { tree.span(range) }

  package var attributes: AttributesSyntax {
    AttributesSyntax(tree: tree, from: Int(tree[index + 2].next), of: index, .attribute)
  }

  /// The documentation comments above the field and at the end of its line.
  package var documentation: String? {
    Documentation.of(index, in: tree)
  }
}

/// A view of the type of a field.
package struct TypeSyntax: Sendable {
  package enum Arity: Sendable { case required, optional, list }

  package let tree: SyntaxTree
  package let index: Int

  /// Whether it has one of the forms that the language has.
  fileprivate var isValid: Bool {
    switch tree[index].kind {
    case .requiredType, .optionalType, .listType: true
    default: false
    }
  }

  package var arity: Arity {
    switch tree[index].kind {
    case .optionalType: .optional
    case .listType: .list
    default: .required
    }
  }

  /// The index of the name in a table; `nil` for an unsupported type, whatever its text.
  package func index(in words: WordTable) -> Int? {
    isUnsupported ? nil : words.index(of: NameSyntax(tree: tree, index: index + 1))
  }

  package var isUnsupported: Bool { tree[index + 1].kind == .unsupportedType }

  /// The name without `?` and `[]`; for an unsupported type the literal with its quotes.
  package var name: NameSyntax {
    NameSyntax(tree: tree, index: isUnsupported ? index + 2 : index + 1)
  }

  /// For `Unsupported("…")` the text in the quotes, unescaped.
  package var unsupportedText: String? {
    isUnsupported ? StringLiteral.unescape(tree.file.bytes, name.range) : nil
  }
}

/// A view of a value of an enum.
package struct EnumValueSyntax: Sendable {
  package let tree: SyntaxTree
  package let index: Int

  package var name: NameSyntax { NameSyntax(tree: tree, index: index + 1) }

  /// The whole line from the name on, with its line break, as Prisma reports it.
  package var range: SourceRange { tree[index].range }

  package var span: SourceSpan { tree.span(range) }

  package var attributes: AttributesSyntax {
    AttributesSyntax(tree: tree, from: index + 2, of: index, .attribute)
  }

  /// The documentation comments above the value and at the end of its line.
  package var documentation: String? {
    Documentation.of(index, in: tree)
  }
}

/// A view of an assignment in a datasource or generator.
package struct PropertySyntax: Sendable {
  package let tree: SyntaxTree
  package let index: Int

  package var name: NameSyntax { NameSyntax(tree: tree, index: index + 1) }

  /// `nil` when nothing stands behind the `=`.
  package var value: ExpressionSyntax? {
    tree.children(of: index).first { tree[$0].kind.isExpression }.map {
      ExpressionSyntax(tree: tree, index: $0)
    }
  }

  /// The assignment with its comment and the space around that, as Prisma reports it.
  package var range: SourceRange { tree[index].range }

  package var span: SourceSpan { tree.span(range) }
}

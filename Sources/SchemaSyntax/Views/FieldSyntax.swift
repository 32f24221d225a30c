package import Diagnostics

/// A view of a field of a model, view or composite type.
package struct FieldSyntax: Sendable {
  package let tree: SyntaxTree
  package let index: Int
  package let type: TypeSyntax

  /// Fails for a field that the syntax diagnostics complain about.
  init?(tree: SyntaxTree, index: Int) {
    guard tree.child(.legacyColon, of: index) == nil,
      let type = tree.children(of: index).first(where: { tree.nodes[$0].kind.isFieldType }),
      let view = TypeSyntax(tree: tree, index: type)
    else { return nil }
    self.tree = tree
    self.index = index
    self.type = view
  }

  package var name: NameSyntax { NameSyntax(tree: tree, index: index + 1) }

  /// The whole line from the name on, with its line break, as Prisma reports it.
  package var range: SourceRange { tree.nodes[index].range }

  package var span: SourceSpan { tree.span(range) }

  package var attributes: [AttributeSyntax] {
    tree.views(.attribute, of: index) { AttributeSyntax(tree: tree, index: $0) }
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
  package let arity: Arity

  /// Fails for the forms that the language does not have.
  init?(tree: SyntaxTree, index: Int) {
    switch tree.nodes[index].kind {
    case .requiredType: arity = .required
    case .optionalType: arity = .optional
    case .listType: arity = .list
    default: return nil
    }
    self.tree = tree
    self.index = index
  }

  package var isUnsupported: Bool { tree.nodes[index + 1].kind == .unsupportedType }

  /// The name without `?` and `[]`; for an unsupported type the literal with its quotes.
  package var nameRange: SourceRange {
    tree.nodes[isUnsupported ? index + 2 : index + 1].range
  }

  /// The name of the type; for `Unsupported("…")` the text in the quotes, unescaped.
  package var name: String {
    isUnsupported
      ? StringLiteral.unescape(tree.file.bytes, nameRange) : tree.file.text(in: nameRange)
  }
}

/// A view of a value of an enum.
package struct EnumValueSyntax: Sendable {
  package let tree: SyntaxTree
  package let index: Int

  package var name: NameSyntax { NameSyntax(tree: tree, index: index + 1) }

  /// The whole line from the name on, with its line break, as Prisma reports it.
  package var range: SourceRange { tree.nodes[index].range }

  package var span: SourceSpan { tree.span(range) }

  package var attributes: [AttributeSyntax] {
    tree.views(.attribute, of: index) { AttributeSyntax(tree: tree, index: $0) }
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
    tree.children(of: index).first { tree.nodes[$0].kind.isExpression }.map {
      ExpressionSyntax(tree: tree, index: $0)
    }
  }

  /// The assignment with its comment and the space around that, as Prisma reports it.
  package var range: SourceRange { tree.nodes[index].range }

  package var span: SourceSpan { tree.span(range) }
}

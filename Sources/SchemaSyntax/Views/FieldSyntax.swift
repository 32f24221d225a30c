package import Diagnostics

/// A view of a field of a model, view or composite type.
package struct FieldSyntax: Sendable {
  package let block: BlockSyntax
  package let index: Int
  package let name: NameSyntax
  package let type: TypeSyntax

  /// Fails for a field that the syntax diagnostics complain about.
  init?(block: BlockSyntax, index: Int) {
    let tree = block.tree
    guard tree.child(.legacyColon, of: index) == nil,
      let type = tree.children(of: index).first(where: { tree.nodes[$0].kind.isFieldType }),
      let view = TypeSyntax(tree: tree, index: type)
    else { return nil }
    self.block = block
    self.index = index
    name = NameSyntax(tree: tree, index: index + 1)
    self.type = view
  }

  private var tree: SyntaxTree { block.tree }

  /// The whole line from the name on, with its line break, as Prisma reports it.
  package var range: SourceRange { tree.nodes[index].range }

  package var span: SourceSpan { tree.span(range) }

  package var attributes: [AttributeSyntax] {
    tree.children(of: index).filter { tree.nodes[$0].kind == .attribute }.map {
      AttributeSyntax(tree: tree, index: $0)
    }
  }

  /// The documentation comments above the field and at the end of its line.
  package var documentation: String? {
    Documentation.of(index, in: tree)
  }
}

/// A view of the type of a field.
package struct TypeSyntax: Sendable {
  package enum Arity: Sendable { case required, optional, list }

  package let arity: Arity
  /// The name of the type; for `Unsupported("…")` the text in the quotes, unescaped.
  package let name: String
  package let isUnsupported: Bool
  /// The name without `?` and `[]`; for an unsupported type the literal with its quotes.
  package let nameRange: SourceRange
  /// The whole type.
  package let range: SourceRange

  /// Fails for the forms that the language does not have.
  init?(tree: SyntaxTree, index: Int) {
    switch tree.nodes[index].kind {
    case .requiredType: arity = .required
    case .optionalType: arity = .optional
    case .listType: arity = .list
    default: return nil
    }
    range = tree.nodes[index].range
    isUnsupported = tree.nodes[index + 1].kind == .unsupportedType
    nameRange = tree.nodes[isUnsupported ? index + 2 : index + 1].range
    name =
      isUnsupported
      ? StringLiteral.unescape(tree.file.bytes, nameRange) : tree.file.text(in: nameRange)
  }
}

/// A view of a value of an enum.
package struct EnumValueSyntax: Sendable {
  package let block: BlockSyntax
  package let index: Int
  package let name: NameSyntax

  init(block: BlockSyntax, index: Int) {
    self.block = block
    self.index = index
    name = NameSyntax(tree: block.tree, index: index + 1)
  }

  private var tree: SyntaxTree { block.tree }

  /// The whole line from the name on, with its line break, as Prisma reports it.
  package var range: SourceRange { tree.nodes[index].range }

  package var span: SourceSpan { tree.span(range) }

  package var attributes: [AttributeSyntax] {
    tree.children(of: index).filter { tree.nodes[$0].kind == .attribute }.map {
      AttributeSyntax(tree: tree, index: $0)
    }
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
  package let name: NameSyntax
  /// `nil` when nothing stands behind the `=`.
  package let value: ExpressionSyntax?

  init(tree: SyntaxTree, index: Int) {
    self.tree = tree
    self.index = index
    name = NameSyntax(tree: tree, index: index + 1)
    value = tree.children(of: index).first { tree.nodes[$0].kind.isExpression }.map {
      ExpressionSyntax(tree: tree, index: $0)
    }
  }

  /// The assignment with its comment and the space around that, as Prisma reports it.
  package var range: SourceRange { tree.nodes[index].range }

  package var span: SourceSpan { tree.span(range) }
}

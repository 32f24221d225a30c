package import Diagnostics

/// A view of an attribute of a field, of an enum's value or of a block.
package struct AttributeSyntax: Sendable {
  package let tree: SyntaxTree
  package let index: Int
  /// The name without `@` or `@@`, dots included: `db.VarChar`.
  package let name: NameSyntax

  init(tree: SyntaxTree, index: Int) {
    self.tree = tree
    self.index = index
    name = NameSyntax(tree: tree, index: index + 1)
  }

  /// From the `@` on, as Prisma reports it.
  ///
  /// Without arguments the space behind the name is part of it; a block attribute has its comment
  /// in it.
  package var range: SourceRange { tree.nodes[index].range }

  package var span: SourceSpan { tree.span(range) }

  /// The arguments with values, in order.
  package var arguments: [ArgumentSyntax] { argumentList?.arguments ?? [] }

  /// The parentheses with what is in them.
  package var argumentList: ArgumentListSyntax? {
    tree.child(.argumentList, of: index).map { ArgumentListSyntax(tree: tree, index: $0) }
  }
}

/// A view of `(…)` behind the name of an attribute or function.
package struct ArgumentListSyntax: Sendable {
  package let tree: SyntaxTree
  package let index: Int

  /// The arguments with values, in order.
  package var arguments: [ArgumentSyntax] {
    tree.children(of: index).compactMap { ArgumentSyntax(tree: tree, index: $0) }
  }

  /// The names of `name:` without values, in order.
  package var emptyArguments: [NameSyntax] {
    tree.children(of: index).filter { tree.nodes[$0].kind == .emptyArgument }.map {
      NameSyntax(tree: tree, index: $0 + 1)
    }
  }

  /// The place of a comma behind the last argument.
  package var trailingComma: SourceRange? {
    tree.child(.trailingComma, of: index).map { tree.nodes[$0].range }
  }
}

/// A view of an argument that has a value.
package struct ArgumentSyntax: Sendable {
  package let name: NameSyntax?
  package let value: ExpressionSyntax
  /// The name, if there is one, and the value.
  package let range: SourceRange
  package let span: SourceSpan

  init?(tree: SyntaxTree, index: Int) {
    let kind = tree.nodes[index].kind
    if kind == .namedArgument {
      name = NameSyntax(tree: tree, index: index + 1)
      value = ExpressionSyntax(tree: tree, index: Int(tree.nodes[index + 1].next))
    } else if kind.isExpression {
      name = nil
      value = ExpressionSyntax(tree: tree, index: index)
    } else {
      return nil
    }
    range = tree.nodes[index].range
    span = tree.span(range)
  }
}

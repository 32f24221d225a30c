package import Diagnostics

/// A view of an attribute of a field, of an enum's value or of a block.
package struct AttributeSyntax: Sendable {
  package let tree: SyntaxTree
  package let index: Int

  /// The name without `@` or `@@`, dots included: `db.VarChar`.
  package var name: NameSyntax { NameSyntax(tree: tree, index: index + 1) }

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
    var arguments: [ArgumentSyntax] = []
    for child in tree.children(of: index) {
      if let argument = ArgumentSyntax(tree: tree, index: child) { arguments.append(argument) }
    }
    return arguments
  }

  /// The names of `name:` without values, in order.
  package var emptyArguments: [NameSyntax] {
    tree.views(.emptyArgument, of: index) { NameSyntax(tree: tree, index: $0 + 1) }
  }

  /// The place of a comma behind the last argument.
  package var trailingComma: SourceRange? {
    tree.child(.trailingComma, of: index).map { tree.nodes[$0].range }
  }
}

/// A view of an argument that has a value.
package struct ArgumentSyntax: Sendable {
  package let tree: SyntaxTree
  package let index: Int

  init?(tree: SyntaxTree, index: Int) {
    let kind = tree.nodes[index].kind
    guard kind == .namedArgument || kind.isExpression else { return nil }
    self.tree = tree
    self.index = index
  }

  private var isNamed: Bool { tree.nodes[index].kind == .namedArgument }

  package var name: NameSyntax? {
    isNamed ? NameSyntax(tree: tree, index: index + 1) : nil
  }

  package var value: ExpressionSyntax {
    ExpressionSyntax(tree: tree, index: isNamed ? Int(tree.nodes[index + 1].next) : index)
  }

  /// The name, if there is one, and the value.
  package var range: SourceRange { tree.nodes[index].range }

  package var span: SourceSpan { tree.span(range) }
}

package import Diagnostics

/// The attributes of a field, of an enum's value or of a block, in order.
///
/// Nothing is collected: the nodes are walked each time.
package struct AttributesSyntax: Sendable, Sequence {
  private let tree: SyntaxTree
  /// The first attribute, or the end.
  private let start: Int
  private let end: Int
  private let kind: SyntaxKind

  /// Takes the attributes from a node on that is a child of another one.
  init(tree: SyntaxTree, from start: Int, of parent: Int, _ kind: SyntaxKind) {
    self.tree = tree
    self.kind = kind
    end = Int(tree[parent].next)
    self.start = tree.first(kind, from: start, to: end)
  }

  package var isEmpty: Bool { start == end }

  /// The view of one of them.
  package func attribute(at index: Int) -> AttributeSyntax {
    AttributeSyntax(tree: tree, index: index)
  }

  /// Calls a function with the index of each attribute, and of its name in a table.
  ///
  /// Cheaper than a view of each attribute.
  package func forEach(_ words: WordTable, _ body: (_ attribute: Int, _ word: Int?) -> Void) {
    var attribute = start
    while attribute < end {
      body(attribute, words.index(of: NameSyntax(tree: tree, index: attribute + 1)))
      attribute = tree.first(kind, from: Int(tree[attribute].next), to: end)
    }
  }

  package func makeIterator() -> Iterator { Iterator(tree: tree, kind: kind, start, end) }

  package struct Iterator: IteratorProtocol {
    private let tree: SyntaxTree
    private let kind: SyntaxKind
    private var position: Int
    private let end: Int

    fileprivate init(tree: SyntaxTree, kind: SyntaxKind, _ start: Int, _ end: Int) {
      self.tree = tree
      self.kind = kind
      position = start
      self.end = end
    }

    package mutating func next() -> AttributeSyntax? {
      guard position < end else { return nil }
      let attribute = AttributeSyntax(tree: tree, index: position)
      position = tree.first(kind, from: Int(tree[position].next), to: end)
      return attribute
    }
  }
}

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
  package var range: SourceRange { tree[index].range }

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
    forEachArgument { arguments.append($0) }
    return arguments
  }

  /// Calls a function with the arguments with values, in order.
  package func forEachArgument(_ body: (ArgumentSyntax) -> Void) {
    for child in tree.children(of: index) {
      if let argument = ArgumentSyntax(tree: tree, index: child) { body(argument) }
    }
  }

  /// The names of `name:` without values, in order.
  package var emptyArguments: [NameSyntax] {
    tree.views(.emptyArgument, of: index) { NameSyntax(tree: tree, index: $0 + 1) }
  }

  /// The place of a comma behind the last argument.
  package var trailingComma: SourceRange? {
    tree.child(.trailingComma, of: index).map { tree[$0].range }
  }
}

/// A view of an argument that has a value.
package struct ArgumentSyntax: Sendable {
  package let tree: SyntaxTree
  package let index: Int

  init?(tree: SyntaxTree, index: Int) {
    let kind = tree[index].kind
    guard kind == .namedArgument || kind.isExpression else { return nil }
    self.tree = tree
    self.index = index
  }

  private var isNamed: Bool { tree[index].kind == .namedArgument }

  package var name: NameSyntax? {
    isNamed ? NameSyntax(tree: tree, index: index + 1) : nil
  }

  package var value: ExpressionSyntax {
    ExpressionSyntax(tree: tree, index: isNamed ? Int(tree[index + 1].next) : index)
  }

  /// The name, if there is one, and the value.
  package var range: SourceRange { tree[index].range }

  package var span: SourceSpan { tree.span(range) }
}

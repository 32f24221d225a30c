package import Diagnostics

/// A view of a well-formed block: a model, view, composite type, enum, datasource or generator.
package struct BlockSyntax: Sendable {
  package let tree: SyntaxTree
  package let index: Int
  /// One of the kinds for which `SyntaxKind.isBlock` holds.
  package let kind: SyntaxKind
  package let name: NameSyntax

  init?(tree: SyntaxTree, index: Int) {
    guard tree.nodes[index].kind.isBlock else { return nil }
    self.tree = tree
    self.index = index
    kind = tree.nodes[index].kind
    // The grammar opens a block with its name.
    name = NameSyntax(tree: tree, index: index + 1)
  }

  /// From the keyword to the closing brace.
  package var range: SourceRange { tree.nodes[index].range }

  package var span: SourceSpan { tree.span(range) }

  /// The fields of a model, view or composite type that have a name and a proper type.
  ///
  /// Fields without are diagnostics of the syntax already.
  package var fields: [FieldSyntax] {
    items(.field).compactMap { FieldSyntax(block: self, index: $0) }
  }

  /// The values of an enum.
  package var values: [EnumValueSyntax] {
    items(.enumValue).map { EnumValueSyntax(block: self, index: $0) }
  }

  /// The assignments of a datasource or generator.
  package var properties: [PropertySyntax] {
    items(.property).map { PropertySyntax(tree: tree, index: $0) }
  }

  /// The block attributes: `@@name(…)`.
  package var attributes: [AttributeSyntax] {
    items(.blockAttribute).map { AttributeSyntax(tree: tree, index: $0) }
  }

  /// The documentation comment of the block, without the slashes.
  ///
  /// That of a model, view, type or enum stands directly before it; that of a datasource or
  /// generator is the last comment within it. As in Prisma, a comment before a configuration
  /// block documents the next block that is none, unless that has a comment of its own.
  package var documentation: String? {
    switch kind {
    case .datasource, .generator:
      items(.commentBlock).last.flatMap { Documentation.text(ofBlock: $0, in: tree) }
    default:
      Documentation.of(index, in: tree)
    }
  }

  private func items(_ kind: SyntaxKind) -> [Int] {
    tree.children(of: index).filter { tree.nodes[$0].kind == kind }
  }
}

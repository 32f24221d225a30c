package import Diagnostics

/// A view of a well-formed block: a model, view, composite type, enum, datasource or generator.
package struct BlockSyntax: Sendable {
  package let tree: SyntaxTree
  package let index: Int
  /// One of the kinds for which `SyntaxKind.isBlock` holds.
  package let kind: SyntaxKind

  init?(tree: SyntaxTree, index: Int) {
    guard tree[index].kind.isBlock else { return nil }
    self.tree = tree
    self.index = index
    kind = tree[index].kind
  }

  // The grammar opens a block with its name.
  package var name: NameSyntax { NameSyntax(tree: tree, index: index + 1) }

  /// From the keyword to the closing brace.
  package var range: SourceRange { tree[index].range }

  package var span: SourceSpan { tree.span(range) }

  /// The fields of a model, view or composite type that have a name and a proper type.
  ///
  /// Fields without are diagnostics of the syntax already.
  package var fields: [FieldSyntax] {
    tree.views(.field, of: index) { FieldSyntax(tree: tree, index: $0) }
  }

  /// The number of nodes of the block.
  package var nodeCount: Int { Int(tree[index].next) - index }

  /// The values of an enum.
  package var values: [EnumValueSyntax] {
    tree.views(.enumValue, of: index) { EnumValueSyntax(tree: tree, index: $0) }
  }

  /// The assignments of a datasource or generator.
  package var properties: [PropertySyntax] {
    tree.views(.property, of: index) { PropertySyntax(tree: tree, index: $0) }
  }

  /// The block attributes: `@@name(…)`.
  package var attributes: AttributesSyntax {
    AttributesSyntax(tree: tree, from: index + 2, of: index, .blockAttribute)
  }

  /// The documentation comment of the block, without the slashes.
  ///
  /// That of a model, view, type or enum stands directly before it; that of a datasource or
  /// generator is the last comment within it. As in Prisma, a comment before a configuration
  /// block documents the next block that is none, unless that has a comment of its own.
  package var documentation: String? {
    switch kind {
    case .datasource, .generator:
      tree.views(.commentBlock, of: index) { $0 }.last
        .flatMap { Documentation.text(ofBlock: $0, in: tree) }
    default:
      Documentation.above(index, in: tree)
    }
  }
}

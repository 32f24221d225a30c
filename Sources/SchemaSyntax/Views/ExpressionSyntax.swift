package import Diagnostics

/// A view of a value in an argument, an array or a configuration block.
package struct ExpressionSyntax: Sendable {
  package enum Value: Sendable {
    /// A string without its quotes, unescaped.
    case string(String)
    /// A number as written.
    case number(String)
    /// A name or path such as `true`, `Cascade` or `address.street`.
    case constant(String)
    case array(ArraySyntax)
    case call(CallSyntax)
  }

  package let tree: SyntaxTree
  package let index: Int

  /// The expression; a string with its quotes.
  package var range: SourceRange { tree[index].range }

  package var span: SourceSpan { tree.span(range) }

  /// The text as written.
  package var text: String { tree.text(of: index) }

  package var value: Value {
    switch tree[index].kind {
    case .string: .string(StringLiteral.unescape(tree.file.bytes, range))
    case .number: .number(text)
    case .array: .array(ArraySyntax(tree: tree, index: index))
    case .functionCall: .call(CallSyntax(tree: tree, index: index))
    default: .constant(text)
    }
  }
}

/// A view of `[…]` in an expression.
package struct ArraySyntax: Sendable {
  let tree: SyntaxTree
  let index: Int

  /// Calls a function with the elements, in order.
  package func forEachElement(_ body: (ExpressionSyntax) -> Void) {
    for child in tree.children(of: index) { body(ExpressionSyntax(tree: tree, index: child)) }
  }
}

/// A view of `name(…)` in an expression.
package struct CallSyntax: Sendable {
  package let tree: SyntaxTree
  package let index: Int

  package var name: NameSyntax { NameSyntax(tree: tree, index: index + 1) }

  package var argumentList: ArgumentListSyntax {
    ArgumentListSyntax(tree: tree, index: Int(tree[index + 1].next))
  }

  package var range: SourceRange { tree[index].range }
}

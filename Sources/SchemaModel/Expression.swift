package import Diagnostics
import SchemaSyntax

/// A value in the schema, in the shape of its text.
package enum Expression: Sendable {
  /// Digits as written.
  case number(String, SourceSpan)
  /// A string literal, unescaped.
  case string(String, SourceSpan)
  /// A bare word or a dotted path.
  case constant(String, SourceSpan)
  indirect case function(name: String, arguments: ArgumentList, SourceSpan)
  case array([Expression], SourceSpan)

  package var span: SourceSpan {
    switch self {
    case .number(_, let span), .string(_, let span), .constant(_, let span),
      .function(_, _, let span), .array(_, let span):
      span
    }
  }
}

/// What stands between the parentheses of an attribute or a call.
package struct ArgumentList: Sendable {
  package struct Argument: Sendable {
    package var name: Identifier?
    package var value: Expression
    package var span: SourceSpan
  }

  package var arguments: [Argument] = []
  /// Names without a value, as in `map: `.
  package var emptyArguments: [Identifier] = []
  package var trailingComma: SourceSpan?
}

extension ArgumentList {
  init(_ list: ArgumentListSyntax) {
    list.forEachArgument { argument in
      arguments.append(
        Argument(
          name: argument.name.map { Identifier($0) }, value: Expression(argument.value),
          span: argument.span))
    }
    emptyArguments = list.emptyArguments.map { Identifier($0) }
    trailingComma = list.trailingComma.map(list.tree.span)
  }
}

extension Expression {
  init(_ syntax: ExpressionSyntax) {
    switch syntax.value {
    case .string(let text): self = .string(text, syntax.span)
    case .number(let digits): self = .number(digits, syntax.span)
    case .constant(let name): self = .constant(name, syntax.span)
    case .array(let array):
      var elements: [Expression] = []
      array.forEachElement { elements.append(Expression($0)) }
      self = .array(elements, syntax.span)
    case .call(let call):
      self = .function(
        name: call.name.text, arguments: ArgumentList(call.argumentList), syntax.span)
    }
  }
}

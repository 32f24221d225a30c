package import Diagnostics

// Declarations are immutable and shared: the passes hand them on with every draft they copy, and a
// reference makes that one retain.

/// A name and where it stands.
package struct Identifier: Sendable {
  package var name: String
  package var span: SourceSpan

  package init(_ name: String, _ span: SourceSpan) {
    self.name = name
    self.span = span
  }
}

/// A value in the schema, in the shape of its text.
package indirect enum Expression: Sendable {
  /// Digits as written.
  case number(String, SourceSpan)
  /// A string literal, unescaped.
  case string(String, SourceSpan)
  /// A bare word or a dotted path.
  case constant(String, SourceSpan)
  case function(name: String, arguments: ArgumentList, SourceSpan)
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

    package init(name: Identifier?, value: Expression, span: SourceSpan) {
      self.name = name
      self.value = value
      self.span = span
    }
  }

  package var arguments: [Argument]
  /// Names without a value, as in `map: `.
  package var emptyArguments: [Identifier]
  package var trailingComma: SourceSpan?

  package init(
    _ arguments: [Argument] = [], emptyArguments: [Identifier] = [],
    trailingComma: SourceSpan? = nil
  ) {
    self.arguments = arguments
    self.emptyArguments = emptyArguments
    self.trailingComma = trailingComma
  }
}

/// `@name(…)` or `@@name(…)`.
package final class AttributeDeclaration: Sendable {
  /// The name without `@`, with its prefix: `db.VarChar`.
  package let name: Identifier
  package let list: ArgumentList
  package let span: SourceSpan

  package init(name: Identifier, list: ArgumentList, span: SourceSpan) {
    self.name = name
    self.list = list
    self.span = span
  }
}

/// The declaration of a field.
package final class FieldDeclaration: Sendable {
  package enum TypeName: Sendable {
    case named(Identifier)
    /// `Unsupported("…")`.
    case unsupported(String, SourceSpan)
  }

  package let name: Identifier
  package let type: TypeName
  /// The name of the type without `?` and `[]`.
  package var typeSpan: SourceSpan {
    switch type {
    case .named(let name): name.span
    case .unsupported(_, let span): span
    }
  }
  package let arity: Arity
  package let attributes: [AttributeDeclaration]
  package let documentation: String?
  package let span: SourceSpan

  package init(
    name: Identifier, type: TypeName, arity: Arity, attributes: [AttributeDeclaration],
    documentation: String?, span: SourceSpan
  ) {
    self.name = name
    self.type = type
    self.arity = arity
    self.attributes = attributes
    self.documentation = documentation
    self.span = span
  }
}

/// A `model`, `view` or `type` block.
package final class ModelDeclaration: Sendable {
  package enum Keyword: String, Sendable { case model, view, type }

  package let keyword: Keyword
  package let name: Identifier
  package let fields: [FieldDeclaration]
  package let attributes: [AttributeDeclaration]
  package let documentation: String?
  package let span: SourceSpan

  package init(
    keyword: Keyword, name: Identifier, fields: [FieldDeclaration],
    attributes: [AttributeDeclaration], documentation: String?, span: SourceSpan
  ) {
    self.keyword = keyword
    self.name = name
    self.fields = fields
    self.attributes = attributes
    self.documentation = documentation
    self.span = span
  }
}

/// An `enum` block.
package final class EnumDeclaration: Sendable {
  package struct Value: Sendable {
    package var name: Identifier
    package var attributes: [AttributeDeclaration]
    package var documentation: String?
    package var span: SourceSpan

    package init(
      name: Identifier, attributes: [AttributeDeclaration], documentation: String?,
      span: SourceSpan
    ) {
      self.name = name
      self.attributes = attributes
      self.documentation = documentation
      self.span = span
    }
  }

  package let name: Identifier
  package let values: [Value]
  package let attributes: [AttributeDeclaration]
  package let documentation: String?
  package let span: SourceSpan

  package init(
    name: Identifier, values: [Value], attributes: [AttributeDeclaration],
    documentation: String?, span: SourceSpan
  ) {
    self.name = name
    self.values = values
    self.attributes = attributes
    self.documentation = documentation
    self.span = span
  }
}

/// A `datasource` or `generator` block.
package struct ConfigurationDeclaration: Sendable {
  package struct Property: Sendable {
    package var name: Identifier
    /// `nil` when nothing stands after `=`.
    package var value: Expression?
    package var span: SourceSpan

    package init(name: Identifier, value: Expression?, span: SourceSpan) {
      self.name = name
      self.value = value
      self.span = span
    }
  }

  package var name: Identifier
  package var properties: [Property]
  package var documentation: String?
  package var span: SourceSpan

  package init(
    name: Identifier, properties: [Property], documentation: String?, span: SourceSpan
  ) {
    self.name = name
    self.properties = properties
    self.documentation = documentation
    self.span = span
  }
}

/// One top-level block.
package enum Declaration: Sendable {
  case model(ModelDeclaration)
  case enumeration(EnumDeclaration)
  case datasource(ConfigurationDeclaration)
  case generator(ConfigurationDeclaration)
}

package import Diagnostics
import SchemaSyntax

// Models, fields and attributes are views of the syntax tree: there are so many of them that to
// copy their names and arguments out of it took a fifth of the time of an analysis.

/// A name and where it stands.
package struct Identifier: Sendable {
  package var name: String
  package var span: SourceSpan

  package init(_ name: String, _ span: SourceSpan) {
    self.name = name
    self.span = span
  }

  init(_ name: NameSyntax) { self.init(name.text, name.span) }
}

/// `@name(…)` or `@@name(…)`.
package struct AttributeDeclaration: Sendable {
  let syntax: AttributeSyntax

  init(_ syntax: AttributeSyntax) { self.syntax = syntax }

  /// The name without `@`, with its prefix: `db.VarChar`.
  package var name: Identifier { Identifier(syntax.name) }

  /// What is in the parentheses; made anew each time.
  package var list: ArgumentList { syntax.argumentList.map(ArgumentList.init) ?? ArgumentList() }

  package var span: SourceSpan { syntax.span }

  /// Whether both stand at the same place.
  func isSame(as other: AttributeDeclaration) -> Bool {
    syntax.index == other.syntax.index && syntax.tree.fileIndex == other.syntax.tree.fileIndex
  }
}

/// The declaration of a field.
package struct FieldDeclaration: Sendable {
  let syntax: FieldSyntax

  init(_ syntax: FieldSyntax) { self.syntax = syntax }

  package var name: Identifier { Identifier(syntax.name) }

  /// Whether the type is `Unsupported("…")`.
  var isUnsupported: Bool { syntax.type.isUnsupported }

  /// The name of the type without `?` and `[]`; for an unsupported type the literal.
  package var typeSpan: SourceSpan { syntax.type.name.span }

  package var arity: Arity {
    switch syntax.type.arity {
    case .required: .required
    case .optional: .optional
    case .list: .list
    }
  }

  package var attributes: [AttributeDeclaration] {
    syntax.attributes.map(AttributeDeclaration.init)
  }

  package var documentation: String? { syntax.documentation }

  package var span: SourceSpan { syntax.span }
}

/// A `model`, `view` or `type` block.
package struct ModelDeclaration: Sendable {
  package enum Keyword: String, Sendable { case model, view, type }

  let syntax: BlockSyntax
  package let keyword: Keyword

  package var name: Identifier { Identifier(syntax.name) }

  package var fields: [FieldDeclaration] { syntax.fields.map(FieldDeclaration.init) }

  package var attributes: [AttributeDeclaration] {
    syntax.attributes.map(AttributeDeclaration.init)
  }

  package var documentation: String? { syntax.documentation }

  package var span: SourceSpan { syntax.span }
}

/// An `enum` block.
package struct EnumDeclaration: Sendable {
  package struct Value: Sendable {
    let syntax: EnumValueSyntax
    package let name: Identifier

    package var attributes: [AttributeDeclaration] {
      syntax.attributes.map(AttributeDeclaration.init)
    }

    package var documentation: String? { syntax.documentation }

    package var span: SourceSpan { syntax.span }
  }

  let syntax: BlockSyntax
  package let name: Identifier
  package let values: [Value]

  package var attributes: [AttributeDeclaration] {
    syntax.attributes.map(AttributeDeclaration.init)
  }

  package var documentation: String? { syntax.documentation }

  package var span: SourceSpan { syntax.span }
}

/// A `datasource` or `generator` block.
package struct ConfigurationDeclaration: Sendable {
  package struct Property: Sendable {
    package var name: Identifier
    /// `nil` when nothing stands after `=`.
    package var value: Expression?
    package var span: SourceSpan
  }

  let syntax: BlockSyntax
  package var name: Identifier
  package var properties: [Property]
  package var documentation: String?
  package var span: SourceSpan
}

/// One top-level block.
package enum Declaration: Sendable {
  case model(ModelDeclaration)
  case enumeration(EnumDeclaration)
  case datasource(ConfigurationDeclaration)
  case generator(ConfigurationDeclaration)
}

extension SyntaxTree {
  /// The blocks of the file as the passes read them.
  var declarations: [Declaration] {
    blocks.compactMap { block in
      switch block.kind {
      case .model: .model(ModelDeclaration(syntax: block, keyword: .model))
      case .view: .model(ModelDeclaration(syntax: block, keyword: .view))
      case .compositeType: .model(ModelDeclaration(syntax: block, keyword: .type))
      case .enumeration: .enumeration(EnumDeclaration(block))
      case .datasource: .datasource(ConfigurationDeclaration(block))
      case .generator: .generator(ConfigurationDeclaration(block))
      default: nil
      }
    }
  }
}

extension EnumDeclaration {
  fileprivate init(_ block: BlockSyntax) {
    self.init(
      syntax: block, name: Identifier(block.name),
      values: block.values.map { Value(syntax: $0, name: Identifier($0.name)) })
  }
}

extension ConfigurationDeclaration {
  fileprivate init(_ block: BlockSyntax) {
    self.init(
      syntax: block, name: Identifier(block.name),
      properties: block.properties.map { property in
        Property(
          name: Identifier(property.name), value: property.value.map { Expression($0) },
          span: property.span)
      },
      documentation: block.documentation, span: block.span)
  }
}

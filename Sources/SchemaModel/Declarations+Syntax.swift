import Diagnostics
import SchemaSyntax

extension SyntaxTree {
  /// The blocks of the file as the passes read them.
  var declarations: [Declaration] {
    blocks.compactMap { block in
      switch block.kind {
      case .model: .model(ModelDeclaration(block, .model))
      case .view: .model(ModelDeclaration(block, .view))
      case .compositeType: .model(ModelDeclaration(block, .type))
      case .enumeration: .enumeration(EnumDeclaration(block))
      case .datasource: .datasource(ConfigurationDeclaration(block))
      case .generator: .generator(ConfigurationDeclaration(block))
      default: nil
      }
    }
  }
}

extension Identifier {
  fileprivate init(_ name: NameSyntax) {
    self.init(name.text, name.span)
  }
}

extension ModelDeclaration {
  fileprivate convenience init(_ block: BlockSyntax, _ keyword: Keyword) {
    self.init(
      keyword: keyword, name: Identifier(block.name),
      fields: block.fields.map(FieldDeclaration.init),
      attributes: block.attributes.map(AttributeDeclaration.init),
      documentation: block.documentation, span: block.span)
  }
}

extension FieldDeclaration {
  fileprivate convenience init(_ field: FieldSyntax) {
    let nameSpan = field.tree.span(field.type.nameRange)
    let arity: Arity =
      switch field.type.arity {
      case .required: .required
      case .optional: .optional
      case .list: .list
      }
    self.init(
      name: Identifier(field.name),
      type: field.type.isUnsupported
        ? .unsupported(field.type.name, nameSpan) : .named(Identifier(field.type.name, nameSpan)),
      arity: arity, attributes: field.attributes.map(AttributeDeclaration.init),
      documentation: field.documentation, span: field.span)
  }
}

extension EnumDeclaration {
  fileprivate convenience init(_ block: BlockSyntax) {
    self.init(
      name: Identifier(block.name),
      values: block.values.map { value in
        Value(
          name: Identifier(value.name),
          attributes: value.attributes.map(AttributeDeclaration.init),
          documentation: value.documentation, span: value.span)
      },
      attributes: block.attributes.map(AttributeDeclaration.init),
      documentation: block.documentation, span: block.span)
  }
}

extension ConfigurationDeclaration {
  fileprivate init(_ block: BlockSyntax) {
    self.init(
      name: Identifier(block.name),
      properties: block.properties.map { property in
        Property(
          name: Identifier(property.name),
          value: property.value.map(Expression.init),
          span: property.span)
      },
      documentation: block.documentation, span: block.span)
  }
}

extension AttributeDeclaration {
  fileprivate convenience init(_ attribute: AttributeSyntax) {
    self.init(
      name: Identifier(attribute.name),
      list: attribute.argumentList.map(ArgumentList.init) ?? ArgumentList(),
      span: attribute.span)
  }
}

extension ArgumentList {
  fileprivate init(_ list: ArgumentListSyntax) {
    self.init(
      list.arguments.map { argument in
        Argument(
          name: argument.name.map { Identifier($0) },
          value: Expression(argument.value),
          span: argument.span)
      },
      emptyArguments: list.emptyArguments.map { Identifier($0) },
      trailingComma: list.trailingComma.map(list.tree.span))
  }
}

extension Expression {
  fileprivate init(_ syntax: ExpressionSyntax) {
    switch syntax.value {
    case .string(let text): self = .string(text, syntax.span)
    case .number(let digits): self = .number(digits, syntax.span)
    case .constant(let name): self = .constant(name, syntax.span)
    case .array(let values): self = .array(values.map(Expression.init), syntax.span)
    case .call(let call):
      self = .function(
        name: call.name.text, arguments: ArgumentList(call.argumentList), syntax.span)
    }
  }
}

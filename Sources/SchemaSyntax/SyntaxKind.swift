/// What a node of a syntax tree is.
package enum SyntaxKind: UInt8, Sendable {
  /// The whole file.
  case schema

  /// `model Name { … }`, with the items of the block as children.
  case model
  /// `view Name { … }`
  case view
  /// `type Name { … }`
  case compositeType
  /// `enum Name { … }`
  case enumeration
  /// `datasource name { … }`
  case datasource
  /// `generator name { … }`
  case generator
  /// `type Name = Base …`, which the language no longer has.
  case typeAlias
  /// `word { … }` where the word is not a keyword.
  case unknownBlock
  /// A line, with its line break, that is nothing else.
  case unknownLine

  /// `{` and whatever stands behind it, with the line break.
  case blockOpen
  /// `}`
  case blockClose
  /// One or more blank lines.
  case emptyLines
  /// Comments on consecutive lines.
  case commentBlock
  /// The comment at the end of a line of code; its child says of which kind.
  case trailingComment
  /// `/// …` without the line break.
  case docComment
  /// `// …` without the line break.
  case lineComment
  /// `/* … */`
  case multilineComment

  /// `name Type @attribute …` with the line break.
  case field
  /// `NAME @attribute …` with the line break.
  case enumValue
  /// `key = expression`
  case property
  /// `@name(…)`
  case attribute
  /// `@@name(…)`, with the comment at its end.
  case blockAttribute
  /// `:` between a field's name and type, which the language no longer has.
  case legacyColon

  /// `Type`
  case requiredType
  /// `Type?`
  case optionalType
  /// `Type[]`
  case listType
  /// `Type[]?`, which the language does not have.
  case optionalListType
  /// `Type!`, which the language no longer has.
  case legacyRequiredType
  /// `[Type]`, which the language no longer has.
  case legacyListType
  /// `Unsupported("…")`
  case unsupportedType

  /// `(…)`
  case argumentList
  /// `name: expression`
  case namedArgument
  /// `name:` without a value.
  case emptyArgument
  /// The comma behind the last argument.
  case trailingComma

  /// `name(…)`
  case functionCall
  /// `[…]`
  case array
  /// A number as written.
  case number
  /// `"…"` with its quotes.
  case string
  /// `name` or `name.name`
  case path
  /// A name without dots.
  case identifier
}

extension SyntaxKind {
  /// Whether the node is one of the blocks of the language.
  package var isBlock: Bool {
    switch self {
    case .model, .view, .compositeType, .enumeration, .datasource, .generator: true
    default: false
    }
  }

  /// Whether the node is text that is none of what the language has.
  var isUnread: Bool {
    switch self {
    case .unknownLine, .unknownBlock, .typeAlias: true
    default: false
    }
  }

  /// Whether the node is the type of a field, in any of its forms.
  package var isFieldType: Bool {
    switch self {
    case .requiredType, .optionalType, .listType, .optionalListType, .legacyRequiredType,
      .legacyListType:
      true
    default: false
    }
  }

  /// Whether the node is an expression.
  package var isExpression: Bool {
    switch self {
    case .functionCall, .array, .number, .string, .path: true
    default: false
    }
  }

  /// The keyword that opens a block of this kind.
  package var keyword: String? {
    switch self {
    case .model: "model"
    case .view: "view"
    case .compositeType: "type"
    case .enumeration: "enum"
    case .datasource: "datasource"
    case .generator: "generator"
    default: nil
    }
  }
}

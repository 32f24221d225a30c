import Diagnostics

/// `@default` of a field.
extension AnalysisState {
  mutating func resolveDefault(_ field: FieldID, _ arguments: inout ArgumentReader) {
    guard let value = arguments.required("value", &self) else { return }
    draft[field].defaultMap = constraintName(&arguments)
    resolveDefault(field, value, arguments.attribute, isComposite: false)
  }

  mutating func resolveCompositeDefault(_ field: FieldID, _ arguments: inout ArgumentReader) {
    guard let value = arguments.required("value", &self) else { return }
    if arguments.optional("map") != nil {
      report(
        .invalidArgument, "defaults in a composite type have no name in the database",
        at: arguments.span, help: "remove the argument `map`")
    }
    resolveDefault(field, value, arguments.attribute, isComposite: true)
  }

  private mutating func resolveDefault(
    _ field: FieldID, _ value: Expression, _ attribute: AttributeDeclaration, isComposite: Bool
  ) {
    let declaration = draft[field].declaration
    let check = DefaultCheck(
      declaration: declaration, type: draft[field].type, span: attribute.span,
      isComposite: isComposite)
    draft[field].defaultAttribute = attribute
    draft[field].defaultValue =
      declaration.arity == .list ? listDefault(value, check) : singleDefault(value, check)
  }

  /// The argument `map` of `@default` or `@relation`.
  mutating func constraintName(_ arguments: inout ArgumentReader) -> Identifier? {
    guard let argument = arguments.optional("map"), let name = string(argument.value) else {
      return nil
    }
    if name.isEmpty {
      report(
        .invalidArgument, "the argument `map` is empty", at: arguments.span,
        help: "write the name in the database, or leave `map` out")
      return nil
    }
    return Identifier(name, argument.span)
  }

  private mutating func listDefault(_ value: Expression, _ check: DefaultCheck) -> DefaultValue? {
    switch value {
    case .array(let values, _):
      var items: [DefaultValue] = []
      for item in values {
        guard let item = singleDefault(item, check) else { return nil }
        items.append(item)
      }
      return .list(items)
    case .function("dbgenerated", _, _):
      return singleDefault(value, check)
    case .function, .string, .number, .constant:
      report(
        .invalidDefault, "the default of a list must be a list", at: check.span,
        help: "put it in brackets: `@default([\(value.sourceText)])`",
        fixes: value.isCall
          ? [] : [FixIt("put it in brackets", [TextEdit(value.span, "[\(value.sourceText)]")])])
      return nil
    }
  }

  private mutating func singleDefault(_ value: Expression, _ check: DefaultCheck) -> DefaultValue? {
    if case .array = value {
      if check.declaration.arity == .list {
        expected(check, value)
      } else if case .composite = check.type {
        compositeDefault(check)
      } else {
        report(
          .invalidDefault, "the default of a field that is not a list cannot be a list",
          at: check.span, help: "remove the brackets, or make the field a list with `[]`",
          notes: [Diagnostic.Note("the type is given here", at: check.declaration.typeSpan)])
      }
      return nil
    }
    switch check.type {
    case .composite:
      compositeDefault(check)
      return nil
    case .enumeration(let id): return enumDefault(value, id, check)
    case .unsupported: return unsupportedDefault(value, check)
    case .scalar(let type): return scalarDefault(value, type, check)
    case .model, .unknown: return nil
    }
  }

  private mutating func compositeDefault(_ check: DefaultCheck) {
    report(
      .unsupportedDefault, "fields of a composite type cannot have a default", at: check.span,
      help: "remove `@default`")
  }

  private mutating func unsupportedDefault(
    _ value: Expression, _ check: DefaultCheck
  ) -> DefaultValue? {
    if case .function("dbgenerated", _, _) = value {
      return functionDefault(value, check, accepts: ["dbgenerated"])
    }
    report(
      .invalidDefault,
      "the default of an `Unsupported` field can only be `dbgenerated(\"…\")`", at: check.span,
      help: "write the expression of the database: `@default(dbgenerated(\"…\"))`")
    return nil
  }

  private mutating func enumDefault(
    _ value: Expression, _ id: EnumID, _ check: DefaultCheck
  ) -> DefaultValue? {
    let enumeration = draft.enums[id.index].declaration
    switch value {
    case .constant(let name, _):
      if draft.enums[id.index].valueNames.contains(name) { return .enumValue(name) }
      let spelling = Spelling(of: name, among: enumeration.values.map(\.name.name))
      report(
        .invalidDefault, "the enum `\(enumeration.name.name)` has no value `\(name)`",
        at: check.span, help: spelling.help() ?? values(of: enumeration),
        notes: [Diagnostic.Note("the enum is declared here", at: enumeration.name.span)],
        fixes: spelling.fixes(at: value.span))
      return nil
    case .function("dbgenerated", _, _):
      return functionDefault(value, check, accepts: ["dbgenerated"])
    case .function, .string, .number, .array:
      report(
        .invalidDefault,
        "expected a value of enum `\(enumeration.name.name)`, found \(value.described)",
        at: check.span, help: values(of: enumeration),
        notes: [Diagnostic.Note("the enum is declared here", at: enumeration.name.span)],
        fixes: unquoting(value, to: enumeration.values.map(\.name.name)))
      return nil
    }
  }

  private func values(of enumeration: EnumDeclaration) -> String {
    let names = enumeration.values.map { "`\($0.name.name)`" }
    return "its values are " + names.prefix(8).joined(separator: ", ")
      + (names.count > 8 ? ", and \(names.count - 8) more" : "")
  }

  /// Removes the quotes around a word that is meant to stand without.
  private func unquoting(_ value: Expression, to words: [String]) -> [FixIt] {
    guard case .string(let text, let span) = value, words.contains(text) else { return [] }
    return [FixIt("remove the quotes", [TextEdit(span, text)])]
  }

  private mutating func scalarDefault(
    _ value: Expression, _ type: ScalarType, _ check: DefaultCheck
  ) -> DefaultValue? {
    switch (type, value) {
    case (_, .function):
      return functionDefault(value, check, accepts: DefaultFunction.accepted(by: type))
    case (.int, .number(let digits, let span)), (.bigInt, .number(let digits, let span)):
      guard Int64(digits) != nil else {
        deferred.append(
          Diagnostic(
            .invalidDefault, .error, "`\(digits)` is not a whole number of 64 bits", at: span,
            help: "use digits without a fraction, or change the type to `Float` or `Decimal`"))
        return nil
      }
      return .number(digits)
    case (.float, .number(let digits, _)), (.decimal, .number(let digits, _)):
      return .number(digits)
    case (.boolean, .constant(let word, let span)):
      guard word == "true" || word == "false" else {
        let spelling = Spelling(of: word, among: ["true", "false"])
        report(
          .invalidDefault, "a Boolean default is `true` or `false`, not `\(word)`", at: span,
          help: spelling.help(), fixes: spelling.fixes(at: span))
        return nil
      }
      return .boolean(word == "true")
    case (.string, .string(let text, _)): return .string(text)
    case (.decimal, .string(let text, let span)):
      return literal(text, span, DefaultText.isDecimal(text), "a decimal number", "\"12.50\"")
    case (.dateTime, .string(let text, let span)):
      return literal(
        text, span, DefaultText.isDateTime(text), "an RFC 3339 date and time",
        "\"2024-01-31T12:00:00Z\"")
    case (.json, .string(let text, let span)):
      return literal(text, span, DefaultText.isJSON(text), "JSON", #""{\"a\": 1}""#)
    case (.bytes, .string(let text, let span)):
      return literal(text, span, DefaultText.isBase64(text), "base64", "\"aGVsbG8=\"")
    case (_, .string), (_, .number), (_, .constant), (_, .array):
      expected(check, value)
      return nil
    }
  }

  private mutating func literal(
    _ text: String, _ span: SourceSpan, _ isValid: Bool, _ kind: String, _ example: String
  ) -> DefaultValue? {
    if isValid { return .string(text) }
    deferred.append(
      Diagnostic(
        .invalidDefault, .error, "`\"\(text)\"` is not \(kind)", at: span,
        help: "write it in the form of \(kind), such as `\(example)`"))
    return nil
  }

  mutating func expected(_ check: DefaultCheck, _ value: Expression) {
    guard case .scalar(let type) = check.type else {
      report(
        .invalidDefault, "\(value.described) cannot be the default here", at: check.span,
        help: "write a value of the field's type")
      return
    }
    let isList = check.declaration.arity == .list
    report(
      .invalidDefault,
      "the default of a field of type `\(type.rawValue)` cannot be \(value.described)",
      at: check.span,
      help: isList
        ? "write a list of values, such as `[\(type.exampleDefault)]`"
        : "write a value such as `\(type.exampleDefault)`",
      notes: [Diagnostic.Note("the type is given here", at: check.declaration.typeSpan)],
      fixes: isList ? [] : literalFixes(of: value, type, check))
  }

  /// A default that only lacks its quotes or parentheses, or has quotes too many.
  private func literalFixes(
    of value: Expression, _ type: ScalarType, _ check: DefaultCheck
  ) -> [FixIt] {
    switch (value, type) {
    case (.constant(let name, let span), _) where offeredFunctions(check).contains(name):
      return name == "dbgenerated"
        ? [] : [FixIt("write `\(name)()`", [TextEdit(span, name + "()")])]
    case (.string, .boolean):
      return unquoting(value, to: ["true", "false"])
    case (.string(let text, _), .int), (.string(let text, _), .bigInt):
      return Int64(text).map { unquoting(value, to: ["\($0)"]) } ?? []
    case (.number(let digits, let span), .string):
      return [FixIt("put it in quotes", [TextEdit(span, quoted(digits))])]
    default: return []
    }
  }
}

extension ScalarType {
  /// A default that a field of this type can have.
  fileprivate var exampleDefault: String {
    switch self {
    case .string: "\"text\""
    case .boolean: "true"
    case .int, .bigInt: "1"
    case .float: "1.5"
    case .decimal: "1.50"
    case .dateTime: "now()"
    case .json: #""{}""#
    case .bytes: "\"aGVsbG8=\""
    }
  }
}

extension Expression {
  /// Whether it is a call of a function.
  fileprivate var isCall: Bool {
    if case .function = self { true } else { false }
  }
}

/// The field whose default is checked.
struct DefaultCheck {
  let declaration: FieldDeclaration
  let type: FieldDraft.ResolvedType
  /// The attribute.
  let span: SourceSpan
  let isComposite: Bool

  var typeName: String {
    if case .scalar(let type) = type { type.rawValue } else { "Unsupported" }
  }

  /// Whether what is checked stands in a list rather than being the default itself.
  var isInList: Bool {
    guard
      let attribute = declaration.attributes.first(where: { $0.name.name == "default" }),
      let argument = attribute.list.arguments.first
    else { return false }
    if case .array = argument.value { return true }
    return false
  }
}

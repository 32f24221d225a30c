import Diagnostics
import SchemaSyntax

/// The first pass: every name is checked and entered, so that later passes can look names up.
extension AnalysisState {
  /// Enters the declarations; reports duplicate, reserved and malformed names.
  mutating func resolveNames(of declarations: [Declaration]) {
    reserveCapacity(for: declarations)
    var datasources: [String: SourceSpan] = [:]
    var generators: [String: SourceSpan] = [:]
    var spans: [String: (keyword: String, span: SourceSpan)] = [:]
    spans.reserveCapacity(declarations.count)
    for declaration in declarations {
      switch declaration {
      case .model(let model):
        checkModelName(model)
        enter(model.name, keyword: model.keyword.rawValue, into: &spans)
        resolveNames(of: model)
      case .enumeration(let enumeration):
        checkName(enumeration.syntax.name, of: "an enum")
        checkReserved(enumeration.name, keyword: "enum", block: enumeration.span)
        checkEnumValues(of: enumeration)
        enter(enumeration.name, keyword: "enum", into: &spans)
        draft.names[enumeration.name.name] = .enumeration(EnumID(draft.enums.count))
        draft.enums.append(EnumDraft(declaration: enumeration))
      case .datasource(let block):
        checkName(block.syntax.name, of: "a datasource")
        enterConfiguration(block, keyword: "datasource", into: &datasources)
      case .generator(let block):
        checkName(block.syntax.name, of: "a generator")
        enterConfiguration(block, keyword: "generator", into: &generators)
      }
    }
  }

  private mutating func reserveCapacity(for declarations: [Declaration]) {
    var nodes = 0
    for case .model(let model) in declarations { nodes += model.syntax.nodeCount }
    // A field has four nodes or more; memory that is not written to costs nothing.
    draft.fields.reserveCapacity(nodes / 4)
    draft.models.reserveCapacity(declarations.count)
    draft.names.reserveCapacity(declarations.count)
  }

  private mutating func checkModelName(_ model: ModelDeclaration) {
    switch model.keyword {
    case .model: checkName(model.syntax.name, of: "a model")
    case .view: checkName(model.syntax.name, of: "a view")
    case .type: checkName(model.syntax.name, of: "a composite type")
    }
    if model.keyword != .type {
      checkReserved(model.name, keyword: model.keyword.rawValue, block: model.span)
    }
  }

  private mutating func resolveNames(of model: ModelDeclaration) {
    let start = draft.fields.count
    let owner: FieldDraft.Owner =
      model.keyword == .type
      ? .composite(CompositeTypeID(draft.composites.count))
      : .model(ModelID(draft.models.count))
    let fieldsSyntax = model.syntax.fields
    for field in fieldsSyntax {
      draft.fields.append(FieldDraft(declaration: FieldDeclaration(field), owner: owner))
    }
    if model.syntax.tree.hasFlawedNames {
      for field in fieldsSyntax {
        checkName(field.name, of: "a field")
        for attribute in field.attributes { checkName(attribute.name, of: "an attribute") }
      }
      for attribute in model.syntax.attributes { checkName(attribute.name, of: "an attribute") }
    }
    let fields = start..<draft.fields.count
    let names = fieldNames(fields, of: model)
    switch owner {
    case .model(let id):
      draft.names[model.name.name] = .model(id)
      draft.models.append(ModelDraft(declaration: model, fields: fields, fieldNames: names))
    case .composite(let id):
      draft.names[model.name.name] = .composite(id)
      draft.composites.append(
        CompositeDraft(declaration: model, fields: fields, fieldNames: names))
    }
  }

  /// Enters the fields of a block; reports those that are declared twice.
  private mutating func fieldNames(
    _ fields: Range<Int>, of model: ModelDeclaration
  ) -> FieldNames {
    let drafts = draft.fields
    return FieldNames(fields, in: drafts) { index, earlier in
      let name = drafts[index].declaration.name
      report(
        .duplicateField, "the field `\(name.name)` is declared twice on \(model.described)",
        at: name.span, help: "rename one of them, or remove it",
        notes: [
          Diagnostic.Note("first declared here", at: drafts[earlier].declaration.name.span)
        ],
        fixes: removal(
          of: drafts[index].declaration.span, ifSameAs: drafts[earlier].declaration.span,
          "the second line"))
    }
  }

  private mutating func checkEnumValues(of enumeration: EnumDeclaration) {
    var values: [String: EnumDeclaration.Value] = [:]
    for value in enumeration.values {
      checkName(value.syntax.name, of: "an enum value")
      if let first = values.updateValue(value, forKey: value.name.name) {
        report(
          .duplicateEnumValue,
          "the value `\(value.name.name)` is declared twice on enum `\(enumeration.name.name)`",
          at: value.span, help: "rename one of them, or remove it",
          notes: [Diagnostic.Note("first declared here", at: first.name.span)],
          fixes: removal(of: value.span, ifSameAs: first.span, "the second line"))
      }
    }
  }

  /// Removes what says the same a second time; what differs is for a person to decide.
  private func removal(
    of span: SourceSpan, ifSameAs first: SourceSpan, _ thing: String
  ) -> [FixIt] {
    let words = { (span: SourceSpan) in edits.text(of: span).split(whereSeparator: \.isWhitespace) }
    guard words(span) == words(first) else { return [] }
    return [FixIt("remove \(thing)", [edits.removal(of: span)])]
  }

  private mutating func enter(
    _ name: Identifier, keyword: String,
    into spans: inout [String: (keyword: String, span: SourceSpan)]
  ) {
    checkBuiltIn(name, keyword: keyword)
    if let first = spans[name.name] {
      report(
        .duplicateName, "the name `\(name.name)` is already taken by another \(first.keyword)",
        at: name.span,
        help: "\(keyword) names must differ from those of all models, views, enums and types",
        notes: [Diagnostic.Note("the \(first.keyword) is declared here", at: first.span)])
    }
    spans[name.name] = (keyword, name.span)
  }

  private mutating func enterConfiguration(
    _ block: ConfigurationDeclaration, keyword: String, into names: inout [String: SourceSpan]
  ) {
    checkBuiltIn(block.name, keyword: keyword)
    if let first = names[block.name.name] {
      report(
        .duplicateName, "there is already a \(keyword) called `\(block.name.name)`",
        at: block.name.span, help: "rename one of them",
        notes: [Diagnostic.Note("it is declared here", at: first)])
    } else {
      names[block.name.name] = block.name.span
    }
    var keys: [String: ConfigurationDeclaration.Property] = [:]
    for property in block.properties {
      if let first = keys[property.name.name] {
        report(
          .duplicateKey,
          "`\(property.name.name)` is set twice in \(keyword) `\(block.name.name)`",
          at: property.name.span, help: "remove one of the two lines",
          notes: [Diagnostic.Note("first set here", at: first.name.span)],
          fixes: removal(
            of: property.trimmedSpan, ifSameAs: first.trimmedSpan, "the second line"))
      } else {
        keys[property.name.name] = property
      }
    }
  }

  private mutating func checkName(_ name: NameSyntax, of thing: String) {
    switch name.flaw {
    case nil: return
    case .leadingDigit:
      report(
        .invalidName, "the name of \(thing) cannot start with a digit", at: name.span,
        help: "begin it with a letter; `@map` gives another name in the database")
    case .hyphen:
      report(
        .invalidName, "the name of \(thing) cannot contain `-`", at: name.span,
        help: "use letters, digits and `_`, and `@map` for the name in the database")
    }
  }

  private mutating func checkBuiltIn(_ name: Identifier, keyword: String) {
    guard ScalarType(rawValue: name.name) != nil else { return }
    report(
      .reservedName, "`\(name.name)` is the name of a built-in type", at: name.span,
      help: "choose another name for this \(keyword)")
  }

  private mutating func checkReserved(_ name: Identifier, keyword: String, block: SourceSpan) {
    guard reservedNames.contains(name.name) else { return }
    report(
      .reservedName,
      "`\(name.name)` cannot be the name of a \(keyword): it has a meaning in generated clients",
      at: block, help: "rename it and keep the database name with `@@map(\"\(name.name)\")`")
  }
}

extension ModelDeclaration {
  /// The keyword and the name, for messages.
  var described: String {
    keyword == .type ? "composite type `\(name.name)`" : "\(keyword.rawValue) `\(name.name)`"
  }
}

/// Names that clients cannot give to a class: `PrismaClient` and the keywords of JavaScript.
package let reservedNames: Set<String> = [
  "PrismaClient", "async", "await", "break", "case", "catch", "class", "const", "continue",
  "debugger", "default", "delete", "do", "else", "enum", "export", "extends", "false", "finally",
  "for", "function", "if", "implements", "import", "in", "instanceof", "interface", "let", "new",
  "null", "package", "private", "protected", "public", "return", "super", "switch", "this",
  "throw", "true", "try", "typeof", "using", "var", "void", "while", "with", "yield",
]

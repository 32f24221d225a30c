import Diagnostics
import SchemaSyntax

/// Checks of single fields.
extension ValidationContext {
  /// Checks the fields of a model; tells whether relations are unambiguous so far.
  mutating func validateFields(of model: ModelView, _ names: NameTable) -> Bool {
    let clientNames = clientNames(of: model)
    for id in model.model.fields where !datamodel[id].isRelation {
      let field = datamodel[id]
      validateType(field, of: model)
      validateNativeType(field)
      validateUnsupported(field)
      validateDefaultName(field, of: model, names)
      validateClientName(field, of: model, clientNames)
    }
    let relationFields = model.model.fields.compactMap { id in
      datamodel[id].isRelation ? datamodel[id] : nil
    }
    let ambiguities = RelationAmbiguities(model, relationFields)
    let prefixes = prefixesOfKeys(of: model, relationFields)
    for field in relationFields {
      if let fields = ambiguities.fields(like: field) {
        reportAmbiguous(field, fields, of: model)
        return false
      }
      validateClientName(field, of: model, clientNames)
      validateRelationField(field, of: model, prefixes)
    }
    return true
  }

  private func clientNames(
    of model: ModelView
  ) -> [String: (name: String, span: SourceSpan)] {
    var names: [String: (name: String, span: SourceSpan)] = [:]
    if let key = draft[model.id].primaryKey, let name = key.key.name {
      names[name] = (key.attributeName, key.attribute.span)
    }
    for key in draft[model.id].uniques {
      if let name = key.key.name { names[name] = (key.attributeName, key.attribute.span) }
    }
    return names
  }

  private mutating func validateClientName(
    _ field: FieldView, of model: ModelView,
    _ names: [String: (name: String, span: SourceSpan)]
  ) {
    guard let attribute = names[field.name] else { return }
    report(
      .clientNameClash,
      "the name `\(field.name)` of `\(attribute.name)` is also the name of a field",
      at: model.model.span, help: "choose another `name`",
      notes: [
        Diagnostic.Note("the key is declared here", at: attribute.span),
        Diagnostic.Note("the field is declared here", at: field.field.nameSpan),
      ])
  }

  private mutating func validateType(_ field: FieldView, of model: ModelView) {
    if case .scalar(let type) = field.type {
      let isMissing =
        switch type {
        case .json: !supports(.json)
        case .decimal: !supports(.decimal)
        case .string, .boolean, .int, .bigInt, .float, .dateTime, .bytes: false
        }
      if isMissing {
        report(
          .unsupportedScalarType, "\(rules.productName) has no type `\(type.rawValue)`",
          at: field.field.span,
          help: type == .json
            ? "use `String`, or declare a model for what it holds" : "use `Float` or `String`",
          notes: typeNote(of: field))
      }
      if type == .json, field.isList, !supports(.jsonLists) {
        report(
          .unsupportedList, "\(rules.productName) has no lists of `Json`", at: field.field.span,
          help: "one `Json` value can hold an array: remove the `[]`", notes: typeNote(of: field))
      }
    }
    if field.isList, field.compositeType == nil, !supports(.scalarLists) {
      report(
        .unsupportedList,
        "the field `\(field.name)` cannot be a list: \(rules.productName) has none",
        at: field.field.span, help: "use a relation to a model of its own, or `Json`",
        notes: typeNote(of: field))
    }
  }

  private func typeNote(of field: FieldView) -> [Diagnostic.Note] {
    [Diagnostic.Note("the type is given here", at: draft[field.id].declaration.typeSpan)]
  }

  /// Checks `@db.…` of a field.
  mutating func validateNativeType(_ field: FieldView) {
    guard case .scalar(let scalar) = field.type, let type = field.field.nativeType,
      let attribute = draft[field.id].nativeTypeAttribute
    else { return }
    let span = attribute.span
    if let datasourceName { validatePrefix(of: attribute, type, datasourceName) }
    guard let rule = nativeTypes[type.name] else {
      reportUnknownNativeType(type, scalar, attribute)
      return
    }
    guard checkArgumentCount(type, rule, at: span) else { return }
    guard rule.scalars.contains(scalar) else {
      report(
        .incompatibleNativeType,
        "the native type `\(type.name)` is for "
          + rule.scalars.map { "`\($0.rawValue)`" }.joined(separator: " and ")
          + ", not for `\(scalar.rawValue)`",
        at: span,
        help: "change the type of the field, or use another native type"
          + (nativeTypes(for: scalar).map { ": " + $0 } ?? ""),
        notes: [Diagnostic.Note("the type is given here", at: draft[field.id].declaration.typeSpan)]
      )
      return
    }
    checkLimits(type, rule, at: span)
    if let problem = rules.problem(with: type, on: scalar) {
      report(.invalidNativeTypeArgument, problem, at: span)
    }
  }

  private mutating func validatePrefix(
    of attribute: AttributeDeclaration, _ type: NativeType, _ datasource: String
  ) {
    guard !attribute.syntax.name.hasPrefix(datasource, before: UInt8(ascii: ".")) else { return }
    let name = attribute.name
    let prefix = name.name.utf8.prefix { $0 != UInt8(ascii: ".") }
    report(
      .unknownNativeType,
      "`@\(Substring(prefix)).` is not the name of the datasource, which is `\(datasource)`",
      at: attribute.span, help: "write `@\(datasource).\(type.name)`",
      fixes: [
        FixIt(
          "write `@\(datasource).`", [TextEdit(name.span.prefix(prefix.count), datasource)])
      ])
  }

  private mutating func reportUnknownNativeType(
    _ type: NativeType, _ scalar: ScalarType, _ attribute: AttributeDeclaration
  ) {
    let spelling = Spelling(of: type.name, among: rules.nativeTypes.map(\.name))
    let prefix = attribute.name.name.prefix { $0 != "." }
    report(
      .unknownNativeType, "\(rules.productName) has no native type `\(type.name)`",
      at: attribute.span,
      help: spelling.help()
        ?? (rules.nativeTypes.isEmpty
          ? "remove the attribute: \(rules.productName) has no native types here"
          : nativeTypes(for: scalar).map { "those for `\(scalar.rawValue)` are \($0)" }),
      fixes: spelling.fixes(at: attribute.name.span) { "\(prefix).\($0)" })
  }

  /// The native types of a scalar type, if the product has any.
  private func nativeTypes(for scalar: ScalarType) -> String? {
    let names = rules.nativeTypes.filter { $0.scalars.contains(scalar) }.map { "`\($0.name)`" }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  private mutating func checkArgumentCount(
    _ type: NativeType, _ rule: NativeTypeRule, at span: SourceSpan
  ) -> Bool {
    let count = type.arguments.count
    let problem: String? =
      switch rule.arguments {
      case .none: count == 0 ? nil : "no arguments"
      case .required(let wanted): count == wanted ? nil : "\(wanted) argument"
      case .optional(let most): count <= most ? nil : "at most \(most)"
      }
    guard let problem else { return true }
    report(
      .invalidNativeTypeArgument, "the native type `\(type.name)` takes \(problem), not \(count)",
      at: span, help: example(of: type.name, rule).map { "write `\($0)`" })
    return false
  }

  private func example(of name: String, _ rule: NativeTypeRule) -> String? {
    switch rule.arguments {
    case .none: name
    case .required(1): "\(name)(\(rule.limit == nil ? "…" : "10"))"
    case .required, .optional: nil
    }
  }

  private mutating func checkLimits(
    _ type: NativeType, _ rule: NativeTypeRule, at span: SourceSpan
  ) {
    guard let first = type.arguments.first, let limit = rule.limit else { return }
    if case .firstOrMax = limit, first.lowercased() == "max" { return }
    var numbers: [Int] = []
    for argument in type.arguments {
      guard let number = Int(argument), number >= 0 else {
        report(
          .invalidNativeTypeArgument,
          "the argument `\(argument)` of `\(type.name)` is not a whole number from 0 on", at: span)
        return
      }
      numbers.append(number)
    }
    let scale = numbers.count > 1 ? numbers[1] : nil
    if case .decimal = limit, scale == nil {
      report(
        .invalidNativeTypeArgument, "`\(type.name)` takes precision and scale", at: span,
        help: "write `\(type.name)(\(first), 0)`")
      return
    }
    switch limit {
    case .first(let range), .firstOrMax(let range):
      guard !range.contains(numbers[0]) else { return }
      var help: String?
      if case .firstOrMax = limit { help = "use `Max` for more" }
      reportOutOfRange(type, numbers[0], range, at: span, help: help)
    case .decimal(let precisions, let scales):
      if let scale, scale > numbers[0] {
        report(
          .invalidNativeTypeArgument,
          "the scale \(scale) of `\(type.name)` is larger than the precision \(numbers[0])",
          at: span, help: "write the precision first: all digits, then those behind the point")
      } else if !precisions.contains(numbers[0]) {
        reportOutOfRange(type, numbers[0], precisions, at: span, help: nil)
      } else if let scale, !scales.contains(scale) {
        reportOutOfRange(type, scale, scales, at: span, help: nil)
      }
    }
  }

  private mutating func reportOutOfRange(
    _ type: NativeType, _ number: Int, _ range: ClosedRange<Int>, at span: SourceSpan,
    help: String?
  ) {
    let limits =
      range.upperBound == .max
      ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
    report(
      .invalidNativeTypeArgument,
      "the argument \(number) of `\(type.name)` is out of range: it is \(limits)", at: span,
      help: help)
  }

  /// `Unsupported("x")` hides a type that the language has.
  private mutating func validateUnsupported(_ field: FieldView) {
    guard case .unsupported(let text) = field.type else { return }
    let name = text.prefix { $0 != "(" }.trimmingSpaces
    guard let rule = nativeTypes[name], let scalar = rule.scalars.first else { return }
    let rest = text.dropFirst(text.prefix { $0 != "(" }.count)
    guard rest.isEmpty || rest.hasSuffix(")") else { return }
    let arguments = rest.dropFirst().dropLast().split(separator: ",")
    let isNumeric = arguments.allSatisfy {
      $0.trimmingSpaces.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }
    guard isNumeric else { return }
    let count = arguments.count
    switch rule.arguments {
    case .none: guard count == 0 else { return }
    case .required(let wanted): guard count == wanted else { return }
    case .optional(let most): guard count <= most else { return }
    }
    let prefix = datamodel.configuration.datasource?.name ?? "db"
    report(
      .needlessUnsupported, "the type of `\(field.name)` is not unsupported", at: field.field.span,
      help: "write `\(scalar.rawValue) @\(prefix).\(text)`",
      fixes: [
        FixIt(
          "write `\(scalar.rawValue) @\(prefix).\(text)`",
          [
            TextEdit(edits.typeName(of: draft[field.id].declaration), scalar.rawValue),
            edits.addition(of: "@\(prefix).\(text)", to: draft[field.id].declaration),
          ])
      ])
  }

  private mutating func validateDefaultName(
    _ field: FieldView, of model: ModelView, _ names: NameTable
  ) {
    guard field.field.defaultMappedName != nil || names.hasRepetitions,
      let span = draft[field.id].defaultSpan
    else { return }
    if field.field.defaultMappedName != nil, !supports(.namedDefaults) {
      report(
        .unsupportedKeyArgument, "defaults have no names on \(rules.productName)", at: span,
        help: "remove the argument `map`",
        fixes: removal(
          ofArgument: "map",
          of: draft[field.id].declaration.attributes.first {
            $0.span == span
          }))
    }
    guard names.hasRepetitions, let name = defaultName(of: field, model) else { return }
    reportClashes(
      of: name, .defaultValue, model, names, at: draft[field.id].defaultMap?.span ?? span)
  }
}

extension Substring {
  /// The text without spaces around it.
  fileprivate var trimmingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    while text.first == " " { text.removeFirst() }
    return String(text)
  }
}

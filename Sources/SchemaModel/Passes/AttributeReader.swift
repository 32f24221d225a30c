import Diagnostics

/// The attributes of one declaration; each is taken once by the check that understands it.
struct AttributeReader {
  private let attributes: [AttributeDeclaration]
  private let prefix: String
  private var taken = IndexSet()

  /// The prefix is `@` for fields and enum values, `@@` for blocks.
  init(_ attributes: [AttributeDeclaration], prefix: String) {
    self.attributes = attributes
    self.prefix = prefix
  }

  /// Takes the only attribute of a name; reports those that repeat it.
  mutating func takeOnly(_ name: String, _ state: inout AnalysisState) -> ArgumentReader? {
    var found: Int?
    var isDuplicate = false
    for index in attributes.indices where attributes[index].name.name == name {
      taken.insert(index)
      if found != nil { isDuplicate = true }
      if found == nil { found = index }
    }
    guard let found else { return nil }
    if isDuplicate {
      reportRepeated(name, after: attributes[found], &state)
      return nil
    }
    return ArgumentReader(attributes[found], prefix: prefix, &state)
  }

  private func reportRepeated(
    _ name: String, after first: AttributeDeclaration, _ state: inout AnalysisState
  ) {
    for attribute in attributes where attribute.name.name == name && attribute !== first {
      let isSame = state.edits.text(of: attribute.span) == state.edits.text(of: first.span)
      state.report(
        .duplicateAttribute, "`\(prefix)\(name)` is given more than once", at: attribute.span,
        help: isSame ? "remove it here" : "decide for one of them and remove the other",
        notes: [Diagnostic.Note("it is given here already", at: first.span)],
        fixes: isSame
          ? [
            FixIt(
              "remove the second `\(prefix)\(name)`",
              [state.edits.removal(of: attribute.span)])
          ] : [])
    }
  }

  /// Takes all attributes of a name.
  mutating func takeAll(_ name: String, _ state: inout AnalysisState) -> [ArgumentReader] {
    var readers: [ArgumentReader] = []
    for index in attributes.indices where attributes[index].name.name == name {
      taken.insert(index)
      if let reader = ArgumentReader(attributes[index], prefix: prefix, &state) {
        readers.append(reader)
      }
    }
    return readers
  }

  /// Takes the attributes with a prefix: `@db.VarChar(10)`.
  mutating func takeDotted() -> [AttributeDeclaration] {
    var dotted: [AttributeDeclaration] = []
    for index in attributes.indices
    where attributes[index].name.name.contains(byte: UInt8(ascii: ".")) {
      taken.insert(index)
      dotted.append(attributes[index])
    }
    return dotted
  }

  /// Reports the attributes that nobody took.
  func finish(_ state: inout AnalysisState, known: [String]) {
    for index in attributes.indices where !taken.contains(index) {
      let attribute = attributes[index]
      let spelling = Spelling(of: attribute.name.name, among: known)
      state.report(
        .unknownAttribute, "there is no attribute `\(prefix)\(attribute.name.name)` here",
        at: attribute.span,
        help: spelling.help { prefix + $0 }
          ?? "the attributes here are "
          + known.map { "`\(prefix)\($0)`" }.joined(separator: ", "),
        fixes: spelling.fixes(at: attribute.name.span))
    }
  }
}

/// The indices of what was taken from a list.
///
/// Lists are short: those below 64 are bits, so that reading an attribute allocates nothing.
private struct IndexSet {
  private var low: UInt64 = 0
  private var others: Set<Int> = []

  mutating func insert(_ index: Int) {
    if index < UInt64.bitWidth { low |= 1 << index } else { others.insert(index) }
  }

  func contains(_ index: Int) -> Bool {
    index < UInt64.bitWidth ? low & 1 << index != 0 : others.contains(index)
  }
}

/// The arguments of one attribute; each is taken once by the check that understands it.
struct ArgumentReader {
  let attribute: AttributeDeclaration
  let prefix: String
  private var taken = IndexSet()

  /// Reports arguments that cannot be read; `nil` when nothing can be made of them.
  init?(_ attribute: AttributeDeclaration, prefix: String, _ state: inout AnalysisState) {
    self.attribute = attribute
    self.prefix = prefix
    guard checkShape(&state) else { return nil }
  }

  /// The name with its `@` signs.
  var name: String { prefix + attribute.name.name }

  var span: SourceSpan { attribute.span }

  private func checkShape(_ state: inout AnalysisState) -> Bool {
    let list = attribute.list
    for argument in list.arguments { checkCall(argument.value, &state) }
    for empty in list.emptyArguments {
      state.report(
        .missingArgument, "the argument `\(empty.name)` of `\(name)` has no value",
        at: empty.span, help: "write a value behind the colon, or remove the argument")
    }
    if let comma = list.trailingComma { reportTrailing(comma, &state) }
    reportRepeatedArguments(&state)
    if list.arguments.count(where: { $0.name == nil }) > 1 {
      state.report(
        .invalidArgument, "`\(name)` takes one argument without a name", at: attribute.span,
        help: "put several fields in brackets: `\(name)([a, b])`")
    }
    return list.emptyArguments.isEmpty
  }

  private func reportRepeatedArguments(_ state: inout AnalysisState) {
    let arguments = attribute.list.arguments
    var names: [String: ArgumentList.Argument] = [:]
    for (index, argument) in arguments.enumerated() {
      guard let name = argument.name?.name else { continue }
      guard let first = names[name] else {
        names[name] = argument
        continue
      }
      let isSame = first.value.sourceText == argument.value.sourceText
      state.report(
        .duplicateArgument, "the argument `\(name)` is given twice", at: argument.span,
        help: "keep one of the two",
        notes: [Diagnostic.Note("it is given here already", at: first.span)],
        fixes: isSame
          ? [
            FixIt(
              "remove the second `\(name)`",
              [state.edits.removal(of: index, among: arguments.map(\.span))])
          ] : [])
    }
  }

  private func reportTrailing(_ comma: SourceSpan, _ state: inout AnalysisState) {
    state.report(
      .invalidArgument, "there is nothing after this comma", at: comma, help: "remove it",
      fixes: [FixIt("remove the comma", [TextEdit(comma, "")])])
  }

  /// Reports the same in a call.
  private func checkCall(_ value: Expression, _ state: inout AnalysisState) {
    guard case .function(_, let list, _) = value else { return }
    for empty in list.emptyArguments {
      state.report(
        .missingArgument, "the argument `\(empty.name)` has no value", at: empty.span,
        help: "write a value behind the colon, or remove the argument")
    }
    if let comma = list.trailingComma { reportTrailing(comma, &state) }
    for argument in list.arguments { checkCall(argument.value, &state) }
  }

  /// Takes the argument that may stand without its name; reports when it is missing.
  mutating func required(_ name: String, _ state: inout AnalysisState) -> Expression? {
    if let value = unnamedOrNamed(name, &state) { return value }
    // An argument whose name is misspelt is not missing: `finish` reports it.
    state.report(
      .missingArgument, "`\(self.name)` needs the argument `\(name)`", at: attribute.span,
      help: Self.example[name].map { "write `\(self.name)\($0)`" })
    return nil
  }

  /// How an argument is written that may stand without its name.
  private static let example = [
    "fields": "([…])", "name": "(\"…\")", "value": "(…)", "map": "(\"…\")",
  ]

  /// The arguments of each attribute, to suggest from.
  private static let arguments = [
    "@id": ["map", "length", "sort", "clustered"],
    "@unique": ["map", "length", "sort", "clustered"],
    "@default": ["value", "map"],
    "@map": ["name"], "@@map": ["name"], "@@schema": ["map"], "@@shardKey": ["fields"],
    "@relation": ["name", "fields", "references", "onDelete", "onUpdate", "map"],
    "@@id": ["fields", "name", "map", "clustered"],
    "@@unique": ["fields", "name", "map", "clustered"],
    "@@index": ["fields", "name", "map", "type", "clustered"],
    "@@fulltext": ["fields", "name", "map"],
  ]

  /// Takes the argument that may stand without its name.
  mutating func unnamedOrNamed(_ name: String, _ state: inout AnalysisState) -> Expression? {
    let arguments = attribute.list.arguments
    let unnamed = arguments.lastIndex { $0.name == nil }
    let named = arguments.lastIndex { $0.name?.name == name }
    for index in arguments.indices
    where arguments[index].name == nil || arguments[index].name?.name == name {
      taken.insert(index)
    }
    if let unnamed, let named {
      state.report(
        .duplicateArgument, "the argument `\(name)` is already given without its name",
        at: arguments[named].span, help: "keep one of the two",
        notes: [Diagnostic.Note("it is given here already", at: arguments[unnamed].span)])
      return arguments[unnamed].value
    }
    return (unnamed ?? named).map { arguments[$0].value }
  }

  /// Takes a named argument.
  mutating func optional(_ name: String) -> ArgumentList.Argument? {
    let arguments = attribute.list.arguments
    for index in arguments.indices where arguments[index].name?.name == name {
      taken.insert(index)
    }
    return arguments.last { $0.name?.name == name }
  }

  /// Reports the arguments that nobody took.
  func finish(_ state: inout AnalysisState) {
    for (index, argument) in attribute.list.arguments.enumerated() where !taken.contains(index) {
      guard let argumentName = argument.name else {
        state.report(
          .unknownArgument, "`\(name)` takes no argument without a name", at: argument.span,
          help: "remove it")
        continue
      }
      let given = Set(attribute.list.arguments.compactMap(\.name?.name))
      let known = Self.arguments[name] ?? []
      let spelling = Spelling(of: argumentName.name, among: known.filter { !given.contains($0) })
      state.report(
        .unknownArgument, "`\(name)` has no argument `\(argumentName.name)`", at: argument.span,
        help: spelling.help()
          ?? (known.isEmpty
            ? "`\(name)` takes no arguments"
            : "the arguments are " + known.map { "`\($0)`" }.joined(separator: ", ")),
        fixes: spelling.fixes(at: argumentName.span))
    }
  }
}

extension String {
  func contains(byte: UInt8) -> Bool {
    let bytes = utf8.span
    for index in bytes.indices where bytes[index] == byte { return true }
    return false
  }
}

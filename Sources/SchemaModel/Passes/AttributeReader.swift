import Diagnostics
import SchemaSyntax

/// The attributes of one declaration; each is taken once by the check that understands it.
///
/// What is there is noted once, so that asking for one that is not there costs nothing.
struct AttributeReader {
  private let attributes: AttributesSyntax
  private let prefix: String
  private var present = AttributeNames()
  /// The first attribute of each name.
  private var places = AttributePlaces()
  private var repeated = AttributeNames()
  private var hasOthers = false
  private var taken = AttributeNames()
  private var tookDotted = false

  /// The prefix is `@` for fields and enum values, `@@` for blocks.
  init(_ attributes: AttributesSyntax, prefix: String) {
    self.attributes = attributes
    self.prefix = prefix
    for attribute in attributes {
      guard let name = AttributeName(attribute.name) else {
        hasOthers = true
        continue
      }
      if present.contains(name) {
        repeated.insert(name)
      } else {
        present.insert(name)
        places[name] = UInt32(attribute.index)
      }
    }
  }

  /// Takes the only attribute of a name; reports those that repeat it.
  mutating func takeOnly(_ name: AttributeName, _ state: inout AnalysisState) -> ArgumentReader? {
    guard present.contains(name) else { return nil }
    taken.insert(name)
    if repeated.contains(name) {
      reportRepeated(name, &state)
      return nil
    }
    let first = attributes.attribute(at: Int(places[name]))
    return ArgumentReader(AttributeDeclaration(first), name, prefix: prefix, &state)
  }

  private func named(_ name: AttributeName) -> [AttributeDeclaration] {
    var named: [AttributeDeclaration] = []
    for attribute in attributes where AttributeName(attribute.name) == name {
      named.append(AttributeDeclaration(attribute))
    }
    return named
  }

  private func reportRepeated(_ name: AttributeName, _ state: inout AnalysisState) {
    let attributes = named(name)
    guard let first = attributes.first else { return }
    let shown = prefix + name.rawValue
    for attribute in attributes.dropFirst() {
      let isSame = state.edits.text(of: attribute.span) == state.edits.text(of: first.span)
      state.report(
        .duplicateAttribute, "`\(shown)` is given more than once", at: attribute.span,
        help: isSame ? "remove it here" : "decide for one of them and remove the other",
        notes: [Diagnostic.Note("it is given here already", at: first.span)],
        fixes: isSame
          ? [FixIt("remove the second `\(shown)`", [state.edits.removal(of: attribute.span)])] : [])
    }
  }

  /// Takes all attributes of a name.
  mutating func takeAll(_ name: AttributeName, _ state: inout AnalysisState) -> [ArgumentReader] {
    guard present.contains(name) else { return [] }
    taken.insert(name)
    var readers: [ArgumentReader] = []
    for attribute in named(name) {
      if let reader = ArgumentReader(attribute, name, prefix: prefix, &state) {
        readers.append(reader)
      }
    }
    return readers
  }

  /// Takes the attributes with a prefix: `@db.VarChar(10)`.
  mutating func takeDotted() -> [AttributeDeclaration] {
    guard hasOthers else { return [] }
    tookDotted = true
    return attributes.filter(\.isDotted).map(AttributeDeclaration.init)
  }

  /// Reports the attributes that nobody took.
  func finish(_ state: inout AnalysisState, known: @autoclosure () -> [AttributeName]) {
    guard hasOthers || !taken.contains(present) else { return }
    for attribute in attributes where !isTaken(attribute) {
      let name = Identifier(attribute.name)
      let known = known().map(\.rawValue)
      let spelling = Spelling(of: name.name, among: known)
      state.report(
        .unknownAttribute, "there is no attribute `\(prefix)\(name.name)` here",
        at: attribute.span,
        help: spelling.help { prefix + $0 }
          ?? "the attributes here are "
          + known.map { "`\(prefix)\($0)`" }.joined(separator: ", "),
        fixes: spelling.fixes(at: name.span))
    }
  }

  private func isTaken(_ attribute: AttributeSyntax) -> Bool {
    AttributeName(attribute.name).map(taken.contains) ?? (tookDotted && attribute.isDotted)
  }
}

extension AttributeSyntax {
  /// Whether the name has a prefix, as native types have.
  fileprivate var isDotted: Bool { name.contains(UInt8(ascii: ".")) }
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
  private let attributeName: AttributeName
  private let prefix: String
  private let list: ArgumentList
  private var taken = IndexSet()

  /// Reports arguments that cannot be read; `nil` when nothing can be made of them.
  init?(
    _ attribute: AttributeDeclaration, _ name: AttributeName, prefix: String,
    _ state: inout AnalysisState
  ) {
    self.attribute = attribute
    attributeName = name
    self.prefix = prefix
    list = attribute.list
    guard checkShape(&state) else { return nil }
  }

  /// The name with its `@` signs.
  var name: String { prefix + attributeName.rawValue }

  var span: SourceSpan { attribute.span }

  private func checkShape(_ state: inout AnalysisState) -> Bool {
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
    let arguments = list.arguments
    guard !haveDistinctNames(arguments) else { return }
    var names: [String: ArgumentList.Argument] = [:]
    lazy var spans = arguments.map(\.span)
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
              [state.edits.removal(of: index, among: spans)])
          ] : [])
    }
  }

  /// Whether no name is given twice, as far as it is quick to tell.
  private func haveDistinctNames(_ arguments: [ArgumentList.Argument]) -> Bool {
    guard arguments.count <= 8 else { return false }
    for index in arguments.indices {
      guard let name = arguments[index].name else { continue }
      for other in 0..<index where arguments[other].name?.name == name.name { return false }
    }
    return true
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
    let arguments = list.arguments
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
    let arguments = list.arguments
    var found: ArgumentList.Argument?
    for index in arguments.indices where arguments[index].name?.name == name {
      taken.insert(index)
      found = arguments[index]
    }
    return found
  }

  /// Reports the arguments that nobody took.
  func finish(_ state: inout AnalysisState) {
    for (index, argument) in list.arguments.enumerated() where !taken.contains(index) {
      guard let argumentName = argument.name else {
        state.report(
          .unknownArgument, "`\(name)` takes no argument without a name", at: argument.span,
          help: "remove it")
        continue
      }
      let given = Set(list.arguments.compactMap(\.name?.name))
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

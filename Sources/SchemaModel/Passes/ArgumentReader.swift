import Diagnostics
import SchemaSyntax

/// The arguments of one attribute; each is taken once by the check that understands it.
///
/// They are looked up in the syntax tree, and only the values that are taken are made: most
/// attributes have one argument or none, and are asked for several.
struct ArgumentReader {
  /// An argument that was asked for by its name.
  struct Argument {
    var value: Expression
    var span: SourceSpan
  }

  let attribute: AttributeDeclaration
  private let attributeName: AttributeName
  private let prefix: String
  private let list: ArgumentListSyntax?
  private var taken = ArgumentPlaces()

  /// Reports arguments that cannot be read; `nil` when nothing can be made of them.
  init?(
    _ attribute: AttributeDeclaration, _ name: AttributeName, prefix: String,
    _ state: inout AnalysisState
  ) {
    self.attribute = attribute
    attributeName = name
    self.prefix = prefix
    list = attribute.syntax.argumentList
    guard list?.isPlain ?? true || checkShape(&state) else { return nil }
  }

  /// The name with its `@` signs.
  var name: String { prefix + attributeName.rawValue }

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
    reportRepeated(list.arguments, &state)
    if list.arguments.count(where: { $0.name == nil }) > 1 {
      state.report(
        .invalidArgument, "`\(name)` takes one argument without a name", at: attribute.span,
        help: "put several fields in brackets: `\(name)([a, b])`")
    }
    return list.emptyArguments.isEmpty
  }

  private func reportRepeated(
    _ arguments: [ArgumentList.Argument], _ state: inout AnalysisState
  ) {
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
  mutating func required(_ name: StaticString, _ state: inout AnalysisState) -> Expression? {
    if let value = unnamedOrNamed(name, &state) { return value }
    state.report(
      .missingArgument, "`\(self.name)` needs the argument `\(name)`", at: attribute.span,
      help: Self.example["\(name)"].map { "write `\(self.name)\($0)`" })
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
  mutating func unnamedOrNamed(
    _ name: StaticString, _ state: inout AnalysisState
  ) -> Expression? {
    guard let list else { return nil }
    let unnamed = list.last(named: nil, &taken)
    let named = list.last(named: name, &taken)
    if let unnamed, let named {
      state.report(
        .duplicateArgument, "the argument `\(name)` is already given without its name",
        at: named.span, help: "keep one of the two",
        notes: [Diagnostic.Note("it is given here already", at: unnamed.span)])
    }
    return (unnamed ?? named).map { Expression($0.value) }
  }

  /// Takes a named argument.
  mutating func optional(_ name: StaticString) -> Argument? {
    guard let argument = list?.last(named: name, &taken) else { return nil }
    return Argument(value: Expression(argument.value), span: argument.span)
  }

  /// Reports the arguments that nobody took.
  func finish(_ state: inout AnalysisState) {
    for argument in list?.arguments(besides: taken) ?? [] { reportUnknown(argument, &state) }
  }

  private func reportUnknown(_ argument: ArgumentSyntax, _ state: inout AnalysisState) {
    guard let argumentName = argument.name else {
      state.report(
        .unknownArgument, "`\(name)` takes no argument without a name", at: argument.span,
        help: "remove it")
      return
    }
    let given = Set(attribute.list.arguments.compactMap(\.name?.name))
    let known = Self.arguments[name] ?? []
    let spelling = Spelling(of: argumentName.text, among: known.filter { !given.contains($0) })
    state.report(
      .unknownArgument, "`\(name)` has no argument `\(argumentName.text)`", at: argument.span,
      help: spelling.help()
        ?? (known.isEmpty
          ? "`\(name)` takes no arguments"
          : "the arguments are " + known.inBackticks),
      fixes: spelling.fixes(at: argumentName.span))
  }
}

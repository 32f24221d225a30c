import Diagnostics
import SchemaSyntax

/// The second pass: the type of every field.
extension AnalysisState {
  /// Resolves the types of all fields; reports unknown types and empty enums.
  mutating func resolveTypes() {
    for enumeration in draft.enums where enumeration.declaration.values.isEmpty {
      report(
        .emptyEnum, "the enum `\(enumeration.declaration.name.name)` has no values",
        at: enumeration.declaration.span,
        help: "declare each value on a line of its own, below the line with `{`")
    }
    for index in draft.fields.indices {
      guard let type = resolvedType(of: draft.fields[index].declaration) else { continue }
      draft.fields[index].type = type
      guard case .model = type else { continue }
      draft.relationFields.append(FieldID(index))
      if case .composite(let owner) = draft.fields[index].owner {
        let field = draft.fields[index].declaration
        report(
          .fieldTypeNotAllowed,
          "the field `\(field.name.name)` of composite type "
            + "`\(draft.composites[owner.index].declaration.name.name)` refers to a model",
          at: field.typeSpan,
          help: "relations can only start at models: store its id, or use a composite type")
      }
    }
  }

  private mutating func reportUnknownType(_ name: Identifier) {
    if let type = Self.foreignNames[name.name.lowercased()] {
      report(
        .unknownType, "there is no type `\(name.name)`", at: name.span,
        help: "it is called `\(type.rawValue)` here",
        fixes: [FixIt("write `\(type.rawValue)`", [TextEdit(name.span, type.rawValue)])])
      return
    }
    let spelling = Spelling(
      of: name.name, among: ScalarType.allCases.map(\.rawValue) + draft.names.keys.sorted())
    report(
      .unknownType, "there is no type `\(name.name)`", at: name.span,
      help: spelling.help()
        ?? "use a built-in type, or declare a model, enum or composite type of that name",
      fixes: spelling.fixes(at: name.span))
  }

  /// Reports a field that is written as in other languages, `int count`.
  private mutating func reportSwapped(_ field: FieldDeclaration, type: Identifier) -> Bool {
    let written = field.name.name.lowercased()
    guard let first = type.name.utf8.first, first >= UInt8(ascii: "a"),
      let meant = Self.foreignNames[written]
        ?? ScalarType.allCases.first(where: { $0.rawValue.lowercased() == written }),
      Self.foreignNames[type.name.lowercased()] == nil,
      Spelling(of: type.name, among: ScalarType.allCases.map(\.rawValue)).help() == nil
    else { return false }
    let text = "\(type.name) \(meant.rawValue)"
    report(
      .unknownType, "there is no type `\(type.name)`", at: type.span,
      help: "the name comes before the type: `\(text)`",
      fixes: [
        FixIt(
          "write `\(text)`",
          [TextEdit(field.name.span, type.name), TextEdit(type.span, meant.rawValue)])
      ])
    return true
  }

  /// What other languages call the built-in types.
  private static let foreignNames: [String: ScalarType] = [
    "bool": .boolean, "integer": .int, "double": .float, "text": .string, "varchar": .string,
    "timestamp": .dateTime, "blob": .bytes,
  ]

  private mutating func resolvedType(of field: FieldDeclaration) -> FieldDraft.ResolvedType? {
    let type = field.syntax.type
    if let index = type.index(in: Self.scalarNames) { return .scalar(Self.scalarTypes[index]) }
    if let text = type.unsupportedText { return .unsupported(text) }
    let name = Identifier(type.name)
    switch draft.names[name.name] {
    case .model(let id): return .model(id)
    case .enumeration(let id): return .enumeration(id)
    case .composite(let id): return .composite(id)
    case nil:
      if !reportSwapped(field, type: name) { reportUnknownType(name) }
      return nil
    }
  }

  private static let scalarTypes = Array(ScalarType.allCases)
  private static let scalarNames = WordTable(scalarTypes.map(\.rawValue))
}

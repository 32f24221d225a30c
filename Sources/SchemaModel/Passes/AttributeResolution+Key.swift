import Diagnostics

/// `@id`, `@unique`, `@@id`, `@@unique`, `@@index`, `@@fulltext` and shard keys.
extension AnalysisState {
  mutating func resolveFieldID(
    _ field: FieldID, of model: ModelID, _ arguments: inout ArgumentReader
  ) {
    guard draft[model].primaryKey == nil else {
      report(
        .severalPrimaryKeys,
        "the model `\(draft[model].name)` has more than one field with `@id`",
        at: draft[model].declaration.span, help: "use `@@id([…])` for a key of several fields",
        notes: [draft[model].primaryKey?.attribute.span, arguments.span].compactMap { span in
          span.map { Diagnostic.Note("one is here", at: $0) }
        })
      return
    }
    var key = Key(kind: .primary, parts: [], isFieldAttribute: true, span: arguments.span)
    key.mappedName = nameArgument("map", &arguments)
    key.parts = [partOptions(field, &arguments)]
    key.isClustered = clusteredArgument(&arguments)
    draft[model].primaryKey = KeyDraft(key: key, attribute: arguments.attribute)
  }

  mutating func resolveFieldUnique(
    _ field: FieldID, of model: ModelID, _ arguments: inout ArgumentReader
  ) {
    var key = Key(kind: .unique, parts: [], isFieldAttribute: true, span: arguments.span)
    key.mappedName = nameArgument("map", &arguments)
    key.parts = [partOptions(field, &arguments)]
    key.isClustered = clusteredArgument(&arguments)
    draft[model].uniques.append(KeyDraft(key: key, attribute: arguments.attribute))
  }

  private mutating func partOptions(
    _ field: FieldID, _ arguments: inout ArgumentReader
  ) -> Key.Part {
    var part = Key.Part(field: field)
    if let length = arguments.optional("length") { part.length = integer(length.value) }
    if let sort = arguments.optional("sort") { part.sort = sortOrder(sort.value, arguments.span) }
    return part
  }

  private mutating func sortOrder(_ value: Expression, _ span: SourceSpan) -> SortOrder? {
    switch constant(value) {
    case "Asc": return .ascending
    case "Desc": return .descending
    case nil: return nil
    case .some(let other):
      let spelling = Spelling(of: other, among: ["Asc", "Desc"])
      report(
        .invalidArgument, "`sort` is `Asc` or `Desc`, not `\(other)`", at: span,
        help: spelling.help(), fixes: spelling.fixes(at: value.span))
      return nil
    }
  }

  /// An optional string argument that must not be empty.
  private mutating func nameArgument(
    _ name: StaticString, _ arguments: inout ArgumentReader
  ) -> String? {
    guard let argument = arguments.optional(name), let text = string(argument.value) else {
      return nil
    }
    if text.isEmpty {
      report(
        .invalidArgument, "the argument `\(name)` of `\(arguments.name)` is empty",
        at: arguments.span)
      return nil
    }
    return text
  }

  private mutating func clientNameArgument(
    _ arguments: inout ArgumentReader, _ model: ModelID
  ) -> String? {
    guard let name = nameArgument("name", &arguments) else { return nil }
    let isValid = name.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "_") || (byte >= 0x30 && byte <= 0x39)
        || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
    }
    if !isValid {
      report(
        .invalidName,
        "the name `\(name)` of `\(arguments.name)` has other than letters, "
          + "digits and `_`",
        at: arguments.span,
        help: "clients use `name`; the name in the database is `map`")
    }
    return name
  }

  private mutating func clusteredArgument(_ arguments: inout ArgumentReader) -> Bool? {
    arguments.optional("clustered").flatMap { boolean($0.value) }
  }

  mutating func resolveModelID(_ model: ModelID, _ arguments: inout ArgumentReader) {
    guard let value = arguments.required("fields", &self) else { return }
    guard let list = keyParts(value, of: model, arguments, followsComposites: false) else {
      return
    }
    let name = draft[model].name
    if !list.unknown.isEmpty {
      report(
        .unknownKeyField, "the id of `\(name)` names \(fieldsThatDoNotExist(list.unknown))",
        at: value.span, help: closestField(in: list, of: model).help,
        fixes: closestField(in: list, of: model).fixes)
    }
    if !list.relations.isEmpty {
      reportRelationFields(list.relations, arguments, of: model)
    }
    guard list.unknown.isEmpty, list.relations.isEmpty else { return }
    let optional = list.parts.map(\.field).filter { draft[$0].declaration.arity != .required }
    if !optional.isEmpty, draft[model].declaration.keyword == .model {
      report(
        .optionalKeyField,
        "the id of `\(name)` has optional fields: "
          + optional.map { "`\(draft[$0].name)`" }.joined(separator: ", "),
        at: arguments.span, help: "fields of an id are required",
        notes: optional.map {
          Diagnostic.Note(
            "`\(draft[$0].name)` is declared here", at: draft[$0].declaration.name.span)
        },
        fixes: requiring(optional))
    }
    if draft[model].primaryKey != nil {
      report(
        .severalPrimaryKeys, "the model `\(name)` has both `@id` and `@@id`",
        at: draft[model].declaration.span, help: "keep one of them",
        notes: [draft[model].primaryKey?.attribute.span, arguments.span].compactMap { span in
          span.map { Diagnostic.Note("one is here", at: $0) }
        })
    }
    var key = Key(kind: .primary, parts: list.parts, span: arguments.span)
    key.mappedName = nameArgument("map", &arguments)
    key.name = clientNameArgument(&arguments, model)
    key.isClustered = clusteredArgument(&arguments)
    draft[model].primaryKey = KeyDraft(key: key, attribute: arguments.attribute)
  }

  mutating func resolveModelIndex(
    _ model: ModelID, kind: Key.Kind, _ arguments: inout ArgumentReader
  ) {
    var key = Key(kind: kind, parts: [], span: arguments.span)
    key.parts = indexParts(of: model, &arguments) ?? []
    switch kind {
    case .unique: key.name = clientNameArgument(&arguments, model)
    case .index, .fulltext, .primary: key.name = nil
    }
    key.mappedName = nameArgument("map", &arguments)
    if kind != .unique, let alias = nameArgument("name", &arguments) {
      // `name` is how `map` was called before Prisma 3.
      if key.mappedName != nil {
        report(
          .duplicateArgument, "`\(arguments.name)` has both `name` and `map`",
          at: arguments.span, help: "`name` is an old spelling of `map` here: remove it")
      }
      key.mappedName = key.mappedName ?? alias
    }
    if kind == .index { key.algorithm = algorithmArgument(&arguments) }
    if kind != .fulltext { key.isClustered = clusteredArgument(&arguments) }
    let keyDraft = KeyDraft(key: key, attribute: arguments.attribute)
    if kind == .unique {
      draft[model].uniques.append(keyDraft)
    } else {
      draft[model].indexes.append(keyDraft)
    }
  }

  private mutating func algorithmArgument(_ arguments: inout ArgumentReader) -> String? {
    guard let argument = arguments.optional("type"), let name = constant(argument.value) else {
      return nil
    }
    guard indexAlgorithms.contains(name) else {
      let spelling = Spelling(of: name, among: indexAlgorithms)
      report(
        .unsupportedIndex, "there is no index type `\(name)`", at: arguments.span,
        help: spelling.help() ?? "the types are " + indexAlgorithms.inBackticks,
        fixes: spelling.fixes(at: argument.value.span))
      return nil
    }
    return name
  }

  private mutating func indexParts(
    of model: ModelID, _ arguments: inout ArgumentReader
  ) -> [Key.Part]? {
    guard let value = arguments.required("fields", &self),
      let list = keyParts(value, of: model, arguments, followsComposites: true)
    else { return nil }
    if !list.unknown.isEmpty {
      report(
        .unknownKeyField,
        "`\(arguments.name)` of `\(draft[model].name)` names "
          + fieldsThatDoNotExist(list.unknown),
        at: arguments.span, help: closestField(in: list, of: model).help,
        fixes: closestField(in: list, of: model).fixes)
    }
    if !list.relations.isEmpty { reportRelationFields(list.relations, arguments, of: model) }
    return list.unknown.isEmpty && list.relations.isEmpty ? list.parts : nil
  }

  private func fieldsThatDoNotExist(_ names: [Identifier]) -> String {
    names.count == 1
      ? "the field `\(names[0].name)`, which does not exist"
      : "fields that do not exist: " + names.map(\.name).inBackticks
  }

  private mutating func reportRelationFields(
    _ names: [Identifier], _ arguments: ArgumentReader, of model: ModelID
  ) {
    if let text = fieldsWithoutType(names, of: model) {
      report(.relationKeyField, "`\(arguments.name)` names \(text)", at: arguments.span)
      return
    }
    report(
      .relationKeyField,
      "`\(arguments.name)` names relations: "
        + names.map(\.name).inBackticks,
      at: arguments.span, help: "use the fields that hold the foreign key instead",
      fixes: columnsInstead(of: names, of: model))
  }

  /// Fields that may well be columns, were their types not misspelt; `nil` where one is a relation.
  func fieldsWithoutType(_ names: [Identifier], of model: ModelID) -> String? {
    let isMisspelt = names.allSatisfy { name in
      guard let index = draft.field(named: name.name, of: model) else { return false }
      if case .unknown = draft.fields[index].type { return true }
      return false
    }
    guard isMisspelt else { return nil }
    return names.count == 1
      ? "the field `\(names[0].name)`, whose type does not exist"
      : "fields whose types do not exist: "
        + names.map(\.name).inBackticks
  }

  /// Names the columns of relations where the relations are named.
  private func columnsInstead(of names: [Identifier], of model: ModelID) -> [FixIt] {
    let replacements = names.compactMap { name -> TextEdit? in
      guard let index = draft.field(named: name.name, of: model),
        let columns = draft.fields[index].relation?.fields, !columns.isEmpty
      else { return nil }
      return TextEdit(name.span, columns.map { draft[$0].name }.joined(separator: ", "))
    }
    guard replacements.count == names.count else { return [] }
    return [FixIt("name the fields of the foreign key", replacements)]
  }

  /// Makes optional fields required; lists are left alone.
  private func requiring(_ fields: [FieldID]) -> [FixIt] {
    let isCertain = fields.allSatisfy { draft[$0].declaration.arity == .optional }
    guard isCertain else { return [] }
    return [
      FixIt(
        "make \(fields.map { "`\(draft[$0].name)`" }.joined(separator: ", ")) required",
        fields.map { TextEdit(edits.typeMark(of: draft[$0].declaration), "") })
    ]
  }

  /// What unknown fields of a key may have been meant to be: none that the key has already, which
  /// would change its meaning.
  func closestField(
    in list: KeyPartList, of model: ModelID
  ) -> (help: String?, fixes: [FixIt]) {
    let given = Set(list.parts.map { draft[$0.field].name })
    let fields = draft[model].fields.map { draft.fields[$0] }
      .filter { $0.isScalar && !given.contains($0.name) }.map(\.name)
    let spellings = list.unknown.map { (Spelling(of: $0.name, among: fields), $0.span) }
    let fixes = spellings.flatMap { $0.fixes(at: $1) }
    let replacements = Set(fixes.flatMap(\.edits).map(\.replacement))
    guard let first = fixes.first, replacements.count == list.unknown.count else {
      return (spellings.first?.0.help(), [])
    }
    let isSingle = fixes.count == 1
    return (
      spellings.first?.0.help(),
      [FixIt(isSingle ? first.title : "correct the names", fixes.flatMap(\.edits))]
    )
  }
}

/// The index types that the language knows; each provider has some of them.
let indexAlgorithms = ["BTree", "Hash", "Gist", "Gin", "SpGist", "Brin"]

import Diagnostics

/// The relation fields of a model that could belong to the same relation.
struct RelationAmbiguities {
  private struct Key: Hashable {
    var related: ModelID
    var name: String
  }

  private let owner: ModelID
  private var fields: [Key: [FieldView]] = [:]

  init(_ model: ModelView, _ relationFields: [FieldView]) {
    owner = model.id
    guard Self.haveRepetitions(relationFields) else { return }
    for field in relationFields {
      if let key = Self.key(of: field) { fields[key, default: []].append(field) }
    }
  }

  /// Whether there may be two fields with the same key; few fields are compared with each other.
  private static func haveRepetitions(_ fields: [FieldView]) -> Bool {
    guard fields.count <= 8 else { return true }
    return fields.indices.contains { index in
      fields[..<index].contains { other in
        guard let first = fields[index].relation, let second = other.relation else { return false }
        return first.id == second.id || first.relation.name == second.relation.name
      }
    }
  }

  private static func key(of field: FieldView) -> Key? {
    guard let relation = field.relation, let related = field.relatedModel else { return nil }
    return Key(related: related.id, name: relation.name)
  }

  /// The fields among which a field cannot be told apart.
  func fields(like field: FieldView) -> [FieldView]? {
    guard !fields.isEmpty, let key = Self.key(of: field), let candidates = fields[key] else {
      return nil
    }
    let isPair =
      key.related == owner && candidates.count == 2
      && candidates.allSatisfy { $0.relation?.relation.isNameExplicit ?? false }
    return candidates.count > 1 && !isPair ? candidates : nil
  }
}

/// The first fields of keys, to find what a key covers without going through all of them.
struct KeyPrefixes {
  private var prefixes: Set<[FieldID]> = []

  init() {}

  init(of keys: [Key], lengths: Set<Int>) {
    for key in keys {
      let fields = key.parts.map(\.field)
      for length in lengths where length <= fields.count {
        prefixes.insert(Array(fields[..<length]))
      }
    }
  }

  func contain(_ fields: [FieldID]) -> Bool { prefixes.contains(fields) }
}

extension ValidationContext {
  /// Whether the columns of relations need indexes that nobody makes.
  private var asksForRelationIndexes: Bool {
    relationMode == .prisma && rules.relationModes.contains(.foreignKeys)
  }

  /// What the keys of a model begin with, as far as the columns of its relations ask for it.
  func prefixesOfKeys(of model: ModelView, _ fields: [FieldView]) -> KeyPrefixes {
    guard asksForRelationIndexes else { return KeyPrefixes() }
    return KeyPrefixes(
      of: model.uniqueCriteria + model.model.indexes,
      lengths: Set(fields.compactMap { draft[$0.id].relation?.fields?.count }))
  }

  mutating func reportAmbiguous(
    _ field: FieldView, _ fields: [FieldView], of model: ModelView
  ) {
    let related = field.relatedModel?.name ?? ""
    let names = fields.map(\.name).inBackticks
    let isNamed = field.relation?.relation.isNameExplicit ?? false
    let isSelfRelation = related == model.name
    let help: String
    if isSelfRelation, !isNamed {
      help =
        fields.count == 2
        ? "if they are the two sides of one relation, give both the same `@relation(\"…\")`"
        : "give the two sides of each relation the same `@relation(\"…\")`"
    } else {
      help = "give each relation a name of its own: `@relation(\"…\")`"
    }
    report(
      .ambiguousRelation,
      isNamed
        ? "several fields of `\(model.name)` have the relation name of `\(field.name)`: \(names)"
        : "several fields of `\(model.name)` refer to `\(related)`: \(names)",
      at: field.field.span, help: help,
      notes: fields.filter { $0 != field }.map {
        Diagnostic.Note("`\($0.name)` is here", at: $0.field.nameSpan)
      })
  }

  mutating func validateRelationField(
    _ field: FieldView, of model: ModelView, _ prefixes: KeyPrefixes
  ) {
    let attribute = draft[field.id].relation
    if let related = field.relatedModel, related.model.isIgnored, !field.field.isIgnored,
      !model.model.isIgnored
    {
      report(
        .ignoredModel,
        "the relation `\(field.name)` refers to the ignored model `\(related.name)`",
        at: field.field.span, help: "add `@ignore`",
        notes: [Diagnostic.Note("`\(related.name)` is declared here", at: related.model.nameSpan)],
        fixes: [
          FixIt(
            "add `@ignore`", [edits.addition(of: "@ignore", to: draft[field.id].declaration)])
        ])
    }
    guard let attribute else { return }
    for action in [attribute.onDelete, attribute.onUpdate] {
      if let action { validateAction(action) }
    }
    if let name = attribute.mappedName {
      if !supports(.namedForeignKeys) {
        report(
          .unsupportedKeyArgument, "foreign keys have no names on \(rules.productName)",
          at: attribute.span, help: "remove the argument `map`",
          fixes: removal(ofArgument: "map", of: relationAttribute(of: field)))
      } else if name.name.utf8.count > rules.maxIdentifierLength {
        report(
          .constraintNameTooLong,
          "the name `\(name.name)` is longer than \(rules.maxIdentifierLength) bytes, "
            + "the limit of \(rules.productName)",
          at: attribute.span, help: "shorten it")
      }
    }
    validateRelationIndex(field, attribute, of: model, prefixes)
  }

  private mutating func validateAction(_ action: RelationAttribute.Action) {
    let allowed = rules.referentialActions(in: relationMode)
    guard !allowed.contains(action.action) else { return }
    let mode = relationMode == .prisma ? " with `relationMode = \"prisma\"`" : ""
    report(
      .invalidReferentialAction,
      "`\(action.action.rawValue)` is not available on \(rules.productName)\(mode)",
      at: action.span,
      help: "the actions are " + allowed.map(\.rawValue).inBackticks)
  }

  /// Without foreign keys nobody makes an index for the columns of a relation.
  private mutating func validateRelationIndex(
    _ field: FieldView, _ attribute: RelationAttribute, of model: ModelView,
    _ prefixes: KeyPrefixes
  ) {
    guard asksForRelationIndexes, let columns = attribute.fields, !columns.isEmpty,
      !prefixes.contain(columns)
    else { return }
    let names = columns.map { datamodel[$0].name }.joined(separator: ", ")
    warn(
      .missingRelationIndex,
      "without foreign keys the relation `\(field.name)` has no index, so queries on it are slow",
      at: attribute.span, help: "add `@@index([\(names)])`",
      // The columns of a one-to-one relation have to be unique, which makes an index too.
      fixes: field.relation?.kind == .oneToOne
        ? []
        : [
          FixIt(
            "add `@@index([\(names)])` to `\(model.name)`",
            [edits.addition(ofLine: "@@index([\(names)])", to: model.model.span)])
        ])
  }
}

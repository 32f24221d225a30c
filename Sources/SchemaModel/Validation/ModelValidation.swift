import Diagnostics
import SchemaSyntax

/// Checks of a model as a whole and of its primary key.
extension ValidationContext {
  mutating func validateModel(_ model: ModelView, _ names: NameTable) {
    validateSchema(
      draft[model.id].schema, of: "model", model.name, at: model.model.span,
      block: draft[model.id].declaration.syntax)
    validateUniqueCriterion(model)
    validateAutoIncrement(model)
    validateShardKey(model)
    if let key = draft[model.id].primaryKey { validatePrimaryKey(key, of: model, names) }
  }

  private mutating func validateUniqueCriterion(_ model: ModelView) {
    guard !model.model.isIgnored else { return }
    let datamodel = datamodel
    let isStrict = { (key: Key) in
      key.parts.allSatisfy { part in
        let field = datamodel[part.field]
        if case .unsupported = field.type { return false }
        return field.arity != .optional
      }
    }
    if let key = model.model.primaryKey, isStrict(key) { return }
    guard !model.model.uniques.contains(where: isStrict) else { return }
    report(
      .missingUniqueCriterion,
      "the model `\(model.name)` has nothing that identifies a record", at: model.model.span,
      help: model.uniqueCriteria.isEmpty
        ? "mark a field with `@id` or `@unique`, or add `@@id([…])` or `@@unique([…])`"
        : "its unique criteria do not count, because they have optional or `Unsupported` fields")
  }

  private mutating func validatePrimaryKey(
    _ key: KeyDraft, of model: ModelView, _ names: NameTable
  ) {
    let span = key.attribute.span
    if key.key.parts.isEmpty {
      report(
        .emptyKey, "the id of `\(model.name)` has no fields", at: span,
        help: "name at least one field in the brackets")
    }
    if key.key.mappedName != nil, !supports(.namedPrimaryKeys) {
      report(
        .unsupportedKeyArgument, "primary keys have no names on \(rules.productName)",
        at: model.model.span, help: "remove the argument `map` of `\(key.attributeName)`",
        notes: [Diagnostic.Note("the id is here", at: span)],
        fixes: removal(ofArgument: "map", of: key.attribute))
    }
    if key.key.parts.count > 1, !supports(.compoundIDs) {
      report(
        .unsupportedKeyArgument, "an id of several fields is not available on \(rules.productName)",
        at: span, help: "use `@@unique`")
    }
    if key.key.parts.contains(where: { $0.length != nil }), !supports(.indexPrefixLength) {
      report(
        .unsupportedKeyArgument, "`length` is not available on \(rules.productName)", at: span,
        help: "remove it", fixes: removal(ofFieldArgument: "length", of: key))
    }
    if key.key.parts.contains(where: { $0.sort != nil }), !supports(.primaryKeySortOrder) {
      report(
        .unsupportedKeyArgument, "primary keys have no sort order on \(rules.productName)",
        at: span, help: "remove `sort`", fixes: removal(ofFieldArgument: "sort", of: key))
    }
    validateClustering(key)
    validateLengthTypes(key)
    validateName(key.key.mappedName, key, at: span)
    if names.hasRepetitions, let name = primaryKeyName(of: model) {
      reportClashes(of: name, .primaryKey, model, names, at: key.span(ofArgument: "map") ?? span)
    }
    validateClientName(key, of: model)
  }

  /// Reports a name that is taken in one of the sets in which it must be unique.
  mutating func reportClashes(
    of name: String, _ kind: ConstraintKinds, _ model: ModelView, _ names: NameTable,
    at span: SourceSpan
  ) {
    for scope in names.clashes(of: name, kind, model) {
      report(
        .duplicateConstraintName,
        "the name `\(name)` is not unique among \(scope.described(in: model.name))", at: span,
        help: "choose another one with the argument `map`",
        notes: names.places(of: name, scope, besides: span, model).map {
          Diagnostic.Note("it is taken here", at: $0)
        })
    }
  }

  /// Reports a written name that the database would cut.
  mutating func validateName(_ name: String?, _ key: KeyDraft, at span: SourceSpan) {
    guard let name, name.utf8.count > rules.maxIdentifierLength else { return }
    report(
      .constraintNameTooLong,
      "the name `\(name)` is longer than \(rules.maxIdentifierLength) bytes, "
        + "the limit of \(rules.productName)",
      at: span, help: "shorten it")
  }

  mutating func validateClustering(_ key: KeyDraft) {
    guard key.key.isClustered != nil, !supports(.clusteredIndexes) else { return }
    report(
      .unsupportedKeyArgument, "`clustered` is not available on \(rules.productName)",
      at: key.attribute.span, help: "remove the argument `clustered`",
      fixes: removal(ofArgument: "clustered", of: key.attribute))
  }

  mutating func validateLengthTypes(_ key: KeyDraft) {
    guard supports(.indexPrefixLength) else { return }
    for part in key.key.parts where part.length != nil {
      switch datamodel[part.field].type {
      case .scalar(.string), .scalar(.bytes), .unsupported: continue
      case .scalar, .enumeration, .composite, .relation:
        report(
          .unsupportedKeyArgument, "`length` is for fields of type `String` and `Bytes`",
          at: key.attribute.span, help: "remove it",
          notes: [
            Diagnostic.Note(
              "the type is given here", at: draft[part.field].declaration.typeSpan)
          ])
      }
    }
  }

  /// How clients call a key of several fields must not be the name of a field.
  mutating func validateClientName(_ key: KeyDraft, of model: ModelView) {
    guard key.key.name == nil, !key.key.isFieldAttribute, key.key.parts.count > 1 else { return }
    let name = model.clientName(of: key.key)
    guard let field = model.field(named: name) else { return }
    report(
      .clientNameClash,
      "clients call `\(key.attributeName)` `\(name)`, which is the name of a field",
      at: key.attribute.span, help: "give it a name: `name: \"…\"`",
      notes: [Diagnostic.Note("the field is declared here", at: field.field.nameSpan)])
  }

  private mutating func validateAutoIncrement(_ model: ModelView) {
    let fields = model.model.fields.filter { datamodel[$0].isAutoIncrement }.map { datamodel[$0] }
    guard !fields.isEmpty else { return }
    guard supports(.autoIncrement) else {
      for field in fields {
        report(
          .autoIncrementNotAllowed, "`autoincrement()` is not available on \(rules.productName)",
          at: draft[field.id].defaultSpan ?? field.field.span,
          help: "use another default, such as `uuid()` on a `String`")
      }
      return
    }
    if fields.count > 1, !supports(.multipleAutoIncrement) {
      report(
        .autoIncrementNotAllowed,
        "\(rules.productName) has one `autoincrement()` per model, here are \(fields.count)",
        at: model.model.span, help: "keep one of them",
        notes: fields.map {
          Diagnostic.Note("one is here", at: draft[$0.id].defaultSpan ?? $0.field.span)
        })
    }
    for field in fields {
      if !supports(.autoIncrementOnNonID), !model.isID(field) {
        report(
          .autoIncrementNotAllowed,
          "`autoincrement()` is for the id only on \(rules.productName)", at: field.field.span,
          help: "remove the default, or make the field the id")
      }
      if !supports(.autoIncrementWithoutIndex), !isIndexed(field, of: model) {
        report(
          .autoIncrementNotAllowed,
          "`autoincrement()` needs an index on \(rules.productName)", at: field.field.span,
          help: "make the field the id or unique, or add `@@index([\(field.name)])`")
      }
    }
  }

  private func isIndexed(_ field: FieldView, of model: ModelView) -> Bool {
    (model.uniqueCriteria + model.model.indexes).contains { $0.parts.first?.field == field.id }
  }

  private mutating func validateShardKey(_ model: ModelView) {
    guard let key = draft[model.id].shardKey else { return }
    let span = key.attribute.span
    if !hasPreviewFeature("shardKeys") {
      report(
        .missingPreviewFeature, "`\(key.attributeName)` needs the preview feature `shardKeys`",
        at: span, help: "add `previewFeatures = [\"shardKeys\"]` to the generator",
        fixes: additions(ofPreviewFeature: "shardKeys"))
    } else if !supports(.shardKeys) {
      report(
        .invalidShardKey, "\(rules.productName) has no shard keys", at: span,
        help: "remove the attribute", fixes: removal(of: key.attribute, key.attributeName))
    } else if key.key.parts.isEmpty {
      report(
        .emptyKey, "the shard key of `\(model.name)` has no fields", at: span,
        help: "name at least one field in the brackets")
    }
  }
}

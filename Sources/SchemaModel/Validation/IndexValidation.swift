import Diagnostics

/// Checks of unique constraints and indexes.
extension ValidationContext {
  mutating func validateIndexes(of model: ModelView, _ names: NameTable) {
    for key in draft[model.id].uniques { validateIndex(key, of: model, names) }
    for key in draft[model.id].indexes { validateIndex(key, of: model, names) }
    validateClientNames(of: model)
    validateClusteredOnce(model)
    guard !supports(.multipleFulltextIndexes) else { return }
    let fulltext = draft[model.id].indexes.filter { $0.key.kind == .fulltext }
    if fulltext.count > 1 {
      for key in fulltext {
        report(
          .unsupportedIndex, "\(rules.productName) has one `@@fulltext` per model",
          at: key.attribute.span, help: "put all fields that are searched into one of them",
          notes: fulltext.filter { !$0.attribute.isSame(as: key.attribute) }.map {
            Diagnostic.Note("another one is here", at: $0.attribute.span)
          })
      }
    }
  }

  private mutating func validateIndex(
    _ key: KeyDraft, of model: ModelView, _ names: NameTable
  ) {
    let span = key.attribute.span
    let parts = key.key.parts
    if parts.isEmpty {
      report(
        .emptyKey, "`\(key.attributeName)` has no fields", at: span,
        help: "name at least one field in the brackets")
    }
    if names.hasRepetitions {
      reportClashes(
        of: name(of: key.key, model), .index, model, names,
        at: key.span(ofArgument: "map") ?? nameSpan(of: key) ?? span)
    }
    validateName(key.key.mappedName, key, at: span)
    if parts.contains(where: { $0.length != nil }), !supports(.indexPrefixLength) {
      report(
        .unsupportedKeyArgument, "`length` is not available on \(rules.productName)", at: span,
        help: "remove it", fixes: removal(ofFieldArgument: "length", of: key))
    }
    validateAlgorithm(key)
    if key.key.kind == .fulltext { validateFulltext(key) }
    validateClustering(key)
    validateLengthTypes(key)
    if key.key.kind != .index, parts.contains(where: { $0.operatorClass != nil }) {
      report(
        .unsupportedOperatorClass, "operator classes are for `@@index` only", at: span,
        help: "remove `ops`, or add an `@@index` of the same fields for it",
        fixes: removal(ofFieldArgument: "ops", of: key))
    }
    if key.key.kind == .unique { validateUnique(key, of: model) }
  }

  /// On an index `name` is an old spelling of `map`; on a unique constraint it is not a database
  /// name.
  private func nameSpan(of key: KeyDraft) -> SourceSpan? {
    key.key.kind == .unique ? nil : key.span(ofArgument: "name")
  }

  private mutating func validateAlgorithm(_ key: KeyDraft) {
    guard let algorithm = key.key.algorithm else { return }
    if !rules.indexAlgorithms.contains(algorithm) {
      report(
        .unsupportedIndex, "\(rules.productName) has no indexes of type `\(algorithm)`",
        at: key.span(ofArgument: "type") ?? key.attribute.span,
        help: rules.indexAlgorithms.isEmpty
          ? "remove the argument `type`"
          : "it has " + rules.indexAlgorithms.inBackticks,
        fixes: rules.indexAlgorithms.isEmpty
          ? removal(ofArgument: "type", of: key.attribute) : [])
    } else if algorithm == "Hash", key.key.parts.contains(where: { $0.sort != nil }) {
      report(
        .unsupportedKeyArgument, "an index of type `Hash` has no sort order",
        at: key.attribute.span, help: "remove `sort`",
        fixes: removal(ofFieldArgument: "sort", of: key))
    }
  }

  private mutating func validateFulltext(_ key: KeyDraft) {
    let span = key.attribute.span
    let parts = key.key.parts
    guard supports(.fulltextIndexes) else {
      report(
        .unsupportedIndex, "`@@fulltext` is not available on \(rules.productName)", at: span,
        help: "remove the attribute", fixes: removal(of: key.attribute, key.attributeName))
      return
    }
    if parts.contains(where: { $0.length != nil }) {
      report(
        .unsupportedKeyArgument, "`@@fulltext` takes no `length`", at: span, help: "remove it",
        fixes: removal(ofFieldArgument: "length", of: key))
    }
    let sorted = parts.map { $0.sort != nil }
    if !supports(.sortOrderInFulltextIndexes) {
      if sorted.contains(true) {
        report(
          .unsupportedKeyArgument,
          "`@@fulltext` has no sort order on \(rules.productName)", at: span,
          help: "remove `sort`", fixes: removal(ofFieldArgument: "sort", of: key))
      }
      return
    }
    // The text fields must stand together; sorted fields may come before and after them.
    let text = sorted.indices.filter { !sorted[$0] }
    if let first = text.first, let last = text.last, last - first + 1 != text.count {
      report(
        .unsupportedKeyArgument, "the fields that are searched must stand together", at: span,
        help: "put the fields with `sort` before or behind all others")
    }
  }

  private mutating func validateUnique(_ key: KeyDraft, of model: ModelView) {
    validateClientName(key, of: model)
    guard key.key.parts.count > 1 else { return }
    for part in key.key.parts where part.path.isEmpty {
      guard datamodel[part.field].compositeType != nil else { continue }
      report(
        .unsupportedKeyType,
        "`\(datamodel[part.field].name)` is of a composite type, which `@@unique` of several "
          + "fields cannot have",
        at: key.attribute.span, help: "name a field of that type: `address.street`",
        notes: [
          Diagnostic.Note(
            "the type is given here", at: draft[part.field].declaration.typeSpan)
        ])
    }
  }

  /// Clients tell the keys of a model apart by name.
  private mutating func validateClientNames(of model: ModelView) {
    guard !draft[model.id].uniques.isEmpty else { return }
    let keys = [draft[model.id].primaryKey].compactMap { $0 } + draft[model.id].uniques
    var counts: [String: Int] = [:]
    for key in keys { if let name = key.key.name { counts[name, default: 0] += 1 } }
    for key in keys {
      guard let name = key.key.name, counts[name, default: 0] > 1 else { continue }
      report(
        .clientNameClash, "two keys of `\(model.name)` are called `\(name)`",
        at: key.span(ofArgument: "name") ?? key.attribute.span,
        help: "choose another `name`",
        notes: keys.filter { $0.key.name == name && !$0.attribute.isSame(as: key.attribute) }.map {
          Diagnostic.Note("the other one is here", at: $0.attribute.span)
        })
    }
  }

  /// The records of a table have one physical order; the primary key's unless it says otherwise.
  private mutating func validateClusteredOnce(_ model: ModelView) {
    guard supports(.clusteredIndexes) else { return }
    let keys = draft[model.id].uniques + draft[model.id].indexes
    var clustered = keys.filter { $0.key.isClustered == true }
    guard !clustered.isEmpty else { return }
    if let primary = draft[model.id].primaryKey, primary.key.isClustered != false {
      clustered.append(primary)
    }
    guard clustered.count > 1 else { return }
    for key in clustered {
      report(
        .unsupportedKeyArgument, "the model `\(model.name)` has more than one clustered index",
        at: key.attribute.span, help: "say `clustered: false` on all but one",
        notes: clustered.filter { !$0.attribute.isSame(as: key.attribute) }.map {
          Diagnostic.Note("another one is here", at: $0.attribute.span)
        })
    }
  }
}

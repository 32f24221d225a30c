import Diagnostics

/// `@shardKey` and `@@shardKey`.
extension AnalysisState {
  mutating func resolveFieldShardKey(
    _ field: FieldID, of model: ModelID, _ arguments: ArgumentReader
  ) {
    guard draft[model].shardKey == nil else {
      report(
        .invalidShardKey, "the model `\(draft[model].name)` has more than one `@shardKey`",
        at: draft[model].declaration.span, help: "use `@@shardKey([…])` for several fields",
        notes: [draft[model].shardKey?.attribute.span, arguments.span].compactMap { span in
          span.map { Diagnostic.Note("one is here", at: $0) }
        })
      return
    }
    let key = Key(
      kind: .index, parts: [Key.Part(field: field)], isFieldAttribute: true, span: arguments.span)
    draft[field].isShardKey = true
    draft[model].shardKey = KeyDraft(key: key, attribute: arguments.attribute)
  }

  mutating func resolveModelShardKey(_ model: ModelID, _ arguments: inout ArgumentReader) {
    guard let value = arguments.required("fields", &self),
      let list = keyParts(value, of: model, arguments, followsComposites: false)
    else { return }
    let name = draft[model].name
    if !list.unknown.isEmpty {
      report(
        .unknownKeyField,
        "the shard key of `\(name)` names fields that do not exist: "
          + list.unknown.map(\.name).inBackticks,
        at: value.span, help: closestField(in: list, of: model).help,
        fixes: closestField(in: list, of: model).fixes)
    }
    if !list.relations.isEmpty {
      report(
        .relationKeyField,
        "the shard key of `\(name)` names relations: "
          + list.relations.map(\.name).inBackticks,
        at: arguments.span)
    }
    guard list.unknown.isEmpty, list.relations.isEmpty else { return }
    if list.parts.contains(where: { draft[$0.field].declaration.arity != .required }) {
      report(
        .invalidShardKey, "the fields of a shard key must be required", at: arguments.span,
        help: "remove the `?` or `[]` behind their types")
    }
    if draft[model].shardKey != nil {
      report(
        .invalidShardKey, "the model `\(name)` has both `@shardKey` and `@@shardKey`",
        at: draft[model].declaration.span, help: "keep one of them",
        notes: [draft[model].shardKey?.attribute.span, arguments.span].compactMap { span in
          span.map { Diagnostic.Note("one is here", at: $0) }
        })
    }
    draft[model].shardKey = KeyDraft(
      key: Key(kind: .index, parts: list.parts, span: arguments.span),
      attribute: arguments.attribute)
  }

  /// An id or shard key of one field must be required.
  mutating func checkKeyArity(of model: ModelID) {
    if !draft[model].isIgnored, let key = draft[model].shardKey, key.key.isFieldAttribute,
      let part = key.key.parts.first, draft[part.field].declaration.arity != .required
    {
      report(
        .invalidShardKey, "a shard key must be required", at: key.attribute.span,
        help: "remove the `?` or `[]` behind the type")
    }
    guard !draft[model].isIgnored, let key = draft[model].primaryKey,
      key.key.isFieldAttribute, let part = key.key.parts.first,
      draft[part.field].declaration.arity != .required
    else { return }
    report(
      .optionalKeyField, "the id `\(draft[part.field].name)` must be required",
      at: key.attribute.span, help: "remove the `?` or `[]` after its type",
      fixes: draft[part.field].declaration.arity == .optional
        ? [
          FixIt(
            "make `\(draft[part.field].name)` required",
            [TextEdit(edits.typeMark(of: draft[part.field].declaration), "")])
        ] : [])
  }
}

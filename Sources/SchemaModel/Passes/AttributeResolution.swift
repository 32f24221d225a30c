import Diagnostics
import SchemaSyntax

/// The third pass: every attribute, each on its own, then what attributes of a block share.
extension AnalysisState {
  /// Resolves the attributes of all declarations.
  mutating func resolveAttributes() {
    for index in draft.composites.indices { resolveCompositeAttributes(index) }
    for index in draft.enums.indices { resolveEnumAttributes(index) }
    for index in draft.models.indices { resolveModelAttributes(ModelID(index)) }
  }

  // Indices stay valid while attributes are resolved: nothing is added to the tables.

  private mutating func resolveCompositeAttributes(_ composite: Int) {
    for index in draft.composites[composite].fields where draft.fields[index].type.isScalar {
      var reader = AttributeReader(draft.fields[index].declaration.syntax.attributes, prefix: "@")
      takeNativeType(FieldID(index), &reader)
      if var arguments = reader.takeOnly(.map, &self) {
        resolveMap(FieldID(index), &arguments)
      }
      if var arguments = reader.takeOnly(.default, &self) {
        resolveCompositeDefault(FieldID(index), &arguments)
        arguments.finish(&self)
      }
      reader.finish(&self, known: [.map, .default])
    }
    let declaration = draft.composites[composite].declaration
    reportDuplicateDatabaseNames(
      draft.composites[composite].fieldNames, owner: declaration.described)
  }

  private mutating func resolveEnumAttributes(_ index: Int) {
    let declaration = draft.enums[index].declaration
    for (position, value) in declaration.values.enumerated() where !value.syntax.attributes.isEmpty
    {
      var reader = AttributeReader(value.syntax.attributes, prefix: "@")
      if var arguments = reader.takeOnly(.map, &self) {
        draft.enums[index].valueMappedNames[position] = mapArgument(&arguments)
        arguments.finish(&self)
      }
      reader.finish(&self, known: [.map])
    }
    var reader = AttributeReader(declaration.syntax.attributes, prefix: "@@")
    if var arguments = reader.takeOnly(.map, &self) {
      draft.enums[index].mappedName = mapArgument(&arguments)
      arguments.finish(&self)
    }
    if var arguments = reader.takeOnly(.schema, &self) {
      draft.enums[index].schema = schemaArgument(&arguments)
      arguments.finish(&self)
    }
    reader.finish(&self, known: [.map, .schema])
  }

  private mutating func resolveModelAttributes(_ model: ModelID) {
    for index in draft[model].fields {
      switch draft.fields[index].type {
      case .model: resolveRelationFieldAttributes(FieldID(index), of: model)
      case .unknown: continue
      case .scalar, .enumeration, .composite, .unsupported:
        resolveScalarFieldAttributes(FieldID(index), of: model)
      }
    }
    let declaration = draft[model].declaration
    reportDuplicateDatabaseNames(draft[model].fieldNames, owner: declaration.described)
    var reader = AttributeReader(declaration.syntax.attributes, prefix: "@@")
    if let arguments = reader.takeOnly(.ignore, &self) {
      draft[model].isIgnored = true
      reportIgnoredFields(of: model)
      arguments.finish(&self)
    }
    if var arguments = reader.takeOnly(.id, &self) {
      resolveModelID(model, &arguments)
      arguments.finish(&self)
    }
    if var arguments = reader.takeOnly(.map, &self) {
      draft[model].mappedName = mapArgument(&arguments)
      arguments.finish(&self)
    }
    if var arguments = reader.takeOnly(.schema, &self) {
      draft[model].schema = schemaArgument(&arguments)
      arguments.finish(&self)
    }
    resolveModelKeys(model, &reader)
    reader.finish(
      &self,
      known: [.id, .unique, .index, .fulltext, .map, .ignore, .schema, .shardKey])
    checkKeyArity(of: model)
  }

  private mutating func resolveModelKeys(_ model: ModelID, _ reader: inout AttributeReader) {
    let kinds: [(AttributeName, Key.Kind)] = [
      (.index, .index), (.unique, .unique), (.fulltext, .fulltext),
    ]
    for (name, kind) in kinds {
      for var arguments in reader.takeAll(name, &self) {
        resolveModelIndex(model, kind: kind, &arguments)
        arguments.finish(&self)
      }
    }
    if var arguments = reader.takeOnly(.shardKey, &self) {
      resolveModelShardKey(model, &arguments)
      arguments.finish(&self)
    }
  }

  private mutating func resolveScalarFieldAttributes(_ field: FieldID, of model: ModelID) {
    let attributes = draft[field].declaration.syntax.attributes
    guard !attributes.isEmpty else { return }
    var reader = AttributeReader(attributes, prefix: "@")
    if var arguments = reader.takeOnly(.map, &self) { resolveMap(field, &arguments) }
    if let arguments = reader.takeOnly(.ignore, &self) {
      resolveIgnore(field, arguments)
    }
    if let arguments = reader.takeOnly(.relation, &self) {
      report(
        .attributeNotAllowed, "`@relation` is for fields whose type is a model",
        at: arguments.span,
        help: "put it on the field of the other model's type, and name this one in `fields`")
      arguments.finish(&self)
    }
    if var arguments = reader.takeOnly(.id, &self) {
      resolveFieldID(field, of: model, &arguments)
      arguments.finish(&self)
    }
    if let arguments = reader.takeOnly(.updatedAt, &self) {
      resolveUpdatedAt(field, arguments)
      arguments.finish(&self)
    }
    if var arguments = reader.takeOnly(.default, &self) {
      resolveDefault(field, &arguments)
      arguments.finish(&self)
    }
    takeNativeType(field, &reader)
    if var arguments = reader.takeOnly(.unique, &self) {
      resolveFieldUnique(field, of: model, &arguments)
      arguments.finish(&self)
    }
    if let arguments = reader.takeOnly(.shardKey, &self) {
      resolveFieldShardKey(field, of: model, arguments)
      arguments.finish(&self)
    }
    reader.finish(
      &self,
      known: [.id, .unique, .default, .map, .ignore, .relation, .updatedAt, .shardKey])
  }

  private mutating func resolveMap(_ field: FieldID, _ arguments: inout ArgumentReader) {
    draft[field].mappedName = mapArgument(&arguments)
    mappedFields.append(field.index)
    arguments.finish(&self)
  }

  private mutating func resolveIgnore(_ field: FieldID, _ arguments: ArgumentReader) {
    if case .unsupported = draft[field].type {
      report(
        .attributeNotAllowed,
        "a field of type `Unsupported` needs no `@ignore`: clients never show it",
        at: arguments.span, help: "remove it",
        fixes: [FixIt("remove `@ignore`", [edits.removal(of: arguments.span)])])
    }
    draft[field].isIgnored = true
    arguments.finish(&self)
  }

  private mutating func resolveUpdatedAt(_ field: FieldID, _ arguments: ArgumentReader) {
    if case .scalar(.dateTime) = draft[field].type {
    } else {
      report(
        .attributeNotAllowed, "`@updatedAt` is for fields of type `DateTime`", at: arguments.span,
        help: "change the type or remove the attribute",
        notes: [
          Diagnostic.Note("the type is given here", at: draft[field].declaration.typeSpan)
        ])
    }
    if draft[field].declaration.arity == .list {
      report(
        .attributeNotAllowed, "`@updatedAt` cannot stand on a list", at: arguments.span,
        help: "remove the `[]` or the attribute")
    }
    draft[field].isUpdatedAt = true
  }

  private mutating func takeNativeType(_ field: FieldID, _ reader: inout AttributeReader) {
    guard case .scalar = draft[field].type else { return }
    let dotted = reader.takeDotted()
    guard let attribute = dotted.first else { return }
    for attribute in dotted.dropFirst() {
      report(
        .duplicateAttribute, "a field has one native type, here are \(dotted.count)",
        at: attribute.span, help: "keep one of them",
        notes: [Diagnostic.Note("the first one is here", at: dotted[0].span)],
        fixes: edits.text(of: attribute.span) == edits.text(of: dotted[0].span)
          ? [FixIt("remove the second one", [edits.removal(of: attribute.span)])] : [])
    }
    draft[field].nativeTypeAttribute = attribute
  }

  private mutating func reportIgnoredFields(of model: ModelID) {
    // On the relations of an ignored model it is allowed: introspection writes it there.
    for index in draft[model].fields
    where draft.fields[index].isIgnored && draft.fields[index].type.isScalar {
      let field = draft.fields[index].declaration
      report(
        .attributeNotAllowed,
        "the field `\(field.name.name)` needs no `@ignore`: the whole model is ignored",
        at: field.span, help: "remove it from the field",
        fixes: field.attributes.first { $0.name.name == "ignore" }.map {
          [FixIt("remove `@ignore`", [edits.removal(of: $0.span)])]
        } ?? [])
    }
  }

  /// The argument of `@map` and `@@map`.
  private mutating func mapArgument(_ arguments: inout ArgumentReader) -> Identifier? {
    guard let value = arguments.required("name", &self), let name = string(value) else {
      return nil
    }
    return Identifier(name, arguments.span)
  }

  private mutating func schemaArgument(_ arguments: inout ArgumentReader) -> Identifier? {
    arguments.required("map", &self).flatMap { identifier($0) }
  }

  private mutating func reportDuplicateDatabaseNames(
    _ names: FieldNames, owner: @autoclosure () -> String
  ) {
    defer { mappedFields.removeAll(keepingCapacity: true) }
    var mapped: [String: Int] = [:]
    for index in mappedFields {
      guard let name = draft.fields[index].mappedName?.name else { continue }
      let plain = names.index(of: name, in: draft.fields).flatMap { other in
        draft.fields[other].type.isScalar && draft.fields[other].mappedName == nil ? other : nil
      }
      guard let other = mapped.updateValue(index, forKey: name) ?? plain else { continue }
      report(
        .duplicateDatabaseName, "two fields of \(owner()) are called `\(name)` in the database",
        at: draft.fields[index].declaration.span, help: "give one of them another `@map`",
        notes: [
          Diagnostic.Note("the other one is here", at: draft.fields[other].declaration.span)
        ])
    }
  }
}

extension Expression {
  /// The text in normal form: what native type arguments and messages show.
  var sourceText: String {
    switch self {
    case .number(let text, _), .constant(let text, _): text
    case .string(let text, _): "\"\(text)\""
    case .array(let values, _): "[" + values.map(\.sourceText).joined(separator: ", ") + "]"
    case .function(let name, let list, _):
      name + "("
        + list.arguments.map { ($0.name.map { "\($0.name): " } ?? "") + $0.value.sourceText }
        .joined(separator: ", ") + ")"
    }
  }
}

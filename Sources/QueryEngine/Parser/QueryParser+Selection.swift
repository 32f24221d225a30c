import BackendInterface
import SchemaModel

extension QueryParser {
  /// The selection of a record.
  func selection(
    _ selection: QueryRequest.Selection, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> RecordSelection {
    try self.selection(selection, model, path, depth: 0)
  }

  /// The selection of a record that a `…AndReturn` operation gives back.
  ///
  /// Only relations whose foreign key is in the record can be followed.
  func returnedSelection(
    _ selection: QueryRequest.Selection, _ model: ModelView, _ path: RequestPath,
    allowsRelations: Bool
  ) throws(QueryError) -> RecordSelection {
    for selected in selection.fields {
      guard let field = model.field(named: selected.name), field.isRelation else {
        if selected.name == "_count" { throw unknownMember("_count", model, path) }
        continue
      }
      guard field.isReferencing, allowsRelations else {
        throw unknownMember(selected.name, model, path)
      }
    }
    return try self.selection(selection, model, path)
  }

  private func selection(
    _ selection: QueryRequest.Selection, _ model: ModelView, _ path: RequestPath, depth: Int
  ) throws(QueryError) -> RecordSelection {
    guard depth < Self.maximumDepth else {
      throw .tooDeep("the selection is")
    }
    var result = RecordSelection()
    if selection.allScalars {
      for field in model.visibleColumns where !selection.excluded.contains(field.name) {
        result.members.append(SelectedMember(key: field.name, content: .scalar(field)))
      }
    }
    for selected in selection.fields {
      try add(selected, to: &result, model, path, depth: depth)
    }
    for name in selection.excluded
    where name != "_count" && model.visibleField(named: name) == nil {
      throw unknownMember(name, model, path.selecting(name))
    }
    guard !result.members.isEmpty else {
      throw .invalid("at least one field of `\(model.name)` must be selected")
    }
    return result
  }

  private func add(
    _ selected: QueryRequest.SelectedField, to result: inout RecordSelection, _ model: ModelView,
    _ path: RequestPath, depth: Int
  ) throws(QueryError) {
    let path = path.selecting(selected.responseKey)
    let content: SelectedMember.Content
    if selected.name == "_count", model.field(named: "_count") == nil {
      content = .counts(try counts(selected, model, path))
    } else {
      guard let field = model.visibleField(named: selected.name) else {
        throw unknownMember(selected.name, model, path)
      }
      if let related = field.relatedModel {
        content = .relation(
          field, try relationArguments(selected, field, related, path),
          try self.selection(
            selected.selection ?? QueryRequest.Selection(allScalars: true), related, path,
            depth: depth + 1))
      } else {
        try checkValue(selected, path)
        content = .scalar(field)
      }
    }
    if let index = result.members.firstIndex(where: { $0.key == selected.responseKey }) {
      result.members[index].content = merged(result.members[index].content, content)
    } else {
      result.members.append(SelectedMember(key: selected.responseKey, content: content))
    }
  }

  /// A value takes neither arguments nor a selection.
  func checkValue(
    _ selected: QueryRequest.SelectedField, _ path: RequestPath
  ) throws(QueryError) {
    if let nested = selected.selection, !nested.isEmpty || !nested.excluded.isEmpty {
      throw .invalid("\(path.text) is a value without fields")
    }
    if let argument = selected.arguments.first {
      throw .unknownArgument(argument.name, known: [], at: path)
    }
  }

  /// A field that is named twice shows the members of both.
  private func merged(
    _ first: SelectedMember.Content, _ second: SelectedMember.Content
  ) -> SelectedMember.Content {
    guard case .relation(let field, let arguments, let one) = first,
      case .relation(_, _, let other) = second
    else { return second }
    var members = one.members
    for member in other.members where !members.contains(where: { $0.key == member.key }) {
      members.append(member)
    }
    return .relation(field, arguments, RecordSelection(members: members))
  }

  private func relationArguments(
    _ selected: QueryRequest.SelectedField, _ field: FieldView, _ related: ModelView,
    _ path: RequestPath
  ) throws(QueryError) -> FindArguments {
    if field.isList { return try findArguments(selected.arguments, related, path) }
    var arguments = FindArguments()
    for argument in selected.arguments {
      guard argument.name == "where", !field.isRequired else {
        throw .unknownArgument(
          argument.name, known: field.isRequired ? [] : ["where"], at: path)
      }
      arguments.filter = try filter(argument.value, related, path.argument("where"))
    }
    return arguments
  }

  private func counts(
    _ selected: QueryRequest.SelectedField, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> [CountedRelation] {
    let lists = model.visibleRelations.filter(\.isList)
    guard !lists.isEmpty else { throw unknownMember(selected.name, model, path) }
    if let argument = selected.arguments.first {
      throw .unknownArgument(argument.name, known: [], at: path)
    }
    for name in selected.selection?.excluded ?? [] where !lists.contains(where: { $0.name == name })
    {
      throw unknownMember(name, model, path.selecting(name))
    }
    guard let selection = selected.selection, !selection.isEmpty else {
      guard selected.selection?.excluded.isEmpty ?? true else {
        throw .invalid("\(path.text) selects nothing")
      }
      return lists.map {
        CountedRelation(key: $0.name, field: $0, filter: .always)
      }
    }
    var result: [CountedRelation] = []
    for counted in selection.fields {
      guard let field = lists.first(where: { $0.name == counted.name }),
        let related = field.relatedModel
      else { throw unknownMember(counted.name, model, path) }
      if let nested = counted.selection, !nested.isEmpty {
        throw .invalid("\(path.text) is a value without fields")
      }
      var filter = Filter.always
      for argument in counted.arguments {
        guard argument.name == "where" else {
          throw .unknownArgument(argument.name, known: ["where"], at: path)
        }
        filter = try self.filter(argument.value, related, path.argument("where"))
      }
      result.append(CountedRelation(key: counted.responseKey, field: field, filter: filter))
    }
    return result
  }

  func unknownMember(_ name: String, _ model: ModelView, _ path: RequestPath) -> QueryError {
    .invalid(
      "`\(model.name)` has no field `\(name)`"
        + QueryError.question(name, model.visibleFields.map(\.name)))
  }

  func typeName(of field: FieldView) -> String {
    field.relatedModel?.name ?? typeName(of: field.type)
  }

  /// The name of the type of a column.
  func typeName(of type: FieldType) -> String {
    switch type {
    case .scalar(let scalar): scalar.rawValue
    case .enumeration(let id): datamodel[id].name
    case .composite, .relation, .unsupported: "Unsupported"
    }
  }
}

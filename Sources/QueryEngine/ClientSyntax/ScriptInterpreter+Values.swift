/// Objects and lists of a script, and what they are in a query.
extension ScriptInterpreter {
  /// The members of an object literal; a key has the last of its values, in the place of the first.
  func object(
    _ properties: [ScriptExpression.Property], in place: InputPlace?
  ) throws(ScriptError) -> [ScriptMember] {
    var members: [ScriptMember] = []
    var positions: [String: Int] = [:]
    var written: Set<String> = []
    func add(_ member: ScriptMember) {
      if let position = positions[member.name] {
        members[position] = member
      } else {
        positions[member.name] = members.count
        members.append(member)
      }
    }
    func write(
      _ name: String, _ value: ScriptExpression, at offset: Int
    ) throws(ScriptError) {
      // JavaScript takes the last one, which in a query may leave nothing of a filter.
      if let place, place.hasUniqueKeys, !written.insert(name).inserted {
        throw failure("`\(name)` is given twice", help: "leave one of them out", at: offset)
      }
      let value = try plain(value, in: place?.member(name))
      add(ScriptMember(name: name, value: value, offset: offset))
    }
    for property in properties {
      switch property {
      case .named(let name, let offset, let value): try write(name, value, at: offset)
      case .computed(let key, let value):
        try write(ScriptText.text(of: try data(key)), value, at: key.offset)
      case .spread(let expression):
        switch try plain(expression, in: place) {
        case .undefined, .skip, .data(.null): continue
        case .object(let others): for member in others { add(member) }
        case .data(.object(let others)):
          for member in others {
            let value = ScriptValue.data(member.value)
            add(ScriptMember(name: member.name, value: value, offset: expression.offset))
          }
        case .data, .call, .batch, .output, .sql, .client, .clientMethod, .delegate, .method,
          .fields, .relation, .namespace, .function, .enumeration, .dataMethod:
          throw failure("only an object can be spread here", at: expression)
        }
      }
    }
    return members
  }

  /// A list of values, or outside of queries one of queries that are not awaited.
  func array(
    _ elements: [ScriptExpression.Element], in place: InputPlace?
  ) throws(ScriptError) -> ScriptValue {
    var queries: [ScriptQuery] = []
    var values: [ArgumentValue] = []
    for element in elements {
      let value = try evaluate(element.expression, in: place)
      switch (element, value) {
      case (.value, .call(let query)) where values.isEmpty && place == nil: queries.append(query)
      case (.spread, .batch(let others, .list)) where values.isEmpty && place == nil:
        queries += others
      default:
        guard queries.isEmpty else { throw notQueries(at: element.expression) }
        values += try items(of: element, value, in: place)
      }
    }
    return queries.isEmpty ? .data(.list(values)) : .batch(queries, .list)
  }

  func list(
    _ elements: [ScriptExpression.Element], in place: InputPlace? = nil
  ) throws(ScriptError) -> [ArgumentValue] {
    var values: [ArgumentValue] = []
    for element in elements {
      values += try items(
        of: element, try evaluate(element.expression, in: place), in: place)
    }
    return values
  }

  /// What an element with this value adds to a list.
  private func items(
    of element: ScriptExpression.Element, _ value: ScriptValue, in place: InputPlace?
  ) throws(ScriptError) -> [ArgumentValue] {
    let node = element.expression
    let value = try plain(value, at: node)
    switch element {
    case .value:
      // A list does not keep what is undefined within it, so it cannot be complained of later.
      guard let argument = try argument(value, in: place, isInQuery: true) else {
        throw failure("this value is \(value == .skip ? "`Prisma.skip`" : "undefined")", at: node)
      }
      return [argument]
    case .spread:
      guard case .data(.list(let others)) = value else {
        throw failure("only a list can be spread here", at: node)
      }
      return others
    }
  }

  /// The value of an expression that must be one.
  func data(_ node: ScriptExpression) throws(ScriptError) -> ArgumentValue {
    guard let value = try optionalData(node) else {
      throw failure("this value is undefined", at: node)
    }
    return value
  }

  /// The value of an expression; `nil` when it is undefined, which leaves a member out.
  func optionalData(
    _ node: ScriptExpression, in place: InputPlace? = nil
  ) throws(ScriptError) -> ArgumentValue? {
    try argument(try plain(node, in: place), in: place)
  }

  /// The value of an expression that is data, an object, or undefined.
  func plain(
    _ node: ScriptExpression, in place: InputPlace? = nil
  ) throws(ScriptError) -> ScriptValue {
    try plain(try evaluate(node, in: place), at: node)
  }

  private func plain(
    _ value: ScriptValue, at node: ScriptExpression
  ) throws(ScriptError) -> ScriptValue {
    switch value {
    case .undefined, .skip, .data, .object: return value
    case .call, .batch:
      throw notAwaited(at: node)
    case .output, .sql, .client, .clientMethod, .delegate, .method, .fields, .relation,
      .namespace, .function, .enumeration, .dataMethod:
      throw failure("this is not a value", at: node)
    }
  }

  /// A value as a query gets it, without the members that are undefined.
  func argument(
    _ value: ScriptValue, in place: InputPlace?
  ) throws(ScriptError) -> ArgumentValue? {
    try argument(value, in: place, isInQuery: place != nil)
  }

  private func argument(
    _ value: ScriptValue, in place: InputPlace?, isInQuery: Bool
  ) throws(ScriptError) -> ArgumentValue? {
    guard case .object(let members) = value else {
      if case .data(let value) = value { return value }
      return nil
    }
    var arguments: [QueryRequest.Argument] = []
    for member in members {
      let isSelection = place?.isSelection(member.name) == true
      if member.value == .undefined, isInQuery, checksUndefined,
        !isSelection
      {
        throw failure(
          "`\(member.name)` is `undefined`, which `strictUndefinedChecks` does not allow",
          help: "write `Prisma.skip` to leave it out", at: member.offset)
      }
      let value =
        !checksUndefined && (isSelection || place?.isAggregate(member.name) == true)
        ? member.value.withoutUndefinedNames : member.value
      let inner = try argument(value, in: place?.member(member.name), isInQuery: isInQuery)
      if let inner { arguments.append(QueryRequest.Argument(member.name, inner)) }
    }
    return .object(arguments)
  }
}

extension ScriptValue {
  /// What a selection says with `undefined` as with `false`, so that the name beside it is checked.
  fileprivate var withoutUndefinedNames: ScriptValue {
    guard case .object(var members) = self else { return self }
    for index in members.indices where members[index].value == .undefined {
      members[index].value = .data(.boolean(false))
    }
    return .object(members)
  }
}

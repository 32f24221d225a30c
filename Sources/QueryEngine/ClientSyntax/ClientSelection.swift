import SchemaModel

/// Turns `select`, `include` and `omit` into the selection that the engine knows.
enum ClientSelection {
  /// The arguments that select.
  static let keys: Set<String> = ["select", "include", "omit"]

  /// The arguments of `aggregate` and `groupBy` that select.
  static let aggregates: Set<String> = ["_count", "_avg", "_sum", "_min", "_max"]

  /// What the arguments of a call, or of a relation, select of a model.
  static func selection(
    of model: ModelView, _ members: [QueryRequest.Argument]
  ) throws(RequestError) -> QueryRequest.Selection {
    let select = try object("select", members)
    let include = try object("include", members)
    let omit = try object("omit", members)
    guard let select else { return try implicit(model, include: include ?? [], omit: omit ?? []) }
    for (name, other) in [("include", include), ("omit", omit)] where other != nil {
      throw RequestError(
        "`select` and `\(name)` cannot stand together",
        help: name == "include"
          ? "relations can be named in `select` too" : "leave the field out of `select`")
    }
    var selection = QueryRequest.Selection()
    for member in select { try add(member, of: model, to: &selection) }
    return selection
  }

  private static func implicit(
    _ model: ModelView, include: [QueryRequest.Argument], omit: [QueryRequest.Argument]
  ) throws(RequestError) -> QueryRequest.Selection {
    var selection = QueryRequest.Selection(allScalars: true, allComposites: true)
    for member in include { try add(member, of: model, to: &selection) }
    for member in omit {
      guard case .boolean(let isOmitted) = member.value else {
        throw RequestError("`omit.\(member.name)` should be `true` or `false`")
      }
      if isOmitted { selection.excluded.append(member.name) }
    }
    return selection
  }

  /// Adds one member of `select` or `include`; `false` selects nothing.
  private static func add(
    _ member: QueryRequest.Argument, of model: ModelView,
    to selection: inout QueryRequest.Selection
  ) throws(RequestError) {
    let related = model.field(named: member.name)?.relatedModel
    switch member.value {
    case .boolean(false): return
    case .boolean(true):
      let nested = try related.map { related throws(RequestError) in
        try self.selection(of: related, [])
      }
      selection.fields.append(QueryRequest.SelectedField(member.name, selection: nested))
    case .object(let members):
      if let related {
        selection.fields.append(
          QueryRequest.SelectedField(
            member.name, arguments: members.filter { !keys.contains($0.name) },
            selection: try self.selection(of: related, members)))
      } else {
        selection.fields.append(
          QueryRequest.SelectedField(
            member.name, arguments: members.filter { !keys.contains($0.name) },
            selection: try nested(in: members)))
      }
    default:
      throw RequestError(
        "the selection of `\(member.name)` should be `true`, `false` or an object")
    }
  }

  /// The selection within `_count` or a field that is no relation.
  private static func nested(
    in members: [QueryRequest.Argument]
  ) throws(RequestError) -> QueryRequest.Selection? {
    guard let select = try object("select", members) else { return nil }
    var selection = QueryRequest.Selection()
    for member in select {
      switch member.value {
      case .boolean(true): selection.fields.append(QueryRequest.SelectedField(member.name))
      case .boolean(false): continue
      case .object(let arguments):
        selection.fields.append(
          QueryRequest.SelectedField(
            member.name, arguments: arguments.filter { !keys.contains($0.name) },
            selection: try nested(in: arguments)))
      default:
        throw RequestError(
          "the selection of `\(member.name)` should be `true`, `false` or an object")
      }
    }
    return selection
  }

  /// The selection of `_count`, `_avg`, `_sum`, `_min` and `_max`.
  ///
  /// - Returns: Also whether `_count: true` asked for a plain number.
  static func aggregates(
    _ members: [QueryRequest.Argument]
  ) throws(RequestError) -> (selection: QueryRequest.Selection, countIsNumber: Bool) {
    var selection = QueryRequest.Selection()
    var countIsNumber = false
    for member in members where aggregates.contains(member.name) {
      switch member.value {
      case .boolean(false): continue
      case .boolean(true) where member.name == "_count":
        countIsNumber = true
        let all = QueryRequest.Selection(fields: [QueryRequest.SelectedField("_all")])
        selection.fields.append(QueryRequest.SelectedField("_count", selection: all))
      case .object(let fields):
        let chosen = fields.filter { $0.value == .boolean(true) }
        selection.fields.append(
          QueryRequest.SelectedField(
            member.name,
            selection: QueryRequest.Selection(
              fields: chosen.map { QueryRequest.SelectedField($0.name) })))
      default:
        throw RequestError(
          "`\(member.name)` should be an object of fields",
          help: "write it like `\(member.name): { id: true }`")
      }
    }
    return (selection, countIsNumber)
  }

  private static func object(
    _ name: String, _ members: [QueryRequest.Argument]
  ) throws(RequestError) -> [QueryRequest.Argument]? {
    switch members.last(where: { $0.name == name })?.value {
    case nil, .null?, .boolean?: nil
    case .object(let members)?: members
    default:
      throw RequestError("`\(name)` should be an object")
    }
  }
}

import Diagnostics
import SchemaModel

/// Turns `select`, `include` and `omit` into the selection that the engine knows.
///
/// Every name in them is checked, also beside `false`: a slip in `omit` would show what should stay
/// hidden.
enum ClientSelection {
  /// The arguments that select.
  static let keys: Set<String> = ["select", "include", "omit"]

  /// The arguments of `aggregate` and `groupBy` that select.
  static let aggregates: Set<String> = ["_count", "_avg", "_sum", "_min", "_max"]

  /// What the arguments of a call, or of a relation, select of a model.
  ///
  /// `path` leads to the arguments.
  static func selection(
    of model: ModelView, _ members: [QueryRequest.Argument], at path: [String] = []
  ) throws(RequestError) -> QueryRequest.Selection {
    let select = try object("select", members, at: path)
    let include = try object("include", members, at: path)
    let omit = try object("omit", members, at: path)
    for (name, other) in [("include", include), ("omit", omit)] where other != nil && select != nil
    {
      throw RequestError(
        "`select` and `\(name)` cannot stand together",
        help: name == "include"
          ? "relations can be named in `select` too" : "leave the field out of `select`")
    }
    var selection = QueryRequest.Selection(
      allScalars: select == nil, allComposites: select == nil)
    for member in select ?? [] {
      let path = path + ["select", member.name]
      try check(member.name, among: selectable(in: model), of: model, at: path)
      try add(member, of: model, to: &selection, at: path)
    }
    for member in include ?? [] {
      let path = path + ["include", member.name]
      try checkInclusion(of: member.name, in: model, at: path)
      try add(member, of: model, to: &selection, at: path)
    }
    for member in omit ?? [] {
      let path = path + ["omit", member.name]
      try check(member.name, among: selectable(in: model), of: model, at: path)
      if try flag(member.value, at: path) { selection.excluded.append(member.name) }
    }
    if select != nil, selection.fields.isEmpty {
      throw RequestError(
        "\(text(path + ["select"])) selects nothing", help: "set at least one field to `true`")
    }
    return selection
  }

  private static func selectable(in model: ModelView) -> [String] {
    model.visibleFields.map(\.name) + ["_count"]
  }

  private static func checkInclusion(
    of name: String, in model: ModelView, at path: [String]
  ) throws(RequestError) {
    if let field = model.visibleField(named: name), !field.isRelation {
      throw RequestError(
        "\(text(path)): `\(name)` is not a relation of `\(model.name)`",
        help: "fields are returned anyway; `select` names those that should be")
    }
    try check(
      name, among: model.visibleRelations.map(\.name) + ["_count"], of: model, at: path)
  }

  private static func check(
    _ name: String, among known: [String], of model: ModelView, at path: [String]
  ) throws(RequestError) {
    guard !known.contains(name) else { return }
    throw RequestError(
      "\(text(path)): `\(model.name)` has no field `\(name)`",
      help: closestName(to: name, among: known).map { "did you mean `\($0)`?" })
  }

  /// Adds one member of `select` or `include`; `false` selects nothing.
  private static func add(
    _ member: QueryRequest.Argument, of model: ModelView,
    to selection: inout QueryRequest.Selection, at path: [String]
  ) throws(RequestError) {
    let field = model.field(named: member.name)
    var selected = QueryRequest.SelectedField(member.name)
    switch member.value {
    case .boolean(false): return
    case .boolean(true):
      selected.selection = try field?.relatedModel.map { related throws(RequestError) in
        try self.selection(of: related, [], at: path)
      }
    case .object(let members):
      if let related = field?.relatedModel {
        selected.arguments = members.filter { !keys.contains($0.name) }
        selected.selection = try self.selection(of: related, members, at: path)
      } else if field == nil {
        selected.selection = try counts(members, of: model, at: path)
      } else if let argument = members.first {
        throw RequestError(
          "\(text(path)) is a value, which takes no `\(argument.name)`", help: "set it to `true`")
      }
    default: throw noSelection(at: path)
    }
    selection.fields.append(selected)
  }

  /// The selection of `_count`: relations to many, with a filter or without.
  private static func counts(
    _ members: [QueryRequest.Argument], of model: ModelView, at path: [String]
  ) throws(RequestError) -> QueryRequest.Selection {
    try takeOnlySelect(members, at: path)
    let path = path + ["select"]
    var selection = QueryRequest.Selection()
    let lists = model.visibleRelations.filter(\.isList).map(\.name)
    for member in try object("select", members, at: Array(path.dropLast())) ?? [] {
      let path = path + [member.name]
      if let field = model.visibleField(named: member.name), !lists.contains(field.name) {
        throw RequestError("\(text(path)): `\(field.name)` is not a list of records to count")
      }
      try check(member.name, among: lists, of: model, at: path)
      switch member.value {
      case .boolean(false): continue
      case .boolean(true): selection.fields.append(QueryRequest.SelectedField(member.name))
      case .object(let arguments):
        selection.fields.append(QueryRequest.SelectedField(member.name, arguments: arguments))
      default: throw noSelection(at: path)
      }
    }
    guard !selection.fields.isEmpty else {
      throw RequestError("\(text(path)) selects nothing", help: "set a relation to `true`")
    }
    return selection
  }

  private static func takeOnlySelect(
    _ members: [QueryRequest.Argument], at path: [String]
  ) throws(RequestError) {
    guard let other = members.first(where: { $0.name != "select" }) else { return }
    throw RequestError(
      "\(text(path)) takes `select`, not `\(other.name)`",
      help: "write it like `\(path.last ?? ""): { select: { … } }`")
  }

  /// The selection of `_count`, `_avg`, `_sum`, `_min` and `_max`.
  ///
  /// - Returns: Also whether `_count: true` asked for a plain number.
  static func aggregates(
    _ members: [QueryRequest.Argument], of model: ModelView
  ) throws(RequestError) -> (selection: QueryRequest.Selection, countIsNumber: Bool) {
    var selection = QueryRequest.Selection()
    var countIsNumber = false
    for member in members where member.name.hasPrefix("_") {
      guard aggregates.contains(member.name) else {
        throw RequestError(
          "there is no aggregate `\(member.name)`",
          help: closestName(to: member.name, among: aggregates.sorted()).map {
            "did you mean `\($0)`?"
          } ?? "there are " + aggregates.sorted().inBackticks)
      }
      switch member.value {
      case .boolean(false): continue
      case .boolean(true) where member.name == "_count":
        countIsNumber = true
        let all = QueryRequest.Selection(fields: [QueryRequest.SelectedField("_all")])
        selection.fields.append(QueryRequest.SelectedField("_count", selection: all))
      case .object(let fields):
        selection.fields.append(
          QueryRequest.SelectedField(
            member.name,
            selection: try aggregated(fields, by: member.name, of: model, at: [member.name])))
      default:
        throw RequestError(
          "`\(member.name)` should be an object of fields",
          help: "write it like `\(member.name): { id: true }`")
      }
    }
    return (selection, countIsNumber)
  }

  /// What `select` of `groupBy` adds: fields, and aggregates with their own `select`.
  static func group(
    _ members: [QueryRequest.Argument], of model: ModelView
  ) throws(RequestError) -> [QueryRequest.SelectedField] {
    let known = model.columnFields.map(\.name) + aggregates.sorted()
    var fields: [QueryRequest.SelectedField] = []
    for member in try object("select", members, at: []) ?? [] {
      let path = ["select", member.name]
      try check(member.name, among: known, of: model, at: path)
      var field = QueryRequest.SelectedField(member.name)
      switch member.value {
      case .boolean(false): continue
      case .boolean(true) where member.name == "_count":
        field.selection = QueryRequest.Selection(
          fields: (model.columnFields.map(\.name) + ["_all"]).map { QueryRequest.SelectedField($0) }
        )
      case .boolean(true) where !aggregates.contains(member.name): break
      case .object(let arguments) where aggregates.contains(member.name):
        try takeOnlySelect(arguments, at: path)
        field.selection = try aggregated(
          try object("select", arguments, at: path) ?? [], by: member.name, of: model, at: path)
      default:
        throw aggregates.contains(member.name)
          ? RequestError(
            "\(text(path)) should be an object with `select`",
            help: "write it like `\(member.name): { select: { id: true } }`")
          : RequestError("\(text(path)) should be `true` or `false`")
      }
      fields.append(field)
    }
    return fields
  }

  /// The fields of an aggregate.
  static func aggregated(
    _ fields: [QueryRequest.Argument], by name: String, of model: ModelView, at path: [String]
  ) throws(RequestError) -> QueryRequest.Selection {
    let known = model.visibleColumns.map(\.name) + (name == "_count" ? ["_all"] : [])
    var selection = QueryRequest.Selection()
    for field in fields {
      let path = path + [field.name]
      try check(field.name, among: known, of: model, at: path)
      guard try flag(field.value, at: path) else { continue }
      selection.fields.append(QueryRequest.SelectedField(field.name))
    }
    guard !selection.fields.isEmpty else {
      throw RequestError("\(text(path)) selects nothing", help: "set a field to `true`")
    }
    return selection
  }

  private static func flag(
    _ value: ArgumentValue, at path: [String]
  ) throws(RequestError) -> Bool {
    guard case .boolean(let flag) = value else {
      throw RequestError("\(text(path)) should be `true` or `false`")
    }
    return flag
  }

  private static func object(
    _ name: String, _ members: [QueryRequest.Argument], at path: [String]
  ) throws(RequestError) -> [QueryRequest.Argument]? {
    switch members.last(where: { $0.name == name })?.value {
    case nil, .null?: nil
    case .object(let members)?: members
    default: throw RequestError("\(text(path + [name])) should be an object")
    }
  }

  private static func noSelection(at path: [String]) -> RequestError {
    RequestError("\(text(path)) should be `true`, `false` or an object")
  }

  private static func text(_ path: [String]) -> String { "`\(path.joined(separator: "."))`" }
}

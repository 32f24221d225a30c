import BackendInterface
import SchemaModel

/// What is written, to a record and to those at the other end of its relations.
extension RequestSchema {
  func members(of data: DataShape) -> [Member] {
    var members = data.model.visibleColumns.filter { isIn(data, $0) }.map { field in
      Member(
        name: field.name, shapes: shapes(of: field, data.verb),
        isRequired: data.verb == .create && isRequired(field))
    }
    guard !data.isMany else { return members }
    for field in data.model.visibleRelations where field.id != data.parent?.id {
      guard !(data.isUnchecked && field.isReferencing) else { continue }
      let hasForms = data.isUnchecked && !field.isReferencing
      members.append(
        Member(
          name: field.name, shapes: [.object(.nested(field, data.verb, isUnchecked: hasForms))],
          isRequired: data.verb == .create && isRequired(relation: field)))
    }
    return members
  }

  /// Whether a column can be written in one of the forms of `data`.
  private func isIn(_ data: DataShape, _ field: FieldView) -> Bool {
    if let parent = data.parent, parent.isReferencing,
      parent.relation?.relation.fields.contains(field.id) ?? false
    {
      return false
    }
    guard !data.isUnchecked, !(data.isMany && data.verb == .create) else { return true }
    if field.isAutoIncrement, isInPrimaryKey(field, of: data.model) { return false }
    return !data.model.relationFields.contains { relation in
      relation.isReferencing && relation.relation?.relation.fields.contains(field.id) ?? false
    }
  }

  private func isInPrimaryKey(_ field: FieldView, of model: ModelView) -> Bool {
    model.model.primaryKey?.parts.contains { $0.field == field.id } ?? false
  }

  private func isRequired(_ field: FieldView) -> Bool {
    field.isRequired && field.field.defaultValue == nil && !field.field.isUpdatedAt
  }

  private func isRequired(relation field: FieldView) -> Bool {
    guard field.isRequired, field.isReferencing, let relation = field.relation else { return false }
    return !relation.fields.allSatisfy { $0.field.defaultValue != nil }
  }

  private func shapes(of field: FieldView, _ verb: DataShape.Verb) -> [InputShape] {
    let one = value(of: field)
    if field.isList { return [.object(.listWrite(field, verb)), .list(one)] }
    if field.scalarType == .json {
      return [.name(field.isRequired ? .jsonNullInput : .nullableJSONNullInput), one]
    }
    let null: [InputShape] = field.isRequired ? [] : [.null]
    return verb == .create ? [one] + null : [one, .object(.columnUpdate(field))] + null
  }

  func columnUpdate(_ field: FieldView) -> [Member] {
    let one = value(of: field)
    let set = Member(name: "set", shapes: [one] + (field.isRequired ? [] : [.null]))
    switch field.scalarType {
    case .int, .bigInt, .float, .decimal:
      return [set]
        + ["increment", "decrement", "multiply", "divide"].map { Member(name: $0, shapes: [one]) }
    case .string, .boolean, .dateTime, .json, .bytes, nil: return [set]
    }
  }

  func listWrite(_ field: FieldView, _ verb: DataShape.Verb) -> [Member] {
    let one = value(of: field)
    let set = Member(name: "set", shapes: [.list(one)], isRequired: verb == .create)
    return verb == .create ? [set] : [set, Member(name: "push", shapes: [one, .list(one)])]
  }

  func operations(on field: FieldView, _ verb: DataShape.Verb) -> [Member] {
    guard let related = field.relatedModel else { return [] }
    func member(_ name: String, _ shape: ObjectShape) -> Member {
      let one = InputShape.object(shape)
      return Member(name: name, shapes: field.isList ? [one, .list(one)] : [one])
    }
    let create = both(.create, field).flatMap { field.isList ? [$0, .list($0)] : [$0] }
    let createMany =
      field.isList && field.relation?.kind != .manyToMany && !related.isView
      ? [Member(name: "createMany", shapes: [.object(.createManyEnvelope(field))])] : []
    let connect = member("connect", .uniqueFilter(related))
    let creating =
      related.isView
      ? []
      : [
        Member(name: "create", shapes: create), member("connectOrCreate", .connectOrCreate(field)),
      ]
    guard verb == .update else { return creating + createMany + [connect] }
    let upsert = related.isView ? [] : [member("upsert", .upsert(field))]
    if field.isList {
      return creating + upsert + createMany
        + ["set", "disconnect", "delete", "connect"].map { member($0, .uniqueFilter(related)) }
        + [
          member("update", .updateOne(field)), member("updateMany", .updateMany(field)),
          member("deleteMany", .scalarFilter(related)),
        ]
    }
    let removing: [Member] =
      field.isRequired
      ? []
      : ["disconnect", "delete"].map {
        Member(name: $0, shapes: [.scalar(.boolean), .object(.filter(related))])
      }
    let update = Member(
      name: "update", shapes: [.object(.updateOne(field))] + both(.update, field))
    return creating + upsert + removing + [connect, update]
  }

  /// The two forms of the data of the record at the other end.
  private func both(_ verb: DataShape.Verb, _ field: FieldView) -> [InputShape] {
    guard let related = field.relatedModel else { return [] }
    return Self.both(DataShape(model: related, verb: verb, parent: field.oppositeField))
  }

  /// The checked and the unchecked form of `data`.
  static func both(_ data: DataShape) -> [InputShape] {
    var unchecked = data
    unchecked.isUnchecked = true
    return [.object(.data(data)), .object(.data(unchecked))]
  }

  func connectOrCreate(_ field: FieldView) -> [Member] {
    guard let related = field.relatedModel else { return [] }
    return [
      Member(name: "where", shapes: [.object(.uniqueFilter(related))], isRequired: true),
      Member(name: "create", shapes: both(.create, field), isRequired: true),
    ]
  }

  func createMany(_ field: FieldView) -> [Member] {
    guard let related = field.relatedModel else { return [] }
    let data = InputShape.object(
      .data(
        DataShape(model: related, verb: .create, isMany: true, parent: field.oppositeField)))
    return [Member(name: "data", shapes: [data, .list(data)], isRequired: true)] + skipDuplicates
  }

  var skipDuplicates: [Member] {
    capabilities.supportsSkipDuplicates
      ? [Member(name: "skipDuplicates", shapes: [.scalar(.boolean)])] : []
  }

  func upsert(_ field: FieldView) -> [Member] {
    guard let related = field.relatedModel else { return [] }
    let update = Member(name: "update", shapes: both(.update, field), isRequired: true)
    let create = Member(name: "create", shapes: both(.create, field), isRequired: true)
    guard field.isList else {
      return [update, create, Member(name: "where", shapes: [.object(.filter(related))])]
    }
    let filter = Member(
      name: "where", shapes: [.object(.uniqueFilter(related))], isRequired: true)
    return [filter, update, create]
  }

  func updateOne(_ field: FieldView) -> [Member] {
    guard let related = field.relatedModel else { return [] }
    return [
      Member(
        name: "where",
        shapes: [.object(field.isList ? .uniqueFilter(related) : .filter(related))],
        isRequired: field.isList),
      Member(name: "data", shapes: both(.update, field), isRequired: true),
    ]
  }

  func updateMany(_ field: FieldView) -> [Member] {
    guard let related = field.relatedModel else { return [] }
    let checked = DataShape(
      model: related, verb: .update, isMany: true, parent: field.oppositeField)
    return [
      Member(name: "where", shapes: [.object(.scalarFilter(related))], isRequired: true),
      Member(name: "data", shapes: Self.both(checked), isRequired: true),
    ]
  }
}

import BackendInterface
import SchemaModel

/// Conditions on records and columns.
extension RequestSchema {
  func combinations(_ shape: ObjectShape) -> [Member] {
    let one = InputShape.object(shape)
    return [
      Member(name: "AND", shapes: [one, .list(one)]), Member(name: "OR", shapes: [.list(one)]),
      Member(name: "NOT", shapes: [one, .list(one)]),
    ]
  }

  func filters(of fields: [FieldView]) -> [Member] {
    fields.map { Member(name: $0.name, shapes: filterShapes(of: $0)) }
  }

  private func filterShapes(of field: FieldView) -> [InputShape] {
    if let related = field.relatedModel {
      if field.isList { return [.object(.toManyFilter(related))] }
      return [
        .object(.toOneFilter(related, isNullable: !field.isRequired)), .object(.filter(related)),
      ] + (field.isRequired ? [] : [.null])
    }
    if field.isList { return [.object(.listTest(field))] }
    let test = InputShape.object(.test(TestShape(field)))
    if field.scalarType == .json { return [test] }
    return [test, value(of: field)] + (field.isRequired ? [] : [.null])
  }

  func havings(of model: ModelView) -> [Member] {
    model.visibleColumns.map { field in
      guard !field.isList else { return filters(of: [field])[0] }
      var test = TestShape(field)
      test.hasAggregates = true
      let isJSON = field.scalarType == .json
      return Member(
        name: field.name,
        shapes: [.object(.test(test))] + (isJSON ? [] : [value(of: field)])
          + (isJSON || field.isRequired ? [] : [.null]))
    }
  }

  func tests(_ test: TestShape) -> [Member] {
    if test.type == .scalar(.json) { return jsonTests(test) + aggregates(of: test) }
    let one = value(of: test.type)
    let reference = InputShape.fieldReference(referenceName(test.type))
    let null: [InputShape] = test.isNullable ? [.null] : []
    var members = [Member(name: "equals", shapes: [one, reference] + null)]
    if test.type != .scalar(.boolean) {
      let lists =
        capabilities.supportsScalarLists
        ? [InputShape.fieldReference("List" + referenceName(test.type))] : []
      members += ["in", "notIn"].map { Member(name: $0, shapes: [.list(one)] + lists + null) }
    }
    if isOrdered(test.type) { members += comparisons(["lt", "lte", "gt", "gte"], one, reference) }
    if test.type == .scalar(.string) {
      if test.stem != "Uuid" {
        members += comparisons(["contains", "startsWith", "endsWith"], one, reference)
      }
      if searches { members.append(Member(name: "search", shapes: [one])) }
      if capabilities.supportsInsensitiveMode, !test.isNested {
        members.append(Member(name: "mode", shapes: [.name(.queryMode)]))
      }
    }
    var nested = test
    nested.isNested = true
    members.append(Member(name: "not", shapes: [one, .object(.test(nested))] + null))
    return members + aggregates(of: test)
  }

  private func comparisons(
    _ names: [String], _ value: InputShape, _ reference: InputShape
  ) -> [Member] {
    names.map { Member(name: $0, shapes: [value, reference]) }
  }

  private func jsonTests(_ test: TestShape) -> [Member] {
    let json = InputShape.scalar(.json)
    let reference = InputShape.fieldReference(referenceName(test.type))
    let text = InputShape.scalar(.string)
    let equality = [json, reference, .name(.jsonNullFilter)]
    var members = [
      Member(name: "equals", shapes: equality),
      Member(name: "path", shapes: [capabilities.usesJSONPathSteps ? .list(text) : text]),
      Member(
        name: "mode", shapes: [.name(.queryMode), .fieldReference("EnumQueryModeFieldRefInput")]),
    ]
    members += comparisons(
      ["string_contains", "string_starts_with", "string_ends_with"], text,
      .fieldReference("StringFieldRefInput"))
    let comparesValues = capabilities.supportsJSONComparison
    let arrayTests =
      ["array_starts_with", "array_ends_with"] + (comparesValues ? ["array_contains"] : [])
    members += arrayTests.map { Member(name: $0, shapes: [json, reference, .null]) }
    if comparesValues { members += comparisons(["lt", "lte", "gt", "gte"], json, reference) }
    return members + [Member(name: "not", shapes: equality)]
  }

  private func aggregates(of test: TestShape) -> [Member] {
    guard test.hasAggregates else { return [] }
    func member(_ function: AggregateFunction, _ type: FieldType, _ stem: String) -> Member {
      Member(
        name: function.rawValue,
        shapes: [
          .object(
            .test(
              TestShape(type: type, stem: stem, isNullable: test.isNullable, isNested: true)))
        ])
    }
    let stem = test.stem == "Uuid" ? "String" : test.stem
    var members = [member(.count, .scalar(.int), "Int")]
    switch test.type {
    case .scalar(.decimal):
      members += [.average, .sum].map { member($0, test.type, stem) }
    case .scalar(.int), .scalar(.bigInt), .scalar(.float):
      members += [member(.average, .scalar(.float), "Float"), member(.sum, test.type, stem)]
    case .scalar, .enumeration, .composite, .relation, .unsupported: break
    }
    return members + [.minimum, .maximum].map { member($0, test.type, stem) }
  }

  func listTests(_ field: FieldView) -> [Member] {
    let one = value(of: field)
    let name = referenceName(field.type)
    let list: [InputShape] = [.list(one), .fieldReference("List\(name)")]
    return [
      Member(name: "equals", shapes: list + [.null]),
      Member(name: "has", shapes: [one, .fieldReference(name), .null]),
      Member(name: "hasEvery", shapes: list), Member(name: "hasSome", shapes: list),
      Member(name: "isEmpty", shapes: [.scalar(.boolean)]),
    ]
  }

  private func isOrdered(_ type: FieldType) -> Bool {
    switch type {
    case .scalar(.int), .scalar(.bigInt), .scalar(.float), .scalar(.decimal), .scalar(.dateTime),
      .scalar(.string):
      true
    case .scalar, .enumeration, .composite, .relation, .unsupported: false
    }
  }

  private func referenceName(_ type: FieldType) -> String {
    switch type {
    case .enumeration(let id): "Enum\(datamodel[id].name)FieldRefInput"
    case .scalar(let scalar): "\(scalar.rawValue)FieldRefInput"
    case .composite, .relation, .unsupported: ""
    }
  }
}

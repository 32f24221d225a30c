import Diagnostics
import SchemaSyntax

extension ValidationContext {
  /// Runs all checks of a schema that resolved.
  ///
  /// Two fields that may belong to the same relation make what is said of other relations
  /// unreliable: at the first of them the checks end.
  mutating func validate() {
    let names = NameTable(self)
    validateDatabaseNames()
    validateCompositeTypes()
    for model in datamodel.models {
      if model.isView {
        validateView(model)
      } else {
        validateModel(model, names)
      }
      guard validateFields(of: model, names) else { return }
      if !model.isView { validateIndexes(of: model, names) }
    }
    validateEnums()
    for relation in datamodel.relations { validate(relation, names) }
    rules.validate(&self)
  }

  private mutating func validateDatabaseNames() {
    struct Place: Hashable {
      var schema: String?
      var name: String
    }
    var models: [Place: ModelView] = [:]
    let all = datamodel.models
    for model in all.filter({ !$0.isView }) + all.filter(\.isView) {
      let place = Place(schema: model.model.schemaName, name: model.databaseName)
      guard let other = models.updateValue(model, forKey: place) else { continue }
      let (mapped, unmapped) = model.model.mappedName != nil ? (model, other) : (other, model)
      guard let span = draft[mapped.id].mappedName?.span else { continue }
      report(
        .duplicateDatabaseName,
        "`\(mapped.name)` and `\(unmapped.name)` are both called `\(place.name)` in the database",
        at: span, help: "give one of them another `@@map`",
        notes: [Diagnostic.Note("the other one is here", at: unmapped.model.nameSpan)])
    }
  }

  private mutating func validateEnums() {
    struct Place: Hashable {
      var schema: String?
      var name: String
    }
    var names: [Place: EnumDraft] = [:]
    for enumeration in draft.enums {
      let declaration = enumeration.declaration
      let place = Place(
        schema: enumeration.schema?.name,
        name: enumeration.mappedName?.name ?? declaration.name.name)
      if let other = names.updateValue(enumeration, forKey: place) {
        report(
          .duplicateDatabaseName,
          "`\(declaration.name.name)` and `\(other.declaration.name.name)` are both called "
            + "`\(place.name)` in the database",
          at: declaration.span, help: "give one of them another `@@map`",
          notes: [Diagnostic.Note("the other one is here", at: other.declaration.name.span)])
      }
    }
    for enumeration in draft.enums {
      validateSchema(
        enumeration.schema, of: "enum", enumeration.declaration.name.name,
        at: enumeration.declaration.span, block: enumeration.declaration.syntax)
      if !supports(.enums) {
        report(
          .enumsUnsupported, "\(rules.productName) has no enums",
          at: enumeration.declaration.span, help: "use `String`")
      }
    }
  }

  /// Checks `@@schema` of a block.
  mutating func validateSchema(
    _ schema: Identifier?, of keyword: String, _ name: String, at span: SourceSpan,
    block: BlockSyntax
  ) {
    guard let schema else {
      if !schemas.isEmpty {
        report(
          .missingSchema, "the \(keyword) `\(name)` has no `@@schema`", at: span,
          help: "add " + schemas.map { "`@@schema(\"\($0)\")`" }.joined(separator: " or "),
          fixes: schemas.count == 1
            ? [
              FixIt(
                "add `@@schema(\(quoted(schemas[0])))`",
                [edits.addition(ofLine: "@@schema(\(quoted(schemas[0])))", to: span)])
            ] : [])
      }
      return
    }
    if !supports(.multipleSchemas) {
      report(
        .schemaAttributeUnsupported, "`@@schema` is not available on \(rules.productName)",
        at: schema.span, help: "remove the attribute",
        fixes: block.attributes.first { $0.name.text == "schema" }.map {
          removal(of: AttributeDeclaration($0), "@@schema")
        } ?? [])
    } else if datasourceName != nil, !schemas.contains(schema.name) {
      let spelling = Spelling(of: schema.name, among: schemas)
      report(
        .unknownSchema, "the datasource has no schema `\(schema.name)`", at: schema.span,
        help: spelling.help() ?? "add it to `schemas` of the datasource",
        fixes: spelling.fixes(at: schema.span, quoted))
    }
  }

  private mutating func validateCompositeTypes() {
    for (index, composite) in draft.composites.enumerated() {
      let declaration = composite.declaration
      if !supports(.compositeTypes) {
        report(
          .compositeTypesUnsupported, "\(rules.productName) has no composite types",
          at: declaration.span, help: "use a model and a relation, or a field of type `Json`")
      }
      if declaration.fields.isEmpty {
        report(
          .emptyCompositeType, "the type `\(declaration.name.name)` has no fields",
          at: declaration.span, help: "declare at least one field")
      }
      for field in datamodel[CompositeTypeID(index)].fields { validateNativeType(field) }
    }
    validateCompositeCycles()
  }

  /// A composite type that must contain itself can have no value.
  private mutating func validateCompositeCycles() {
    let graph = DirectedGraph(
      draft.composites.map { composite in
        composite.fields.compactMap { field in
          requiredComposite(of: field).map { DirectedGraph.Edge(target: $0, label: field) }
        }
      })
    for start in draft.composites.indices {
      for field in draft.composites[start].fields {
        guard let next = requiredComposite(of: field), graph.isCircle(through: start, and: next)
        else { continue }
        report(
          .compositeTypeCycle,
          "the type contains itself without end: " + circle(start, next, graph),
          at: draft.fields[field].declaration.span,
          help: "make one of the fields optional or a list")
      }
    }
  }

  /// The composite type that every value of a field contains.
  private func requiredComposite(of field: Int) -> Int? {
    guard draft.fields[field].declaration.arity == .required,
      case .composite(let type) = draft.fields[field].type
    else { return nil }
    return type.index
  }

  private func circle(_ start: Int, _ next: Int, _ graph: DirectedGraph) -> String {
    let name = { (type: Int) in "`\(draft.composites[type].declaration.name.name)`" }
    guard let path = graph.path(from: next, to: start) else {
      return "\(name(start)) → … through \(graph.sizeOfCircles(through: start)) types"
    }
    return ([start, next] + path.map(\.target)).map(name).joined(separator: " → ")
  }
}

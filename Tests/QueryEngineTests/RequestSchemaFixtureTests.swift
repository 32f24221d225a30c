import BackendCatalog
import BackendInterface
import Diagnostics
import Providers
import SchemaModel
import TestSupport
import Testing

@testable import QueryEngine

/// The types of all requests on a schema, as clients are told of them beside an error.
struct RequestSchemaFixtureTests {
  static let fixtures = Fixture.all("query/schema", suffix: ".prisma")

  @Test("Requests on a schema have these types", arguments: fixtures, ["sqlite", "postgresql"])
  func types(fixture: Fixture, provider: String) throws {
    let text = try fixture.text
    guard provider == "postgresql" || !text.hasPrefix("// postgresql") else { return }
    let datasource = """
      datasource db {
        provider = "\(provider)"
        url      = env("DATABASE_URL")
      }

      """
    let analysis = analyze(
      [SourceFile(path: "schema.prisma", text: datasource + text)], rules: allProviders)
    let errors = analysis.diagnostics.filter { $0.severity == .error }.map(\.message)
    try #require(errors.isEmpty, "\(errors)")
    let backend = try #require(allBackends.backend(forProvider: provider))
    let schema = RequestSchema(
      datamodel: analysis.datamodel, capabilities: backend.query.queryCapabilities)
    try expectText(
      SchemaListing(schema).text, equalsFile: fixture.sibling(".\(provider)", insteadOf: ".prisma"))
  }
}

/// Walks the types from the operations on.
private struct SchemaListing {
  private let schema: RequestSchema
  private(set) var text = ""
  private var inputs: [ObjectShape] = []
  private var outputs: [OutputShape] = []
  private var names: Set<String> = []

  init(_ schema: RequestSchema) {
    self.schema = schema
    for model in schema.datamodel.models where !model.model.isIgnored {
      for action in EngineAction.allCases {
        if let field = schema.operation(action, on: model) { add(field) }
      }
    }
    while !outputs.isEmpty {
      let shape = outputs.removeFirst()
      text += "\nanswer \(shape.name)\n"
      for field in schema.fields(of: shape) {
        text += "  "
        add(field)
      }
    }
    while !inputs.isEmpty { add(inputs.removeFirst()) }
  }

  private mutating func add(_ field: RequestSchema.OutputField) {
    let arguments = field.arguments.map(described).joined(separator: ", ")
    text += "\(field.name)\(arguments.isEmpty ? "" : "(\(arguments))"): \(field.typeName)\n"
    for shape in field.arguments.flatMap(\.shapes) { visit(shape) }
    if let object = field.object, names.insert("answer \(object.name)").inserted {
      outputs.append(object)
    }
  }

  private mutating func add(_ shape: ObjectShape) {
    let bounds = schema.bounds(of: shape)
    var limits: [String] = []
    if let minimum = bounds.minimum { limits.append("at least \(minimum)") }
    if let maximum = bounds.maximum { limits.append("at most \(maximum)") }
    if let counted = bounds.counted { limits.append("of \(counted.joined(separator: ", "))") }
    text += "\ninput \(shape.name)\(limits.isEmpty ? "" : " // \(limits.joined(separator: " "))")\n"
    for member in schema.members(of: shape) {
      text += "  \(described(member))\n"
      for shape in member.shapes { visit(shape) }
    }
  }

  private mutating func visit(_ shape: InputShape) {
    switch shape {
    case .object(let object):
      if names.insert("input \(object.name)").inserted { inputs.append(object) }
    case .list(let element): visit(element)
    case .null, .scalar, .name, .fieldReference: break
    }
  }

  private func described(_ member: RequestSchema.Member) -> String {
    "\(member.name)\(member.isRequired ? "!" : ""): "
      + member.shapes.map(\.name).joined(separator: " | ")
  }
}

import SchemaModel

/// Why a request does not fit its types, with the facts that clients draw their own text from.
struct ValidationFailure: Sendable {
  indirect enum Kind: Sendable {
    case unknownArgument(QueryError.Meta)
    case unknownInputField(QueryError.Meta)
    case unknownSelectionField(String, type: String, QueryError.Meta)
    case selectionOnScalar(String)
    case emptySelection(QueryError.Meta)
    case requiredArgumentMissing([QueryError.Meta], for: String?)
    case invalidArgumentType(String, inferred: String)
    case invalidArgumentValue(String, value: String, reason: String?)
    case valueTooLarge(Double)
    case someFieldsMissing(RequestSchema.Bounds, given: Int, QueryError.Meta)
    case tooManyFieldsGiven(RequestSchema.Bounds, given: Int, QueryError.Meta)
    case union([ValidationFailure])
  }

  var kind: Kind
  var path: RequestPath

  init(_ kind: Kind, _ path: RequestPath) {
    self.kind = kind
    self.path = path
  }
}

extension ValidationFailure {
  /// How many failures an error tells of.
  ///
  /// Each level of nested data doubles them, and they are no longer read by anybody.
  private static let maximumCount = 32

  /// The failure of a value for which all alternatives failed.
  ///
  /// Of too many failures it has those of the first alternatives.
  init(oneOf alternatives: [ValidationFailure], _ path: RequestPath) {
    var count = 0
    let told = alternatives.prefix { alternative in
      count += alternative.count
      return count <= Self.maximumCount
    }
    self = told.count == 1 ? told[0] : ValidationFailure(.union(Array(told)), path)
  }

  /// How many failures it consists of.
  private var count: Int {
    if case .union(let failures) = kind { failures.reduce(0) { $0 + $1.count } } else { 1 }
  }
}

extension ValidationFailure {
  /// A required value that is missing has a code of its own where nothing else was possible.
  var code: String {
    if case .requiredArgumentMissing = kind { "P2012" } else { "P2009" }
  }

  /// The members of `meta`, in the order of the protocol.
  var meta: [QueryError.Member] {
    let selection = QueryError.Member(
      "selectionPath", .list(path.selection.map { .string($0) }))
    let argument = QueryError.Member("argumentPath", .list(path.arguments.map { .string($0) }))
    func described(_ type: String) -> QueryError.Member {
      QueryError.Member(
        "argument",
        .object([
          QueryError.Member("name", .string(path.arguments.last ?? "")),
          QueryError.Member("typeNames", .list([.string(type)])),
        ]))
    }
    let facts: [QueryError.Member] =
      switch kind {
      case .unknownArgument(let known):
        [argument, QueryError.Member("arguments", known), selection]
      case .unknownInputField(let type):
        [QueryError.Member("inputType", type), argument, selection]
      case .unknownSelectionField(_, _, let type), .emptySelection(let type):
        [QueryError.Member("outputType", type), selection]
      case .selectionOnScalar(let field):
        [QueryError.Member("fieldName", .string(field)), selection]
      case .requiredArgumentMissing(let types, let dependent?):
        [
          QueryError.Member("inputTypes", .list(types)), argument,
          QueryError.Member("dependentArgumentPath", .list([.string(dependent)])), selection,
        ]
      case .requiredArgumentMissing(let types, nil):
        [QueryError.Member("inputTypes", .list(types)), argument, selection]
      case .invalidArgumentType(let type, let inferred):
        [
          argument, described(type), selection,
          QueryError.Member("inferredType", .string(inferred)),
        ]
      case .invalidArgumentValue(let type, _, let reason):
        [
          argument, described(type), selection,
          QueryError.Member("underlyingError", reason.map { .string($0) } ?? .null),
        ]
      case .valueTooLarge: [argument, described("BigInt"), selection]
      case .someFieldsMissing(let bounds, _, let type),
        .tooManyFieldsGiven(let bounds, _, let type):
        [
          QueryError.Member("inputType", type), argument, selection,
          QueryError.Member("constraints", bounds.meta),
        ]
      case .union(let failures):
        [QueryError.Member("errors", .list(failures.map { .object($0.meta) }))]
      }
    return [QueryError.Member("kind", .string(kind.name))] + facts
  }
}

extension ValidationFailure.Kind {
  fileprivate var name: String {
    switch self {
    case .unknownArgument: "UnknownArgument"
    case .unknownInputField: "UnknownInputField"
    case .unknownSelectionField: "UnknownSelectionField"
    case .selectionOnScalar: "SelectionSetOnScalar"
    case .emptySelection: "EmptySelection"
    case .requiredArgumentMissing: "RequiredArgumentMissing"
    case .invalidArgumentType: "InvalidArgumentType"
    case .invalidArgumentValue: "InvalidArgumentValue"
    case .valueTooLarge: "ValueTooLarge"
    case .someFieldsMissing: "SomeFieldsMissing"
    case .tooManyFieldsGiven: "TooManyFieldsGiven"
    case .union: "Union"
    }
  }
}

extension RequestSchema.Bounds {
  fileprivate var meta: QueryError.Meta {
    .object([
      QueryError.Member("minFieldCount", minimum.map { .number($0) } ?? .null),
      QueryError.Member("maxFieldCount", maximum.map { .number($0) } ?? .null),
      QueryError.Member(
        "requiredFields", counted.map { .list($0.map { .string($0) }) } ?? .null),
    ])
  }
}

/// Types as clients are told of them.
extension RequestSchema {
  /// The arguments of a field.
  func meta(of members: [Member]) -> QueryError.Meta {
    .list(members.map { .object([.init("name", .string($0.name)), typeNames($0.shapes)]) })
  }

  func meta(of shape: InputShape) -> QueryError.Meta {
    switch shape {
    case .null: .object([.init("kind", .string("scalar")), .init("name", .string("Null"))])
    case .scalar: .object([.init("kind", .string("scalar")), .init("name", .string(shape.name))])
    case .name: .object([.init("kind", .string("enum")), .init("name", .string(shape.name))])
    case .list(let element):
      .object([.init("kind", .string("list")), .init("elementType", meta(of: element))])
    case .object(let object): input(object.name, members(of: object))
    case .fieldReference(let name):
      input(
        name,
        ["_ref", "_container"].map {
          Member(name: $0, shapes: [.scalar(.string)], isRequired: true)
        })
    }
  }

  private func input(_ name: String, _ members: [Member]) -> QueryError.Meta {
    .object([
      .init("kind", .string("object")), .init("name", .string(name)),
      .init(
        "fields",
        .list(
          members.map { member in
            .object([
              .init("name", .string(member.name)), typeNames(member.shapes),
              .init("required", .boolean(member.isRequired)),
            ])
          })),
    ])
  }

  private func typeNames(_ shapes: [InputShape]) -> QueryError.Member {
    QueryError.Member("typeNames", .list(shapes.map { .string($0.name) }))
  }

  func meta(of shape: OutputShape) -> QueryError.Meta {
    .object([
      .init("name", .string(shape.name)),
      .init(
        "fields",
        .list(
          fields(of: shape).map { field in
            .object([
              .init("name", .string(field.name)), .init("typeName", .string(field.typeName)),
              .init("isRelation", .boolean(field.isRelation)),
            ])
          })),
    ])
  }
}

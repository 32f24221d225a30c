/// A query as it was asked, in any of the three syntaxes, before it is checked against a datamodel.
///
/// The three front doors (the client's own syntax, the JSON protocol, the GraphQL protocol) all
/// produce this value; everything behind it is one code path.
package struct QueryRequest: Sendable, Hashable {
  /// The engine's name of the action: `findMany`, `createOne`, `queryRaw`.
  package var action: String
  /// The model's name as asked for; `nil` for raw actions.
  package var model: String?
  /// The key under which the answer stands in `data`: `findManyUser`, or a GraphQL alias.
  package var responseKey: String
  package var arguments: [Argument]
  package var selection: Selection

  package init(
    action: String, model: String?, responseKey: String, arguments: [Argument] = [],
    selection: Selection = Selection()
  ) {
    self.action = action
    self.model = model
    self.responseKey = responseKey
    self.arguments = arguments
    self.selection = selection
  }

  /// The name of the operation, whatever key its answer has.
  package var operation: String { Self.defaultResponseKey(action: action, model: model) }

  /// The key that the JSON protocol and GraphQL without an alias use: `findUniqueUserOrThrow`.
  package static func defaultResponseKey(action: String, model: String?) -> String {
    guard let model else { return action }
    for suffix in ["OrThrow", "AndReturn"] where action.hasSuffix(suffix) {
      return action.dropLast(suffix.count) + model + suffix
    }
    return action.hasSuffix("Raw") ? action.dropLast(3) + model + "Raw" : action + model
  }

  /// A named value, in the order of the request.
  package struct Argument: Sendable, Hashable {
    package var name: String
    package var value: ArgumentValue

    package init(_ name: String, _ value: ArgumentValue) {
      self.name = name
      self.value = value
    }
  }

  /// What is asked for of a record.
  package struct Selection: Sendable, Hashable {
    /// `$scalars`: all scalar and enum fields that are not excluded below.
    package var allScalars: Bool
    /// `$composites`.
    package var allComposites: Bool
    package var fields: [SelectedField]
    /// Fields set to `false`.
    package var excluded: [String]

    package init(
      allScalars: Bool = false, allComposites: Bool = false, fields: [SelectedField] = [],
      excluded: [String] = []
    ) {
      self.allScalars = allScalars
      self.allComposites = allComposites
      self.fields = fields
      self.excluded = excluded
    }

    package var isEmpty: Bool { !allScalars && !allComposites && fields.isEmpty }
  }

  /// A field of a selection.
  package struct SelectedField: Sendable, Hashable {
    package var name: String
    /// The key in the answer: the name, or a GraphQL alias.
    package var responseKey: String
    package var arguments: [Argument]
    /// `nil` for a plain `true`.
    package var selection: Selection?

    package init(
      _ name: String, responseKey: String? = nil, arguments: [Argument] = [],
      selection: Selection? = nil
    ) {
      self.name = name
      self.responseKey = responseKey ?? name
      self.arguments = arguments
      self.selection = selection
    }
  }
}

/// A value in the arguments of a request, not yet typed by the datamodel.
package indirect enum ArgumentValue: Sendable, Hashable {
  case null
  case boolean(Bool)
  case integer(Int64)
  /// A number with fraction or exponent, or beyond 64 bits: its text.
  case number(String)
  case string(String)
  /// A bare enum token of GraphQL, or a null marker (`DbNull`, `JsonNull`, `AnyNull`).
  case enumeration(String)
  /// An ISO 8601 text tagged as a date.
  case dateTime(String)
  case bigInt(String)
  case decimal(String)
  case bytes([UInt8])
  /// JSON text tagged as JSON.
  case json(String)
  /// A value taken verbatim (`$type: "Raw"`).
  case raw(String)
  case fieldReference(field: String, container: String)
  case list([ArgumentValue])
  case object([QueryRequest.Argument])
}

/// What one line of the engine protocol asks for.
package enum EngineRequest: Sendable, Hashable {
  /// How values are written in the answer.
  package enum Dialect: Sendable, Hashable {
    /// Tagged values (`{"$type": "BigInt", …}`).
    case json
    /// Plain values; floats always with a fraction.
    case graphql
  }

  case single(QueryRequest, Dialect)
  /// `transaction` is `nil` when each request stands for itself.
  case batch([QueryRequest], Dialect, transaction: BatchTransaction?)

  package struct BatchTransaction: Sendable, Hashable {
    package var isolationLevel: String?

    package init(isolationLevel: String? = nil) { self.isolationLevel = isolationLevel }
  }
}

import SchemaModel

/// What the keys of an object in the arguments of a request mean.
///
/// A key that is written twice is a mistake where keys decide what a query touches. In a value of
/// the type `Json` keys are data, and a repeated one has its last value, as JSON readers have it.
enum InputPlace {
  /// The arguments of an operation, of a relation, or of a nested write: `where`, `data`, `select`.
  case arguments(ModelView)
  /// Names of fields, and what combines them.
  case fields(ModelView, isData: Bool)
  /// What `data` does at the other end of a relation.
  case nestedWrite(ModelView)
  /// `update` at the other end of a relation: `data`, alone or beside a `where`.
  case nestedUpdate(ModelView)
  /// The operators of a column: `equals`, `set`.
  case operators(isJSON: Bool)
  /// Inside a `Json` value, where keys mean nothing to a query.
  case json

  /// Whether a key has to be the only one of its name.
  var hasUniqueKeys: Bool {
    if case .json = self { false } else { true }
  }

  /// Whether a key says what a query returns.
  func isSelection(_ name: String) -> Bool {
    guard ClientSelection.keys.contains(name) else { return false }
    switch self {
    case .arguments: return true
    case .fields(let model, _): return model.field(named: name) == nil
    case .nestedWrite, .nestedUpdate, .operators, .json: return false
    }
  }

  /// Whether a key says what an aggregation returns.
  func isAggregate(_ name: String) -> Bool {
    if case .arguments = self { ClientSelection.aggregates.contains(name) } else { false }
  }

  /// The place of the value of a key.
  func member(_ name: String) -> InputPlace {
    switch self {
    case .arguments(let model):
      return .fields(model, isData: ["data", "create", "update"].contains(name))
    case .fields(let model, let isData):
      guard let field = model.field(named: name) else { return self }
      if let related = field.relatedModel {
        // `some`, `is` and the arguments of a selected relation name no fields and keep the place.
        return isData ? .nestedWrite(related) : .fields(related, isData: false)
      }
      guard field.scalarType == .json else { return .operators(isJSON: false) }
      return isData && !field.isList ? .json : .operators(isJSON: true)
    case .nestedWrite(let model):
      switch name {
      case "create": return .fields(model, isData: true)
      case "update": return .nestedUpdate(model)
      case "connectOrCreate", "upsert", "createMany", "updateMany": return .arguments(model)
      default: return .fields(model, isData: false)
      }
    case .nestedUpdate(let model):
      guard model.field(named: name) == nil else {
        return Self.fields(model, isData: true).member(name)
      }
      return .fields(model, isData: name == "data")
    case .operators(let isJSON): return isJSON ? .json : self
    case .json: return self
    }
  }
}

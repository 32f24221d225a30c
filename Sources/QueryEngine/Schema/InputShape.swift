import BackendInterface
import SchemaModel

/// A type that the value of an argument may have, under the name that clients know.
indirect enum InputShape: Sendable {
  case null
  case scalar(ScalarType)
  /// One of the names in a list: an enum of the schema, or one of the protocol.
  case name(EnumShape)
  case object(ObjectShape)
  /// A reference to another field, such as `StringFieldRefInput`.
  case fieldReference(String)
  case list(InputShape)

  var name: String {
    switch self {
    case .null: "Null"
    case .scalar(let type): type.rawValue
    case .name(let shape): shape.name
    case .object(let shape): shape.name
    case .fieldReference(let type): type
    case .list(let element): "\(element.name)[]"
    }
  }
}

/// An enum of the request schema.
struct EnumShape: Sendable {
  var name: String
  var values: [String]

  static let sortOrder = EnumShape(name: "SortOrder", values: ["asc", "desc"])
  static let nullsOrder = EnumShape(name: "NullsOrder", values: ["first", "last"])
  static let queryMode = EnumShape(name: "QueryMode", values: ["default", "insensitive"])
  static let jsonNullInput = EnumShape(name: "JsonNullValueInput", values: ["JsonNull"])
  static let nullableJSONNullInput = EnumShape(
    name: "NullableJsonNullValueInput", values: ["DbNull", "JsonNull"])
  static let jsonNullFilter = EnumShape(
    name: "JsonNullValueFilter", values: ["DbNull", "JsonNull", "AnyNull"])
  static let loadStrategy = EnumShape(name: "RelationLoadStrategy", values: ["query", "join"])

  /// The columns of a model, as `distinct` and `by` name them.
  static func columns(of model: ModelView) -> EnumShape {
    EnumShape(
      name: "\(model.name.capitalizedFirst)ScalarFieldEnum",
      values: model.visibleColumns.map(\.name))
  }
}

/// An object type of the request schema: what it is an object of.
///
/// Its members are made when they are asked for (`RequestSchema.members(of:)`): the types of a
/// model contain each other.
indirect enum ObjectShape: Sendable {
  case filter(ModelView)
  case scalarFilter(ModelView)
  case uniqueFilter(ModelView)
  case compoundKey(ModelView, Key)
  case having(ModelView)
  case toOneFilter(ModelView, isNullable: Bool)
  case toManyFilter(ModelView)
  case test(TestShape)
  case listTest(FieldView)
  case order(ModelView)
  case groupOrder(ModelView)
  case aggregateOrder(ModelView, AggregateFunction)
  case countOrder(ModelView)
  case relevanceOrder(ModelView)
  case sortOrder
  case data(DataShape)
  /// The operations on the records at the other end of a relation.
  case nested(FieldView, DataShape.Verb, isUnchecked: Bool)
  case connectOrCreate(FieldView)
  case createManyEnvelope(FieldView)
  case upsert(FieldView)
  case updateOne(FieldView)
  case updateMany(FieldView)
  /// The operations on a column: `{set}`, `{increment}`.
  case columnUpdate(FieldView)
  case listWrite(FieldView, DataShape.Verb)
}

/// The tests of a column: `IntNullableFilter`, `NestedStringWithAggregatesFilter`.
struct TestShape: Sendable {
  /// The type of the column, or of the aggregate.
  var type: FieldType
  /// The stem of the name: `Int`, `Uuid`, `EnumRole`.
  var stem: String
  var isNullable: Bool
  var isNested = false
  var hasAggregates = false
}

/// The `data` of one or many records.
struct DataShape: Sendable {
  enum Verb: String, Sendable { case create = "Create", update = "Update" }

  var model: ModelView
  var verb: Verb
  /// Whether it speaks of foreign keys rather than of relations.
  var isUnchecked = false
  /// Whether it is the data of many records, which has no relations.
  var isMany = false
  /// The relation field of the model through which the record is written.
  var parent: FieldView?
}

extension ObjectShape {
  var name: String {
    switch self {
    case .filter(let model): "\(model.name)WhereInput"
    case .scalarFilter(let model): "\(model.name)ScalarWhereInput"
    case .uniqueFilter(let model): "\(model.name)WhereUniqueInput"
    case .compoundKey(let model, let key):
      "\(model.name)\(Self.compoundName(of: key, in: model))CompoundUniqueInput"
    case .having(let model): "\(model.name)ScalarWhereWithAggregatesInput"
    case .toOneFilter(let model, let isNullable):
      "\(model.name.capitalizedFirst)\(isNullable ? "Nullable" : "")ScalarRelationFilter"
    case .toManyFilter(let model): "\(model.name.capitalizedFirst)ListRelationFilter"
    case .test(let shape): shape.name
    case .listTest(let field): "\(TestShape.stem(of: field))NullableListFilter"
    case .order(let model): "\(model.name)OrderByWithRelationInput"
    case .groupOrder(let model): "\(model.name)OrderByWithAggregationInput"
    case .aggregateOrder(let model, let function):
      "\(model.name)\(function.clientName)OrderByAggregateInput"
    case .countOrder(let model): "\(model.name)OrderByRelationAggregateInput"
    case .relevanceOrder(let model): "\(model.name)OrderByRelevanceInput"
    case .sortOrder: "SortOrderInput"
    case .data(let shape): shape.name
    case .nested(let field, let verb, let isUnchecked):
      Self.nestedName(field, verb, isUnchecked: isUnchecked)
    case .connectOrCreate(let field): "\(field.relatedName)CreateOrConnect\(field.without)Input"
    case .createManyEnvelope(let field):
      "\(field.relatedName)CreateMany\(field.oppositeName)InputEnvelope"
    case .upsert(let field):
      "\(field.relatedName)Upsert\(field.isList ? "WithWhereUnique" : "")\(field.without)Input"
    case .updateOne(let field):
      "\(field.relatedName)Update\(field.isList ? "WithWhereUnique" : "ToOneWithWhere")"
        + "\(field.without)Input"
    case .updateMany(let field): "\(field.relatedName)UpdateManyWithWhere\(field.without)Input"
    case .columnUpdate(let field):
      "\(field.isRequired ? "" : "Nullable")\(TestShape.stem(of: field, isUuid: false))"
        + "FieldUpdateOperationsInput"
    case .listWrite(let field, let verb):
      "\(field.model?.name ?? "")\(verb.rawValue)\(field.name)Input"
    }
  }

  private static func compoundName(of key: Key, in model: ModelView) -> String {
    key.name?.capitalizedFirst ?? model.fields(of: key).map(\.name.capitalizedFirst).joined()
  }

  private static func nestedName(
    _ field: FieldView, _ verb: DataShape.Verb, isUnchecked: Bool
  ) -> String {
    let number = field.isList ? "Many" : "One"
    let form = isUnchecked ? "Unchecked" : ""
    switch verb {
    case .create: return "\(field.relatedName)\(form)CreateNested\(number)\(field.without)Input"
    case .update:
      let required = field.isRequired ? "Required" : ""
      return "\(field.relatedName)\(form)Update\(number)\(required)\(field.without)NestedInput"
    }
  }
}

extension TestShape {
  var name: String {
    (isNested ? "Nested" : "") + stem + (isNullable ? "Nullable" : "")
      + (hasAggregates ? "WithAggregates" : "") + "Filter"
  }

  init(_ field: FieldView) {
    self.init(type: field.type, stem: Self.stem(of: field), isNullable: !field.isRequired)
  }

  static func stem(of field: FieldView, isUuid: Bool? = nil) -> String {
    if let enumeration = field.enumeration { return "Enum\(enumeration.name)" }
    switch field.scalarType {
    case .boolean: return "Bool"
    case .string where isUuid ?? field.isUUID: return "Uuid"
    case let type?: return type.rawValue
    case nil: return ""
    }
  }
}

extension DataShape {
  var name: String {
    let form = isUnchecked ? "Unchecked" : ""
    switch (verb, isMany) {
    case (_, false):
      let without = parent.map { "Without\($0.name.capitalizedFirst)" } ?? ""
      return "\(model.name)\(form)\(verb.rawValue)\(without)Input"
    case (.create, true):
      return "\(model.name)CreateMany\(parent?.name.capitalizedFirst ?? "")Input"
    case (.update, true):
      guard isUnchecked else { return "\(model.name)UpdateManyMutationInput" }
      let without = parent.map { "Without\($0.name.capitalizedFirst)" } ?? ""
      return "\(model.name)UncheckedUpdateMany\(without)Input"
    }
  }
}

extension ModelView {
  /// The columns that clients see, in the order of the schema.
  var visibleColumns: [FieldView] {
    columnFields.filter { field in
      if case .unsupported = field.type { return false }
      return !field.field.isIgnored
    }
  }

  /// The relations that clients see, in the order of the schema.
  var visibleRelations: [FieldView] {
    relationFields.filter {
      !$0.field.isIgnored && !($0.relatedModel?.model.isIgnored ?? false)
    }
  }
}

extension FieldView {
  /// The relation field at the other end, as the names of types show it.
  fileprivate var oppositeName: String { oppositeField?.name.capitalizedFirst ?? "" }

  fileprivate var without: String { "Without\(oppositeName)" }
}

extension AggregateFunction {
  /// The function in the names of types: `AvgOrderByAggregateInput`.
  var clientName: String { rawValue.dropFirst().lowercased().capitalizedFirst }
}

extension StringProtocol {
  /// The text with a large first letter.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

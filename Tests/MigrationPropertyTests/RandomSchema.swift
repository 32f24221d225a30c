import TestSupport

/// A schema that is easy to change at random and to write as text.
///
/// Relations point to models with a lower number, so that rows can be inserted in the order of the
/// models; those to other models are optional, and rows have NULL there.
struct RandomSchema: Equatable {
  /// The key of a model: the field `id`, with `part` beside it where it has two columns.
  enum Key: CaseIterable {
    case int
    case autoincrement
    case bigInt
    case string
    case composite
    /// A number of eight bytes that a sequence gives, where the database has sequences.
    case bigAutoincrement

    var type: String {
      switch self {
      case .int, .autoincrement, .composite: "Int"
      case .bigInt, .bigAutoincrement: "BigInt"
      case .string: "String"
      }
    }
  }

  struct Enumeration: Equatable {
    struct Value: Equatable {
      var name: String
      var mappedName: String?
      var stored: String { mappedName ?? name }
    }

    var number: Int
    /// Rows use the first three, defaults the last.
    var values = ["RED", "GREEN", "BLUE", "SPARE"].map { Value(name: $0) }
    /// The name of the type, where it is another one.
    var mappedName: String?

    var name: String { "Color\(number)" }
    var type: String { mappedName ?? name }
  }

  struct Model: Equatable {
    var number: Int
    var key = Key.int
    var fields: [RandomColumn] = []
    var parents: [Parent] = []
    var indexes: [Index] = []
    /// The name of the table, where it is another one.
    var mappedName: String?
    var namespace: String?
    /// Whether it is written with comments and empty lines.
    var isAnnotated = false

    var name: String { "Model\(number)" }
    var table: String { mappedName ?? name }
    var path: String { (namespace.map { "\"\($0)\"." } ?? "") + "\"\(table)\"" }
  }

  /// A foreign key to another model: `<name>Id`, and `<name>Part` for a key of two columns.
  struct Parent: Equatable {
    var name: String
    var model: Int
    var isOptional: Bool
    var onDelete: String
    var onUpdate: String

    /// The fields with those that they refer to.
    func columns(to key: Key) -> [(name: String, type: String, reference: String)] {
      [(name + "Id", key.type, "id")]
        + (key == .composite ? [(name + "Part", "Int", "part")] : [])
    }
  }

  struct Index: Equatable {
    /// Names of fields.
    var fields: [String]
    var isUnique = false
    var isDescending = false
    var method: String?
    var operatorClass: String?
    var name: String?
  }

  /// An implicit relation of many to many between two models, the lower number first.
  struct Link: Equatable {
    var left: Int
    var right: Int
    var name: String { "L\(left)x\(right)" }
  }

  let flavor: Flavor
  /// Whether the models are in two schemas of the database.
  let hasNamespaces: Bool
  var models: [Model] = []
  var enums: [Enumeration] = []
  var links: [Link] = []
  /// Whether relations are kept by foreign keys, not by `relationMode = "prisma"`.
  var hasForeignKeys = true
  /// The number of the next model; that of a dropped model is never given again.
  var nextNumber = 0
  /// The number of the next enum.
  var nextEnumNumber = 0

  /// A schema of two to six models.
  init(flavor: Flavor, using generator: inout SeededGenerator) {
    self.flavor = flavor
    hasNamespaces = flavor.isRich && generator.oneIn(5)
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      addEnum(using: &generator)
    }
    for _ in 0..<Int.random(in: 2...6, using: &generator) { addModel(using: &generator) }
    if generator.oneIn(3) { addLink(using: &generator) }
    if generator.oneIn(8) { switchForeignKeys() }
  }

  func model(_ number: Int) -> Model? { models.first { $0.number == number } }

  func enumeration(_ number: Int) -> Enumeration? { enums.first { $0.number == number } }

  mutating func addEnum(using generator: inout SeededGenerator) {
    var enumeration = Enumeration(number: nextEnumNumber)
    nextEnumNumber += 1
    if generator.oneIn(4) { enumeration.mappedName = "some enum \(enumeration.number)" }
    for index in enumeration.values.indices where generator.oneIn(6) {
      enumeration.values[index].mappedName = "some value's \(index)"
    }
    enums.append(enumeration)
  }

  mutating func addModel(using generator: inout SeededGenerator) {
    var model = Model(number: nextNumber)
    nextNumber += 1
    if hasNamespaces { model.namespace = generator.oneIn(2) ? "public" : "other" }
    let keys = Key.allCases.filter { flavor.isRich || $0 != .bigAutoincrement }
    model.key = keys.randomElement(using: &generator) ?? .int
    model.isAnnotated = generator.oneIn(3)
    for index in 0..<Int.random(in: 1...6, using: &generator) {
      model.fields.append(newField("field\(index)", using: &generator))
    }
    if generator.oneIn(6) { model.mappedName = "some table \(model.number)" }
    for target in models + (hasForeignKeys ? [model] : []) where generator.oneIn(4) {
      model.parents.append(newParent(to: target, of: model, using: &generator))
    }
    models.append(model)
    if hasForeignKeys, generator.oneIn(4) { closeCycle(using: &generator) }
    for _ in 0..<2 { toggleIndex(ofModelAt: models.count - 1, using: &generator) }
  }

  /// Lets a model refer to the last one, which may refer to it.
  private mutating func closeCycle(using generator: inout SeededGenerator) {
    let index = Int.random(in: 0..<models.count, using: &generator)
    guard let last = models.last, last.number != models[index].number else { return }
    var parent = newParent(to: last, of: models[index], using: &generator)
    parent.isOptional = true
    models[index].parents.append(parent)
  }

  func newField(_ name: String, using generator: inout SeededGenerator) -> RandomColumn {
    var field = RandomColumn(
      name: name, kind: flavor.kinds.randomElement(using: &generator) ?? .string)
    field.enumeration = enums.randomElement(using: &generator)?.number ?? 0
    field.native = flavor.natives(of: field.kind).randomElement(using: &generator) ?? nil
    if flavor.isRich, [.string, .int, .enumeration].contains(field.kind) {
      field.isList = generator.oneIn(5)
      if field.isList { field.native = nil }
    }
    field.isOptional = !field.isList && generator.oneIn(2)
    field.defaultValue = newDefault(for: field, using: &generator)
    field.isUnique = field.isDistinct && field.isIndexable && generator.oneIn(5)
    field.holdsNulls = field.isOptional && generator.oneIn(2)
    if generator.oneIn(6) { field.mappedName = "some \(name)" }
    field.isIgnored = generator.oneIn(10)
    return field
  }

  func newDefault(
    for field: RandomColumn, using generator: inout SeededGenerator
  ) -> RandomColumn.Default? {
    var choices: [RandomColumn.Default?] = [nil, nil]
    let enumeration = enumeration(field.enumeration)
    if field.kind.literal(of: enumeration) != nil { choices += [.literal, .literal] }
    if flavor.expression(for: field, enumeration, in: nil) != nil { choices.append(.expression) }
    if !field.isList {
      if field.kind == .dateTime { choices += [.time, .client] }
      if field.kind == .string, field.native != "Char(40)" { choices.append(.client) }
      if flavor.isRich, [.int, .bigInt].contains(field.kind), !field.isOptional {
        choices.append(.sequence)
      }
    }
    return choices.randomElement(using: &generator) ?? nil
  }

  func newParent(
    to target: Model, of model: Model, using generator: inout SeededGenerator
  ) -> Parent {
    // A required reference to the own model could not be filled row by row.
    let isOptional = target.number == model.number || generator.oneIn(2)
    return Parent(
      name: "parent\(target.number)", model: target.number, isOptional: isOptional,
      onDelete: newAction(isOptional: isOptional, using: &generator),
      onUpdate: newAction(isOptional: false, using: &generator))
  }

  func newAction(isOptional: Bool, using generator: inout SeededGenerator) -> String {
    let actions = ["NoAction", "Cascade", "Restrict"] + (isOptional ? ["SetNull"] : [])
    return actions.randomElement(using: &generator) ?? "NoAction"
  }
}

/// A schema that is easy to change at random and to write as text.
///
/// Every model has the key `id Int @id`; relations point to models with a lower number or to the
/// model itself, so that rows can be inserted in the order of the models.
struct RandomSchema: Equatable {
  struct Model: Equatable {
    var number: Int
    var fields: [Field]
    var parents: [Parent]
    /// Names of fields of one-column indexes.
    var indexes: Set<String>

    var name: String { "Model\(number)" }
  }

  struct Field: Equatable {
    enum Kind: String, CaseIterable {
      case string = "String"
      case int = "Int"
      case bigInt = "BigInt"
      case float = "Float"
      case boolean = "Boolean"
      case dateTime = "DateTime"
      case bytes = "Bytes"
      case enumeration = "Color"
    }

    var name: String
    var kind: Kind
    var isOptional: Bool
    var hasDefault: Bool
    var isUnique: Bool
    /// Whether the rows of a test hold NULL here now and then.
    var holdsNulls: Bool
  }

  /// A foreign key `<name>Id` to another model.
  struct Parent: Equatable {
    var name: String
    var model: Int
    var isOptional: Bool
    /// An index of `actions`.
    var action: Int
  }

  static let actions = ["Cascade", "Restrict", "NoAction", "SetNull"]

  var models: [Model]
  var colors: [String]
  /// The number of the next model; that of a dropped model is never given again.
  private var nextNumber: Int

  /// A schema of two to six models.
  init(using generator: inout SeededGenerator) {
    models = []
    colors = ["RED", "GREEN", "BLUE"]
    nextNumber = 0
    for _ in 0..<Int.random(in: 2...6, using: &generator) { addModel(using: &generator) }
  }

  private func newModel(_ number: Int, using generator: inout SeededGenerator) -> Model {
    var model = Model(number: number, fields: [], parents: [], indexes: [])
    for index in 0..<Int.random(in: 1...6, using: &generator) {
      model.fields.append(newField("field\(index)", using: &generator))
    }
    for target in models.map(\.number) + [number] where generator.oneIn(4) {
      model.parents.append(newParent("parent\(target)", target, of: number, using: &generator))
    }
    for field in model.fields where field.isIndexable && generator.oneIn(3) {
      model.indexes.insert(field.name)
    }
    return model
  }

  private func newField(_ name: String, using generator: inout SeededGenerator) -> Field {
    let kind = Field.Kind.allCases.randomElement(using: &generator) ?? .string
    let isOptional = generator.oneIn(2)
    return Field(
      name: name, kind: kind, isOptional: isOptional,
      hasDefault: kind.literal != nil && generator.oneIn(2),
      isUnique: kind.isDistinct && generator.oneIn(5),
      holdsNulls: isOptional && generator.oneIn(2))
  }

  private func newParent(
    _ name: String, _ target: Int, of model: Int, using generator: inout SeededGenerator
  ) -> Parent {
    // A required reference to the own model could not be filled row by row.
    let isOptional = target == model || generator.oneIn(2)
    let action = Int.random(in: 0..<(isOptional ? 4 : 3), using: &generator)
    return Parent(name: name, model: target, isOptional: isOptional, action: action)
  }
}

extension RandomSchema {
  /// Changes the schema in one to five places, never in a way that rows make impossible.
  mutating func mutate(using generator: inout SeededGenerator) {
    for _ in 0..<Int.random(in: 1...5, using: &generator) {
      switch Int.random(in: 0..<10, using: &generator) {
      case 0: addModel(using: &generator)
      case 1: dropLastModel()
      case 2, 3: addField(using: &generator)
      case 4: dropField(using: &generator)
      case 5, 6: changeField(using: &generator)
      case 7: changeIndex(using: &generator)
      default: changeParents(using: &generator)
      }
    }
  }

  private mutating func addModel(using generator: inout SeededGenerator) {
    models.append(newModel(nextNumber, using: &generator))
    nextNumber += 1
  }

  private mutating func dropLastModel() {
    guard models.count > 1 else { return }
    models.removeLast()
  }

  private mutating func addField(using generator: inout SeededGenerator) {
    let index = models.indices.randomElement(using: &generator) ?? 0
    var field = newField("added\(models[index].fields.count)", using: &generator)
    guard !models[index].fields.contains(where: { $0.name == field.name }) else { return }
    // A new required field needs a default, and one value for all rows cannot be unique.
    if !field.isOptional { field.hasDefault = true }
    if field.kind.literal == nil { field.isOptional = true }
    if field.kind.literal == nil { field.hasDefault = false }
    if field.hasDefault { field.isUnique = false }
    models[index].fields.append(field)
  }

  private mutating func dropField(using generator: inout SeededGenerator) {
    let index = models.indices.randomElement(using: &generator) ?? 0
    guard models[index].fields.count > 1,
      let position = models[index].fields.indices.randomElement(using: &generator)
    else { return }
    models[index].indexes.remove(models[index].fields[position].name)
    models[index].fields.remove(at: position)
  }

  private mutating func changeField(using generator: inout SeededGenerator) {
    let index = models.indices.randomElement(using: &generator) ?? 0
    guard let position = models[index].fields.indices.randomElement(using: &generator) else {
      return
    }
    var field = models[index].fields[position]
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: field.isOptional = field.holdsNulls || !field.isOptional
    case 1: field.hasDefault = field.kind.literal != nil && !field.hasDefault
    case 2: field.isUnique = field.kind.isDistinct && !field.isUnique
    default: if field.kind == .int { field.kind = .bigInt }
    }
    // A field that was added with a default holds the same value in all rows.
    if field.name.hasPrefix("added") {
      field.isUnique = false
      field.isOptional = field.isOptional || field.kind.literal == nil
      field.hasDefault = field.hasDefault || !field.isOptional
    }
    models[index].fields[position] = field
  }

  private mutating func changeIndex(using generator: inout SeededGenerator) {
    let index = models.indices.randomElement(using: &generator) ?? 0
    guard let field = models[index].fields.randomElement(using: &generator), field.isIndexable
    else { return }
    models[index].indexes.formSymmetricDifference([field.name])
  }

  private mutating func changeParents(using generator: inout SeededGenerator) {
    let index = models.indices.randomElement(using: &generator) ?? 0
    if !models[index].parents.isEmpty, generator.oneIn(2) {
      if generator.oneIn(2) {
        models[index].parents.removeLast()
      } else {
        models[index].parents[0].action = Int.random(in: 0..<3, using: &generator)
      }
      return
    }
    let number = models[index].number
    let target = models[Int.random(in: 0...index, using: &generator)].number
    let name = "parent\(target)"
    guard !models[index].parents.contains(where: { $0.name == name }) else { return }
    var parent = newParent(name, target, of: number, using: &generator)
    parent.isOptional = true
    models[index].parents.append(parent)
  }
}

extension RandomSchema.Field {
  /// Whether any database can index it without a length.
  var isIndexable: Bool { kind != .bytes }
}

extension RandomSchema.Field.Kind {
  /// A default value in the schema language; `nil` where the kind has no literal.
  var literal: String? {
    switch self {
    case .string: #""it's \"quoted\"""#
    case .int: "42"
    case .bigInt: "9007199254740993"
    case .float: "1.5"
    case .boolean: "true"
    case .enumeration: "RED"
    case .dateTime, .bytes: nil
    }
  }

  /// Whether the rows of a test hold distinct values.
  var isDistinct: Bool {
    switch self {
    case .string, .int, .bigInt, .float, .dateTime: true
    case .boolean, .bytes, .enumeration: false
    }
  }
}

extension RandomSchema {
  /// The schema as text, with relation fields on both sides.
  func text(provider: String) -> String {
    var blocks = ["datasource db {\n  provider = \"\(provider)\"\n}"]
    blocks.append("enum Color {\n" + colors.map { "  \($0)\n" }.joined() + "}")
    for model in models {
      var lines = ["id Int @id"]
      for field in model.fields {
        var line = "\(field.name) \(field.kind.rawValue)\(field.isOptional ? "?" : "")"
        if field.isUnique { line += " @unique" }
        if field.hasDefault, let literal = field.kind.literal { line += " @default(\(literal))" }
        lines.append(line)
      }
      for parent in model.parents {
        let mark = parent.isOptional ? "?" : ""
        let relation = "\"\(model.name)_\(parent.name)\""
        lines.append("\(parent.name)Id Int\(mark)")
        lines.append(
          "\(parent.name) Model\(parent.model)\(mark) @relation(\(relation), "
            + "fields: [\(parent.name)Id], references: [id], "
            + "onDelete: \(Self.actions[parent.action]), onUpdate: NoAction)")
      }
      for child in models {
        for parent in child.parents where parent.model == model.number {
          lines.append(
            "children\(child.number) \(child.name)[] @relation(\"\(child.name)_\(parent.name)\")")
        }
      }
      for field in model.fields where model.indexes.contains(field.name) {
        lines.append("@@index([\(field.name)])")
      }
      blocks.append("model \(model.name) {\n" + lines.map { "  \($0)\n" }.joined() + "}")
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }
}

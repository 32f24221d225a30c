import BackendInterface
import TestSupport

extension RandomSchema {
  /// Changes the schema in one to five places, never in a way that rows make impossible.
  ///
  /// - Returns: What is only called otherwise, in names of the database.
  mutating func mutate(using generator: inout SeededGenerator) -> [Rename] {
    let previous = self
    for _ in 0..<Int.random(in: 1...5, using: &generator) {
      switch Int.random(in: 0..<20, using: &generator) {
      case 0: addModel(using: &generator)
      case 1: dropLastModel()
      case 2, 3: addField(using: &generator)
      case 4: dropField(using: &generator)
      case 5, 6, 7: changeField(using: &generator)
      case 8: convertField(using: &generator)
      case 9, 10: toggleIndex(ofModelAt: anyModel(using: &generator), using: &generator)
      case 11, 12: changeParents(using: &generator)
      case 13: changeKey(using: &generator)
      case 14: toggleLink(using: &generator)
      case 15: changeEnums(using: &generator)
      case 16: changeValues(using: &generator)
      case 17: renameTable(using: &generator)
      case 18: renameColumn(using: &generator)
      default: if generator.oneIn(3) { switchForeignKeys() }
      }
    }
    return renames(from: previous)
  }

  /// A table or column that has another name in the database while its model or field stays.
  private func renames(from previous: RandomSchema) -> [Rename] {
    renamesOfEnums(from: previous)
      + previous.models.flatMap { old -> [Rename] in
        guard let new = model(old.number) else { return [] }
        let tables = old.table == new.table ? [] : [Rename(.table, from: old.table, to: new.table)]
        return tables
          + old.fields.compactMap { field in
            guard let changed = new.fields.first(where: { $0.name == field.name }),
              changed.column != field.column
            else { return nil }
            return Rename(.column(table: new.table), from: field.column, to: changed.column)
          }
      }
  }

  func anyModel(using generator: inout SeededGenerator) -> Int {
    models.indices.randomElement(using: &generator) ?? 0
  }

  private mutating func dropLastModel() {
    guard models.count > 1, let last = models.popLast() else { return }
    links.removeAll { $0.left == last.number || $0.right == last.number }
    for index in models.indices { models[index].parents.removeAll { $0.model == last.number } }
  }

  private mutating func addField(using generator: inout SeededGenerator) {
    let index = anyModel(using: &generator)
    var field = newField("added\(models[index].fields.count)", using: &generator)
    guard !models[index].fields.contains(where: { $0.name == field.name }) else { return }
    field.becomeUniform()
    models[index].fields.append(field)
  }

  private mutating func dropField(using generator: inout SeededGenerator) {
    let index = anyModel(using: &generator)
    guard models[index].fields.count > 1,
      let position = models[index].fields.indices.randomElement(using: &generator)
    else { return }
    let name = models[index].fields[position].name
    models[index].indexes.removeAll { $0.fields.contains(name) }
    models[index].fields.remove(at: position)
  }

  private mutating func changeField(using generator: inout SeededGenerator) {
    let index = anyModel(using: &generator)
    guard let position = models[index].fields.indices.randomElement(using: &generator) else {
      return
    }
    var field = models[index].fields[position]
    switch Int.random(in: 0..<4, using: &generator) {
    case 0:
      let needsValue = field.defaultValue == .sequence || field.isList
      field.isOptional = field.holdsNulls || (!field.isOptional && !needsValue)
    case 1: field.defaultValue = newDefault(for: field, using: &generator)
    case 2:
      guard !isIndexed(field, in: models[index]) else { return }
      field.isUnique = field.isDistinct && field.isIndexable && !field.isUnique
    default:
      guard !field.isList, !field.isUnique, !isIndexed(field, in: models[index]) else { return }
      let natives = flavor.natives(of: field.kind)
      // Money has no cast to or from other numbers that keeps all rows.
      guard field.native != "Money" else { return }
      field.native = natives.filter { $0 != "Money" }.randomElement(using: &generator) ?? nil
    }
    if field.isUniform { field.becomeUniform() }
    models[index].fields[position] = field
  }

  private func isIndexed(_ field: RandomColumn, in model: Model) -> Bool {
    model.indexes.contains { $0.fields.contains(field.name) }
  }

  /// Gives a field another type; what becomes of its values is not looked at.
  private mutating func convertField(using generator: inout SeededGenerator) {
    let index = anyModel(using: &generator)
    guard let position = models[index].fields.indices.randomElement(using: &generator) else {
      return
    }
    var field = models[index].fields[position]
    guard field.native == nil, let kind = field.kind.convertible.randomElement(using: &generator)
    else { return }
    models[index].indexes.removeAll { $0.fields.contains(field.name) }
    if flavor.isRich, [.string, .int, .enumeration].contains(field.kind), generator.oneIn(4) {
      field.isList.toggle()
    } else {
      guard !field.isList else { return }
      field.kind = kind
      field.enumeration = enums.randomElement(using: &generator)?.number ?? 0
    }
    field.defaultValue = nil
    field.becomeUniform()
    models[index].fields[position] = field
  }

  mutating func toggleIndex(ofModelAt index: Int, using generator: inout SeededGenerator) {
    if !models[index].indexes.isEmpty, generator.oneIn(3) {
      models[index].indexes.removeLast()
      return
    }
    guard let field = models[index].fields.randomElement(using: &generator) else { return }
    var new = Index(fields: [field.name])
    if flavor.isRich, field.kind == .json, field.native == nil {
      new.method = "Gin"
      new.operatorClass = generator.oneIn(2) ? "JsonbPathOps" : nil
    } else if field.isList {
      new.method = "Gin"
    } else if !field.isIndexable {
      return
    } else if flavor.isRich, field.native != "Money", generator.oneIn(4) {
      new.method = "Hash"
    } else {
      new.isDescending = generator.oneIn(3)
      new.isUnique = field.isDistinct && !field.isUnique && generator.oneIn(2)
      let others = models[index].fields.filter { $0.isIndexable && $0 != field }
      if let other = others.randomElement(using: &generator), generator.oneIn(2) {
        new.fields.append(other.name)
      }
    }
    if generator.oneIn(4) { new.name = "some index \(models[index].number)" }
    guard
      !models[index].indexes.contains(where: {
        $0.fields == new.fields || ($0.name != nil && $0.name == new.name)
      })
    else { return }
    models[index].indexes.append(new)
  }

  private mutating func changeParents(using generator: inout SeededGenerator) {
    let index = anyModel(using: &generator)
    if !models[index].parents.isEmpty, generator.oneIn(2) {
      if generator.oneIn(2) {
        models[index].parents.removeLast()
      } else {
        let isOptional = models[index].parents[0].isOptional
        models[index].parents[0].onDelete = newAction(
          isOptional: isOptional, using: &generator)
        models[index].parents[0].onUpdate = newAction(isOptional: false, using: &generator)
      }
      return
    }
    let last = hasForeignKeys && generator.oneIn(3) ? models.count - 1 : index
    let target = models[Int.random(in: 0...last, using: &generator)]
    // An emulated relation of a model to itself would need actions of its own.
    guard hasForeignKeys || target.number != models[index].number,
      !models[index].parents.contains(where: { $0.model == target.number })
    else { return }
    var parent = newParent(to: target, of: models[index], using: &generator)
    parent.isOptional = true
    models[index].parents.append(parent)
  }

  /// Switches between keys that hold the same numbers, or widens one.
  ///
  /// The key of the first model keeps its type: a view may look at it.
  private mutating func changeKey(using generator: inout SeededGenerator) {
    let index = anyModel(using: &generator)
    switch models[index].key {
    case .int:
      models[index].key = index > 0 && generator.oneIn(2) ? .bigInt : .autoincrement
    case .autoincrement: models[index].key = .int
    case .bigInt: if flavor.isRich { models[index].key = .bigAutoincrement }
    case .bigAutoincrement: models[index].key = .bigInt
    default: break
    }
  }

  mutating func addLink(using generator: inout SeededGenerator) {
    let linkable = models.filter { $0.key != .composite }
    guard let one = linkable.randomElement(using: &generator)?.number,
      let other = linkable.randomElement(using: &generator)?.number,
      hasForeignKeys || one != other
    else { return }
    let link = Link(left: min(one, other), right: max(one, other))
    if !links.contains(link) { links.append(link) }
  }

  private mutating func toggleLink(using generator: inout SeededGenerator) {
    if links.isEmpty || generator.oneIn(2) {
      addLink(using: &generator)
    } else {
      links.removeLast()
    }
  }

  private mutating func renameTable(using generator: inout SeededGenerator) {
    let index = anyModel(using: &generator)
    models[index].mappedName = "renamed \(models[index].number)"
  }

  private mutating func renameColumn(using generator: inout SeededGenerator) {
    let index = anyModel(using: &generator)
    guard let position = models[index].fields.indices.randomElement(using: &generator) else {
      return
    }
    models[index].fields[position].mappedName = "renamed \(models[index].fields[position].name)"
  }

  /// Turns `relationMode` around; cycles of relations would need actions of their own.
  mutating func switchForeignKeys() {
    guard !models.contains(where: { model in model.parents.contains { $0.model >= model.number } }),
      !links.contains(where: { $0.left == $0.right })
    else { return }
    hasForeignKeys.toggle()
  }
}

extension RandomColumn {
  /// Makes it possible for rows that are there already: one value for all, or none.
  fileprivate mutating func becomeUniform() {
    isUniform = true
    isUnique = false
    guard !isList else { return }
    if !isOptional, defaultValue == nil {
      isOptional = true
    }
  }
}

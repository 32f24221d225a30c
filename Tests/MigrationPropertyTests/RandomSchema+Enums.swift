import BackendInterface
import TestSupport

/// Changes of enums.
extension RandomSchema {
  mutating func changeEnums(using generator: inout SeededGenerator) {
    guard let index = enums.indices.randomElement(using: &generator) else {
      addEnum(using: &generator)
      return
    }
    switch Int.random(in: 0..<3, using: &generator) {
    case 0: addEnum(using: &generator)
    case 1: enums[index].mappedName = "renamed enum \(enums[index].number)"
    default: dropEnum(enums[index].number)
    }
  }

  /// Removes an enum; its fields become texts.
  private mutating func dropEnum(_ number: Int) {
    guard enums.count > 1 else { return }
    enums.removeAll { $0.number == number }
    for model in models.indices {
      for field in models[model].fields.indices
      where models[model].fields[field].kind == .enumeration
        && models[model].fields[field].enumeration == number
      {
        models[model].fields[field].kind = .string
        if models[model].fields[field].defaultValue == .expression {
          models[model].fields[field].defaultValue = .literal
        }
      }
    }
  }

  /// Adds, renames or removes values that no row has.
  mutating func changeValues(using generator: inout SeededGenerator) {
    guard let index = enums.indices.randomElement(using: &generator) else { return }
    let last = enums[index].values.count - 1
    switch Int.random(in: 0..<3, using: &generator) {
    case 0:
      let name = "NEW\(last)"
      guard !enums[index].values.contains(where: { $0.name == name }) else { return }
      enums[index].values.append(Enumeration.Value(name: name))
    case 1: if last >= 3 { enums[index].values[last].mappedName = "renamed \(last)" }
    default: if last >= 3 { enums[index].values.removeLast() }
    }
  }

  /// The enums and values that have other names in the database.
  func renamesOfEnums(from previous: RandomSchema) -> [Rename] {
    guard flavor.isRich else { return [] }
    return previous.enums.flatMap { old -> [Rename] in
      guard let new = enumeration(old.number) else { return [] }
      let types = old.type == new.type ? [] : [Rename(.enumeration, from: old.type, to: new.type)]
      return types
        + old.values.compactMap { value in
          guard let changed = new.values.first(where: { $0.name == value.name }),
            changed.stored != value.stored
          else { return nil }
          return Rename(
            .enumValue(enumeration: new.type), from: value.stored, to: changed.stored)
        }
    }
  }
}

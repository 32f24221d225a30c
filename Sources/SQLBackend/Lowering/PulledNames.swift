import BackendInterface
import SQLModel
import SchemaModel

/// The names that the schema gives to the tables, columns, enums and values of a database.
///
/// A previous name stays; a new one follows the policy, with a number where it is taken.
struct PulledNames {
  private(set) var models: [QualifiedName: String] = [:]
  /// The names that models would have without a previous schema, after which relations are named.
  private(set) var newModels: [QualifiedName: String] = [:]
  private(set) var enums: [QualifiedName: String] = [:]
  private var fields: [QualifiedName: [String: String]] = [:]
  private var values: [QualifiedName: [String: String]] = [:]
  private let naming: SchemaNaming
  private let previous: PreviousSchema

  init<Dialect: SQLDialect>(
    _ tables: [Table<Dialect>], _ enumerations: [IntrospectedEnum], _ previous: PreviousSchema,
    _ policy: NamingPolicy
  ) {
    naming = SchemaNaming(policy: policy)
    self.previous = previous
    nameTypes(tables.map(\.name), enumerations.map(\.name))
    for table in tables { nameFields(of: table.name, table.columns.map(\.name)) }
    for enumeration in enumerations { nameValues(of: enumeration) }
  }

  func field(of column: String, in table: QualifiedName) -> String {
    fields[table]?[column] ?? column
  }

  /// The name that the field of a column would have without a previous schema.
  func newField(of column: String) -> String { naming.field(column) }

  func value(_ value: String, of enumeration: QualifiedName) -> String? {
    values[enumeration]?[value]
  }

  private mutating func nameTypes(_ tables: [QualifiedName], _ types: [QualifiedName]) {
    var taken = TakenNames()
    for table in tables {
      guard let name = previous.model(of: table)?.name else { continue }
      models[table] = name
      taken.insert(name)
    }
    for type in types {
      guard let name = previous.enumeration(of: type)?.name else { continue }
      enums[type] = name
      taken.insert(name)
    }
    let plain = tables.map { naming.model($0.name) } + types.map { naming.enumeration($0.name) }
    let counts = Dictionary(plain.map { ($0, 1) }, uniquingKeysWith: +)
    // A name that stands for things in several namespaces has the namespace before it.
    func name(_ plain: String, _ type: QualifiedName, _ long: (String) -> String) -> String {
      guard let namespace = type.namespace, counts[plain, default: 0] > 1 else { return plain }
      return long("\(namespace)_\(type.name)")
    }
    for table in tables {
      let newName = name(naming.model(table.name), table, naming.model)
      newModels[table] = newName
      if models[table] == nil {
        let free = taken.take(newName)
        models[table] = free
        newModels[table] = free
      }
    }
    for type in types where enums[type] == nil {
      enums[type] = taken.take(name(naming.enumeration(type.name), type, naming.enumeration))
    }
  }

  private mutating func nameFields(of table: QualifiedName, _ columns: [String]) {
    let known = columns.map { previous.field(of: $0, in: table)?.name }
    fields[table] = names(columns, known, naming.field)
  }

  private mutating func nameValues(of enumeration: IntrospectedEnum) {
    let values = previous.enumeration(of: enumeration.name)?.values ?? []
    let known = enumeration.values.map { value in
      values.first { $0.databaseName == value }?.name
    }
    self.values[enumeration.name] = names(enumeration.values, known, naming.value)
  }

  private func names(
    _ databaseNames: [String], _ known: [String?], _ name: (String) -> String
  ) -> [String: String] {
    var taken = TakenNames()
    for case let name? in known { taken.insert(name) }
    // What is the name already keeps it, whatever else would get it.
    let isSame = zip(databaseNames, known).map { $1 == nil && name($0) == $0 }
    for (databaseName, isSame) in zip(databaseNames, isSame) where isSame {
      taken.insert(databaseName)
    }
    var result: [String: String] = [:]
    for (index, databaseName) in databaseNames.enumerated() {
      result[databaseName] =
        known[index] ?? (isSame[index] ? databaseName : taken.take(name(databaseName)))
    }
    return result
  }
}

/// Names in one scope, each of which is given once.
struct TakenNames {
  private var names: Set<String> = []

  mutating func insert(_ name: String) { names.insert(name) }

  func contains(_ name: String) -> Bool { names.contains(name) }

  /// The name, or the first of the form `name_2`, `name_3`, … that is not taken.
  mutating func take(_ name: String) -> String {
    var candidate = name
    var number = 1
    while !names.insert(candidate).inserted {
      number += 1
      candidate = "\(name)_\(number)"
    }
    return candidate
  }
}

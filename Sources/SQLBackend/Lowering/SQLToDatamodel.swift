import BackendInterface
import Diagnostics
import SQLModel
import SchemaModel

/// Describes the structure of a database in the schema language, as Prisma does.
///
/// Names, and what a database cannot say such as `@updatedAt`, are taken from the previous
/// datamodel where its models have the names of the tables.
struct SQLToDatamodel<Dialect: SQLDialect> {
  let schema: SQLSchema<Dialect>
  let previous: Datamodel
  let names: ConstraintNames
  /// The tables that become models, previous models first in their order.
  let tables: [Table<Dialect>]
  /// The tables of implicit many-to-many relations.
  let joinTables: [Table<Dialect>]
  private(set) var modelNames: [QualifiedName: String] = [:]
  private(set) var enumNames: [QualifiedName: String] = [:]
  /// The relations with foreign keys, in the order of the database.
  private(set) var inline: [Inline] = []
  private let modelIndices: [QualifiedName: Int]

  init(_ schema: SQLSchema<Dialect>, previous: Datamodel?) {
    self.schema = schema
    self.previous = previous ?? .empty
    names = ConstraintNames(maximumIdentifierLength: Dialect.maximumIdentifierLength)
    let described = schema.tables.filter { !$0.isMigrationHistory }.map(Self.inPulledOrder)
    joinTables = described.filter { $0.isJoinTable }
    let models = described.filter { !$0.isJoinTable && !$0.columns.isEmpty }
    let previousModels = self.previous.models
    tables = models.enumerated().sorted { left, right in
      let positions = [left.element, right.element].map { table in
        previousModels.firstIndex { $0.describes(table.name) } ?? previousModels.count
      }
      return (positions[0], left.offset) < (positions[1], right.offset)
    }.map(\.element)
    modelIndices = Dictionary(
      tables.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    nameModels()
    inline = inlineRelations()
  }

  func introspected() -> IntrospectedDatamodel {
    let ends = relationEnds()
    var builder = DatamodelAssembly(
      configuration: previous.configuration, enums: enums(), modelCount: tables.count)
    for (index, table) in tables.enumerated() {
      builder.addModel(
        model(of: table),
        columns: table.columns.compactMap { column in
          field(for: column, of: table, in: ModelID(index)).map { (column.name, $0) }
        })
      for end in ends where end.model == index {
        builder.addRelationField(end.field(in: ModelID(index)), of: index, end: end.side)
      }
    }
    for (index, table) in tables.enumerated() {
      addKeys(of: table, at: index, to: &builder)
    }
    for relation in relations() { builder.addRelation(relation) }
    return IntrospectedDatamodel(datamodel: builder.datamodel(), notices: notices())
  }

  /// The previous model of a table.
  func previousModel(of table: QualifiedName) -> ModelView? {
    previous.models.first { $0.describes(table) }
  }

  /// The previous field of a column.
  func previousField(of column: String, in table: QualifiedName) -> FieldView? {
    previousModel(of: table)?.columnFields.first { $0.databaseName == column }
  }

  func fieldName(of column: String, in table: QualifiedName) -> String {
    previousField(of: column, in: table)?.name ?? schemaName(for: column)
  }

  func modelIndex(of table: QualifiedName) -> Int? { modelIndices[table] }

  private static func inPulledOrder(_ table: Table<Dialect>) -> Table<Dialect> {
    guard Dialect.listsKeysBackwards else { return table }
    var table = table
    table.foreignKeys.reverse()
    table.indexes.reverse()
    return table
  }

  private mutating func nameModels() {
    let allEnums = Dialect.enums(of: schema.objects)
    let plain = (tables.map(\.name) + allEnums.map(\.name)).map { schemaName(for: $0.name) }
    let counts = Dictionary(plain.map { ($0, 1) }, uniquingKeysWith: +)
    func name(_ name: QualifiedName) -> String {
      if let namespace = name.namespace, counts[schemaName(for: name.name), default: 0] > 1 {
        return schemaName(for: "\(namespace)_\(name.name)")
      }
      if reservedNames.contains(name.name) { return "Renamed\(name.name)" }
      return schemaName(for: name.name)
    }
    for table in tables {
      modelNames[table.name] = previousModel(of: table.name)?.name ?? name(table.name)
    }
    for enumeration in allEnums {
      let previous = previous.enums.first { $0.databaseName == enumeration.name.name }
      enumNames[enumeration.name] = previous?.name ?? name(enumeration.name)
    }
  }

  /// The enums of the previous schema, for a database that has none.
  var keptEnums: [Enum] {
    let taken = Set(modelNames.values)
    return previous.enums.map(\.enumeration).filter { !taken.contains($0.name) }
  }

  private func enums() -> [Enum] {
    guard Dialect.hasEnums else { return keptEnums }
    return Dialect.enums(of: schema.objects).map { enumeration in
      let name = enumNames[enumeration.name] ?? enumeration.name.name
      let known = previous.enumeration(named: name)
      let values = enumeration.values.map { value in
        let previousValue = known?.values.first { $0.databaseName == value }
        let schemaValue =
          previousValue?.name ?? (value.isEmpty ? "EMPTY_ENUM_VALUE" : schemaName(for: value))
        return Enum.Value(
          name: schemaValue,
          mappedName: mappedName(schemaValue, of: value, previousValue?.mappedName),
          span: .none)
      }
      return Enum(
        name: name,
        mappedName: mappedName(name, of: enumeration.name.name, known?.enumeration.mappedName),
        schemaName: schema.namespaces.isEmpty ? nil : enumeration.name.namespace, values: values,
        nameSpan: .none, span: .none)
    }
  }

  /// The argument of `@@map`; one that repeats the name stays where the schema has it.
  private func mappedName(_ name: String, of databaseName: String, _ known: String?) -> String? {
    name == databaseName && known != databaseName ? nil : databaseName
  }

  private func model(of table: Table<Dialect>) -> Model {
    let name = modelNames[table.name] ?? table.name.name
    let known = previousModel(of: table.name)
    var model = Model(
      kind: .model, name: name,
      mappedName: mappedName(name, of: table.name.name, known?.model.mappedName),
      schemaName: schema.namespaces.isEmpty ? nil : table.name.namespace,
      isIgnored: known?.model.isIgnored == true || !isIdentifiable(table), nameSpan: .none,
      span: .none)
    if known == nil, !isIdentifiable(table) {
      model.documentation = "No key identifies the rows of this table, so clients cannot use it."
    }
    return model
  }

  /// Whether a key without optional and unsupported columns identifies the rows.
  func isIdentifiable(_ table: Table<Dialect>) -> Bool {
    let unique = table.indexes.filter(\.isUnique).filter(Dialect.isExpressible).map(\.columns)
    return ([table.primaryKey?.columns ?? []] + unique).contains { columns in
      !columns.isEmpty
        && columns.allSatisfy { name in
          guard let column = table.column(named: name) else { return false }
          return !column.isNullable && !Dialect.introspectedType(of: column).isUnsupported
        }
    }
  }
}

extension SourceSpan {
  /// The span of what was not read from a file.
  static var none: SourceSpan { SourceSpan(file: 0, range: SourceRange(0, 0)) }
}

extension ModelView {
  /// Whether the model stands for a table.
  func describes(_ table: QualifiedName) -> Bool {
    !isView && databaseName == table.name
      && (model.schemaName == nil || table.namespace == nil || model.schemaName == table.namespace)
  }
}

extension Table {
  /// Whether it is the table in which applied migrations are recorded.
  fileprivate var isMigrationHistory: Bool {
    name.name == "_prisma_migrations" && column(named: "migration_name") != nil
  }

  /// Whether it is the table of an implicit many-to-many relation: `_Name(A, B)`.
  fileprivate var isJoinTable: Bool {
    guard name.name.hasPrefix("_"), foreignKeys.count == 2,
      columns.map({ $0.name.uppercased() }).sorted() == ["A", "B"]
    else { return false }
    let keys = [primaryKey?.columns ?? []] + indexes.filter(\.isUnique).map(\.columns)
    guard keys.contains(where: { $0.map { $0.uppercased() } == ["A", "B"] }),
      indexes.contains(where: { !$0.isUnique && $0.columns.map { $0.uppercased() } == ["B"] })
    else { return false }
    let sorted = foreignKeys.sorted { $0.columns.joined() < $1.columns.joined() }
    return sorted.map { $0.columns.joined().uppercased() } == ["A", "B"]
      && sorted[0].referencedTable.name <= sorted[1].referencedTable.name
  }
}

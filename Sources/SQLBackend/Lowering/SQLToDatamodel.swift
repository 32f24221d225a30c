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
  let previous: PreviousSchema
  let names: PulledNames
  let constraintNames: ConstraintNames
  let policy: NamingPolicy
  /// The tables that become models, previous models first in their order; then `views`.
  let tables: [Table<Dialect>]
  /// The views that become views of the schema.
  let views: Set<QualifiedName>
  /// The tables of implicit many-to-many relations.
  let joinTables: [Table<Dialect>]
  let enumerations: [IntrospectedEnum]
  /// The positions of enums in the datamodel.
  let enumPositions: [QualifiedName: Int]
  /// The enums of the previous schema, for a database that has none.
  let keptEnums: [Enum]
  /// For each table whether a key identifies its rows.
  let areIdentifiable: [Bool]
  private(set) var relations: [PulledRelation<Dialect>] = []
  private let modelIndices: [QualifiedName: Int]

  init(_ schema: SQLSchema<Dialect>, previous datamodel: Datamodel?, _ policy: NamingPolicy) {
    self.schema = schema
    self.policy = policy
    let previous = PreviousSchema(datamodel ?? .empty, names: Dialect.constraintNames)
    constraintNames = Dialect.constraintNames
    let described = schema.tables.filter { !$0.isMigrationHistory }.map(Self.inPulledOrder)
    let isJoinTable = { (table: Table<Dialect>) in
      table.isJoinTable
        && (table.refersInOrder || previous.relation(ofJoin: table.name) != nil)
    }
    joinTables = described.filter(isJoinTable)
    let pulledViews = Self.pulledViews(of: schema, previous)
    views = Set(pulledViews.map(\.name))
    tables =
      Self.sorted(
        described.filter {
          !isJoinTable($0) && !$0.columns.isEmpty && !previous.joinsWithoutKeys($0.name)
        }, as: previous) + Self.sorted(pulledViews, as: previous)
    modelIndices = Dictionary(
      tables.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    areIdentifiable = tables.map(Self.isIdentifiable)
    enumerations = Dialect.enums(of: schema.objects)
    let names = PulledNames(tables, enumerations, previous, policy)
    if Dialect.hasEnums {
      keptEnums = []
      enumPositions = Dictionary(
        enumerations.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    } else {
      let taken = Set(names.models.values)
      keptEnums = previous.datamodel.enums.map(\.enumeration).filter { !taken.contains($0.name) }
      enumPositions = [:]
    }
    self.previous = previous
    self.names = names
    relations = pulledRelations(joinTables)
  }

  func introspected() -> IntrospectedDatamodel {
    var builder = DatamodelAssembly(
      configuration: previous.datamodel.configuration, enums: enums(), modelCount: tables.count)
    var ends: [[RelationEnd]] = Array(repeating: [], count: tables.count)
    for end in relationEnds() { ends[end.model].append(end) }
    for (index, table) in tables.enumerated() {
      builder.addModel(
        model(of: table, at: index),
        columns: table.columns.map { column in
          (column.name, field(for: column, of: table, in: ModelID(index)))
        })
      for end in ends[index] {
        builder.addRelationField(end.field(in: ModelID(index)), of: index, end: end.side)
      }
    }
    for (index, table) in tables.enumerated() {
      addKeys(of: table, at: index, to: &builder)
    }
    for relation in relations { builder.addRelation(description(of: relation)) }
    var datamodel = builder.datamodel()
    let keptDefaults = keptKeyDefaults(of: datamodel)
    if !keptDefaults.isEmpty {
      for (field, value) in keptDefaults { builder.setDefault(value, of: field) }
      datamodel = builder.datamodel()
    }
    return IntrospectedDatamodel(datamodel: datamodel, notices: notices())
  }

  func modelIndex(of table: QualifiedName) -> Int? { modelIndices[table] }

  func modelName(_ index: Int) -> String { names.models[tables[index].name] ?? "" }

  private static func inPulledOrder(_ table: Table<Dialect>) -> Table<Dialect> {
    guard Dialect.listsKeysBackwards else { return table }
    var table = table
    table.foreignKeys.reverse()
    table.indexes.reverse()
    return table
  }

  /// The tables of previous models in the order of these, then the others.
  private static func sorted(
    _ tables: [Table<Dialect>], as previous: PreviousSchema
  ) -> [Table<Dialect>] {
    tables.enumerated()
      .map { (previous.model(of: $1.name)?.id.index ?? Int.max, $0, $1) }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
      .map(\.2)
  }

  /// The views in the form of tables, if the schema may have views.
  ///
  /// Materialized ones are described only where the schema does so already; one without columns
  /// is broken and keeps those of the schema.
  private static func pulledViews(
    of schema: SQLSchema<Dialect>, _ previous: PreviousSchema
  ) -> [Table<Dialect>] {
    guard previous.datamodel.configuration.hasPreviewFeature("views") else { return [] }
    return schema.views.compactMap { view -> Table<Dialect>? in
      let known = previous.model(of: view.name)
      let isNew = known == nil && !view.isMaterialized && !view.columns.isEmpty
      guard known != nil || isNew else { return nil }
      let kept = view.columns.isEmpty ? known?.columnFields ?? [] : []
      let columns = kept.map { field in
        Column<Dialect>(
          field.databaseName, Dialect.columnType(for: field), isNullable: true,
          options: Dialect.columnOptions(for: field))
      }
      return Table(
        view.name, columns: view.columns + columns, options: Dialect.tableOptions(for: nil))
    }
  }

  private func enums() -> [Enum] {
    guard Dialect.hasEnums else { return keptEnums }
    return enumerations.map { enumeration in
      let name = names.enums[enumeration.name] ?? ""
      let known = previous.enumeration(of: enumeration.name)
      let values = enumeration.values.map { value in
        let schemaValue = names.value(value, of: enumeration.name) ?? value
        let previousValue = known?.values.first { $0.databaseName == value }
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

  private func model(of table: Table<Dialect>, at index: Int) -> Model {
    let name = modelName(index)
    let known = previous.model(of: table.name)
    let isView = views.contains(table.name)
    var model = Model(
      kind: isView ? .view : .model, name: name,
      mappedName: mappedName(name, of: table.name.name, known?.model.mappedName),
      schemaName: schema.namespaces.isEmpty ? nil : table.name.namespace,
      isIgnored: known?.model.isIgnored == true || !(isView || areIdentifiable[index]),
      nameSpan: .none,
      span: .none)
    if known == nil { model.documentation = documentation(of: table, at: index) }
    return model
  }

  /// Whether a key without optional and unsupported columns identifies the rows.
  private static func isIdentifiable(_ table: Table<Dialect>) -> Bool {
    let unique = table.indexes.filter(\.isUnique).filter(Dialect.isExpressible).map(\.columns)
    return ([table.primaryKey?.columns ?? []] + unique).contains { columns in
      !columns.isEmpty
        && columns.allSatisfy { name in
          guard let column = table.column(named: name) else { return false }
          return !table.isOptional(column) && !Dialect.introspectedType(of: column).isUnsupported
        }
    }
  }
}

extension SourceSpan {
  /// The span of what was not read from a file.
  static var none: SourceSpan { SourceSpan(file: 0, range: SourceRange(0, 0)) }
}

extension Table {
  /// The columns of the primary key that take NULL, which fields of a key cannot.
  var nullableKeyColumns: [String] {
    (primaryKey?.columns ?? []).filter { column(named: $0)?.isNullable == true }
  }

  /// Whether the field of a column is optional.
  func isOptional(_ column: Column<Dialect>) -> Bool {
    column.isNullable && primaryKey?.columns.contains(column.name) != true
  }

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
    return keysByColumn.map { $0.columns.joined().uppercased() } == ["A", "B"]
  }

  /// Whether column `A` refers to the table that comes first by name, as of new relations.
  fileprivate var refersInOrder: Bool {
    let targets = keysByColumn.map(\.referencedTable.name)
    return targets == targets.sorted()
  }

  private var keysByColumn: [ForeignKey] {
    foreignKeys.sorted { $0.columns.joined() < $1.columns.joined() }
  }
}

package import BackendInterface
package import DatabaseAccess
package import SQLModel
package import SchemaModel

/// What a SQL product must say; the rest of its schema driver is `SQLSchemaDriver`.
package protocol SQLDialect: SQLComparisonRules {
  /// A change that this product can execute, and nothing that it cannot.
  associatedtype Step: Sendable & Hashable

  // The structure that a datamodel asks for.

  /// The longest name that the product keeps, in bytes of UTF-8.
  static var maximumIdentifierLength: Int { get }

  /// Whether primary keys have names.
  static var namesPrimaryKeys: Bool { get }

  /// What makes the rows of an implicit many-to-many table unique.
  static var manyToManyKey: ManyToManyKey { get }

  /// The type of the column of a field that is a column.
  static func columnType(for field: FieldView) -> ColumnType
  /// The default of the column of a field.
  static func columnDefault(for field: FieldView) -> ColumnDefault?

  static func columnOptions(for field: FieldView) -> ColumnOptions
  static func tableOptions(for model: ModelView?) -> TableOptions
  static func indexOptions(for key: Key, of model: ModelView) -> IndexOptions
  static func indexPartOptions(for part: Key.Part, of key: Key, in model: ModelView)
    -> IndexPartOptions

  /// The options of indexes and parts that no attribute stands for, as in many-to-many tables.
  static var plainIndexOptions: IndexOptions { get }
  static var plainIndexPartOptions: IndexPartOptions { get }

  /// The structure without anything.
  static var noObjects: Objects { get }

  /// Adds to a lowered schema what only this product has: enums, extensions, namespaces, and its
  /// own rules of numbering rows.
  static func complete(_ schema: inout SQLSchema<Self>, for datamodel: Datamodel)

  // Live databases.

  /// Reads the structure of a database with a fixed number of catalog queries.
  static func introspect(
    _ session: any DatabaseSession, filter: SchemaFilter
  ) throws(DatabaseError) -> SQLSchema<Self>

  /// See `SchemaDriver.respelled`.
  static func respelled(
    _ wanted: SQLSchema<Self>, beside present: SQLSchema<Self>, in session: any DatabaseSession
  ) -> SQLSchema<Self>

  /// See `SchemaDriver.worded`.
  static func worded(_ present: SQLSchema<Self>, as wanted: SQLSchema<Self>) -> SQLSchema<Self>

  // The schema language's words for what was read.

  /// What a column is in the schema language.
  static func introspectedType(of column: Column<Self>) -> IntrospectedType
  /// The default of a column as the server writes it, where it writes it anew.
  static func defaultText(of column: Column<Self>) -> String?
  /// How the database computes the values of a column; `nil` for others.
  static func generation(of column: Column<Self>) -> ColumnGeneration?
  /// When values are computed that a schema does not say it of.
  static var usualGeneration: ColumnGeneration.Storage { get }
  /// What of a table, a column, an index or of what is neither the schema language cannot say,
  /// beside what all products have.
  static func peculiarities(of table: Table<Self>) -> [Peculiarity]
  static func peculiarities(of column: Column<Self>) -> [Peculiarity]
  static func peculiarities(of index: Index<Self>) -> [Peculiarity]
  static func peculiarities(of objects: Objects, beside datamodel: Datamodel) -> [Peculiarity]
  /// Why an index cannot be written in the schema language, as the rest of a sentence about it.
  static func inexpressibleReason(_ index: Index<Self>) -> String
  /// Whether the database has enums; where it has none, those of the schema stay.
  static var hasEnums: Bool { get }
  /// Whether tables with a simple integer key number their rows, asked or not.
  static var numbersIntegerKeys: Bool { get }
  /// The enums among the objects of a database.
  static func enums(of objects: Objects) -> [IntrospectedEnum]
  /// Whether pulled schemas list keys and indexes from the last to the first, as the database does.
  static var listsKeysBackwards: Bool { get }
  /// Whether an index can be written in the schema language; a partial one cannot.
  static func isExpressible(_ index: Index<Self>) -> Bool
  /// The argument `type` of an index, when it is not the usual one.
  static func algorithm(of index: Index<Self>) -> String?
  /// The argument `ops` of a part of an index, when it is not the usual one.
  static func operatorClass(of part: IndexPart<Self>, in index: Index<Self>) -> Key.OperatorClass?

  // From differences to SQL.

  /// The steps that carry out a difference, in the order of execution.
  static func steps(for diff: SchemaDiff<Self>) -> [Step]

  /// The SQL of steps, labelled and grouped.
  static func script(for steps: [Step]) -> MigrationScript

  /// The values of the enums that a schema knows of, by the names of the enums.
  ///
  /// Where the database has no enums, only a schema made of a datamodel knows of them.
  static func enumValues(of schema: SQLSchema<Self>) -> [QualifiedName: [String]]

  /// Which values of enums the rows of tables on both sides have, where the database has no enums.
  static func valueQuestions(of diff: SchemaDiff<Self>) -> [ValueQuestion]

  /// What changes about a table beside its columns and keys, for people; `nil` where there is no
  /// more to say.
  static func optionsDetail(of tables: SchemaPair<Table<Self>>) -> String?

  /// The changes of objects other than tables, for people.
  static func objectSummary(of diff: SchemaDiff<Self>) -> [ChangeSummary]

  /// What to count before changes of objects other than tables.
  static func objectChecks(of diff: SchemaDiff<Self>) -> [DataLossCheck]

  /// Whether a column that becomes required takes its default where it had no value.
  static var fillsMissingValues: Bool { get }

  /// Which values a change of type loses or stumbles over, and how to find them.
  ///
  /// - Parameters:
  ///   - columns: The column before and after, of different types.
  ///   - name: The name that the column has now, quoted.
  ///   - schemas: Both schemas.
  /// - Returns: `nil` when it is not known more than that values may not fit.
  static func unfitValues(
    _ columns: SchemaPair<Column<Self>>, named name: String,
    in schemas: SchemaPair<SQLSchema<Self>>
  ) -> [UnfitValues]?

  /// A column's type for people, as in DDL.
  static func typeName(of column: Column<Self>) -> String

  /// An identifier in SQL text, quoted.
  static func quote(_ identifier: String) -> String

  // Running.

  /// See `SchemaDriver.isAtomic`.
  static func isAtomic(_ script: String) -> Bool

  /// See `SchemaDriver.obstacles`.
  static func obstacles(
    to scripts: [String], in session: any DatabaseSession
  ) throws(DatabaseError) -> [DataLossCheck]

  /// See `SchemaDriver.run`.
  static func run(
    script: String, on session: any DatabaseSession,
    record: (any DatabaseSession) throws(DatabaseError) -> Void
  ) throws(DatabaseError)

  /// See `SchemaDriver.unknownEnumValues`.
  static func unknownEnumValues(
    of schema: SQLSchema<Self>, in session: any DatabaseSession
  ) throws(DatabaseError) -> [UnknownEnumValue]

  /// See `SchemaDriver.reset`.
  static func reset(_ session: any DatabaseSession, filter: SchemaFilter) throws(DatabaseError)

  /// See `SchemaDriver.withMigrationLock`.
  static func withMigrationLock<Result, Failure: Error>(
    on session: any DatabaseSession, timeout: Duration, wrap: (DatabaseError) -> Failure,
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result

  static var history: any MigrationHistoryDriver { get }
}

/// What makes the rows of an implicit many-to-many table unique.
package enum ManyToManyKey: Sendable, Hashable {
  /// A primary key `_AToB_AB_pkey`.
  case primaryKey
  /// A unique index `_AToB_AB_unique`.
  case uniqueIndex
}

extension SQLDialect {
  /// The names of what the schema gives no name.
  package static var constraintNames: ConstraintNames {
    ConstraintNames(maximumIdentifierLength: maximumIdentifierLength)
  }

  package static func columnDefault(for field: FieldView) -> ColumnDefault? {
    ColumnDefault(field)
  }

  package static func respelled(
    _ wanted: SQLSchema<Self>, beside present: SQLSchema<Self>, in session: any DatabaseSession
  ) -> SQLSchema<Self> {
    wanted
  }

  package static func worded(
    _ present: SQLSchema<Self>, as wanted: SQLSchema<Self>
  ) -> SQLSchema<Self> {
    present
  }

  package static func quote(_ identifier: String) -> String {
    var text = "\""
    for scalar in identifier.unicodeScalars {
      text.unicodeScalars.append(scalar)
      if scalar == "\"" { text += "\"" }
    }
    return text + "\""
  }

  /// A name with its namespace, quoted.
  package static func quote(_ name: QualifiedName) -> String {
    name.namespace.map { quote($0) + "." + quote(name.name) } ?? quote(name.name)
  }

  /// Names separated by commas, quoted, as in keys.
  package static func quote(_ identifiers: [String]) -> String {
    identifiers.map { quote($0) }.joined(separator: ", ")
  }

  package static func introspectedType(of column: Column<Self>) -> IntrospectedType {
    IntrospectedType(.unsupported(typeName(of: column)))
  }

  package static func defaultText(of column: Column<Self>) -> String? { nil }

  package static func generation(of column: Column<Self>) -> ColumnGeneration? { nil }

  package static func peculiarities(of table: Table<Self>) -> [Peculiarity] { [] }
  package static func peculiarities(of column: Column<Self>) -> [Peculiarity] { [] }
  package static func peculiarities(of index: Index<Self>) -> [Peculiarity] { [] }
  package static func peculiarities(
    of objects: Objects, beside datamodel: Datamodel
  ) -> [Peculiarity] { [] }

  package static func inexpressibleReason(_ index: Index<Self>) -> String {
    if index.parts.contains(where: { $0.column == nil }) { return "is over an expression" }
    return index.predicate != nil ? "is partial" : "compares in its own way"
  }

  package static var hasEnums: Bool { false }

  package static var fillsMissingValues: Bool { false }

  package static var numbersIntegerKeys: Bool { false }

  package static var listsKeysBackwards: Bool { false }

  package static func enums(of objects: Objects) -> [IntrospectedEnum] { [] }

  package static func isExpressible(_ index: Index<Self>) -> Bool {
    index.predicate == nil && index.parts.allSatisfy { $0.column != nil }
  }

  package static func algorithm(of index: Index<Self>) -> String? { nil }

  package static func operatorClass(
    of part: IndexPart<Self>, in index: Index<Self>
  ) -> Key.OperatorClass? {
    nil
  }

  package static func unfitValues(
    _ columns: SchemaPair<Column<Self>>, named name: String,
    in schemas: SchemaPair<SQLSchema<Self>>
  ) -> [UnfitValues]? {
    nil
  }

  package static func enumValues(of schema: SQLSchema<Self>) -> [QualifiedName: [String]] { [:] }

  package static func valueQuestions(of diff: SchemaDiff<Self>) -> [ValueQuestion] { [] }
  package static func unknownEnumValues(
    of schema: SQLSchema<Self>, in session: any DatabaseSession
  ) throws(DatabaseError) -> [UnknownEnumValue] {
    []
  }

  package static func obstacles(
    to scripts: [String], in session: any DatabaseSession
  ) throws(DatabaseError) -> [DataLossCheck] {
    []
  }

  package static func optionsDetail(of tables: SchemaPair<Table<Self>>) -> String? { nil }
  package static func objectSummary(of diff: SchemaDiff<Self>) -> [ChangeSummary] { [] }
  package static func objectChecks(of diff: SchemaDiff<Self>) -> [DataLossCheck] { [] }
}

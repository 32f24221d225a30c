package import DatabaseAccess
package import SchemaModel

/// The query side of a backend: turns the nodes of a query plan into statements.
///
/// Every operand and key source is known when a node gets here: the executor has replaced slots by
/// values.
package protocol QueryDriver: Sendable {
  /// How raw SQL writes its parameter with a number, counted from 1.
  func placeholder(_ number: Int) -> String

  /// What the product can do.
  var queryCapabilities: QueryCapabilities { get }

  func statement(for node: ReadNode, in datamodel: Datamodel) -> Statement
  func statement(for node: AggregateNode, in datamodel: Datamodel) -> Statement
  func statement(for node: InsertNode, in datamodel: Datamodel) -> Statement
  func statement(for node: UpdateNode, in datamodel: Datamodel) -> Statement
  func statement(for node: DeleteNode, in datamodel: Datamodel) -> Statement
  /// Links every key of one side with every key of the other, those that are linked already
  /// left alone.
  func statement(linking pairs: [LinkPair], of relation: RelationID, in datamodel: Datamodel)
    -> Statement
  func statement(unlinking pairs: [LinkPair], of relation: RelationID, in datamodel: Datamodel)
    -> Statement

  /// How many digits of a second a column of points in time keeps.
  func fractionDigits(of field: FieldView) -> Int

  /// The type that clients are told for a column of a raw query, such as `bigint`.
  func rawColumnType(_ rows: RowBuffer, column: Int) -> String
}

extension FieldView {
  /// Whether a column of strings holds UUIDs, which a database compares as numbers.
  package var isUUID: Bool { scalarType == .string && field.nativeType?.name == "Uuid" }
}

/// A row of the table of an implicit many-to-many relation.
package struct LinkPair: Sendable, Hashable {
  package var a: Value
  package var b: Value

  package init(a: Value, b: Value) {
    self.a = a
    self.b = b
  }
}

/// What a product can do in queries, as far as clients see it.
package struct QueryCapabilities: Sendable, Hashable {
  /// The largest number of parameters of one statement.
  package var parameterLimit: Int
  /// `createMany(skipDuplicates:)`.
  package var supportsSkipDuplicates: Bool
  package var supportsScalarLists: Bool
  /// `mode: insensitive`.
  package var supportsInsensitiveMode: Bool
  /// `search` and `_relevance`.
  package var supportsFullTextSearch: Bool
  /// Whether a path into JSON is a list of steps, else one text.
  package var usesJSONPathSteps: Bool
  /// `array_contains` and comparisons of JSON values.
  package var supportsJSONComparison: Bool
  /// Whether the product itself leaves out records whose distinct fields have occurred before.
  package var supportsDistinctOn = false
  /// Whether the product keeps any bytes as text, so that what is read is looked through.
  package var keepsAnyText = false
  /// Whether the product takes points in time in two forms for two values where it looks for
  /// conflicts and for the records that foreign keys refer to.
  package var distinguishesTimeForms = false
  /// Whether a column of `Int` refuses numbers of more than 32 bits itself.
  package var checksIntegerRange = true
  /// The namespace that clients see before the names of tables whose model names none.
  package var defaultNamespace: String?
  /// The names of isolation levels that may be asked for.
  package var isolationLevels: [IsolationLevel]

  package init(
    parameterLimit: Int, supportsSkipDuplicates: Bool, supportsScalarLists: Bool,
    supportsInsensitiveMode: Bool, supportsFullTextSearch: Bool, usesJSONPathSteps: Bool,
    supportsJSONComparison: Bool, isolationLevels: [IsolationLevel]
  ) {
    self.parameterLimit = parameterLimit
    self.supportsSkipDuplicates = supportsSkipDuplicates
    self.supportsScalarLists = supportsScalarLists
    self.supportsInsensitiveMode = supportsInsensitiveMode
    self.supportsFullTextSearch = supportsFullTextSearch
    self.usesJSONPathSteps = usesJSONPathSteps
    self.supportsJSONComparison = supportsJSONComparison
    self.isolationLevels = isolationLevels
  }
}

/// The answer to a query: one buffer of rows per node of its plan, and which rows belong to whom.
///
/// Nothing is copied into records or dictionaries. A reader walks the root's rows and follows the
/// ranges of each relation; see `ResultRelation.rows(ofParent:)`.
public struct ResultTree: Sendable {
  /// How the root stands in the answer.
  public enum Shape: Sendable, Hashable {
    /// One record, or nothing.
    case record
    /// A list of records.
    case list
    /// The single cell of the root, such as the number of rows changed by `executeRaw`.
    case scalar
    /// Columns, types and rows as the database gave them (`queryRaw`).
    case table
  }

  /// How the root stands in the answer.
  public var shape: Shape
  /// The records of the answer; they have one parent, number 0.
  public var root: ResultRelation

  /// Creates a result.
  public init(shape: Shape, root: ResultRelation) {
    self.shape = shape
    self.root = root
  }
}

/// The records of one node, grouped by the row of the parent node that they belong to.
public struct ResultRelation: Sendable {
  /// The records.
  public var node: ResultNode
  /// Tells whether a parent has a list of records, else at most one.
  public var isList: Bool
  /// Row numbers of the node, those of one parent together and in the order of the answer.
  public var order: [Int32]
  /// For each row of the parent its part of `order`.
  public var ranges: [Range<Int32>]

  /// Creates a relation.
  public init(node: ResultNode, isList: Bool, order: [Int32], ranges: [Range<Int32>]) {
    self.node = node
    self.isList = isList
    self.order = order
    self.ranges = ranges
  }

  /// The row numbers of the records of a parent's row.
  @inlinable
  public func rows(ofParent parent: Int) -> ArraySlice<Int32> {
    let range = ranges[parent]
    return order[Int(range.lowerBound)..<Int(range.upperBound)]
  }
}

/// The rows of one node and how a row is read as a record.
public struct ResultNode: Sendable {
  /// The name of the records' model; `nil` where they are not records of one.
  public var model: String?
  /// The rows; may hold columns that no field shows, such as keys.
  public var rows: RowBuffer
  /// The members of a record, in the order of the selection.
  public var fields: [ResultField]
  /// What `ResultContent.relation` numbers.
  public var relations: [ResultRelation]

  /// Creates a node.
  public init(
    model: String? = nil, rows: RowBuffer, fields: [ResultField], relations: [ResultRelation] = []
  ) {
    self.model = model
    self.rows = rows
    self.fields = fields
    self.relations = relations
  }
}

/// A member of a record.
public struct ResultField: Sendable, Hashable {
  /// The name under which the member stands in the answer.
  public var key: String
  /// Where its value is found.
  public var content: ResultContent
  /// Whether it has a value in every record of a sound database.
  public var isRequired: Bool

  /// Creates a member.
  public init(_ key: String, _ content: ResultContent, isRequired: Bool = false) {
    self.key = key
    self.content = content
    self.isRequired = isRequired
  }
}

/// Where the value of a member is found.
public enum ResultContent: Sendable, Hashable {
  /// A column of the node's rows, read as a type.
  case column(Int, ResultType)
  /// One of the node's relations, by its number.
  case relation(Int)
  /// An object of further members of the same row (`_count`, `_sum`).
  case object([ResultField])
}

/// How a cell is read: the types of the schema language.
public indirect enum ResultType: Sendable, Hashable {
  case string
  case boolean
  case int
  case bigInt
  case float
  case decimal
  case dateTime
  case json
  case bytes
  /// An enum with its name in the schema and all its values.
  case enumeration(name: String, [EnumValue])
  /// A scalar list, in the database's text form.
  case list(ResultType)

  /// A value of an enum.
  public struct EnumValue: Sendable, Hashable {
    /// The name in the database.
    public var databaseName: String
    /// The name in the schema.
    public var name: String

    /// Creates a pair of names.
    public init(databaseName: String, name: String) {
      self.databaseName = databaseName
      self.name = name
    }
  }
}

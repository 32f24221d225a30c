/// A model or a view of a schema: the type of its records, and what queries on it can say.
public protocol Model: Sendable {
  /// Conditions on records.
  associatedtype Where: WhereInput
  /// What names one record.
  associatedtype Unique: InputConvertible
  /// An order of records.
  associatedtype OrderBy: InputConvertible
  /// A relation to load together with a record.
  associatedtype Include: IncludeInput
  /// The scalar fields.
  associatedtype Field: RawRepresentable, Sendable where Field.RawValue == String

  /// The name in the schema.
  static var modelName: String { get }

  /// The scalar fields in the order in which records are read.
  static var scalarFields: [String] { get }

  /// Reads a record of an answer.
  init(from record: RecordReader) throws(ClientError)
}

/// A model whose records can be written.
public protocol WritableModel: Model {
  /// The values of a new record.
  associatedtype Create: InputConvertible
  /// What changes in a record.
  associatedtype Update: InputConvertible
}

/// Conditions on the records of a model; a list of them means that all hold.
public protocol WhereInput: InputConvertible, ExpressibleByArrayLiteral
where ArrayLiteralElement == Self {
  /// Creates a condition from its form in a request.
  init(inputValue: InputValue)
}

extension WhereInput {
  /// All of these conditions.
  public init(arrayLiteral elements: Self...) { self = .and(elements) }

  /// All of these conditions; without any, everything.
  public static func and(_ conditions: [Self]) -> Self {
    Self(inputValue: .object([.init("AND", conditions.inputValue)]))
  }

  /// At least one of these conditions; without any, nothing.
  public static func or(_ conditions: [Self]) -> Self {
    Self(inputValue: .object([.init("OR", conditions.inputValue)]))
  }

  /// Not this condition.
  public static func not(_ condition: Self) -> Self {
    Self(inputValue: .object([.init("NOT", condition.inputValue)]))
  }
}

/// A relation to load.
public protocol IncludeInput: Sendable {
  /// The relation's field in a request.
  var field: ClientRequest.Field { get }
}

/// What names a record of a model that has nothing unique: there is no such value.
public enum NothingUnique: InputConvertible {
  /// Never asked for.
  public var inputValue: InputValue {
    switch self {
    }
  }
}

/// What a write does to the record of a relation to one.
public struct OneWrite<Related: WritableModel>: InputConvertible {
  /// The form in a request.
  public let inputValue: InputValue

  private init(_ name: String, _ value: InputValue) { inputValue = .object([.init(name, value)]) }

  /// Creates a record and connects it.
  public static func create(_ data: Related.Create) -> Self { Self("create", data.inputValue) }

  /// Connects an existing record.
  public static func connect(_ unique: Related.Unique) -> Self {
    Self("connect", unique.inputValue)
  }

  /// Connects a record, which is created unless it exists.
  public static func connectOrCreate(
    where unique: Related.Unique, create: Related.Create
  ) -> Self {
    Self("connectOrCreate", .object([("where", unique), ("create", create)]))
  }

  /// Updates the connected record.
  public static func update(_ data: Related.Update) -> Self { Self("update", data.inputValue) }

  /// Updates the connected record, or creates one.
  public static func upsert(create: Related.Create, update: Related.Update) -> Self {
    Self("upsert", .object([("create", create), ("update", update)]))
  }

  /// Disconnects the record; only where the relation is optional.
  public static var disconnect: Self { Self("disconnect", .boolean(true)) }

  /// Deletes the connected record; only where the relation is optional.
  public static var delete: Self { Self("delete", .boolean(true)) }
}

/// What a write does to the records of a relation to many; a list does one after another.
public struct ManyWrite<Related: WritableModel>: InputConvertible, ExpressibleByArrayLiteral {
  private let members: [InputValue.Member]

  private init(_ name: String, _ value: InputValue) { members = [.init(name, value)] }

  /// All of these writes; two of the same kind become one.
  public init(arrayLiteral elements: Self...) {
    var merged: [InputValue.Member] = []
    for member in elements.flatMap(\.members) {
      if let index = merged.firstIndex(where: { $0.name == member.name }),
        case .list(let earlier) = merged[index].value, case .list(let later) = member.value
      {
        merged[index].value = .list(earlier + later)
      } else {
        merged.append(member)
      }
    }
    members = merged
  }

  /// The form in a request.
  public var inputValue: InputValue { .object(members) }

  /// Creates records and connects them.
  public static func create(_ data: [Related.Create]) -> Self { Self("create", data.inputValue) }

  /// Connects existing records.
  public static func connect(_ uniques: [Related.Unique]) -> Self {
    Self("connect", uniques.inputValue)
  }

  /// Connects a record, which is created unless it exists.
  public static func connectOrCreate(
    where unique: Related.Unique, create: Related.Create
  ) -> Self {
    Self("connectOrCreate", .list([.object([("where", unique), ("create", create)])]))
  }

  /// Connects exactly these records.
  public static func set(_ uniques: [Related.Unique]) -> Self { Self("set", uniques.inputValue) }

  /// Disconnects records.
  public static func disconnect(_ uniques: [Related.Unique]) -> Self {
    Self("disconnect", uniques.inputValue)
  }

  /// Deletes connected records.
  public static func delete(_ uniques: [Related.Unique]) -> Self {
    Self("delete", uniques.inputValue)
  }

  /// Updates a connected record.
  public static func update(where unique: Related.Unique, data: Related.Update) -> Self {
    Self("update", .list([.object([("where", unique), ("data", data)])]))
  }

  /// Updates the connected records that meet a condition.
  public static func updateMany(where filter: Related.Where, data: Related.Update) -> Self {
    Self("updateMany", .list([.object([("where", filter), ("data", data)])]))
  }

  /// Updates a connected record, or creates it.
  public static func upsert(
    where unique: Related.Unique, create: Related.Create, update: Related.Update
  ) -> Self {
    Self(
      "upsert", .list([.object([("where", unique), ("create", create), ("update", update)])]))
  }

  /// Deletes the connected records that meet a condition.
  public static func deleteMany(_ filter: Related.Where) -> Self {
    Self("deleteMany", .list([filter.inputValue]))
  }
}

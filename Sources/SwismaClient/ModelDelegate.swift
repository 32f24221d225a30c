/// The queries on one model.
public struct ModelDelegate<Record: Model>: Sendable {
  private let transport: any Transport

  /// Creates the queries over a transport.
  public init(_ transport: any Transport) { self.transport = transport }

  /// The records that meet a condition.
  ///
  /// `take` limits their number, a negative one from the end; `cursor` is the record to start at.
  public func findMany(
    where filter: Record.Where? = nil, orderBy: [Record.OrderBy] = [],
    cursor: Record.Unique? = nil, take: Int? = nil, skip: Int? = nil,
    distinct: [Record.Field] = [], include: [Record.Include] = []
  ) async throws(ClientError) -> [Record] {
    try await records(
      "findMany",
      arguments(
        filter, orderBy: orderBy, cursor: cursor, take: take, skip: skip, distinct: distinct),
      include)
  }

  /// The first record that meets a condition.
  public func findFirst(
    where filter: Record.Where? = nil, orderBy: [Record.OrderBy] = [],
    cursor: Record.Unique? = nil, skip: Int? = nil, include: [Record.Include] = []
  ) async throws(ClientError) -> Record? {
    try await records(
      "findFirst", arguments(filter, orderBy: orderBy, cursor: cursor, skip: skip), include
    ).first
  }

  /// The record that something unique names.
  public func findUnique(
    where unique: Record.Unique, include: [Record.Include] = []
  ) async throws(ClientError) -> Record? {
    try await records("findUnique", [.init("where", unique.inputValue)], include).first
  }

  /// The record that something unique names; fails with `P2025` when there is none.
  public func findUniqueOrThrow(
    where unique: Record.Unique, include: [Record.Include] = []
  ) async throws(ClientError) -> Record {
    try await one("findUniqueOrThrow", [.init("where", unique.inputValue)], include)
  }

  /// The number of records that meet a condition.
  public func count(
    where filter: Record.Where? = nil, cursor: Record.Unique? = nil, take: Int? = nil,
    skip: Int? = nil
  ) async throws(ClientError) -> Int {
    let answer = try await transport.execute(
      ClientRequest(
        action: "aggregate", model: Record.modelName,
        arguments: arguments(filter, cursor: cursor, take: take, skip: skip),
        selection: [.init("_count", selection: [.init("_all")])]))
    guard let record = RecordReader.records(of: answer).first else { return 0 }
    return try record.object("_count").value("_all")
  }

  private func arguments(
    _ filter: Record.Where?, orderBy: [Record.OrderBy] = [], cursor: Record.Unique? = nil,
    take: Int? = nil, skip: Int? = nil, distinct: [Record.Field] = []
  ) -> [InputValue.Member] {
    var arguments: [InputValue.Member] = []
    if let filter { arguments.append(.init("where", filter.inputValue)) }
    if !orderBy.isEmpty { arguments.append(.init("orderBy", orderBy.inputValue)) }
    if let cursor { arguments.append(.init("cursor", cursor.inputValue)) }
    if let take { arguments.append(.init("take", take.inputValue)) }
    if let skip { arguments.append(.init("skip", skip.inputValue)) }
    if !distinct.isEmpty {
      let fields = distinct.map { InputValue.enumeration($0.rawValue) }
      arguments.append(.init("distinct", .list(fields)))
    }
    return arguments
  }

  private func records(
    _ action: String, _ arguments: [InputValue.Member], _ include: [Record.Include]
  ) async throws(ClientError) -> [Record] {
    let answer = try await transport.execute(
      ClientRequest(
        action: action, model: Record.modelName, arguments: arguments,
        selection: Record.selection(include)))
    var records: [Record] = []
    for reader in RecordReader.records(of: answer) { records.append(try Record(from: reader)) }
    return records
  }

  private func one(
    _ action: String, _ arguments: [InputValue.Member], _ include: [Record.Include]
  ) async throws(ClientError) -> Record {
    guard let record = try await records(action, arguments, include).first else {
      throw ClientError(code: "P2025", "the record that was required does not exist")
    }
    return record
  }

  /// Runs a write that answers with a number of records.
  private func number(
    _ action: String, _ arguments: [InputValue.Member]
  ) async throws(ClientError) -> Int {
    let answer = try await transport.execute(
      ClientRequest(
        action: action, model: Record.modelName, arguments: arguments,
        selection: [.init("count")]))
    return try RecordReader.records(of: answer).first?.value("count") ?? 0
  }
}

extension ModelDelegate where Record: WritableModel {
  /// Creates a record.
  @discardableResult
  public func create(
    data: Record.Create, include: [Record.Include] = []
  ) async throws(ClientError) -> Record {
    try await one("createOne", [.init("data", data.inputValue)], include)
  }

  /// Creates records and tells how many.
  ///
  /// With `skipDuplicates`, where the database can, those that exist already are left out.
  @discardableResult
  public func createMany(
    data: [Record.Create], skipDuplicates: Bool = false
  ) async throws(ClientError) -> Int {
    var arguments = [InputValue.Member("data", data.inputValue)]
    if skipDuplicates { arguments.append(.init("skipDuplicates", .boolean(true))) }
    return try await number("createMany", arguments)
  }

  /// Updates the record that something unique names; fails with `P2025` when there is none.
  @discardableResult
  public func update(
    where unique: Record.Unique, data: Record.Update, include: [Record.Include] = []
  ) async throws(ClientError) -> Record {
    try await one(
      "updateOne", [.init("where", unique.inputValue), .init("data", data.inputValue)], include)
  }

  /// Updates the records that meet a condition and tells how many.
  @discardableResult
  public func updateMany(
    where filter: Record.Where? = nil, data: Record.Update
  ) async throws(ClientError) -> Int {
    try await number("updateMany", arguments(filter) + [.init("data", data.inputValue)])
  }

  /// Updates the record that something unique names, or creates it.
  @discardableResult
  public func upsert(
    where unique: Record.Unique, create: Record.Create, update: Record.Update,
    include: [Record.Include] = []
  ) async throws(ClientError) -> Record {
    let arguments: [InputValue.Member] = [
      .init("where", unique.inputValue), .init("create", create.inputValue),
      .init("update", update.inputValue),
    ]
    return try await one("upsertOne", arguments, include)
  }

  /// Deletes the record that something unique names; fails with `P2025` when there is none.
  @discardableResult
  public func delete(
    where unique: Record.Unique, include: [Record.Include] = []
  ) async throws(ClientError) -> Record {
    try await one("deleteOne", [.init("where", unique.inputValue)], include)
  }

  /// Deletes the records that meet a condition, or all, and tells how many.
  @discardableResult
  public func deleteMany(where filter: Record.Where? = nil) async throws(ClientError) -> Int {
    try await number("deleteMany", arguments(filter))
  }
}

extension Model {
  /// The selection of all scalar fields and the included relations.
  public static func selection(_ include: [Include]) -> [ClientRequest.Field] {
    scalarFields.map { ClientRequest.Field($0) } + include.map(\.field)
  }

  /// The arguments of a relation to many.
  public static func relationArguments(
    _ filter: Where?, orderBy: [OrderBy], take: Int?, skip: Int?
  ) -> [InputValue.Member] {
    var arguments: [InputValue.Member] = []
    if let filter { arguments.append(.init("where", filter.inputValue)) }
    if !orderBy.isEmpty { arguments.append(.init("orderBy", orderBy.inputValue)) }
    if let take { arguments.append(.init("take", take.inputValue)) }
    if let skip { arguments.append(.init("skip", skip.inputValue)) }
    return arguments
  }
}

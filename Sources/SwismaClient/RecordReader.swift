import DatabaseAccess

/// Reads the members of one record of an answer.
public struct RecordReader: Sendable {
  private let node: RecordNode
  private let fields: [ResultField]
  private let row: Int

  init(_ node: RecordNode, fields: [ResultField], row: Int) {
    self.node = node
    self.fields = fields
    self.row = row
  }

  /// All records of an answer.
  static func records(of tree: ResultTree) -> [RecordReader] {
    let node = RecordNode(tree.root.node)
    return tree.root.rows(ofParent: 0).map {
      RecordReader(node, fields: node.node.fields, row: Int($0))
    }
  }

  /// A member that always has a value; `position` is where it probably stands.
  public func value<Value: ScalarValue>(
    _ key: String, at position: Int = 0
  ) throws(ClientError) -> Value {
    guard let value: Value = try optional(key, at: position) else {
      throw .unexpectedAnswer(key, "is null")
    }
    return value
  }

  /// A member that may be null.
  public func optional<Value: ScalarValue>(
    _ key: String, at position: Int = 0
  ) throws(ClientError) -> Value? {
    guard case .column(let column, let type)? = field(key, position) else {
      throw .unexpectedAnswer(key, "is missing")
    }
    guard !node.node.rows.isNull(row, column) else { return nil }
    guard
      let value = Value(
        cell: ResultCell(rows: node.node.rows, row: row, column: column, type: type))
    else { throw .unexpectedAnswer(key, "has another type") }
    return value
  }

  /// A member that is a scalar list, which reaches the client as text.
  public func list<Value: ScalarValue>(
    _ key: String, at position: Int = 0
  ) throws(ClientError) -> [Value] {
    guard case .column(let column, .list(let type))? = field(key, position) else {
      throw .unexpectedAnswer(key, "is not a list")
    }
    guard !node.node.rows.isNull(row, column) else { return [] }
    guard node.node.rows.kind(row, column) == .text,
      let elements = ArrayText.elements(
        node.node.rows.bytes(row, column), isBytes: type == .bytes)
    else { throw .unexpectedAnswer(key, "is not a list") }
    var values: [Value] = []
    for row in 0..<elements.rowCount {
      guard !elements.isNull(row, 0) else {
        throw .unexpectedAnswer(key, "holds an element that is null")
      }
      guard let value = Value(cell: ResultCell(rows: elements, row: row, column: 0, type: type))
      else { throw .unexpectedAnswer(key, "holds, in a list, \(type.misfit)") }
      values.append(value)
    }
    return values
  }

  /// A relation to many records; not loaded when it was not included.
  public func records<Record: Model>(_ key: String) throws(ClientError) -> Related<[Record]> {
    guard case .relation(let number)? = field(key, fields.count) else { return .notLoaded }
    return .loaded(try related(number))
  }

  /// A relation to at most one record; not loaded when it was not included.
  public func record<Record: Model>(_ key: String) throws(ClientError) -> Related<Record?> {
    guard case .relation(let number)? = field(key, fields.count) else { return .notLoaded }
    let records: [Record] = try related(number)
    return .loaded(records.first)
  }

  /// The members of an object of the same row, such as `_count`.
  func object(_ key: String) throws(ClientError) -> RecordReader {
    guard case .object(let members)? = field(key, 0) else {
      throw .unexpectedAnswer(key, "is missing")
    }
    return RecordReader(node, fields: members, row: row)
  }

  private func related<Record: Model>(_ number: Int) throws(ClientError) -> [Record] {
    let child = node.relations[number]
    var records: [Record] = []
    for row in node.node.relations[number].rows(ofParent: row) {
      records.append(
        try Record(from: RecordReader(child, fields: child.node.fields, row: Int(row))))
    }
    return records
  }

  private func field(_ key: String, _ position: Int) -> ResultContent? {
    if position < fields.count, fields[position].key == key { return fields[position].content }
    return fields.first { $0.key == key }?.content
  }
}

extension ResultType {
  /// What is in a cell that cannot be read as the type.
  fileprivate var misfit: String {
    if case .enumeration(let name, _) = self {
      "a value that the enum `\(name)` does not have"
    } else {
      "a value of another type"
    }
  }
}

/// A node of an answer behind one reference, so that a record costs one retain.
final class RecordNode: Sendable {
  let node: ResultNode
  let relations: [RecordNode]

  init(_ node: ResultNode) {
    self.node = node
    relations = node.relations.map { RecordNode($0.node) }
  }
}

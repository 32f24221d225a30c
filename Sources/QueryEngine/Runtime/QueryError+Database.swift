import BackendInterface
import DatabaseAccess
import Diagnostics
import SchemaModel

extension QueryError {
  /// What a plan cannot go on with, when there are `found` records.
  init(_ failure: PlanFailure, _ datamodel: Datamodel, found: Int = 0) {
    self.init(
      failure.clientCode(in: datamodel), failure.message(in: datamodel),
      meta: failure.clientMeta(found: found, in: datamodel),
      clientText: failure.clientText(in: datamodel))
  }

  /// What a database refused while a model was read or written.
  init(_ error: DatabaseError, _ model: ModelView, _ capabilities: QueryCapabilities) {
    let namespace = model.model.schemaName ?? capabilities.defaultNamespace
    func field(_ column: String) -> String {
      model.columnFields.first { $0.databaseName == column }?.name ?? column
    }
    switch error.kind {
    case .uniqueViolation(let columns, let constraint):
      let fields = columns.map(field)
      let what =
        fields.isEmpty
        ? constraint.map { "the constraint `\($0)`" } ?? "a constraint"
        : fields.inBackticks
      self.init(
        "P2002", "a record with the same value of \(what) exists already",
        meta: [
          Member(
            "target",
            columns.isEmpty
              ? constraint.map { .string($0) } ?? .null : .list(columns.map { .string($0) }))
        ])
    case .foreignKeyViolation(let constraint):
      let name = constraint.map { "the foreign key `\($0)`" } ?? "a foreign key"
      self.init(
        "P2003", "the change would break \(name)",
        meta: [Member("constraint", constraint.map { .string($0) } ?? .null)])
    case .nullViolation(let column):
      let name = column.map(field) ?? "(unknown)"
      self.init(
        "P2011", "the field `\(name)` of `\(model.name)` cannot be null",
        meta: [Member("constraint", column.map { .list([.string($0)]) } ?? .null)])
    case .valueTooLong(let column):
      self.init(
        "P2000",
        "the value is too long for " + (column.map { "the column `\($0)`" } ?? "its column"),
        meta: [Member("column_name", .string(column ?? "(not available)"))])
    case .tableNotFound(let table):
      self.init(
        "P2021", "the table `\(table)` does not exist in the database",
        meta: [Member("table", .string(Self.qualified(table, in: namespace)))])
    case .columnNotFound(let reported):
      // SQL names columns by the alias of their table, which tells a client nothing.
      let parts = reported.split(separator: ".").map(String.init)
      let name = parts.last ?? reported
      let isOurs = model.columnFields.contains { $0.databaseName == name }
      let isRead = parts.count > 1 && parts[parts.count - 2] != model.databaseName
      let column = isOurs ? "\(model.databaseName).\(name)" : name
      self.init(
        "P2022", "the column `\(column)` does not exist in the database",
        meta: [
          Member(
            "column",
            .string(isOurs && isRead ? Self.qualified(column, in: namespace) : name))
        ])
    case .valueOutOfRange:
      self.init("P2020", error.detail, meta: [Member("details", .string(error.detail))])
    default: self.init(error)
    }
  }

  /// The name of a table or column with the namespace that clients see before it.
  private static func qualified(_ name: String, in namespace: String?) -> String {
    guard let namespace, !name.hasPrefix("\(namespace).") else { return name }
    return "\(namespace).\(name)"
  }

  /// What a database refused, whatever the statement was about.
  init(_ error: DatabaseError) {
    let known = error.code.hasPrefix("P") ? error.code : nil
    self.init(known, error.message, meta: [Member("message", .string(error.detail))])
  }

  /// What a database refused of SQL that the client wrote.
  init(raw error: DatabaseError) {
    switch error.kind {
    case .connectionLost, .serverTimeout, .timeout, .poolTimeout, .cancelled, .writeConflict:
      self.init(error)
    default:
      let code = error.vendorCode.map(Self.clientCode) ?? "N/A"
      self.init(
        "P2010", "the raw query failed (code \(code)): \(error.detail)",
        meta: [
          Member("code", .string(code)),
          Member("message", .string(error.clientDetail ?? error.detail)),
        ])
    }
  }

  /// A database's code as clients know it: a SQLSTATE, which has five characters, as it is; of a
  /// number with extensions in its upper bits the basic one.
  private static func clientCode(_ code: String) -> String {
    guard code.utf8.count < 5, let number = Int(code) else { return code }
    return String(number & 0xFF)
  }
}

extension PlanFailure {
  /// The failure for people.
  func message(in datamodel: Datamodel) -> String {
    switch self {
    case .missing(let purpose):
      let article = purpose == .update ? "an" : "a"
      return "a record that the operation needs does not exist: no record was found for "
        + "\(article) \(purpose)"
    case .missingRelated(let field, .connect, _):
      return "a record that the operation needs does not exist: there is no "
        + "`\(datamodel[field].relatedName)` record to connect in the relation "
        + "`\(datamodel[field].relationName)`"
    case .missingRelated(let field, let operation, _):
      return "a record that the operation needs does not exist: no "
        + "`\(datamodel[field].relatedName)` record was found for a nested \(operation) in the "
        + "relation `\(datamodel[field].relationName)`"
    case .missingConnected(let field, let expected):
      return "records that should be connected in the relation `\(datamodel[field].relationName)` "
        + "do not exist: expected \(expected)"
    case .requiredRelation(let id):
      let relation = datamodel[id]
      return "the change would break the required relation `\(relation.name)` between the models "
        + "`\(relation.referencingModel.name)` and `\(relation.referencedModel.name)`"
    case .noAnswer:
      return
        "the record cannot be answered with: what is nested in the operation deletes it or changes "
        + "its key"
    case .notConnected(let id):
      let field = datamodel[id]
      return "the records of the relation `\(field.relationName)` between the models "
        + "`\(field.model?.name ?? "")` and `\(field.relatedName)` are not connected"
    }
  }
}

extension FieldView {
  /// The name of the relation that the field is an end of, for messages.
  var relationName: String { relation?.name ?? "" }

  /// The name of the model at the other end.
  var relatedName: String { relatedModel?.name ?? "" }
}

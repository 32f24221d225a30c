import BackendInterface
import DatabaseAccess
import Diagnostics
import SchemaModel

extension QueryError {
  init(_ failure: PlanFailure) {
    self.init(
      failure.code, failure.message,
      meta: failure.meta.map { Member($0.name, .string($0.text)) })
  }

  /// What a database refused while a model was read or written.
  init(_ error: DatabaseError, _ model: ModelView) {
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
            fields.isEmpty
              ? constraint.map { .string($0) } ?? .null : .list(fields.map { .string($0) }))
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
        meta: [Member("constraint", .list([.string(name)]))])
    case .valueTooLong(let column):
      self.init(
        "P2000",
        "the value is too long for " + (column.map { "the column `\($0)`" } ?? "its column"),
        meta: [Member("column_name", .string(column ?? "(not available)"))])
    case .tableNotFound(let table):
      self.init(
        "P2021", "the table `\(table)` does not exist in the database",
        meta: [Member("table", .string(table))])
    case .columnNotFound(let reported):
      // SQL names columns by the alias of their table, which tells a client nothing.
      let name = reported.split(separator: ".").last.map(String.init) ?? reported
      let isOurs = model.columnFields.contains { $0.databaseName == name }
      let column = isOurs ? "\(model.databaseName).\(name)" : name
      self.init(
        "P2022", "the column `\(column)` does not exist in the database",
        meta: [Member("column", .string(column))])
    case .valueOutOfRange:
      self.init("P2020", error.detail, meta: [Member("details", .string(error.detail))])
    default: self.init(error)
    }
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
        meta: [Member("code", .string(code)), Member("message", .string(error.detail))])
    }
  }

  /// A database's code as clients know it: a SQLSTATE, which has five characters, as it is; of a
  /// number with extensions in its upper bits the basic one.
  private static func clientCode(_ code: String) -> String {
    guard code.utf8.count < 5, let number = Int(code) else { return code }
    return String(number & 0xFF)
  }
}

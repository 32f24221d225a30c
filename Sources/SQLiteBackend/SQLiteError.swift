import CSQLite
import DatabaseAccess

/// A result code that is not success. <https://sqlite.org/rescode.html>
struct SQLiteCode: Error {
  let value: Int32

  init(_ value: Int32) { self.value = value }

  /// The code without its extension.
  var primary: Int32 { value & 0xff }
}

extension DatabaseError {
  /// Reads the error that a database handle has just reported.
  init(_ code: SQLiteCode, on database: OpaquePointer?, sql: String?, statementStart: Int = 0) {
    // The handle knows the extended code and the words of the newest error only.
    let isNewest = unsafe database != nil && sqlite3_errcode(database) & 0xff == code.primary
    let extended = isNewest ? unsafe sqlite3_extended_errcode(database) : code.value
    let words =
      isNewest
      ? unsafe sqlite3_errmsg(database).map { unsafe String(cString: $0) }
      : unsafe sqlite3_errstr(code.value).map { unsafe String(cString: $0) }
    let detail = words ?? "SQLite error \(extended)"
    var position: Int?
    if sql != nil {
      let offset = isNewest ? unsafe Int(sqlite3_error_offset(database)) : -1
      position = statementStart + max(offset, 0)
    }
    self.init(
      Self.kind(of: extended, detail), detail, vendorCode: String(extended), sql: sql,
      position: position,
      help: Self.help(for: extended & 0xff) ?? Self.help(forMessage: detail))
  }

  private static func kind(of code: Int32, _ message: String) -> Kind {
    switch code {
    case constraintUnique, constraintPrimaryKey, constraintRowID: uniqueViolation(message)
    case constraintNotNull:
      .nullViolation(column: subject(of: message).map { String(lastComponent($0)) })
    case constraintForeignKey: .foreignKeyViolation(constraint: nil)
    // A RESTRICT action is a trigger inside SQLite.
    case constraintTrigger where message.hasPrefix("FOREIGN KEY"):
      .foreignKeyViolation(constraint: nil)
    case constraintCheck: .checkViolation(constraint: subject(of: message).map { String($0) })
    case busySnapshot: .writeConflict
    default: kind(ofPrimary: code & 0xff, message)
    }
  }

  private static func kind(ofPrimary code: Int32, _ message: String) -> Kind {
    switch code {
    case SQLITE_BUSY, SQLITE_LOCKED: .timeout
    case SQLITE_INTERRUPT: .cancelled
    case SQLITE_CANTOPEN: .databaseNotFound
    case SQLITE_PERM, SQLITE_AUTH, SQLITE_READONLY: .accessDenied
    case SQLITE_TOOBIG where message == "statement too long": .statementTooLarge
    case SQLITE_TOOBIG: .valueTooLong(column: nil)
    case SQLITE_ERROR: kind(ofMessage: message)
    default: .other
    }
  }

  private static func kind(ofMessage message: String) -> Kind {
    if message == SQLiteIntegerFunction.message { return .valueOutOfRange }
    // https://sqlite.org/limits.html
    for limit in [
      "parser stack overflow", "Expression tree is too large", "too many SQL variables",
      "too many terms in ", "too many columns in ", "too many FROM clause terms",
      "too many arguments on function ", "at most 64 tables in ",
    ]
    where message.hasPrefix(limit) {
      return .statementTooLarge
    }
    guard let subject = subject(of: message) else {
      let words = message.split(separator: " ")
      // table User has no column named email
      if words.count >= 7, words[0] == "table", message.contains(" has no column named ") {
        return .columnNotFound("\(words[1]).\(words[words.count - 1])")
      }
      return .other
    }
    if message.hasPrefix("no such table: ") {
      return .tableNotFound(
        subject.hasPrefix("main.") ? String(subject.dropFirst(5)) : String(subject))
    }
    if message.hasPrefix("no such column: ") { return .columnNotFound(String(subject)) }
    return .other
  }

  /// Reads `UNIQUE constraint failed: User.email, User.name` or `…: index 'User_lower_key'`.
  private static func uniqueViolation(_ message: String) -> Kind {
    guard let subject = subject(of: message) else {
      return .uniqueViolation(columns: [], constraint: nil)
    }
    if subject.hasPrefix("index '") {
      return .uniqueViolation(columns: [], constraint: String(subject.dropFirst(7).dropLast()))
    }
    let columns = subject.split(separator: ",").map { part in
      String(lastComponent(part.drop { $0 == " " }))
    }
    return .uniqueViolation(columns: columns, constraint: nil)
  }

  /// What follows the first colon.
  private static func subject(of message: String) -> Substring? {
    guard let colon = message.firstIndex(of: ":") else { return nil }
    return message[message.index(after: colon)...].drop { $0 == " " }
  }

  private static func lastComponent(_ name: Substring) -> Substring {
    guard let dot = name.lastIndex(of: ".") else { return name }
    return name[name.index(after: dot)...]
  }

  private static func help(for code: Int32) -> String? {
    switch code {
    case SQLITE_BUSY, SQLITE_LOCKED:
      "another process is writing; wait for it, or raise the seconds of `socket_timeout` in the URL"
    case SQLITE_READONLY: "check that the file and its folder are writable"
    case SQLITE_FULL: "free some space on the disk"
    case SQLITE_IOERR: "check the disk, and the limits on the size of files"
    case SQLITE_NOTADB: "check that the URL names a SQLite file; an encrypted one cannot be read"
    case SQLITE_CORRUPT: "restore a backup, or try the command `.recover` of the shell `sqlite3`"
    default: nil
    }
  }

  private static func help(forMessage message: String) -> String? {
    if message.hasPrefix("object name reserved for internal use") {
      return "names that begin with `sqlite_` are SQLite's own: give it another one, in a schema "
        + "with `map` or `@@map`"
    }
    // `error in view V: no such column: x`, `error in trigger T after rename: …`
    let isOfDependent = ["error in view ", "error in trigger "].contains { message.hasPrefix($0) }
    return isOfDependent
      ? "SQLite renames nothing beside a view or a trigger that does not work: drop it first, and "
        + "create it again as it should be" : nil
  }

  // The extended codes are computed macros in sqlite3.h, which Swift does not import.
  private static let busySnapshot: Int32 = SQLITE_BUSY | 2 << 8
  private static let constraintCheck: Int32 = SQLITE_CONSTRAINT | 1 << 8
  private static let constraintForeignKey: Int32 = SQLITE_CONSTRAINT | 3 << 8
  private static let constraintNotNull: Int32 = SQLITE_CONSTRAINT | 5 << 8
  private static let constraintPrimaryKey: Int32 = SQLITE_CONSTRAINT | 6 << 8
  private static let constraintTrigger: Int32 = SQLITE_CONSTRAINT | 7 << 8
  private static let constraintUnique: Int32 = SQLITE_CONSTRAINT | 8 << 8
  private static let constraintRowID: Int32 = SQLITE_CONSTRAINT | 10 << 8
}

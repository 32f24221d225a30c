import CSQLite
import DatabaseAccess

/// A text of SQL statements that are taken off one by one.
struct SQLiteText {
  private let sql: String
  private let bytes: [CChar]
  /// Where the next statement is looked for, in bytes.
  private(set) var offset = 0
  /// Where the statement taken last begins, in bytes.
  private(set) var statementStart = 0

  init(_ sql: String) {
    self.sql = sql
    bytes = sql.utf8.map { CChar(bitPattern: $0) }
  }

  /// Prepares the next statement; `nil` at the end.
  mutating func nextStatement(
    on database: OpaquePointer, isKept: Bool
  ) throws(DatabaseError) -> SQLiteStatement? {
    while offset < bytes.count {
      skipSpace()
      statementStart = offset
      guard offset < bytes.count else { return nil }
      // SQLite takes a NUL as the end of the text and would drop the rest without a word.
      guard bytes[offset] != 0 else {
        throw DatabaseError(
          .other, "there is a NUL character in the SQL text", sql: sql, position: offset)
      }
      let taken = unsafe try prepare(on: database, isKept: isKept)
      guard taken.length > 0 else { return nil }
      offset += taken.length
      if let statement = taken.statement { return statement }
    }
    return nil
  }

  private func prepare(
    on database: OpaquePointer, isKept: Bool
  ) throws(DatabaseError) -> (statement: SQLiteStatement?, length: Int) {
    do throws(SQLiteCode) {
      return unsafe try bytes.withUnsafeBufferPointer { all throws(SQLiteCode) in
        unsafe try SQLiteStatement.prepare(
          UnsafeBufferPointer(rebasing: all[offset...]), on: database, isKept: isKept)
      }
    } catch {
      throw unsafe DatabaseError(error, on: database, sql: sql, statementStart: offset)
    }
  }

  private mutating func skipSpace() {
    while offset < bytes.count, [9, 10, 12, 13, 32].contains(bytes[offset]) { offset += 1 }
  }
}

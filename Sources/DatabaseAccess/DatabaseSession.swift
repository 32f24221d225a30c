/// One open conversation with a database, used by one thread at a time.
///
/// Calls block. That is deliberate: a whole migration, or a whole query plan with all its
/// statements, runs on one session without a suspension point, so nothing can slip between the
/// statements of a transaction, and no statement pays for a hop between threads. Concurrency is
/// made above: one session per thread (`ConnectionPool`).
public protocol DatabaseSession: AnyObject {
  /// Runs one statement and returns the number of rows it changed (0 for DDL).
  ///
  /// - Throws: `DatabaseError`; see its kinds.
  func execute(_ statement: Statement) throws(DatabaseError) -> Int

  /// Runs one statement and returns all its rows.
  func fetch(_ statement: Statement) throws(DatabaseError) -> RowBuffer

  /// Runs statements that do not depend on one another and returns the rows of each, in one round
  /// trip where the database can.
  ///
  /// - Throws: `DatabaseError` of the first statement that fails. What the statements before it
  ///   changed may stay or be undone unless a transaction is open, so they should only read there.
  func fetch(_ statements: [Statement]) throws(DatabaseError) -> [RowBuffer]

  /// Runs SQL text of any number of statements without parameters, results dropped.
  ///
  /// - Throws: `DatabaseError` of the first statement that fails, with its position in the text
  ///   when the database reports one. Statements before it stay done unless a transaction is open.
  func runScript(_ sql: String) throws(DatabaseError)

  /// Runs SQL text of any number of statements without parameters, split as the database does it.
  ///
  /// Points in time come as the text that the database writes, with all of its digits.
  ///
  /// - Returns: The rows of each statement that yields rows, in order, an empty result included.
  /// - Throws: `DatabaseError` as `runScript` does.
  func fetchScript(_ sql: String) throws(DatabaseError) -> [RowBuffer]

  /// Begins a transaction; `forWriting` takes the write lock at once where the database has one.
  func begin(forWriting: Bool, isolation: IsolationLevel?) throws(DatabaseError)

  /// Commits the open transaction.
  func commit() throws(DatabaseError)

  /// Rolls the open transaction back; does nothing when the database already has.
  func rollback() throws(DatabaseError)

  /// Tells whether a transaction is open.
  var isInTransaction: Bool { get }

  /// Tells whether the session can run statements, as far as this side knows without asking: not
  /// when it was closed, nor when the database has ended it.
  var isOpen: Bool { get }

  /// Asks the running statement to stop, from any thread; it then fails with `.cancelled`.
  var interrupter: any Interrupter { get }

  /// Sentences for people about what the statements so far have met, such as a column whose index
  /// is of no use; each is given once. and a session on which nobody asks collects none.
  func takeNotices() -> [String]

  /// Closes the session; further calls fail with `.connectionLost`.
  func close()
}

/// Stops the running statement of a session from another thread or a signal handler's thread.
public protocol Interrupter: Sendable {
  /// Asks the statement to stop; does nothing when none is running.
  func interrupt()
}

extension DatabaseSession {
  /// Runs the statements one after the other.
  public func fetch(_ statements: [Statement]) throws(DatabaseError) -> [RowBuffer] {
    var answers: [RowBuffer] = []
    for statement in statements { answers.append(try fetch(statement)) }
    return answers
  }

  /// Runs `body` in a transaction: commits when it returns, rolls back when it throws.
  ///
  /// - Throws: what `body` throws, or the `DatabaseError` of begin or commit converted by `wrap`.
  public func withTransaction<Result, Failure: Error>(
    forWriting: Bool = true, isolation: IsolationLevel? = nil,
    wrap: (DatabaseError) -> Failure, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    do throws(DatabaseError) { try begin(forWriting: forWriting, isolation: isolation) } catch {
      throw wrap(error)
    }
    let result: Result
    do throws(Failure) { result = try body() } catch {
      // The first error is the one that explains; a failing rollback means a lost connection,
      // and the database rolls back by itself then.
      try? rollback()
      throw error
    }
    do throws(DatabaseError) { try commit() } catch {
      try? rollback()
      throw wrap(error)
    }
    return result
  }
}

import DatabaseAccess
import Synchronization

/// The statements of a session that a signal may interrupt, one at a time.
final class InterruptibleWork: Sendable {
  private let interrupter: any Interrupter
  private let isRunning = Atomic(false)

  init(_ interrupter: any Interrupter) { self.interrupter = interrupter }

  /// Runs a statement that may be interrupted.
  ///
  /// - Parameter body: The statement.
  /// - Returns: What the statement gives.
  /// - Throws: What the statement throws.
  func run<Result>(
    _ body: () throws(DatabaseError) -> Result
  ) throws(DatabaseError) -> Result {
    isRunning.store(true, ordering: .relaxed)
    defer { isRunning.store(false, ordering: .relaxed) }
    return try body()
  }

  /// Interrupts what is running; what only cleans up is let alone.
  func interrupt() {
    if isRunning.load(ordering: .relaxed) { interrupter.interrupt() }
  }
}

import Dispatch

/// Runs the jobs of one session one after the other, outside of the cooperative thread pool.
///
/// Calls into a database block; in the cooperative pool they would keep the program's other tasks
/// from running.
final class SessionExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "swisma.session")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}

import Dispatch

/// Runs the jobs of one session in order, outside the pool of threads that must not block.
final class SessionExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "swisma.session")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async {
      unsafe job.runSynchronously(on: self.asUnownedSerialExecutor())
    }
  }
}

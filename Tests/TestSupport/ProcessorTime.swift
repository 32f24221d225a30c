import Glibc

/// The processor time that this thread spends in a piece of synchronous work.
///
/// Tests run side by side, so time on the clock says how busy the machine is; this says whether
/// the work is linear.
///
/// - Parameter body: The work.
/// - Returns: The time spent.
/// - Throws: What the work throws.
package func processorTime(_ body: () throws -> Void) rethrows -> Duration {
  let start = threadTime()
  try body()
  return threadTime() - start
}

private func threadTime() -> Duration {
  var time = timespec()
  unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}

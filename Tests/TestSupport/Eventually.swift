import Glibc

/// Asks until the answer is yes, for what another process does in its own time.
///
/// The minute that it takes to give up is only spent by a test that fails.
///
/// - Parameter condition: The question; asked again every 50 ms.
/// - Returns: Whether the answer was yes in the end.
/// - Throws: What the question throws.
package func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
  for _ in 0..<1_200 {
    if try condition() { return true }
    usleep(50_000)
  }
  return false
}

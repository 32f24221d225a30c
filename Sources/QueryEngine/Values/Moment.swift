import Glibc

/// The wall clock.
package enum Moment {
  /// Microseconds since 1970, in whole milliseconds as clients show them.
  package static func now() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return (Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000) * 1000
  }
}

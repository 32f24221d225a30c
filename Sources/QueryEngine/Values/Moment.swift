import DatabaseAccess
import Glibc
import SchemaModel

/// Points in time.
enum Moment {
  /// Microseconds since 1970 with as many digits as a column keeps, so that a filter finds what was
  /// stored.
  ///
  /// Columns without a native type keep milliseconds, which are all that most clients have: further
  /// digits are cut off. Columns that keep fewer digits round, as databases do.
  static func rounded(_ microseconds: Int64, as native: NativeType?) -> Int64 {
    let digits = native.map { $0.arguments.first.flatMap { Int($0) } ?? 6 } ?? 3
    guard digits <= 3 else { return microseconds }
    let unit: Int64 = [1000, 100, 10, 1][max(0, digits)]
    let milliseconds = microseconds.floorDivided(by: 1000)
    return (milliseconds + unit / 2).floorDivided(by: unit) * unit * 1000
  }

  /// Microseconds since 1970, in whole milliseconds as clients show them.
  static func now() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return (Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000) * 1000
  }
}

/// What a script knows of the time where it runs.
package struct ScriptClock: Sendable {
  /// The milliseconds since 1970.
  let now: @Sendable () -> Int64
  /// How many milliseconds local time is ahead of UTC, at a number of milliseconds since 1970.
  let offset: @Sendable (Int64) -> Int64

  package init(now: @escaping @Sendable () -> Int64, offset: @escaping @Sendable (Int64) -> Int64) {
    self.now = now
    self.offset = offset
  }

  /// The point in time of a local time, both in milliseconds.
  ///
  /// Of a time that a clock shows twice the first is meant; one that is skipped is read with the
  /// offset before the change. https://tc39.es/ecma262/#sec-utc-t
  func utc(ofLocal local: Int64) -> Int64 {
    let day: Int64 = 86_400_000
    let before = local - offset(local - day)
    if offset(before) == local - before { return before }
    let after = local - offset(local + day)
    return offset(after) == local - after ? after : before
  }
}

import DatabaseAccess
import Glibc
import Synchronization

/// What Ctrl-C and SIGTERM do.
///
/// Without an open session the process ends at once: files are replaced atomically, so nothing is
/// left half written. With open sessions the running statement is interrupted, the command fails
/// with `.cancelled` and unwinds (transactions roll back, scratch databases are dropped), and the
/// process exits with 130 or 143. A second signal ends it at once, and leaves to the server what
/// runs there.
enum Interruption {
  private static let pending = Atomic<Int32>(0)
  /// When the first signal came, in milliseconds; 0 until then.
  private static let start = Atomic<Int64>(0)
  private static let sessions = Mutex<[InterruptibleWork]>([])
  private static let writeEnd = Atomic<Int32>(-1)

  /// The signal that asked the process to stop; `nil` when none did.
  static var pendingSignal: Int32? {
    let signal = pending.load(ordering: .acquiring)
    return signal == 0 ? nil : signal
  }

  /// Takes SIGINT and SIGTERM over.
  static func install() {
    // The handler may only touch what is initialised: the atomics are, from here on.
    _ = pendingSignal
    _ = start.load(ordering: .relaxed)
    _ = writeEnd.load(ordering: .relaxed)
    for number in [SIGINT, SIGTERM] {
      var action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = { Interruption.receive($0) }
      unsafe sigaction(number, &action, nil)
    }
  }

  /// Interrupts the statements of a database session too when a signal comes.
  static func register(_ work: InterruptibleWork) {
    sessions.withLock { $0.append(work) }
    startWatcher()
  }

  /// Runs in the signal handler: only async-signal-safe calls.
  private static func receive(_ number: Int32) {
    let descriptor = writeEnd.load(ordering: .acquiring)
    let (isFirst, _) = pending.compareExchange(
      expected: 0, desired: number, ordering: .acquiringAndReleasing)
    if isFirst { start.store(milliseconds(), ordering: .releasing) }
    guard descriptor >= 0, isFirst || isSameRequest() else { _exit(ExitStatus.signal(number)) }
    guard isFirst else { return }
    var byte: UInt8 = 1
    _ = unsafe Glibc.write(descriptor, &byte, 1)
  }

  /// Whether a signal comes so soon after the first one that it is the same request.
  ///
  /// `timeout` and the runners of packages pass a signal on to a process that gets it with its group
  /// as well.
  private static func isSameRequest() -> Bool {
    let first = start.load(ordering: .acquiring)
    return first == 0 || milliseconds() - first < 1_000
  }

  private static func milliseconds() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// Starts the thread that interrupts the sessions; locks are not allowed in a signal handler.
  private static func startWatcher() {
    guard writeEnd.load(ordering: .acquiring) < 0 else { return }
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let readEnd = ends[0]
    writeEnd.store(ends[1], ordering: .releasing)
    watchedEnd.store(readEnd, ordering: .releasing)
    var thread = pthread_t()
    unsafe pthread_create(
      &thread, nil,
      { _ in
        var byte: UInt8 = 0
        _ = unsafe read(Interruption.watchedEnd.load(ordering: .acquiring), &byte, 1)
        Interruption.interruptSessions()
        return nil
      }, nil)
    pthread_detach(thread)
  }

  private static let watchedEnd = Atomic<Int32>(-1)

  private static func interruptSessions() {
    // A request that reaches the database just before its statement is without effect.
    while true {
      for work in sessions.withLock({ $0 }) { work.interrupt() }
      usleep(100_000)
    }
  }
}

import Diagnostics
import Glibc
import Providers
import SchemaModel
import SchemaSyntax

/// Times the schema language in one process: `schema-benchmark FILE…` prints, for each file, the
/// CPU milliseconds and the throughput of parsing, analysing and formatting it.
///
/// One tab-separated line a measurement: file, work, median milliseconds, MB a second.
@main
struct SchemaBenchmark {
  static func main() {
    for path in CommandLine.arguments.dropFirst() {
      guard let bytes = contents(of: path) else {
        print("cannot read \(path)")
        exit(1)
      }
      let file = SourceFile(path: path, bytes: bytes)
      report(path, "parse", bytes.count) { _ = parse(file) }
      report(path, "validate", bytes.count) { _ = analyze([file], rules: allProviders) }
      report(path, "format", bytes.count) { _ = format(file) }
    }
  }

  private static func report(_ path: String, _ work: String, _ size: Int, _ body: () -> Void) {
    body()
    let times = (0..<7).map { _ in
      let start = processMilliseconds()
      body()
      return processMilliseconds() - start
    }.sorted()
    let median = times[times.count / 2]
    let rate = Double(size) / 1_000 / max(median, 0.001)
    print("\(path)\t\(work)\t\(rounded(median))\t\(rounded(rate))")
  }

  private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  private static func processMilliseconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1_000 + Double(time.tv_nsec) / 1_000_000
  }

  private static func contents(of path: String) -> [UInt8]? {
    guard let stream = unsafe fopen(path, "r") else { return nil }
    defer { unsafe fclose(stream) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe fread(&chunk, 1, chunk.count, stream)
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }
}

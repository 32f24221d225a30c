/// Where the lines of a file start, and how many Unicode scalars stand before a place.
final class LineIndex: Sendable {
  /// The offsets of the first bytes of the lines; at least one.
  let starts: [UInt32]
  private let bytes: [UInt8]
  /// How many Unicode scalars start before each multiple of `step`: a line may be very long.
  ///
  /// Empty when each byte is one, as in most files.
  private let scalarCounts: [UInt32]

  private static let step = 128

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts: [UInt32] = [0]
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
      starts.append(UInt32(index + 1))
    }
    self.starts = starts
    scalarCounts = bytes.allSatisfy { $0 < 0x80 } ? [] : Self.scalarCounts(of: bytes)
  }

  private static func scalarCounts(of bytes: [UInt8]) -> [UInt32] {
    var counts: [UInt32] = []
    var count: UInt32 = 0
    for start in stride(from: 0, to: bytes.count, by: step) {
      counts.append(count)
      count += scalars(in: bytes, start, min(start + step, bytes.count))
    }
    return counts
  }

  /// The index of the line of an offset.
  func line(of offset: UInt32) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The number of scalars that start in a range of offsets.
  func scalars(from start: Int, to end: Int) -> UInt32 {
    if scalarCounts.isEmpty { return UInt32(end - start) }
    return end - start <= Self.step
      ? Self.scalars(in: bytes, start, end) : scalars(before: end) - scalars(before: start)
  }

  private func scalars(before offset: Int) -> UInt32 {
    let index = min(offset / Self.step, scalarCounts.count - 1)
    return scalarCounts[index] + Self.scalars(in: bytes, index * Self.step, offset)
  }

  private static func scalars(in bytes: [UInt8], _ start: Int, _ end: Int) -> UInt32 {
    var count: UInt32 = 0
    // A UTF-8 continuation byte never starts a scalar.
    for byte in bytes[start..<end] where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }
}

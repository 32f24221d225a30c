import BinaryText
import Synchronization

/// Identifiers that are made without asking anybody.
enum Identifier {
  /// A random UUID. <https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4>
  static func uuid4() -> String {
    var bytes = randomBytes(16)
    bytes[6] = bytes[6] & 0x0F | 0x40
    return uuid(bytes)
  }

  /// A UUID that sorts by time. <https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7>
  static func uuid7(now: Int64) -> String {
    var bytes = randomBytes(16)
    let milliseconds = UInt64(max(0, now / 1000))
    for index in 0..<6 {
      bytes[index] = UInt8(truncatingIfNeeded: milliseconds >> UInt64(40 - 8 * index))
    }
    bytes[6] = bytes[6] & 0x0F | 0x70
    return uuid(bytes)
  }

  private static func uuid(_ bytes: [UInt8]) -> String {
    var bytes = bytes
    bytes[8] = bytes[8] & 0x3F | 0x80
    var text: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
      Hexadecimal.append(byte, to: &text)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// `c`, the time, a counter, a mark of this process and random digits, in base 36.
  static func cuid(now: Int64) -> String {
    let time = String(max(0, now / 1000), radix: 36)
    let count = cuidCounter.add(1, ordering: .relaxed).oldValue % 1_679_616
    return "c" + time + padded(String(count, radix: 36)) + processMark + random(base36, 8)
  }

  private static let cuidCounter = Atomic<Int>(0)
  private static let processMark = random(base36, 4)

  private static func padded(_ text: String) -> String {
    String(repeating: "0", count: max(0, 4 - text.count)) + text
  }

  /// 24 characters that tell nothing about time or place, a letter first.
  static func cuid2() -> String { random(Array(base36[10...]), 1) + random(base36, 23) }

  /// Random characters that need no escape in a URL.
  static func nanoid(length: Int) -> String { random(urlAlphabet, min(max(2, length), 255)) }

  /// The time and 80 random bits in Crockford's base 32. <https://github.com/ulid/spec>
  static func ulid(now: Int64) -> String {
    var time = UInt64(max(0, now / 1000))
    var digits: [UInt8] = []
    for _ in 0..<10 {
      digits.append(crockford[Int(time & 31)])
      time >>= 5
    }
    return String(decoding: digits.reversed(), as: UTF8.self) + random(crockford, 16)
  }

  private static func random(_ alphabet: [UInt8], _ length: Int) -> String {
    let bytes = (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func randomBytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...255) }
  }

  private static let base36 = Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)
  private static let crockford = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
  private static let urlAlphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-".utf8)
}

import Diagnostics
import SchemaSyntax
import Testing

struct RecombinationTests {
  @Test("Formatting pieces of syntax twice is formatting them once, and loses no word of them")
  func formattingTwice() {
    for seed in 0..<UInt64(4000) {
      let text = SyntaxRecombination.text(seed)
      let formatted = format(SourceFile(path: "schema.prisma", bytes: text))
      let again = format(SourceFile(path: "schema.prisma", bytes: formatted))
      #expect(again == formatted, "\(String(decoding: text, as: UTF8.self).debugDescription)")
      #expect(
        words(of: formatted) == words(of: text),
        "\(String(decoding: text, as: UTF8.self).debugDescription)")
    }
  }

  /// The letters and digits in alphabetical order, because attributes move.
  private func words(of text: [UInt8]) -> [UInt8] {
    text.filter { ($0 | 0x20) &- UInt8(ascii: "a") < 26 || $0 &- UInt8(ascii: "0") < 10 }.sorted()
  }
}

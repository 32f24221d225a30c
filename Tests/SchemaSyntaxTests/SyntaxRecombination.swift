import TestSupport

/// Pieces of syntax put together at random, most of which are no schema.
enum SyntaxRecombination {
  private static let lines = [
    "model A {\n", "model B{\r\n", "view V { // x\n", "type T {\n", "enum E {\n",
    "datasource d {\n", "generator g {\n", "l{\n", "type X = String", "  id Int @id\n",
    "a String? // c\n", "b T[] @x(y: [1, \"z\"], ) @id\n", "c: [B!] @default(f(\"\"))\n",
    "d Unsupported(\"u\")!\n", "VALUE @map(\"v\") /// v\n", "  key = \"value\"\n",
    "longer = [a, env(\"B\")] // x\n", "@@map(\"b\")\n", "@@id([a, b]) // x\n", "// above\n",
    "/// above\n", "/* above */\n", "/*\n * above\n */\n", "}\n", "}\r\n", "}\n\n", "\n\n",
  ]

  private static let words = [
    "{", "}", "(", ")", "[", "]", "/*", "*/", "/**/", "//", "///", "/", "*", "\"", "\\", "\"s\"",
    "\n", "\r\n", "\r", " ", "\t", "\u{A0}", "\u{2028}", "\u{FEFF}", "\0", "@", "@@", "@m", "@@m",
    "@m(", "@id", "a", "a ", "Int", "é", "model", "enum", "type", "env", "=", " = ", ":", ",", ".",
    "?", "!", "-", "_", "1", "-1.5", "[]",
  ]

  /// What reaches over lines, with what it can stand behind.
  private static let delimiters = [
    "{", "}", "}\n", "\n", "/*", "*/", "/**/", "//", "\"", "\\\n", "a", "a ", "a = ", "type X = Y",
    "@m", "@m(\"", "\")", "@@m", "\r",
  ]

  private static let openings = ["model A {\n", "enum E {\n", "datasource d {\n", "l {\n"]

  /// The text of a seed.
  ///
  /// Each text repeats a few pieces only, because faults come from how pieces meet, and two that
  /// must meet seldom do among all of them.
  static func text(_ seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    func any<Piece>(_ pieces: [Piece]) -> Piece {
      pieces[Int.random(in: pieces.indices, using: &generator)]
    }
    let areDelimiters = Bool.random(using: &generator)
    var pieces = [any(openings), "}", "\n"]
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      pieces.append(any(areDelimiters ? delimiters : any([lines, words])))
    }
    var text = any(openings)
    for _ in 0..<Int.random(in: 1...16, using: &generator) { text += any(pieces) }
    return Array(text.utf8)
  }
}

import Diagnostics
import SchemaSyntax
import TestSupport
import Testing

struct ParserTests {
  @Test("Trees and diagnostics", arguments: Fixture.all("parse", suffix: ".prisma"))
  func tree(_ fixture: Fixture) throws {
    let tree = parse(SourceFile(path: fixture.name, bytes: try fixture.bytes))
    try expectText(
      tree.dump(), equalsFile: fixture.sibling(".tree", insteadOf: ".prisma"))
  }

  @Test("A tree covers the file and every node its children")
  func structure() throws {
    for fixture in Fixture.all("parse", suffix: ".prisma") {
      let tree = parse(SourceFile(path: fixture.name, bytes: try fixture.bytes))
      for (index, node) in tree.nodes.enumerated() {
        #expect(node.next > index && node.next <= tree.nodes.count)
        for child in tree.children(of: index) {
          #expect(tree.nodes[child].start >= node.start && tree.nodes[child].end <= node.end)
        }
      }
    }
  }

  /// A way to save a text, with or without a byte order mark.
  private struct Encoding {
    var width: Int
    var isBigEndian: Bool
    var hasMark: Bool

    func bytes(of text: String) -> [UInt8] {
      ((hasMark ? "\u{FEFF}" : "") + text).unicodeScalars.flatMap { scalar in
        let bytes = (0..<width).map { UInt8(truncatingIfNeeded: scalar.value >> (8 * $0)) }
        return isBigEndian ? bytes.reversed() : bytes
      }
    }

    /// What `iconv` calls it.
    var name: String {
      "utf-\(8 * width)" + (hasMark ? "" : isBigEndian ? "be" : "le")
    }
  }

  @Test(
    "A file in another encoding is one diagnostic and stays as it is", arguments: [2, 4],
    [true, false])
  func foreignEncoding(width: Int, isBigEndian: Bool) throws {
    for hasMark in [true, false] {
      let encoding = Encoding(width: width, isBigEndian: isBigEndian, hasMark: hasMark)
      let bytes = encoding.bytes(of: "//ж\nmodel A {\n  id Int @id\n}")
      let file = SourceFile(path: "schema.prisma", bytes: bytes)
      let diagnostic = try #require(parse(file).diagnostics.first)
      #expect(parse(file).diagnostics.count == 1)
      #expect(diagnostic.message == "this file is UTF-\(8 * width), and schemas are UTF-8")
      let command = "`iconv -f \(encoding.name) -t utf-8 schema.prisma > utf-8.prisma`"
      #expect(diagnostic.help == "save it as UTF-8 in your editor, or convert it: \(command)")
      #expect(format(file) == bytes)
    }
  }

  @Test(
    "The path in a command is one word of the shell",
    arguments: [
      ("my schema.prisma", "'my schema.prisma'"), ("it's.prisma", #"'it'\''s.prisma'"#),
      ("схема-1.prisma", "схема-1.prisma"), ("$HOME.prisma", "'$HOME.prisma'"),
    ])
  func quotedPath(path: String, word: String) {
    let file = SourceFile(path: path, bytes: [0xFF, 0xFE])
    #expect(file.conversionToUTF8.hasSuffix("`iconv -f utf-16 -t utf-8 \(word) > utf-8.prisma`"))
  }

  @Test("Views unescape strings and read arguments")
  func views() throws {
    let text = #"""
      model A {
        a String @default("x\"\n\u00e4\ud83d\ude00") @x.y(1, b: [c, d(e)], f:,)
      }

      """#
    let tree = parse(SourceFile(path: "a", text: text))
    let field = try #require(tree.blocks.first?.fields.first)
    let attributes = Array(field.attributes)
    guard case .string(let value) = attributes[0].arguments[0].value.value else {
      Issue.record("the default is no string")
      return
    }
    #expect(value == "x\"\nä😀")
    let list = try #require(attributes[1].argumentList)
    #expect(attributes[1].name.text == "x.y")
    #expect(list.arguments.map(\.name?.text) == [nil, "b"])
    #expect(list.emptyArguments.map(\.text) == ["f"])
    #expect(list.trailingComma != nil)
  }

  @Test("Documentation belongs to what follows it and to the line it ends")
  func documentation() throws {
    let text = """
      /// one
      /* two */
      model A {
        /// above

        /// directly above
        id Int @id /// behind
        // no documentation
        b Int
      }
      """
    let tree = parse(SourceFile(path: "a", text: text))
    let block = try #require(tree.blocks.first)
    #expect(block.documentation == "one\ntwo")
    #expect(block.fields.map(\.documentation) == ["directly above\nbehind", nil])
  }

  @Test("Deep nesting is a diagnostic")
  func depth() {
    for text in ["[", "f("] {
      let value = String(repeating: text, count: 100_000)
      let tree = parse(SourceFile(path: "a", text: "model A {\n  a Int @default(\(value))\n}\n"))
      #expect(tree.diagnostics.map(\.message) == ["expressions on this line are nested too deeply"])
    }
  }

  @Test(
    "Large and hostile files are parsed in linear time",
    arguments: [
      "model A {\n", "/*", "foo {\n", "\"\\", "@a(", "type T = ", "model A {\n}\n",
      "model A {\n id Int /// x\n}\n", "enum E {\nmodel M {\ndatasource d {\n", "\u{0}\r",
    ])
  func size(unit: String) {
    let text = String(repeating: unit, count: 200_000 / unit.utf8.count)
    let file = SourceFile(path: "a", text: text)
    let time = processorTime {
      #expect(parse(file).nodes.count > 0)
      let formatted = format(file)
      #expect(format(SourceFile(path: "a", bytes: formatted)) == formatted)
    }
    #expect(time < .seconds(30))
  }

  @Test("Any bytes are parsed and formatted")
  func bytes() {
    var state: UInt64 = 42
    let pieces: [[UInt8]] = [
      Array("model A {\n".utf8), Array("  a B? @c(d: [\"e\"])".utf8), [0xFF], [0], [0xE2, 0x80],
      Array("}\n".utf8), Array("// x\n".utf8), Array("/* x */".utf8), Array("\r".utf8), [0x22],
      Array("enum E {\n".utf8), Array("x = y(\n".utf8), Array("\u{A0}ä".utf8), Array("\n".utf8),
    ]
    for _ in 0..<2_000 {
      var bytes: [UInt8] = []
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes += pieces[Int(state >> 33) % pieces.count]
      }
      let once = format(SourceFile(path: "a", bytes: bytes))
      let twice = format(SourceFile(path: "a", bytes: once))
      #expect(once == twice, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }
}

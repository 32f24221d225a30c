import Diagnostics

/// A way to write a line that other languages have, and how it is written here.
struct CommonSlip {
  var help: String
  var fixes: [FixIt] = []
}

extension SyntaxChecks {
  /// The habit of another language that made a line of a model or an enum unreadable.
  func commonSlip(in line: ArraySlice<UInt8>, of block: SyntaxKind) -> CommonSlip? {
    // The head of a line says what it was meant to be; a line may be as long as the file.
    let words = line.prefix(400).split { $0 <= 0x20 }
    guard let first = words.first, let last = words.last else { return nil }
    if line.count <= 400, let slip = lineEnd(last) { return slip }
    if first.first == UInt8(ascii: "\"") { return quotedName(first) }
    switch block {
    case .enumeration: return enumSlip(words)
    case .datasource, .generator: return nil
    default: return fieldSlip(words)
    }
  }

  /// A mark behind the last word: `Int;` and `Int,`.
  private func lineEnd(_ word: ArraySlice<UInt8>) -> CommonSlip? {
    guard let mark = word.last, mark == UInt8(ascii: ";") || mark == UInt8(ascii: ",") else {
      return nil
    }
    let text = Unicode.Scalar(mark)
    return CommonSlip(
      help: "lines end without `\(text)`",
      fixes: [FixIt("remove the `\(text)`", [edit(word.suffix(1), "")])])
  }

  /// A name in quotes: `"name" String`.
  private func quotedName(_ word: ArraySlice<UInt8>) -> CommonSlip? {
    guard word.count > 2, word.last == UInt8(ascii: "\"") else { return nil }
    let name = word.dropFirst().dropLast()
    guard isName(name) else {
      return CommonSlip(
        help: "a name consists of letters, digits and `_`; `@map` says what the database calls it")
    }
    return CommonSlip(
      help: "names are written without quotes",
      fixes: [FixIt("write `\(text(name))`", [edit(word, text(name))])])
  }

  private func enumSlip(_ words: [ArraySlice<UInt8>]) -> CommonSlip? {
    if words.count > 1, words[1].first == UInt8(ascii: "=") {
      return CommonSlip(
        help: "a value is its name alone; `@map(\"…\")` says what the database stores for it")
    }
    guard words.dropLast().contains(where: { $0.last == UInt8(ascii: ",") }) else { return nil }
    return CommonSlip(help: "each value stands on a line of its own, without commas")
  }

  private func fieldSlip(_ words: [ArraySlice<UInt8>]) -> CommonSlip? {
    guard words.count > 1 else { return nil }
    if words[0].first == UInt8(ascii: "@") {
      return CommonSlip(help: "attributes stand behind the type: `name String @id`")
    }
    if let slip = markedName(words[0], type: words[1]) { return slip }
    guard isName(words[0]) else { return nil }
    if words[1].contains(UInt8(ascii: "(")) {
      return CommonSlip(
        help: "a type of the database is an attribute: `name String @db.VarChar(20)`")
    }
    guard words.count > 2 else { return nil }
    if words[2].elementsEqual("=".utf8) { return assignedDefault(words) }
    return bareAttribute(words[2])
  }

  /// A mark of the type behind the name: `name? String` and `name[] String`.
  private func markedName(
    _ name: ArraySlice<UInt8>, type: ArraySlice<UInt8>
  ) -> CommonSlip? {
    for mark in ["?", "[]"] where text(name).hasSuffix(mark) {
      let bare = name.dropLast(mark.utf8.count)
      guard isName(bare), isName(type) else { return nil }
      return CommonSlip(
        help: "the `\(mark)` stands behind the type",
        fixes: [
          FixIt(
            "write `\(text(bare)) \(text(type))\(mark)`",
            [edit(name, text(bare)), edit(type, text(type) + mark)])
        ])
    }
    return nil
  }

  /// A default that is assigned: `count Int = 5`.
  private func assignedDefault(_ words: [ArraySlice<UInt8>]) -> CommonSlip {
    let help = "a default is an attribute: `@default(…)`"
    guard words.count == 4 else { return CommonSlip(help: help) }
    let mark = words[2]
    let value = words[3]
    let attribute = "@default(\(text(value)))"
    return CommonSlip(
      help: help,
      fixes: [
        FixIt(
          "write `\(attribute)`",
          [edit(file.bytes[mark.startIndex..<value.endIndex], attribute)])
      ])
  }

  /// An attribute without its mark: `name String unique`.
  private func bareAttribute(_ word: ArraySlice<UInt8>) -> CommonSlip? {
    let name = text(word.prefix { $0 != UInt8(ascii: "(") })
    guard Self.fieldAttributes.contains(name) else { return nil }
    return CommonSlip(
      help: "attributes begin with `@`",
      fixes: [FixIt("write `@\(name)`", [edit(word.prefix(0), "@")])])
  }

  private static let fieldAttributes = [
    "id", "unique", "default", "updatedAt", "relation", "map", "ignore",
  ]

  private func isName(_ word: ArraySlice<UInt8>) -> Bool {
    guard let first = word.first, first | 0x20 >= UInt8(ascii: "a"),
      first | 0x20 <= UInt8(ascii: "z")
    else { return false }
    return word.allSatisfy(Self.isWord)
  }

  private func text(_ word: ArraySlice<UInt8>) -> String { String(decoding: word, as: UTF8.self) }

  private func edit(_ word: ArraySlice<UInt8>, _ text: String) -> TextEdit {
    TextEdit(span(SourceRange(word.startIndex, word.endIndex)), text)
  }
}

import Diagnostics

/// Makes edits of a schema's text that keep its indentation, line breaks and comments.
struct SchemaEdits: Sendable {
  let files: [SourceFile]

  /// Inserts text at the end of a span, before the white space that ends it.
  func insertion(of text: String, behind span: SourceSpan) -> TextEdit {
    let end = trimmed(span).range.end
    return TextEdit(SourceSpan(file: span.file, range: SourceRange(end, end)), text)
  }

  /// Adds an attribute behind those of a field.
  func addition(of attribute: String, to field: FieldDeclaration) -> TextEdit {
    insertion(of: " " + attribute, behind: endOfDeclaration(field))
  }

  /// Adds a line before the closing brace of a block.
  func addition(ofLine line: String, to block: SourceSpan) -> TextEdit {
    let bytes = files[block.file].bytes
    let brace = Int(block.range.end) - 1
    let start = startOfLine(brace, in: bytes)
    let isAlone = bytes[start..<brace].allSatisfy(\.isBlank)
    let place = isAlone ? start : brace
    let text = indentation(in: block) + line + lineBreak(in: block.file)
    return TextEdit(
      SourceSpan(file: block.file, range: SourceRange(place, place)),
      isAlone ? text : lineBreak(in: block.file) + text)
  }

  /// Adds an argument behind those that an attribute has.
  func addition(ofArgument argument: String, to attribute: AttributeDeclaration) -> TextEdit {
    if let last = attribute.list.arguments.last {
      return insertion(of: ", " + argument, behind: last.span)
    }
    let bytes = files[attribute.span.file].bytes
    let nameEnd = Int(attribute.name.span.range.end)
    let end = Int(trimmed(attribute.span).range.end)
    if end > nameEnd, bytes[end - 1] == UInt8(ascii: ")") {
      return TextEdit(
        SourceSpan(file: attribute.span.file, range: SourceRange(end - 1, end - 1)), argument)
    }
    return insertion(of: "(\(argument))", behind: attribute.name.span)
  }

  /// Asks for a preview feature in the only generator.
  func additions(ofPreviewFeature feature: String, to generators: [Generator]) -> [FixIt] {
    guard generators.count == 1, let generator = generators.first else { return [] }
    let edit: TextEdit
    if let list = generator.previewFeaturesSpan {
      guard text(of: list).hasSuffix("]") else { return [] }
      let end = Int(trimmed(list).range.end) - 1
      let separator = generator.previewFeatures.isEmpty ? "" : ", "
      edit = TextEdit(
        SourceSpan(file: list.file, range: SourceRange(end, end)), separator + quoted(feature))
    } else {
      edit = addition(ofLine: "previewFeatures = [\(quoted(feature))]", to: generator.span)
    }
    return [FixIt("add `\(feature)` to generator `\(generator.name)`", [edit])]
  }

  /// Removes something that stands between blanks, or its whole line if it stands there alone.
  func removal(of span: SourceSpan) -> TextEdit {
    let bytes = files[span.file].bytes
    var range = trimmed(span).range
    var start = Int(range.start)
    while start > 0, bytes[start - 1].isBlank { start -= 1 }
    let isFirst = start == 0 || bytes[start - 1].isLineBreak
    var end = Int(range.end)
    while end < bytes.count, bytes[end].isBlank { end += 1 }
    let isLast = end == bytes.count || bytes[end].isLineBreak
    if isFirst, isLast {
      range = SourceRange(start, endOfLineBreak(end, in: bytes))
    } else if isFirst {
      range = SourceRange(Int(range.start), end)
    } else {
      range = SourceRange(start, Int(range.end))
    }
    return TextEdit(SourceSpan(file: span.file, range: range), "")
  }

  /// Removes one of the elements between commas.
  func removal(of index: Int, among elements: [SourceSpan]) -> TextEdit {
    let own = trimmed(elements[index])
    if index + 1 < elements.count {
      let next = elements[index + 1].range.start
      return TextEdit(
        SourceSpan(file: own.file, range: SourceRange(own.range.start, next)), "")
    }
    let start = index > 0 ? trimmed(elements[index - 1]).range.end : own.range.start
    return TextEdit(SourceSpan(file: own.file, range: SourceRange(start, own.range.end)), "")
  }

  /// Removes an argument from a list, and the parentheses with the only one.
  ///
  /// - Parameters:
  ///   - name: The name of the argument.
  ///   - list: The arguments between the parentheses.
  ///   - start: Where the opening parenthesis stands.
  ///   - span: What ends with the closing one.
  /// - Returns: Nothing when there is no such argument or no closing parenthesis.
  func removal(
    ofArgument name: String, from list: ArgumentList, at start: Int, endOf span: SourceSpan
  ) -> TextEdit? {
    guard let index = list.arguments.firstIndex(where: { $0.name?.name == name }) else {
      return nil
    }
    let spans = list.arguments.map(\.span)
    if spans.count > 1 { return removal(of: index, among: spans) }
    guard text(of: span).hasSuffix(")") else { return nil }
    let range = SourceRange(start, Int(trimmed(span).range.end))
    return TextEdit(SourceSpan(file: span.file, range: range), "")
  }

  /// The text of a span without the white space around it.
  func text(of span: SourceSpan) -> String {
    files[span.file].text(in: trimmed(span).range)
  }

  /// The name of the type of a field; `Unsupported("…")` as a whole.
  func typeName(of field: FieldDeclaration) -> SourceSpan {
    let bytes = files[field.typeSpan.file].bytes
    var start = Int(field.typeSpan.range.start)
    if field.isUnsupported {
      while start > Int(field.span.range.start), !bytes[start - 1].isBlank { start -= 1 }
    }
    return SourceSpan(
      file: field.typeSpan.file,
      range: SourceRange(start, endOfTypeName(of: field, in: bytes)))
  }

  /// The mark behind the name of a type: `?` or `[]`; empty when there is none.
  func typeMark(of field: FieldDeclaration) -> SourceSpan {
    let bytes = files[field.typeSpan.file].bytes
    let start = endOfTypeName(of: field, in: bytes)
    var end = start
    while end < bytes.count, "[]?".utf8.contains(bytes[end]) { end += 1 }
    return SourceSpan(file: field.typeSpan.file, range: SourceRange(start, end))
  }

  /// From the name of a field to its last attribute or, without any, its type.
  func endOfDeclaration(_ field: FieldDeclaration) -> SourceSpan {
    field.attributes.last.map { trimmed($0.span) } ?? typeMark(of: field)
  }

  /// The span without white space at its end.
  func trimmed(_ span: SourceSpan) -> SourceSpan {
    let bytes = files[span.file].bytes
    var range = span.range
    while range.end > range.start, bytes[Int(range.end) - 1].isBlankOrLineBreak { range.end -= 1 }
    return SourceSpan(file: span.file, range: range)
  }

  private func endOfTypeName(of field: FieldDeclaration, in bytes: [UInt8]) -> Int {
    var end = Int(field.typeSpan.range.end)
    // The span of `Unsupported("…")` ends with its text.
    if field.isUnsupported {
      while end < bytes.count, !bytes[end].isLineBreak {
        end += 1
        if bytes[end - 1] == UInt8(ascii: ")") { break }
      }
    }
    return end
  }

  /// The blanks before the last line of a block that holds something, else two more than its own.
  private func indentation(in block: SourceSpan) -> String {
    let bytes = files[block.file].bytes
    let blockStart = startOfLine(Int(block.range.start), in: bytes)
    var lineStart = startOfLine(Int(block.range.end) - 1, in: bytes)
    while lineStart > blockStart {
      lineStart = startOfLine(lineStart - 1, in: bytes)
      guard lineStart > blockStart else { break }
      let blanks = bytes[lineStart...].prefix(while: \.isBlank)
      if blanks.endIndex < bytes.count, !bytes[blanks.endIndex].isLineBreak {
        return String(decoding: blanks, as: UTF8.self)
      }
    }
    return String(decoding: bytes[blockStart...].prefix(while: \.isBlank), as: UTF8.self) + "  "
  }

  private func lineBreak(in file: Int) -> String {
    let bytes = files[file].bytes
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return "\n" }
    return end > 0 && bytes[end - 1] == UInt8(ascii: "\r") ? "\r\n" : "\n"
  }

  private func startOfLine(_ offset: Int, in bytes: [UInt8]) -> Int {
    var start = offset
    while start > 0, !bytes[start - 1].isLineBreak { start -= 1 }
    return start
  }

  private func endOfLineBreak(_ offset: Int, in bytes: [UInt8]) -> Int {
    guard offset < bytes.count else { return offset }
    let isPair =
      bytes[offset] == UInt8(ascii: "\r") && offset + 1 < bytes.count
      && bytes[offset + 1] == UInt8(ascii: "\n")
    return offset + (isPair ? 2 : 1)
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

  fileprivate var isLineBreak: Bool {
    self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r")
  }

  fileprivate var isBlankOrLineBreak: Bool { isBlank || isLineBreak }
}

public import JSON

/// Renders diagnostics for programs.
public struct JSONRenderer: Sendable {
  private let files: [SourceFile]

  /// Creates a renderer for the files that the spans point into.
  public init(files: [SourceFile]) { self.files = files }

  /// Writes an array of diagnostics.
  ///
  /// Offsets count UTF-8 bytes from the start of the file; lines and columns start at 1, columns
  /// count Unicode scalars.
  public func write(_ diagnostics: [Diagnostic], to json: inout JSONWriter) {
    json.beginArray()
    for diagnostic in diagnostics { write(diagnostic, to: &json) }
    json.endArray()
  }

  private func write(_ diagnostic: Diagnostic, to json: inout JSONWriter) {
    json.beginObject()
    json.member("severity", diagnostic.severity.rawValue)
    json.member("code", diagnostic.code.name)
    json.member("message", diagnostic.message)
    if let help = diagnostic.help { json.member("help", help) }
    write(diagnostic.span, to: &json)
    if !diagnostic.notes.isEmpty {
      json.key("notes")
      json.beginArray()
      for note in diagnostic.notes {
        json.beginObject()
        json.member("message", note.message)
        write(note.span, to: &json)
        json.endObject()
      }
      json.endArray()
    }
    if !diagnostic.fixes.isEmpty { write(diagnostic.fixes, to: &json) }
    json.endObject()
  }

  /// Writes the member `fixes`: what each does, and the edits that do it.
  private func write(_ fixes: [FixIt], to json: inout JSONWriter) {
    json.key("fixes")
    json.beginArray()
    for fix in fixes {
      json.beginObject()
      json.member("title", fix.title)
      json.key("edits")
      json.beginArray()
      for edit in fix.edits {
        json.beginObject()
        write(edit.span, to: &json)
        json.member("replacement", edit.replacement)
        json.endObject()
      }
      json.endArray()
      json.endObject()
    }
    json.endArray()
  }

  /// Writes the members `file`, `start` and `end`.
  private func write(_ span: SourceSpan, to json: inout JSONWriter) {
    guard files.indices.contains(span.file) else { return }
    let file = files[span.file]
    json.member("file", file.path)
    for (name, offset) in [("start", span.range.start), ("end", span.range.end)] {
      let location = file.location(of: offset)
      json.key(name)
      json.beginObject()
      json.member("offset", Int(offset))
      json.member("line", location.line)
      json.member("column", location.column)
      json.endObject()
    }
  }
}

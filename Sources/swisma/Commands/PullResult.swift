import BackendInterface
import Diagnostics
import JSON
import SchemaModel

/// What a pull found, for people and for programs.
struct PullResult {
  private let previous: [SourceFile]
  private let files: [SourceFile]
  private let changes: [BlockChange]
  private let notices: [IntrospectedDatamodel.Notice]

  /// Takes the files of the schema, and the same files in the same order as they are to be.
  init(
    previous: [SourceFile], files: [SourceFile], changes: [BlockChange],
    notices: [IntrospectedDatamodel.Notice]
  ) {
    self.previous = previous
    self.files = files
    self.changes = changes
    self.notices = notices
  }

  /// The files whose text changes.
  var changed: [SourceFile] { zip(previous, files).filter { $0.bytes != $1.bytes }.map(\.1) }

  /// The files one after the other.
  var text: String { files.map(\.text).joined(separator: "\n") }

  /// How the files change, in the unified format.
  func diff(style: Style) -> String {
    zip(previous, files).map {
      UnifiedDiff(from: $0.text, to: $1.text, path: $0.path, style: style).text
    }.joined()
  }

  /// Writes one line for each thing that the schema cannot say.
  func report(notices stream: TextStream) {
    for notice in notices {
      stream.writeLine("\(stream.style.yellow("warning")): \(notice.message)")
    }
  }

  /// Writes what came, went and changed, a line a block.
  func report(changes stream: TextStream) {
    for change in changes {
      let lines = change.lines.map { mark($0.kind, stream.style) + $0.name }
      let detail = lines.isEmpty ? "" : ": " + lines.joined(separator: ", ")
      stream.writeLine("  \(mark(change.kind, stream.style)) \(change.block)\(detail)")
    }
  }

  private func mark(_ kind: BlockChange.Kind, _ style: Style) -> String {
    switch kind {
    case .added: style.green("+")
    case .removed: style.red("-")
    case .changed: style.yellow("~")
    }
  }

  /// Writes all of it as one JSON object.
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.key("files")
    json.beginArray()
    for (before, file) in zip(previous, files) {
      json.beginObject()
      json.member("path", file.path)
      json.member("changed", before.bytes != file.bytes)
      json.member("text", file.text)
      json.endObject()
    }
    json.endArray()
    json.key("changes")
    json.beginArray()
    for change in changes { write(change, to: &json) }
    json.endArray()
    json.key("notices")
    json.beginArray()
    for notice in notices { write(notice, to: &json) }
    json.endArray()
    json.endObject()
  }

  private func write(_ change: BlockChange, to json: inout JSONWriter) {
    json.beginObject()
    json.member("kind", change.kind.rawValue)
    json.member("block", change.block)
    json.key("lines")
    json.beginArray()
    for line in change.lines {
      json.beginObject()
      json.member("kind", line.kind.rawValue)
      json.member("name", line.name)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  private func write(_ notice: IntrospectedDatamodel.Notice, to json: inout JSONWriter) {
    json.beginObject()
    json.member("code", notice.code)
    if let model = notice.model {
      json.member("model", model)
    }
    if let field = notice.field {
      json.member("field", field)
    }
    json.member("message", notice.message)
    json.endObject()
  }
}

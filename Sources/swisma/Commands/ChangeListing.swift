import BackendInterface
import JSON

/// The changes of a plan as a list, grouped by table.
struct ChangeListing {
  private let changes: [ChangeSummary]
  private let style: Style

  init(_ changes: [ChangeSummary], style: Style) {
    self.changes = changes
    self.style = style
  }

  /// One line a change; those of a table stand below its name.
  var text: String {
    var text = ""
    var table: String?
    for change in changes {
      if change.table != table, let name = change.table {
        text += style.bold("  changed table \"\(name)\"") + "\n"
      }
      table = change.table
      text += (change.table == nil ? "  " : "    ") + line(change) + "\n"
    }
    return text
  }

  private func line(_ change: ChangeSummary) -> String {
    let detail = change.detail.map { " (\($0))" } ?? ""
    let text = "\(mark(change.kind)) \(change.kind.rawValue) \(change.subject)\(detail)"
    return switch change.risk {
    case .safe: text
    case .risky: text + style.yellow("  may fail or lose data")
    case .destructive: text + style.red("  loses data")
    }
  }

  private func mark(_ kind: ChangeSummary.Kind) -> String {
    switch kind {
    case .added: style.green("+")
    case .removed: style.red("-")
    case .changed, .renamed: style.yellow("~")
    }
  }

  /// One JSON document with the changes and the script.
  func json(script: String) -> String {
    var json = JSONWriter()
    json.beginObject()
    json.key("changes")
    json.beginArray()
    for change in changes {
      json.beginObject()
      json.key("kind")
      json.string(change.kind.rawValue)
      json.key("subject")
      json.string(change.subject)
      if let table = change.table {
        json.key("table")
        json.string(table)
      }
      if let detail = change.detail {
        json.key("detail")
        json.string(detail)
      }
      json.key("risk")
      json.string(change.risk.rawValue)
      json.endObject()
    }
    json.endArray()
    json.key("script")
    json.string(script)
    json.endObject()
    return json.text + "\n"
  }
}

import BackendInterface
import Migration

/// The changes of a plan as a list, grouped by table.
struct ChangeListing {
  private let changes: [PlannedChange]
  private let style: Style
  private let showsRisk: Bool

  /// Prepares a list; changes that were made already are no risk any more.
  init(_ changes: [PlannedChange], style: Style, showsRisk: Bool = true) {
    self.changes = changes
    self.style = style
    self.showsRisk = showsRisk
  }

  /// One line a change; those of a table stand below its name.
  var text: String {
    var text = ""
    var table: String?
    for planned in changes {
      let change = planned.summary
      if change.table != table, let name = change.table {
        text += style.bold("  changed table `\(name)`") + "\n"
      }
      table = change.table
      text += (change.table == nil ? "  " : "    ") + line(planned) + "\n"
    }
    return text
  }

  private func line(_ planned: PlannedChange) -> String {
    let change = planned.summary
    let detail = change.detail.map { " (\($0))" } ?? ""
    let text = "\(mark(change.kind)) \(change.kind.rawValue) \(change.subject)\(detail)"
    guard showsRisk else { return text }
    return switch planned.risk {
    case .safe: text
    case .risky: text + style.yellow("  may fail or lose data")
    case .destructive: text + style.red("  loses data")
    case .unexecutable: text + style.red("  cannot be done with rows there")
    }
  }

  private func mark(_ kind: ChangeSummary.Kind) -> String {
    switch kind {
    case .added: style.green("+")
    case .removed: style.red("-")
    case .changed, .renamed: style.yellow("~")
    }
  }
}

import BackendInterface

/// Proposes what to call a migration that nobody has named.
enum MigrationTitle {
  /// A title such as `add table User and 2 more`.
  ///
  /// - Parameters:
  ///   - changes: What the migration does.
  ///   - isFirst: Whether there is no migration before it.
  /// - Returns: The title, in words; it becomes a slug later.
  static func suggestion(for changes: [ChangeSummary], isFirst: Bool) -> String {
    if isFirst { return "init" }
    guard let first = changes.first else { return "empty" }
    let verb =
      switch first.kind {
      case .added: "add"
      case .removed: "drop"
      case .changed: "change"
      case .renamed: "rename"
      }
    let table = first.table.map { " of \($0)" } ?? ""
    let rest = changes.count > 1 ? " and \(changes.count - 1) more" : ""
    return "\(verb) \(first.subject)\(table)\(rest)"
  }
}

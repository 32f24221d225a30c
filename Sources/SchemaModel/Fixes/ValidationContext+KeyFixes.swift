import Diagnostics

/// The fixes of keys whose fields have arguments that the provider does not know.
extension ValidationContext {
  /// Removes an argument such as `sort` from a key and from all of its fields.
  func removal(ofFieldArgument name: String, of key: KeyDraft) -> [FixIt] {
    let fields = key.attribute.list.arguments.flatMap { argument -> [Expression] in
      guard case .array(let fields, _) = argument.value else { return [] }
      return fields
    }
    let edits = fields.compactMap { removal(of: name, from: $0) }
    guard !edits.isEmpty else { return removal(ofArgument: name, of: key.attribute) }
    return [FixIt("remove `\(name)`", edits)]
  }

  private func removal(of name: String, from field: Expression) -> TextEdit? {
    guard case .function(let function, let list, let span) = field else { return nil }
    let start = Int(span.range.start) + function.utf8.count
    return edits.removal(ofArgument: name, from: list, at: start, endOf: span)
  }
}

import Diagnostics

/// The fixes of keys whose fields have arguments that the provider does not know.
extension ValidationContext {
  /// Removes an argument such as `sort` from a key and from all of its fields.
  func removal(ofFieldArgument name: String, of key: KeyDraft) -> [FixIt] {
    let fields = key.attribute.list.arguments.flatMap { argument -> [Expression] in
      guard case .array(let fields, _) = argument.value else { return [] }
      return fields
    }
    let edits = fields.flatMap { removals(of: name, from: $0) }
    guard !edits.isEmpty else { return removal(ofArgument: name, of: key.attribute) }
    return [FixIt("remove `\(name)`", edits)]
  }

  private func removals(of name: String, from field: Expression) -> [TextEdit] {
    guard case .function(let function, let list, let span) = field,
      let index = list.arguments.firstIndex(where: { $0.name?.name == name })
    else { return [] }
    let spans = list.arguments.map(\.span)
    if spans.count > 1 { return [edits.removal(of: index, among: spans)] }
    // The parentheses go with the only argument.
    let text = edits.text(of: span)
    guard text.hasPrefix(function), text.hasSuffix(")") else { return [] }
    let whole = edits.trimmed(span)
    let start = Int(whole.range.start) + function.utf8.count
    let parentheses = SourceSpan(
      file: span.file, range: SourceRange(start, Int(whole.range.end)))
    return [TextEdit(parentheses, "")]
  }
}

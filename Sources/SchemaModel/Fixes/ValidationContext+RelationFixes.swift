package import Diagnostics

/// The fixes of what stands on the fields of relations.
extension ValidationContext {
  /// Gives a column the type that it refers to, where nothing else depends on its own.
  func typeChange(of column: FieldView, to reference: FieldView, named type: String) -> [FixIt] {
    switch reference.type {
    case .scalar, .enumeration: break
    case .composite, .unsupported, .relation: return []
    }
    let users = column.model?.relationFields.count {
      guard let relation = $0.relation, relation.referencingField == $0 else { return false }
      return relation.relation.fields.contains(column.id)
    }
    guard users == 1, column.field.nativeType == nil, column.field.defaultValue == nil else {
      return []
    }
    return [
      FixIt(
        "change the type of `\(column.name)` to `\(type)`",
        [TextEdit(edits.typeName(of: draft[column.id].declaration), type)])
    ]
  }

  /// Puts `references` into the order of a unique criterion, and `fields` with them.
  func reordering(of relation: RelationView, on field: FieldView, like key: Key) -> [FixIt] {
    let pairs = zip(relation.relation.references, relation.relation.fields)
    let columns = Dictionary(pairs) { first, _ in first }
    let references = key.parts.map(\.field)
    let fields = references.compactMap { columns[$0] }
    let arguments = relationAttribute(of: field)?.list.arguments
    guard fields.count == references.count, columns.count == references.count,
      let oldFields = arguments?.first(where: { $0.name?.name == "fields" })?.value,
      let oldReferences = arguments?.first(where: { $0.name?.name == "references" })?.value
    else { return [] }
    return [
      FixIt(
        "reorder `fields` and `references`",
        [(oldFields, fields), (oldReferences, references)].map { old, new in
          let names = new.map { draft[$0].name }.joined(separator: ", ")
          return TextEdit(edits.trimmed(old.span), "[\(names)]")
        })
    ]
  }

  /// Moves the referential actions from one field of a relation to the other, which has none.
  func moveOfActions(from field: FieldView, to other: FieldView) -> [FixIt] {
    guard let source = relationAttribute(of: field), let target = relationAttribute(of: other),
      let attribute = draft[other.id].relation, attribute.onDelete == nil,
      attribute.onUpdate == nil
    else { return [] }
    let isAction = { (name: String?) in name == "onDelete" || name == "onUpdate" }
    let actions = source.list.arguments.filter { isAction($0.name?.name) }
    let text = actions.map { edits.text(of: $0.span) }.joined(separator: ", ")
    guard !actions.isEmpty, let removal = removal(from: source, where: isAction) else { return [] }
    return [
      FixIt(
        "move them to `\(other.name)`",
        [removal, edits.addition(ofArgument: text, to: target)])
    ]
  }

  /// Removes `fields` and `references` from the side of a relation that has no foreign key, when
  /// the other side has both.
  func removalOfColumns(from field: FieldView, besides other: RelationAttribute?) -> [FixIt] {
    guard let source = relationAttribute(of: field), other?.fields?.isEmpty == false,
      other?.references?.isEmpty == false,
      let removal = removal(from: source, where: { $0 == "fields" || $0 == "references" })
    else { return [] }
    return [FixIt("remove them from `\(field.name)`", [removal])]
  }

  /// Adds an attribute behind those of a field.
  package func addition(of attribute: String, to field: FieldView) -> [FixIt] {
    let edit = edits.addition(of: attribute, to: draft[field.id].declaration)
    return [FixIt("add `\(attribute)` to `\(field.name)`", [edit])]
  }

  /// The attribute `@relation` of a field.
  func relationAttribute(of field: FieldView) -> AttributeDeclaration? {
    draft[field.id].declaration.attributes.first { $0.name.name == "relation" }
  }

  /// Removes some arguments, and the attribute with the last of them.
  private func removal(
    from attribute: AttributeDeclaration, where isRemoved: (String?) -> Bool
  ) -> TextEdit? {
    let arguments = attribute.list.arguments
    let rest = arguments.filter { !isRemoved($0.name?.name) }
    guard let first = arguments.first, let last = arguments.last else { return nil }
    if rest.isEmpty { return edits.removal(of: attribute.span) }
    let range = SourceRange(first.span.range.start, edits.trimmed(last.span).range.end)
    return TextEdit(
      SourceSpan(file: attribute.span.file, range: range),
      rest.map { edits.text(of: $0.span) }.joined(separator: ", "))
  }
}

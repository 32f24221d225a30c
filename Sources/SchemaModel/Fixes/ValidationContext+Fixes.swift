import Diagnostics

/// The fixes of what the checks of a resolved schema find.
extension ValidationContext {
  /// Removes an argument from an attribute.
  func removal(ofArgument name: String, of attribute: AttributeDeclaration?) -> [FixIt] {
    guard let attribute,
      let edit = edits.removal(
        ofArgument: name, from: attribute.list, at: Int(attribute.name.span.range.end),
        endOf: attribute.span)
    else { return [] }
    return [FixIt("remove the argument `\(name)`", [edit])]
  }

  /// Removes an attribute of a field or a block.
  func removal(of attribute: AttributeDeclaration, _ name: String) -> [FixIt] {
    [FixIt("remove `\(name)`", [edits.removal(of: attribute.span)])]
  }

  /// Makes fields of a model unique together.
  func uniqueness(of fields: [FieldID], in model: ModelView) -> [FixIt] {
    guard let first = fields.first else { return [] }
    let edit: TextEdit
    let attribute: String
    if fields.count == 1 {
      attribute = "@unique"
      edit = edits.addition(of: attribute, to: draft[first].declaration)
    } else {
      attribute = "@@unique([\(fields.map { draft[$0].name }.joined(separator: ", "))])"
      edit = edits.addition(ofLine: attribute, to: model.model.span)
    }
    let place = fields.count == 1 ? "\(model.name).\(draft[first].name)" : model.name
    return [FixIt("add `\(attribute)` to `\(place)`", [edit])]
  }

  /// Adds what a relation lacks: the other field, its columns, `@relation` and its arguments.
  mutating func completion(of field: FieldView, _ title: String) -> [FixIt] {
    let candidates = relationCandidates ?? RelationCandidates(draft)
    relationCandidates = candidates
    guard let model = field.model,
      let relation = draft.inlineRelation(of: field.id, on: model.id, candidates)
    else { return [] }
    let additions = Completion(draft: draft, edits: edits, usesNames: true).certainEdits(
      of: relation)
    return additions.isEmpty ? [] : [FixIt(title, additions)]
  }

  /// Asks for a preview feature in the only generator.
  func additions(ofPreviewFeature feature: String) -> [FixIt] {
    edits.additions(ofPreviewFeature: feature, to: datamodel.configuration.generators)
  }
}

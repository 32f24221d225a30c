import Diagnostics
import SchemaSyntax

/// Checks of views, which have no keys of their own in the database.
extension ValidationContext {
  mutating func validateView(_ view: ModelView) {
    if !hasPreviewFeature("views") {
      report(
        .missingPreviewFeature, "views need the preview feature `views`", at: view.model.span,
        help: "add `previewFeatures = [\"views\"]` to the generator",
        fixes: additions(ofPreviewFeature: "views"))
    }
    let viewDraft = draft[view.id]
    validateSchema(
      viewDraft.schema, of: "view", view.name, at: view.model.span,
      block: viewDraft.declaration.syntax)
    if let key = viewDraft.primaryKey {
      report(
        .viewNotAllowed, "a view has no primary key", at: key.attribute.span,
        help: "use `@unique` or `@@unique`")
    }
    for key in viewDraft.uniques { validateViewUnique(key) }
    for key in viewDraft.indexes {
      report(
        .viewNotAllowed, "a view has no indexes", at: key.attribute.span,
        help: "remove the attribute: the indexes of its tables serve it",
        fixes: removal(of: key.attribute, key.attributeName))
    }
  }

  private mutating func validateViewUnique(_ key: KeyDraft) {
    let span = key.attribute.span
    if key.key.mappedName != nil {
      report(
        .viewNotAllowed, "a unique criterion of a view has no name in the database", at: span,
        help: "remove the argument `map`", fixes: removal(ofArgument: "map", of: key.attribute))
    }
    if key.key.isClustered != nil {
      report(
        .viewNotAllowed, "a unique criterion of a view cannot be clustered", at: span,
        help: "remove the argument `clustered`",
        fixes: removal(ofArgument: "clustered", of: key.attribute))
    }
    if key.key.parts.contains(where: { $0.sort != nil || $0.length != nil }) {
      report(
        .viewNotAllowed, "the fields of a unique criterion of a view take no arguments", at: span,
        help: "remove `sort` and `length`")
    }
  }
}

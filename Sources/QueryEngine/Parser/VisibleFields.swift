import SchemaModel

/// What clients see of a model.
extension ModelView {
  /// The fields that clients see, in the order of the schema.
  var visibleFields: [FieldView] { fields.filter(\.isVisible) }

  var visibleColumns: [FieldView] { columnFields.filter(\.isVisible) }

  var visibleRelations: [FieldView] { relationFields.filter(\.isVisible) }

  func visibleField(named name: String) -> FieldView? {
    field(named: name).flatMap { $0.isVisible ? $0 : nil }
  }
}

extension FieldView {
  /// Whether clients see the field: it is not ignored, and its type is one that the engine knows.
  ///
  /// A relation with an ignored model is ignored, too.
  var isVisible: Bool {
    if case .unsupported = type { return false }
    return !field.isIgnored
  }
}

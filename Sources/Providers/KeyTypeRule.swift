import Diagnostics
import SchemaModel

/// Native types that cannot be columns of keys and indexes.
struct KeyTypeRule {
  /// Names, or names with the argument `Max`.
  let types: Set<String>
  let suffix: String
  let help: String?
  /// Whether a `length` makes the type fit.
  let allowsLength: Bool

  func check(_ context: inout ValidationContext) {
    for model in context.datamodel.models where !model.isView {
      for key in model.uniqueCriteria + model.model.indexes where key.kind != .fulltext {
        for part in key.parts where !(allowsLength && part.length != nil) {
          let field = context.datamodel[part.field]
          guard let type = field.field.nativeType, matches(type) else { continue }
          context.report(
            .unsupportedKeyType,
            "`\(field.name)` is of the native type `\(type.name)`, which "
              + "\(place(of: key)) cannot have\(suffix)",
            at: key.span, help: help,
            notes: [Diagnostic.Note("the field is declared here", at: field.field.nameSpan)])
          break
        }
      }
    }
  }

  private func matches(_ type: NativeType) -> Bool {
    if types.contains(type.name) { return true }
    return type.arguments.first?.lowercased() == "max" && types.contains("\(type.name)(Max)")
  }

  private func place(of key: Key) -> String {
    switch key.kind {
    case .primary: "an id"
    case .unique: "a unique constraint"
    case .index, .fulltext: "an index"
    }
  }
}

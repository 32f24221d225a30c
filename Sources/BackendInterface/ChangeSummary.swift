/// A change in words.
package struct ChangeSummary: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable { case added, removed, changed, renamed }

  package enum Risk: String, Sendable, Hashable {
    /// No data can be lost.
    case safe
    /// Data may be lost or the statement may fail, depending on the rows.
    case risky
    /// Data is lost if there is any.
    case destructive
    /// The statement fails if there are rows.
    case unexecutable
  }

  package var kind: Kind
  /// What changes; of a rename its previous name.
  package var object: SchemaObject
  /// What about it, such as `type TEXT to INTEGER`.
  package var detail: String?
  package var risk: Risk

  package init(
    _ kind: Kind, _ object: SchemaObject, detail: String? = nil, risk: Risk = .safe
  ) {
    self.kind = kind
    self.object = object
    self.detail = detail
    self.risk = risk
  }

  /// What changes, in words without its owner.
  package var subject: String { object.text }

  /// The table that the subject belongs to; `nil` for a table itself and for other objects.
  package var table: String? { object.kind.isPartOfTable ? object.owner : nil }
}

/// A thing in a database that a change, a check or a statement is about.
package struct SchemaObject: Sendable, Hashable {
  /// What kind of thing it is, in words.
  package enum Kind: String, Sendable, Hashable {
    case namespace
    case table
    case column
    case primaryKey = "primary key"
    case index
    case uniqueIndex = "unique index"
    case foreignKey = "foreign key"
    case enumeration = "enum"
    case enumValue = "enum value"
    case view
    case trigger
    case `extension`
  }

  package var kind: Kind
  /// The name; of a foreign key without one its columns, of a primary key nothing.
  package var name: String?
  /// The table or the enum that it belongs to, if it belongs to one.
  package var owner: String?

  package init(_ kind: Kind, _ name: String?, of owner: String? = nil) {
    self.kind = kind
    self.name = name
    self.owner = owner
  }

  /// The thing in words, without its owner, such as ``column `email` ``.
  package var text: String { name.map { "\(kind.rawValue) `\($0)`" } ?? kind.rawValue }

  /// The thing in a form that is equal for all who speak of it, of which one may not say that an
  /// index is unique.
  package var identity: SchemaObject {
    SchemaObject(kind == .uniqueIndex ? .index : kind, name, of: owner)
  }
}

extension SchemaObject.Kind {
  /// Whether such a thing belongs to a table.
  package var isPartOfTable: Bool {
    switch self {
    case .column, .primaryKey, .index, .uniqueIndex, .foreignKey: true
    case .namespace, .table, .enumeration, .enumValue, .view, .trigger, .extension: false
    }
  }
}

import SQLModel
import SchemaModel

/// A relation of a database: a foreign key, or a join table of an implicit many-to-many relation.
struct PulledRelation<Dialect: SQLDialect> {
  enum Origin {
    case key(ForeignKey)
    case joinTable(QualifiedName)
  }

  var origin: Origin
  /// The model with the foreign key, or the one that column `A` refers to; an index of models.
  var referencing: Int
  var referenced: Int
  /// The relation in the previous schema.
  var known: RelationView?
  /// The name of the relation, where one is written.
  var name: String?
  var referencingField = ""
  var referencedField = ""

  var isSelfRelation: Bool { referencing == referenced }

  /// Whether the relation of the previous schema leads to another model.
  var isMoved = false

  /// Whether the schema hides a field of it from clients.
  func isMarkedIgnored(_ isReferencing: Bool) -> Bool {
    let field = isReferencing ? known?.referencingField : known?.referencedField
    return field?.field.isIgnored == true
  }

  var pair: ModelPair { ModelPair(referencing, referenced) }
}

/// Two models, in any order.
struct ModelPair: Hashable {
  private let lower: Int
  private let upper: Int

  init(_ first: Int, _ second: Int) {
    lower = min(first, second)
    upper = max(first, second)
  }
}

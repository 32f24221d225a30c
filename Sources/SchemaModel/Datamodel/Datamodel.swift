/// A resolved schema: dense tables of everything it declares, names replaced by ids.
///
/// Terms, used the same way everywhere:
/// - *name*: as written in the schema;
/// - *mapped name*: the argument of `@map`/`@@map`, if there is one;
/// - *database name*: what the database sees, `mappedName ?? name`.
///
/// A value over one immutable storage: a copy, and so a view, costs one retain.
package struct Datamodel: Sendable {
  package final class Storage: Sendable {
    package let configuration: Configuration
    package let models: [Model]
    package let fields: [Field]
    package let enums: [Enum]
    package let compositeTypes: [CompositeType]
    package let relations: [Relation]
    package let modelsByName: [String: ModelID]
    package let enumsByName: [String: EnumID]

    package init(
      configuration: Configuration, models: [Model], fields: [Field], enums: [Enum],
      compositeTypes: [CompositeType], relations: [Relation]
    ) {
      self.configuration = configuration
      self.models = models
      self.fields = fields
      self.enums = enums
      self.compositeTypes = compositeTypes
      self.relations = relations
      modelsByName = Dictionary(
        models.enumerated().map { ($1.name, ID($0)) }, uniquingKeysWith: { first, _ in first })
      enumsByName = Dictionary(
        enums.enumerated().map { ($1.name, ID($0)) }, uniquingKeysWith: { first, _ in first })
    }
  }

  package let storage: Storage

  package init(_ storage: Storage) { self.storage = storage }

  /// A datamodel without anything, such as the previous state of an empty database.
  package static let empty = Datamodel(
    Storage(
      configuration: Configuration(), models: [], fields: [], enums: [], compositeTypes: [],
      relations: []))

  /// A datamodel of a configuration without models.
  package init(configuration: Configuration) {
    self.init(
      Storage(
        configuration: configuration, models: [], fields: [], enums: [], compositeTypes: [],
        relations: []))
  }

  package var configuration: Configuration { storage.configuration }

  /// Models and views, in the order of the schema.
  package var models: [ModelView] {
    storage.models.indices.map { ModelView(datamodel: self, id: ID($0)) }
  }

  /// Enums, in the order of the schema.
  package var enums: [EnumView] {
    storage.enums.indices.map { EnumView(datamodel: self, id: ID($0)) }
  }

  /// Relations, in the order in which their first field appears.
  package var relations: [RelationView] {
    storage.relations.indices.map { RelationView(datamodel: self, id: ID($0)) }
  }

  package func model(named name: String) -> ModelView? {
    storage.modelsByName[name].map { ModelView(datamodel: self, id: $0) }
  }

  package func enumeration(named name: String) -> EnumView? {
    storage.enumsByName[name].map { EnumView(datamodel: self, id: $0) }
  }

  package subscript(_ id: ModelID) -> ModelView { ModelView(datamodel: self, id: id) }
  package subscript(_ id: FieldID) -> FieldView { FieldView(datamodel: self, id: id) }
  package subscript(_ id: EnumID) -> EnumView { EnumView(datamodel: self, id: id) }
  package subscript(_ id: RelationID) -> RelationView { RelationView(datamodel: self, id: id) }
}

/// The index of an entity in the dense table of its kind in a `Datamodel`.
///
/// Only meaningful together with the datamodel that it came from.
package struct ID<Entity>: Sendable, Hashable {
  package let index: Int

  package init(_ index: Int) { self.index = index }
}

package typealias ModelID = ID<Model>
package typealias FieldID = ID<Field>
package typealias EnumID = ID<Enum>
package typealias RelationID = ID<Relation>
package typealias CompositeTypeID = ID<CompositeType>

/// What a database product can do, as far as the schema language shows it.
package struct Capabilities: OptionSet, Sendable {
  package let rawValue: UInt64

  package init(rawValue: UInt64) { self.rawValue = rawValue }

  package static let enums = Capabilities(rawValue: 1 << 0)
  package static let json = Capabilities(rawValue: 1 << 1)
  package static let jsonLists = Capabilities(rawValue: 1 << 2)
  package static let decimal = Capabilities(rawValue: 1 << 3)
  /// Fields of a scalar type or an enum may be lists.
  package static let scalarLists = Capabilities(rawValue: 1 << 4)
  package static let compositeTypes = Capabilities(rawValue: 1 << 5)
  package static let compoundIDs = Capabilities(rawValue: 1 << 6)
  package static let autoIncrement = Capabilities(rawValue: 1 << 7)
  package static let autoIncrementOnNonID = Capabilities(rawValue: 1 << 8)
  package static let multipleAutoIncrement = Capabilities(rawValue: 1 << 9)
  package static let autoIncrementWithoutIndex = Capabilities(rawValue: 1 << 10)
  package static let namedPrimaryKeys = Capabilities(rawValue: 1 << 11)
  package static let namedForeignKeys = Capabilities(rawValue: 1 << 12)
  package static let namedDefaults = Capabilities(rawValue: 1 << 13)
  /// Parts of an index or key may have a `length`.
  package static let indexPrefixLength = Capabilities(rawValue: 1 << 14)
  package static let primaryKeySortOrder = Capabilities(rawValue: 1 << 15)
  package static let fulltextIndexes = Capabilities(rawValue: 1 << 16)
  package static let sortOrderInFulltextIndexes = Capabilities(rawValue: 1 << 17)
  package static let multipleFulltextIndexes = Capabilities(rawValue: 1 << 18)
  package static let clusteredIndexes = Capabilities(rawValue: 1 << 19)
  package static let multipleSchemas = Capabilities(rawValue: 1 << 20)
  /// Many-to-many relations with a table of their own.
  package static let implicitManyToMany = Capabilities(rawValue: 1 << 21)
  /// Many-to-many relations by lists of ids on both sides.
  package static let embeddedManyToMany = Capabilities(rawValue: 1 << 22)
  /// The order of `references` need not be that of the referenced unique criterion.
  package static let relationFieldsInAnyOrder = Capabilities(rawValue: 1 << 23)
  /// `@default(auto())`.
  package static let autoDefault = Capabilities(rawValue: 1 << 24)
  /// `@default(sequence(…))`.
  package static let sequenceDefault = Capabilities(rawValue: 1 << 25)
  /// `Bytes` in an id.
  package static let bytesInID = Capabilities(rawValue: 1 << 26)
  /// `@shardKey`.
  package static let shardKeys = Capabilities(rawValue: 1 << 27)
  /// Referential actions may form cycles and multiple paths.
  package static let cyclicReferentialActions = Capabilities(rawValue: 1 << 28)
  /// Parts of an index may have an operator class.
  package static let operatorClasses = Capabilities(rawValue: 1 << 29)
  /// The database takes `SetNull` on required columns without complaint.
  package static let setNullOnRequired = Capabilities(rawValue: 1 << 30)
  /// Searching text in filters is a preview feature with a name of its own.
  package static let fulltextSearchPreview = Capabilities(rawValue: 1 << 31)
}

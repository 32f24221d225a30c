import SQLBackend
import SQLModel

/// Picks names that nothing has, neither before a change nor after it.
struct PostgresFreeNames {
  private let names = Postgres.constraintNames
  private var taken: Set<QualifiedName>

  /// Names for types; a table or view is a type as well.
  static func types(_ schemas: SchemaPair<SQLSchema<Postgres>>) -> Self {
    Self(schemas) { schema in schema.objects.enumerations.map(\.name) }
  }

  /// Names for sequences, which share them with tables, views and indexes.
  static func relations(_ schemas: SchemaPair<SQLSchema<Postgres>>) -> Self {
    Self(schemas) { schema in
      schema.tables.flatMap { table in
        (table.indexes.map(\.name) + [table.primaryKey?.name].compactMap { $0 })
          .map { QualifiedName($0, in: table.name.namespace) }
          + table.columns.compactMap(\.options.sequence)
      }
    }
  }

  private init(
    _ schemas: SchemaPair<SQLSchema<Postgres>>,
    _ more: (SQLSchema<Postgres>) -> [QualifiedName]
  ) {
    taken = Set(
      [schemas.previous, schemas.next].flatMap { schema in
        schema.tables.map(\.name) + schema.views.map(\.name)
          + schema.objects.unmodelled.map(\.name) + more(schema)
      })
  }

  /// The text with the ending, or the first one with a number behind it that is free; cut before
  /// the ending where it is too long.
  mutating func take(_ text: String, ending: String, in namespace: String?) -> QualifiedName {
    var number = 1
    while true {
      let ending = number == 1 ? ending : "\(ending)\(number)"
      let name = QualifiedName(names.fixed(text, before: ending), in: namespace)
      if taken.insert(name).inserted { return name }
      number += 1
    }
  }
}

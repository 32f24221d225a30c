/// The tables whose rows an implicit many-to-many table connects.
package struct ManyToManyEnds: Sendable, Hashable {
  /// The table that column `A` refers to.
  package var a: QualifiedName
  /// The table that column `B` refers to.
  package var b: QualifiedName

  package init(a: QualifiedName, b: QualifiedName) {
    self.a = a
    self.b = b
  }

  /// The same tables with the columns the other way round.
  package var swapped: ManyToManyEnds { ManyToManyEnds(a: b, b: a) }

  package var tables: Set<QualifiedName> { [a, b] }
}

extension Table {
  /// What an implicit many-to-many table connects, by its foreign keys; `nil` for other tables.
  package var manyToManyEnds: ManyToManyEnds? {
    guard hasManyToManyForm, foreignKeys.count == 2,
      let a = foreignKeys.first(where: { $0.columns == ["A"] })?.referencedTable,
      let b = foreignKeys.first(where: { $0.columns == ["B"] })?.referencedTable
    else { return nil }
    return ManyToManyEnds(a: a, b: b)
  }

  /// Whether the table may stand for a many-to-many relation.
  package var hasManyToManyForm: Bool {
    columns.count == 2 && name.name.hasPrefix("_") && column(named: "A") != nil
      && column(named: "B") != nil
  }
}

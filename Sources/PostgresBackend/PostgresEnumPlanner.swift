import SQLModel

/// Finds what happens to the enums that are on both sides.
///
/// Values are only ever added at the end of an enum: the order of values is not part of the
/// schema language's meaning. A value that goes needs a new type, because the server cannot drop
/// one; so does a value that is used at once, because the server lets nobody use a value in the
/// transaction that adds it. <https://www.postgresql.org/docs/current/sql-altertype.html>
struct PostgresEnumPlanner {
  private let diff: SchemaDiff<Postgres>

  init(_ diff: SchemaDiff<Postgres>) { self.diff = diff }

  var changes: [PostgresEnumChange] {
    diff.schemas.next.objects.enumerations.compactMap { next in
      guard var previous = diff.schemas.previous.objects.enumeration(named: next.name) else {
        return nil
      }
      for rename in diff.renames.enumValues where rename.enumeration == next.name {
        previous.values = previous.values.map {
          $0 == rename.names.previous ? rename.names.next : $0
        }
      }
      let added = next.values.filter { !previous.values.contains($0) }
      let removed = previous.values.filter { !next.values.contains($0) }
      guard !removed.isEmpty || !added.isEmpty else { return nil }
      let replacement =
        !removed.isEmpty ? next.values : isDefault(added, next.name) ? previous.values + added : []
      let usages = replacement.isEmpty ? [] : self.usages(of: next.name)
      return PostgresEnumChange(
        name: next.name, addedValues: added, removedValues: removed, replacement: replacement,
        usages: usages,
        keepsPreviousType: !replacement.isEmpty && previousUsages(of: next.name) > usages.count)
    }
  }

  /// Whether a column afterwards has one of the values as its default.
  private func isDefault(_ values: [String], _ enumeration: QualifiedName) -> Bool {
    diff.schemas.next.tables.contains { table in
      table.columns.contains { column in
        guard column.type.element == .enumeration(enumeration), let value = column.defaultValue
        else { return false }
        let text = PostgresDDL.expression(value, column.type)
        return values.contains { text.contains(PostgresDDL.string($0)) }
      }
    }
  }

  private func usages(of name: QualifiedName) -> [PostgresEnumChange.Usage] {
    diff.tablePairs.flatMap { tables in
      tables.next.columns.compactMap { column -> PostgresEnumChange.Usage? in
        guard column.type.element == .enumeration(name),
          let previous = tables.previous.column(named: column.name),
          previous.type == column.type
        else { return nil }
        var nextDefault: SQLLiteral?
        if case .literal(let literal)? = column.defaultValue { nextDefault = literal }
        return PostgresEnumChange.Usage(
          table: tables.next.name, column: column.name, isList: column.type.isList,
          hadDefault: previous.defaultValue != nil, nextDefault: nextDefault)
      }
    }
  }

  private func previousUsages(of name: QualifiedName) -> Int {
    diff.schemas.previous.tables.reduce(0) { count, table in
      count + table.columns.count { $0.type.element == .enumeration(name) }
    }
  }
}

extension PostgresEnumChange {
  /// The name that the new type has until it takes the place of the previous one.
  var replacementName: QualifiedName { QualifiedName(name.name + "_new", in: name.namespace) }

  /// The name that the previous type has until it is dropped.
  var previousName: QualifiedName { QualifiedName(name.name + "_old", in: name.namespace) }
}

import SQLModel

/// Finds what happens to the enums that are on both sides.
///
/// Values are only ever added at the end of an enum: the order of values is not part of the
/// schema language's meaning. A value that goes needs a new type, because the server cannot drop
/// one; so does a value that is added and at once the default of a column, because the server
/// lets nobody use it before it is committed.
/// <https://www.postgresql.org/docs/current/sql-altertype.html>
struct PostgresEnumPlanner {
  private let diff: SchemaDiff<Postgres>

  init(_ diff: SchemaDiff<Postgres>) { self.diff = diff }

  var changes: [PostgresEnumChange] {
    diff.schemas.next.objects.enumerations.compactMap { next in
      guard var previous = diff.schemas.previous.objects.enumeration(named: next.name) else {
        return nil
      }
      for rename in diff.renames.enumValues
      where rename.enumeration.name == next.name.name
        || rename.enumeration.name == next.name.display
      {
        previous.values = previous.values.map {
          $0 == rename.names.previous ? rename.names.next : $0
        }
      }
      let added = next.values.filter { !previous.values.contains($0) }
      let isShrinking = previous.values.contains { !next.values.contains($0) }
      guard isShrinking || !added.isEmpty else { return nil }
      let isReplaced = isShrinking || isDefault(oneOf: added, of: next.name)
      let usages = isReplaced ? self.usages(of: next.name) : []
      return PostgresEnumChange(
        name: next.name, addedValues: added, replacement: isReplaced ? next.values : [],
        usages: usages,
        keepsPreviousType: isReplaced && previousUsages(of: next.name) > usages.count)
    }
  }

  /// Whether one of the values is the default of a column, or in it.
  private func isDefault(oneOf values: [String], of name: QualifiedName) -> Bool {
    diff.schemas.next.tables.contains { table in
      table.columns.contains { column in
        guard column.type.element == .enumeration(name),
          case .literal(let literal)? = column.defaultValue
        else { return false }
        var parts = [literal]
        if case .list(let elements) = literal { parts = elements }
        return parts.contains { part in
          guard case .enumValue(let value) = part else { return false }
          return values.contains(value)
        }
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

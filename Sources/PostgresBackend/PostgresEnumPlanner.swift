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
    var names = PostgresFreeNames.types(diff.schemas)
    return diff.schemas.next.objects.enumerations.compactMap { next in
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
      var change = PostgresEnumChange(
        name: next.name, addedValues: added, removedValues: removed)
      if !removed.isEmpty {
        change.replacement = replacement(of: next.name, by: next.values, &names)
      } else if isDefault(added, next.name) {
        change.replacement = replacement(of: next.name, by: previous.values + added, &names)
      }
      return change
    }
  }

  private func replacement(
    of name: QualifiedName, by values: [String], _ names: inout PostgresFreeNames
  ) -> PostgresEnumChange.Replacement {
    let usages = usages(of: name)
    return PostgresEnumChange.Replacement(
      name: names.take(name.name, ending: "_new", in: name.namespace), values: values,
      previousName: names.take(name.name, ending: "_old", in: name.namespace),
      keepsPreviousType: previousUsages(of: name) > usages.count, usages: usages)
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
          previous.type.element == column.type.element,
          // A list that becomes a value is dropped and added.
          previous.type == column.type || column.type.isList
        else { return nil }
        var usage = PostgresEnumChange.Usage(
          table: tables.next.name, column: column.name, isList: previous.type.isList,
          hadDefault: previous.defaultValue != nil)
        guard previous.type == column.type else { return usage }
        // What the schema leaves to the database stays as it is.
        usage.nextDefault =
          column.defaultValue == .expression(nil) ? previous.defaultValue : column.defaultValue
        return usage
      }
    }
  }

  private func previousUsages(of name: QualifiedName) -> Int {
    diff.schemas.previous.tables.reduce(0) { count, table in
      count + table.columns.count { $0.type.element == .enumeration(name) }
    }
  }
}

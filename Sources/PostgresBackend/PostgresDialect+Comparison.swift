package import SQLModel

extension Postgres {
  /// Takes out of both schemas what the schema language cannot say, so that it neither shows as a
  /// difference nor is undone.
  package static func normalize(_ schemas: inout SchemaPair<SQLSchema<Postgres>>) {
    schemas.leaveInheritedColumns()
    let previousTables = schemas.previous.tablePositions
    for index in schemas.next.tables.indices {
      guard let position = previousTables[schemas.next.tables[index].name],
        schemas.previous.tables[position] != schemas.next.tables[index]
      else { continue }
      var pair = SchemaPair(schemas.previous.tables[position], schemas.next.tables[index])
      normalize(&pair)
      schemas.previous.tables[position] = pair.previous
      schemas.next.tables[index] = pair.next
    }
  }

  private static func normalize(_ tables: inout SchemaPair<Table<Postgres>>) {
    tables.next.options = tables.previous.options
    tables.next.keepKeyTraits(of: tables.previous)
    // The language has no words for some indexes, such as partial ones.
    let names = Set(tables.next.indexes.map(\.name))
    tables.previous.indexes.removeAll { index in
      !names.contains(index.name) && !isExpressible(index)
    }
    for column in tables.previous.columns where column.differsBeyondWords {
      for index in tables.next.columns.indices where tables.next.columns[index].name == column.name
      {
        var pair = SchemaPair(column, tables.next.columns[index])
        normalize(&pair)
        tables.next.columns[index] = pair.next
      }
    }
  }

  private static func normalize(_ columns: inout SchemaPair<Column<Postgres>>) {
    // In the language a list is neither optional nor required.
    if columns.previous.type.isList, columns.next.type.isList {
      columns.next.isNullable = columns.previous.isNullable
    }
    // `dbgenerated("nextval(…)")` is a number from a sequence in other words.
    if columns.previous.options.sequence != nil, !columns.next.isAutoIncrement,
      case .expression(let text)? = columns.next.defaultValue,
      text.map({ $0.lowercased().hasPrefix("nextval(") }) ?? true
    {
      columns.next.isAutoIncrement = true
      columns.next.defaultValue = nil
    }
    // A generated column has no default, and the language has no generated columns.
    if columns.previous.options.generation != nil {
      columns.next.defaultValue = columns.previous.defaultValue
    }
  }

  package static func renameEnums(
    _ names: [QualifiedName: QualifiedName], in schema: inout SQLSchema<Postgres>
  ) {
    for index in schema.objects.enumerations.indices {
      guard let next = names[schema.objects.enumerations[index].name] else { continue }
      schema.objects.enumerations[index].name = next
    }
    for table in schema.tables.indices {
      for column in schema.tables[table].columns.indices {
        guard
          case .enumeration(let name) = schema.tables[table].columns[column].type.element,
          let next = names[name]
        else { continue }
        schema.tables[table].columns[column].type.element = .enumeration(next)
      }
    }
  }

  package static func typeChange(
    _ columns: SchemaPair<Column<Postgres>>, in schemas: SchemaPair<SQLSchema<Postgres>>
  ) -> TypeChange? {
    for (column, other) in [(columns.previous, columns.next), (columns.next, columns.previous)] {
      if let domain = column.options.domain, case .other(let text) = other.type.element,
        text.isSameType(as: domain)
      {
        return nil
      }
    }
    return columns.map(\.type).change
  }

  package static func haveSameDefault(_ columns: SchemaPair<Column<Postgres>>) -> Bool {
    if let answer = columns.haveSameSpelling { return answer }
    if columns.map(\.defaultValue).areSameDefaults { return true }
    // The server writes an expression in its own way; read the same way they may be the same.
    if columns.map(\.readDefault).areSameDefaults { return true }
    guard let previous = columns.previous.options.defaultText ?? columns.previous.defaultExpression,
      let next = columns.next.defaultExpression
    else { return false }
    return PostgresExpression(previous).essence == PostgresExpression(next).essence
  }

  package static func areEquivalent(_ indexes: SchemaPair<Index<Postgres>>) -> Bool {
    guard indexes.map(\.kind).isUnchanged, indexes.map(\.predicate).isUnchanged,
      indexes.map(\.options.method).isUnchanged,
      indexes.previous.parts.count == indexes.next.parts.count
    else { return false }
    return zip(indexes.previous.parts, indexes.next.parts).allSatisfy { previous, next in
      previous.content == next.content && previous.isDescending == next.isDescending
        && haveSameClass(previous.options, next.options)
    }
  }

  private static func haveSameClass(
    _ previous: PostgresIndexPartOptions, _ next: PostgresIndexPartOptions
  ) -> Bool {
    previous.operatorClass == next.operatorClass
      || (previous.isDefaultClass && next.operatorClass == nil)
      || (next.isDefaultClass && previous.operatorClass == nil)
  }
}

extension Column<Postgres> {
  /// Whether the column has something that the language has no or other words for.
  fileprivate var differsBeyondWords: Bool {
    type.isList || options.sequence != nil || options.generation != nil
  }
}

extension Column<Postgres> {
  /// The text of a default that a schema leaves to the database.
  var defaultExpression: String? {
    if case .expression(let text) = defaultValue { text } else { nil }
  }

  /// The default, read as the server would write it.
  fileprivate var readDefault: ColumnDefault? {
    defaultExpression.map { PostgresDefault($0, type: type).value } ?? defaultValue
  }
}

extension SchemaPair where Value == Column<Postgres> {
  /// Whether the server writes both defaults in the same way; `nil` where it was not asked.
  fileprivate var haveSameSpelling: Bool? {
    let texts = (previous.options.defaultText, next.options.defaultText)
    if let wanted = next.options.spelledDefault, let present = texts.0 { return wanted == present }
    if let wanted = previous.options.spelledDefault, let present = texts.1 {
      return wanted == present
    }
    return nil
  }
}

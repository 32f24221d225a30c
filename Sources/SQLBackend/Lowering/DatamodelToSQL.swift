package import SQLModel
package import SchemaModel

/// Lowers a datamodel to the structure that a SQL database needs for it.
package struct DatamodelToSQL<Dialect: SQLDialect> {
  private let datamodel: Datamodel
  private let names: ConstraintNames
  private let relationsByReferencingModel: [ModelID: [RelationView]]
  private let enforcesForeignKeys: Bool

  package init(_ datamodel: Datamodel) {
    self.datamodel = datamodel
    names = Dialect.constraintNames
    relationsByReferencingModel = Dictionary(
      grouping: datamodel.relations, by: \.relation.referencing.model)
    enforcesForeignKeys = datamodel.configuration.datasource?.relationMode != .prisma
  }

  func schema() -> SQLSchema<Dialect> {
    var tables = datamodel.models.filter { !$0.isView }.map(table)
    tables += datamodel.relations.filter { $0.kind == .manyToMany }.compactMap(manyToManyTable)
    var schema = SQLSchema<Dialect>(tables: tables, objects: Dialect.noObjects)
    Dialect.complete(&schema, for: datamodel)
    return schema
  }

  private func table(for model: ModelView) -> Table<Dialect> {
    let name = model.qualifiedName
    return Table(
      name,
      columns: model.columnFields.map(column),
      primaryKey: model.model.primaryKey.map { key in
        PrimaryKey(
          name: Dialect.namesPrimaryKeys
            ? key.mappedName ?? names.primaryKey(of: name.name) : nil,
          parts(of: key, in: model))
      },
      indexes: indexes(of: model),
      foreignKeys: foreignKeys(of: model),
      options: Dialect.tableOptions(for: model))
  }

  private func column(for field: FieldView) -> Column<Dialect> {
    Column(
      field.databaseName, Dialect.columnType(for: field),
      isNullable: !field.isRequired,
      defaultValue: Dialect.columnDefault(for: field),
      isAutoIncrement: field.isAutoIncrement,
      options: Dialect.columnOptions(for: field))
  }

  /// The attributes of fields first, then the indexes and the unique constraints of the model: the
  /// order in which existing migrations have them.
  private func indexes(of model: ModelView) -> [Index<Dialect>] {
    let uniques = model.model.uniques
    let keys =
      uniques.filter(\.isFieldAttribute) + model.model.indexes
      + uniques.filter { !$0.isFieldAttribute }
    return keys.map { index(for: $0, of: model) }
  }

  private func index(for key: Key, of model: ModelView) -> Index<Dialect> {
    let parts = parts(of: key, in: model)
    let columns = parts.compactMap { $0.column }
    let kind: Index<Dialect>.Kind
    let name: String
    switch key.kind {
    case .unique, .primary:
      kind = .unique
      name = names.unique(columns, of: model.databaseName)
    case .index:
      kind = .normal
      name = names.index(columns, of: model.databaseName)
    case .fulltext:
      kind = .fulltext
      name = names.index(columns, of: model.databaseName)
    }
    return Index(
      key.mappedName ?? name, kind, parts, options: Dialect.indexOptions(for: key, of: model))
  }

  private func parts(of key: Key, in model: ModelView) -> [IndexPart<Dialect>] {
    key.parts.map { part in
      IndexPart(
        .column(datamodel[part.field].databaseName), isDescending: part.sort == .descending,
        options: Dialect.indexPartOptions(for: part, of: key, in: model))
    }
  }

  private func foreignKeys(of model: ModelView) -> [ForeignKey] {
    guard enforcesForeignKeys else { return [] }
    let relations = relationsByReferencingModel[model.id, default: []].sorted {
      ($0.relation.referencing.field?.index ?? 0) < ($1.relation.referencing.field?.index ?? 0)
    }
    return relations.compactMap { relation in
      guard relation.kind != .manyToMany, !relation.fields.isEmpty,
        !relation.referencedModel.isView
      else { return nil }
      let columns = relation.fields.map(\.databaseName)
      let isOptional = relation.fields.allSatisfy { !$0.isRequired }
      return ForeignKey(
        name: relation.relation.mappedName ?? names.foreignKey(columns, of: model.databaseName),
        columns: columns, referencedTable: relation.referencedModel.qualifiedName,
        referencedColumns: relation.references.map(\.databaseName),
        onDelete: relation.relation.onDelete.map(ForeignKey.Action.init)
          ?? (isOptional ? .setNull : .restrict),
        onUpdate: relation.relation.onUpdate.map(ForeignKey.Action.init) ?? .cascade)
    }
  }

  /// The table behind an implicit many-to-many relation; `nil` when an end has no simple key.
  private func manyToManyTable(for relation: RelationView) -> Table<Dialect>? {
    let ends = [("A", relation.referencingModel), ("B", relation.referencedModel)]
    let name = names.joinTable(of: relation)
    var table = Table<Dialect>(name, options: Dialect.tableOptions(for: nil))
    for (column, model) in ends {
      guard let key = model.model.primaryKey ?? model.model.uniques.first,
        let part = key.parts.first, key.parts.count == 1
      else { return nil }
      let field = datamodel[part.field]
      table.columns.append(
        Column(
          column, Dialect.columnType(for: field), isNullable: false,
          options: Dialect.columnOptions(for: field)))
      guard enforcesForeignKeys else { continue }
      table.foreignKeys.append(
        ForeignKey(
          name: names.fixed(name.name, before: "_\(column)_fkey"), columns: [column],
          referencedTable: model.qualifiedName, referencedColumns: [field.databaseName],
          onDelete: .cascade, onUpdate: .cascade))
    }
    addManyToManyKeys(to: &table)
    return table
  }

  private func addManyToManyKeys(to table: inout Table<Dialect>) {
    let parts = ["A", "B"].map {
      IndexPart<Dialect>(.column($0), options: Dialect.plainIndexPartOptions)
    }
    switch Dialect.manyToManyKey {
    case .primaryKey:
      table.primaryKey = PrimaryKey(
        name: Dialect.namesPrimaryKeys ? names.fixed(table.name.name, before: "_AB_pkey") : nil,
        parts)
    case .uniqueIndex:
      table.indexes.append(
        Index(
          names.fixed(table.name.name, before: "_AB_unique"), .unique, parts,
          options: Dialect.plainIndexOptions))
    }
    table.indexes.append(
      Index(
        names.fixed(table.name.name, before: "_B_index"), .normal, Array(parts.suffix(1)),
        options: Dialect.plainIndexOptions))
  }
}

extension ModelView {
  /// The name of the model's table.
  package var qualifiedName: QualifiedName { QualifiedName(databaseName, in: model.schemaName) }
}

extension FieldView {
  /// Whether the database numbers the rows through this field.
  package var isAutoIncrement: Bool {
    if case .function(let call)? = field.defaultValue {
      call.name == "autoincrement"
    } else {
      false
    }
  }
}

extension ForeignKey.Action {
  package init(_ action: ReferentialAction) {
    self =
      switch action {
      case .cascade: .cascade
      case .restrict: .restrict
      case .noAction: .noAction
      case .setNull: .setNull
      case .setDefault: .setDefault
      }
  }
}

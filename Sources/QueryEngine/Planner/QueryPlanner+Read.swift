import BackendInterface
import DatabaseAccess
import SchemaModel

/// The columns of a read, each once.
struct ColumnList {
  private(set) var columns: [ReadColumn] = []

  /// The position of a column, which is added unless it is there.
  mutating func index(of column: ReadColumn) -> Int {
    if let index = columns.firstIndex(of: column) { return index }
    columns.append(column)
    return columns.count - 1
  }

  mutating func indices(of fields: [FieldID]) -> [Int] { fields.map { index(of: .field($0)) } }
}

extension QueryPlanner {
  /// The read of records with all their relations.
  func readTree(
    _ model: ModelView, _ arguments: FindArguments, _ selection: RecordSelection
  ) -> ReadTree {
    var columns = ColumnList()
    return readTree(model, arguments, selection, &columns, isNested: false)
  }

  private func readTree(
    _ model: ModelView, _ arguments: FindArguments, _ selection: RecordSelection,
    _ columns: inout ColumnList, isNested: Bool
  ) -> ReadTree {
    var relations: [RelationLoad] = []
    var fields: [ResultField] = []
    for member in selection.members {
      switch member.content {
      case .scalar(let field):
        let index = columns.index(of: .field(field.id))
        fields.append(resultField(member.key, index, field))
      case .relation(let field, let arguments, let selection):
        fields.append(
          ResultField(
            member.key, .relation(relations.count), isRequired: field.isRequired && !field.isList))
        relations.append(load(field, arguments, selection, &columns))
      case .counts(let counts):
        let members = counts.map { count in
          ResultField(
            count.key,
            .column(columns.index(of: .relationCount(count.field.id, count.filter)), .int))
        }
        fields.append(ResultField(member.key, .object(members)))
      }
    }
    return page(
      ReadTree(
        node: ReadNode(model: model.id, columns: [], filter: arguments.filter),
        fields: fields, relations: relations),
      model, arguments, &columns, isNested: isNested)
  }

  /// Puts order and page into a read: into the statement where the database can cut the page.
  private func page(
    _ tree: ReadTree, _ model: ModelView, _ arguments: FindArguments, _ columns: inout ColumnList,
    isNested: Bool
  ) -> ReadTree {
    var tree = tree
    tree.node.order = arguments.order
    let isPaged = arguments.take != nil || arguments.skip > 0 || !arguments.cursor.isEmpty
    tree.node.isReversed = (arguments.take ?? 0) < 0
    tree.node.cursor = arguments.cursor
    let take = arguments.take.map { Int(clamping: $0.magnitude) }
    let isDistinctInDatabase = !isNested && leavesDistinctToDatabase(arguments)
    if isDistinctInDatabase {
      tree.node.distinct = arguments.distinct
      if tree.node.order.isEmpty {
        tree.node.order = arguments.distinct.map { Ordering(.field($0)) }
      }
    }
    if isPaged || !arguments.distinct.isEmpty {
      // A page needs an order that leaves no two records in the same place.
      for field in identifier(of: model)
      where !tree.node.order.contains(where: { $0.path.isEmpty && $0.target == .field(field) }) {
        tree.node.order.append(Ordering(.field(field)))
      }
    }
    if (isPaged && isNested) || (!arguments.distinct.isEmpty && !isDistinctInDatabase) {
      var page = MemoryPage(skip: arguments.skip, take: take, isReversed: tree.node.isReversed)
      page.distinctColumns = columns.indices(of: arguments.distinct)
      if isNested, !arguments.cursor.isEmpty { page.cursorColumn = columns.index(of: .isCursor) }
      tree.page = page
    } else {
      tree.node.skip = arguments.skip
      tree.node.take = take
      if tree.node.isReversed { tree.page = MemoryPage(isReversed: true) }
    }
    tree.node.columns = columns.columns
    return tree
  }

  /// Whether the database can leave out repetitions itself: only in their own order.
  private func leavesDistinctToDatabase(_ arguments: FindArguments) -> Bool {
    guard capabilities.supportsDistinctOn, !arguments.distinct.isEmpty, arguments.cursor.isEmpty,
      (arguments.take ?? 0) >= 0
    else { return false }
    guard !arguments.order.isEmpty else {
      // The records then come in the order of these fields, which clients expect of these features.
      return arguments.take == nil && arguments.skip == 0
        && ["nativeDistinct", "relationJoins"].contains {
          datamodel.configuration.hasPreviewFeature($0)
        }
    }
    guard arguments.order.count >= arguments.distinct.count else { return false }
    let leading =
      arguments.order.prefix(arguments.distinct.count).compactMap { ordering in
        if ordering.path.isEmpty, case .field(let field) = ordering.target { field } else { nil }
      } as [FieldID]
    return Set(leading) == Set(arguments.distinct)
  }

  private func load(
    _ field: FieldView, _ arguments: FindArguments, _ selection: RecordSelection,
    _ parent: inout ColumnList
  ) -> RelationLoad {
    guard let relation = field.relation, let related = field.relatedModel else {
      preconditionFailure("A relation field has a relation and a related model.")
    }
    let (here, there) = keys(of: field)
    var columns = ColumnList()
    let isLinked = relation.kind == .manyToMany
    let childColumns =
      isLinked ? [columns.index(of: .linkKey)] : columns.indices(of: there)
    var tree = readTree(related, arguments, selection, &columns, isNested: true)
    if isLinked {
      // The other end is column A when this field's end is column B.
      tree.node.link = LinkedRead(
        relation: relation.id, readsSideA: relation.relation.referencing.field != field.id)
    }
    return RelationLoad(
      field: field.id, isList: field.isList, parentColumns: parent.indices(of: here),
      childColumns: childColumns, childFields: isLinked ? [] : there, tree: tree)
  }

  /// The fields that connect both ends of a relation, seen from one end; for many-to-many the
  /// identifiers.
  func keys(of field: FieldView) -> (here: [FieldID], there: [FieldID]) {
    guard let relation = field.relation, let model = field.model,
      let related = field.relatedModel
    else { return ([], []) }
    if relation.kind == .manyToMany { return (identifier(of: model), identifier(of: related)) }
    let (fields, references) = (relation.relation.fields, relation.relation.references)
    return field.isReferencing ? (fields, references) : (references, fields)
  }

  /// The member of an answer that shows a field, from the column at a position.
  func resultField(_ key: String, _ column: Int, _ field: FieldView) -> ResultField {
    ResultField(key, .column(column, resultType(of: field)), isRequired: field.isRequired)
  }

  private func resultType(of field: FieldView) -> ResultType {
    let element: ResultType =
      switch field.type {
      case .scalar(.string): .string
      case .scalar(.boolean): .boolean
      case .scalar(.int): .int
      case .scalar(.bigInt): .bigInt
      case .scalar(.float): .float
      case .scalar(.decimal): .decimal
      case .scalar(.dateTime): .dateTime
      case .scalar(.json): .json
      case .scalar(.bytes): .bytes
      case .enumeration(let id):
        .enumeration(
          name: datamodel[id].name,
          datamodel[id].values.map {
            ResultType.EnumValue(databaseName: $0.databaseName, name: $0.name)
          })
      case .unsupported, .composite, .relation: .string
      }
    return field.isList ? .list(element) : element
  }

  /// The aggregates of all records, or of groups of them.
  func aggregate(_ query: AggregateQuery) -> PlanAnswer {
    var columns = ColumnList()
    var items: [AggregateNode.Item] = []
    let group = query.groupBy ?? []
    func index(_ item: AggregateNode.Item) -> Int {
      if let index = items.firstIndex(of: item) { return group.count + index }
      items.append(item)
      return group.count + items.count - 1
    }
    var fields: [ResultField] = []
    for member in query.members {
      switch member.content {
      case .group(let field):
        let position = group.firstIndex(of: field.id) ?? 0
        fields.append(resultField(member.key, position, field))
      case .countAll:
        fields.append(
          ResultField(member.key, .column(index(AggregateNode.Item(.countAll, nil)), .int)))
      case .aggregates(let function, let members):
        let inner = members.map { key, field in
          let item = AggregateNode.Item(field == nil ? .countAll : function, field?.id)
          if let field { _ = columns.index(of: .field(field.id)) }
          return ResultField(key, .column(index(item), resultType(of: function, field)))
        }
        fields.append(ResultField(member.key, .object(inner)))
      }
    }
    var node = AggregateNode(
      records: aggregatedRecords(query, &columns), items: items, groupBy: group,
      having: query.having)
    guard query.groupBy != nil else { return .aggregate(node, fields, .record) }
    page(&node, query.arguments)
    return .aggregate(node, fields, .list)
  }

  /// The records that are aggregated; the order and page of a query with groups are the groups'.
  private func aggregatedRecords(
    _ query: AggregateQuery, _ columns: inout ColumnList
  ) -> ReadNode {
    var records = page(
      ReadTree(
        node: ReadNode(model: query.model.id, columns: [], filter: query.arguments.filter),
        fields: []),
      query.model, query.groupBy == nil ? query.arguments : FindArguments(), &columns,
      isNested: false
    ).node
    records.filter = query.arguments.filter
    if records.columns.isEmpty {
      records.columns = identifier(of: query.model).map { .field($0) }
    }
    return records
  }

  /// Puts order and page into groups, which have a fixed order wherever a page is cut from them.
  private func page(_ node: inout AggregateNode, _ arguments: FindArguments) {
    node.order = arguments.order
    node.skip = arguments.skip
    node.take = arguments.take.map { Int(clamping: $0.magnitude) }
    node.isReversed = (arguments.take ?? 0) < 0
    if node.order.isEmpty, node.take != nil || node.skip > 0 {
      node.order = node.groupBy.map { Ordering(.field($0)) }
    }
  }

  private func resultType(of function: AggregateFunction, _ field: FieldView?) -> ResultType {
    guard let field else { return .int }
    switch function {
    case .count, .countAll: return .int
    case .average: return field.scalarType == .decimal ? .decimal : .float
    case .sum, .minimum, .maximum: return resultType(of: field)
    }
  }
}

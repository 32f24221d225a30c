import BackendInterface
import DatabaseAccess
import SchemaModel

/// Reads the records of a plan with their relations and says which rows belong to whom.
struct ResultAssembler {
  let executor: Executor

  func root(_ tree: ReadTree, _ shape: ResultTree.Shape) throws(QueryError) -> ResultRelation {
    let rows = try executor.fetch(
      executor.driver.statement(for: try executor.resolved(tree.node), in: executor.datamodel),
      tree.node.model)
    var order = Array(0..<Int32(clamping: rows.rowCount))
    if let page = tree.page { order = Self.cut(order, rows, page) }
    if order.isEmpty, let missing = tree.missing { throw QueryError(missing, executor.datamodel) }
    return ResultRelation(
      node: try node(rows, tree), isList: shape == .list, order: order,
      ranges: [0..<Int32(clamping: order.count)])
  }

  private func node(_ rows: RowBuffer, _ tree: ReadTree) throws(QueryError) -> ResultNode {
    var relations: [ResultRelation] = []
    for load in tree.relations { relations.append(try relation(load, of: rows)) }
    return ResultNode(
      model: executor.datamodel[tree.node.model].name, rows: rows, fields: tree.fields,
      relations: relations)
  }

  /// Reads the records at the other end of a relation for all rows of the parent at once.
  private func relation(
    _ load: RelationLoad, of parents: RowBuffer
  ) throws(QueryError) -> ResultRelation {
    var index = KeyIndex()
    var keys: [[Value]] = []
    var groups: [Int] = []
    groups.reserveCapacity(parents.rowCount)
    for row in 0..<parents.rowCount {
      if load.parentColumns.contains(where: { parents.isNull(row, $0) }) {
        groups.append(-1)
        continue
      }
      let (group, isNew) = index.insert(parents, row, load.parentColumns)
      groups.append(group)
      if isNew { keys.append(load.parentColumns.map { parents.value(row, $0) }) }
    }
    let children = try fetch(load, keys)
    var members = Array(repeating: [Int32](), count: index.groupCount)
    for row in 0..<children.rowCount {
      guard let group = index.find(children, row, load.childColumns) else { continue }
      members[group].append(Int32(truncatingIfNeeded: row))
    }
    if let page = load.tree.page {
      for group in members.indices {
        if let column = page.cursorColumn, let first = members[group].first,
          children.scalarBoolean(Int(first), column) != true
        {
          members[group] = []
        }
        members[group] = Self.cut(members[group], children, page)
      }
    }
    var order: [Int32] = []
    order.reserveCapacity(children.rowCount)
    let spans = members.map { rows -> Range<Int32> in
      let start = Int32(clamping: order.count)
      order.append(contentsOf: rows)
      return start..<Int32(clamping: order.count)
    }
    return ResultRelation(
      node: try node(children, load.tree), isList: load.isList, order: order,
      ranges: groups.map { $0 < 0 ? 0..<0 : spans[$0] })
  }

  private func fetch(_ load: RelationLoad, _ keys: [[Value]]) throws(QueryError) -> RowBuffer {
    let names = load.tree.node.columns.map { _ in "" }
    guard !keys.isEmpty else { return RowBuffer(columnNames: names) }
    let width = max(1, load.parentColumns.count)
    // Some parameters are left for the filter.
    let size = max(1, executor.driver.queryCapabilities.parameterLimit * 3 / 4 / width)
    var result: RowBuffer?
    var start = 0
    while start < keys.count {
      var node = try executor.resolved(load.tree.node)
      let chunk = Array(keys[start..<min(start + size, keys.count)])
      if node.link != nil {
        node.link?.keys = chunk.compactMap(\.first)
      } else {
        node.filter = Filter.keys(KeyCondition(load.childFields, .rows(chunk))).and(node.filter)
      }
      let rows = try executor.fetch(
        executor.driver.statement(for: node, in: executor.datamodel), node.model)
      if result == nil { result = rows } else { result?.append(contentsOf: rows) }
      start += size
    }
    return result ?? RowBuffer(columnNames: names)
  }

  /// The page of one parent's rows: distinct, then skip and take.
  static func cut(_ rows: [Int32], _ buffer: RowBuffer, _ page: MemoryPage) -> [Int32] {
    var rows = rows
    if !page.distinctColumns.isEmpty {
      var seen = KeyIndex()
      rows = rows.filter { seen.insert(buffer, Int($0), page.distinctColumns).isNew }
    }
    if page.skip > 0 { rows.removeFirst(min(page.skip, rows.count)) }
    if let take = page.take, take < rows.count { rows.removeLast(rows.count - take) }
    if page.isReversed { rows.reverse() }
    return rows
  }
}

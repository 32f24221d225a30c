import BackendInterface
import DatabaseAccess
import SchemaModel

/// Runs the plan of one request on a session.
struct Executor {
  let datamodel: Datamodel
  let driver: any QueryDriver
  let session: any DatabaseSession
  private var slots: [RowBuffer]
  /// The number of rows that a write without returned rows has changed.
  private var counts: [Int]

  init(
    datamodel: Datamodel, driver: any QueryDriver, session: any DatabaseSession, slotCount: Int
  ) {
    self.datamodel = datamodel
    self.driver = driver
    self.session = session
    slots = Array(repeating: RowBuffer(columnNames: []), count: slotCount)
    counts = Array(repeating: 0, count: slotCount)
  }

  mutating func run(_ plan: QueryPlan) throws(QueryError) -> ResultTree {
    if plan.readsAnswerFirst {
      let result = try answer(plan.answer)
      try run(plan.steps)
      return result
    }
    try run(plan.steps)
    return try answer(plan.answer)
  }

  private mutating func run(_ steps: [PlanStep]) throws(QueryError) {
    for step in steps { try run(step) }
  }

  private mutating func run(_ step: PlanStep) throws(QueryError) {
    switch step {
    case .read(let node, let slot):
      slots[slot.number] = try fetchRecords(
        driver.statement(for: try resolved(node), in: datamodel), node.model)
    case .insert(var node, let slot):
      node.rows = node.rows.map { row in row.map { resolved($0, asStored: true) } }
      try write(
        driver.statement(for: node, in: datamodel), node.model, returns: !node.returning.isEmpty,
        into: slot)
    case .update(var node, let slot):
      node.filter = resolved(node.filter)
      node.assignments = node.assignments.map(resolved)
      try write(
        driver.statement(for: node, in: datamodel), node.model, returns: !node.returning.isEmpty,
        into: slot)
    case .delete(var node, let slot):
      node.filter = resolved(node.filter)
      try write(
        driver.statement(for: node, in: datamodel), node.model, returns: !node.returning.isEmpty,
        into: slot)
    case .link(let node):
      try link(node, asStored: true) { driver.statement(linking: $0, of: $1, in: datamodel) }
    case .unlink(let node):
      try link(node, asStored: false) { driver.statement(unlinking: $0, of: $1, in: datamodel) }
    case .require(let slot, let expectation, let failure):
      let count = slots[slot.number].rowCount
      switch expectation {
      case .atLeast(let number):
        guard count >= number else { throw QueryError(failure, datamodel, found: count) }
      case .empty: guard count == 0 else { throw QueryError(failure, datamodel) }
      }
    case .branch(let slot, let present, let absent):
      try run(slots[slot.number].isEmpty ? absent : present)
    case .subtract(let target, let from, let key, let removing, let removedKey):
      subtract(into: target, from, key, removing, removedKey)
    case .append(let source, let target): append(source, to: target)
    }
  }

  private mutating func write(
    _ statement: Statement, _ model: ModelID, returns: Bool, into slot: Slot?
  ) throws(QueryError) {
    if returns {
      let rows = try fetchRecords(statement, model)
      if let slot { slots[slot.number] = rows }
    } else {
      let count = try execute(statement, model)
      if let slot { counts[slot.number] += count }
    }
  }

  private func link(
    _ node: LinkNode, asStored: Bool, _ statement: ([LinkPair], RelationID) -> Statement
  ) throws(QueryError) {
    var pairs: [LinkPair] = []
    for a in keys(node.sideA, asStored: asStored) {
      for b in keys(node.sideB, asStored: asStored) {
        guard let a = a.first, let b = b.first else { continue }
        pairs.append(LinkPair(a: a, b: b))
      }
    }
    let size = max(1, driver.queryCapabilities.parameterLimit / 2)
    var start = 0
    while start < pairs.count {
      let chunk = Array(pairs[start..<min(start + size, pairs.count)])
      let model = datamodel[node.relation].relation.referencing.model
      _ = try execute(statement(chunk, node.relation), model)
      start += size
    }
  }

  private mutating func subtract(
    into target: Slot, _ from: Slot, _ key: [Int], _ removing: Slot, _ removedKey: [Int]
  ) {
    let removed = slots[removing.number]
    let source = slots[from.number]
    var index = KeyIndex()
    for row in 0..<removed.rowCount { _ = index.insert(removed, row, removedKey) }
    var rest = RowBuffer(columnNames: source.columnNames, columnTypes: source.columnTypes)
    for row in 0..<source.rowCount where index.find(source, row, key) == nil {
      rest.append(row: row, of: source)
    }
    slots[target.number] = rest
  }

  private mutating func append(_ source: Slot, to target: Slot) {
    if slots[target.number].columnCount == 0 {
      slots[target.number] = slots[source.number]
    } else {
      slots[target.number].append(contentsOf: slots[source.number])
    }
  }

  /// Fetches records whose keys may be written into others.
  private func fetchRecords(
    _ statement: Statement, _ model: ModelID
  ) throws(QueryError) -> RowBuffer {
    var statement = statement
    statement.keepsStoredTimes = driver.queryCapabilities.distinguishesTimeForms
    return try fetch(statement, model)
  }

  func fetch(_ statement: Statement, _ model: ModelID) throws(QueryError) -> RowBuffer {
    let rows: RowBuffer
    do throws(DatabaseError) { rows = try session.fetch(statement) } catch {
      throw QueryError(error, datamodel[model], driver.queryCapabilities)
    }
    try checkTexts(of: rows, datamodel[model])
    return rows
  }

  private func checkTexts(of rows: RowBuffer, _ model: ModelView?) throws(QueryError) {
    guard driver.queryCapabilities.keepsAnyText, let number = rows.malformedTextColumn else {
      return
    }
    let column = rows.columnNames[number]
    let field = model?.columnFields.first { $0.databaseName == column }
    throw QueryError(
      CellMisfit(malformedTextOf: field?.name ?? column, model: field == nil ? nil : model?.name),
      model: nil)
  }

  private func execute(_ statement: Statement, _ model: ModelID) throws(QueryError) -> Int {
    do throws(DatabaseError) { return try session.execute(statement) } catch {
      throw QueryError(error, datamodel[model], driver.queryCapabilities)
    }
  }

  private func answer(_ answer: PlanAnswer) throws(QueryError) -> ResultTree {
    switch answer {
    case .read(let tree, let shape):
      return ResultTree(shape: shape, root: try ResultAssembler(executor: self).root(tree, shape))
    case .rows(let slot, let fields, let shape):
      return table(slots[slot.number], fields, shape)
    case .aggregate(let node, let fields, let shape):
      var rows = try fetch(driver.statement(for: node, in: datamodel), node.records.model)
      round(&rows, node)
      return table(rows, fields, shape)
    case .count(let counted):
      var rows = RowBuffer(columnNames: ["count"])
      let sum = counted.reduce(0) { $0 + counts[$1.number] + slots[$1.number].rowCount }
      rows.append(integer: Int64(sum))
      return table(rows, [ResultField("count", .column(0, .int))], .record)
    case .queryRaw(let statement):
      let rows = try raw(statement, session.fetch)
      try checkTexts(of: rows, nil)
      return table(rows, [], .table)
    case .executeRaw(let statement):
      var rows = RowBuffer(columnNames: ["count"])
      rows.append(integer: Int64(try raw(statement, session.execute)))
      return table(rows, [ResultField("count", .column(0, .int))], .scalar)
    }
  }

  /// Runs SQL of the client, which may neither leave a transaction open nor end the one it is in:
  /// what is answered as done would not be.
  private func raw<Result>(
    _ statement: Statement, _ run: (Statement) throws(DatabaseError) -> Result
  ) throws(QueryError) -> Result {
    let wasInTransaction = session.isInTransaction
    var statement = statement
    statement.isRaw = true
    do throws(DatabaseError) {
      let result = try run(statement)
      guard session.isInTransaction != wasInTransaction else { return result }
      guard !wasInTransaction else {
        throw DatabaseError(
          .other,
          "the SQL ended the transaction that it was in; what came before it may be stored, "
            + "what should follow is not")
      }
      try session.rollback()
      throw DatabaseError(.other, "the SQL left a transaction open, so what it did was undone")
    } catch {
      throw QueryError(raw: error)
    }
  }

  /// Rounds the sums and averages that are floating-point numbers.
  private func round(_ rows: inout RowBuffer, _ node: AggregateNode) {
    for (index, item) in node.items.enumerated() {
      guard let field = item.field, item.function == .average || item.function == .sum else {
        continue
      }
      let type = datamodel[field].scalarType
      guard type == .float || item.function == .average && type != .decimal else { continue }
      let column = node.groupBy.count + index
      for row in 0..<rows.rowCount {
        guard let number = rows.scalarFloat(row, column) else { continue }
        rows.replace(row, column, double: FloatText.rounded(number))
      }
    }
  }

  private func table(
    _ rows: RowBuffer, _ fields: [ResultField], _ shape: ResultTree.Shape
  ) -> ResultTree {
    let count = Int32(clamping: rows.rowCount)
    return ResultTree(
      shape: shape,
      root: ResultRelation(
        node: ResultNode(rows: rows, fields: fields), isList: shape == .list,
        order: Array(0..<count), ranges: [0..<count]))
  }
}

/// Replacing slots by values.
extension Executor {
  func resolved(_ node: ReadNode) throws(QueryError) -> ReadNode {
    var node = node
    node.filter = resolved(node.filter)
    return node
  }

  func resolved(_ filter: Filter) -> Filter {
    switch filter {
    case .always, .never: return filter
    case .all(let parts): return .all(parts.map(resolved))
    case .any(let parts): return .any(parts.map(resolved))
    case .not(let part): return .not(resolved(part))
    case .relation(var condition):
      condition.filter = resolved(condition.filter)
      return .relation(condition)
    case .keys(var condition):
      // A key with a NULL refers to nothing.
      condition.source = .rows(keys(condition.source).filter { !$0.contains(.null) })
      return .keys(condition)
    case .field(var condition):
      switch condition.test {
      case .equals(let operand): condition.test = .equals(resolved(operand, asStored: false))
      default: break
      }
      return .field(condition)
    }
  }

  private func resolved(_ assignment: Assignment) -> Assignment {
    var assignment = assignment
    assignment.operand = resolved(assignment.operand, asStored: true)
    return assignment
  }

  private func resolved(_ operand: Operand, asStored: Bool) -> Operand {
    guard case .cell(let slot, let column) = operand else { return operand }
    let rows = slots[slot.number]
    return .value(rows.rowCount > 0 ? rows.value(0, column, asStored: asStored) : .null)
  }

  /// The keys of a source; `asStored` where they are written, not compared.
  private func keys(_ source: KeyCondition.Source, asStored: Bool = false) -> [[Value]] {
    switch source {
    case .rows(let rows): return rows
    case .slot(let slot, let columns):
      let rows = slots[slot.number]
      return (0..<rows.rowCount).map { row in
        columns.map { rows.value(row, $0, asStored: asStored) }
      }
    }
  }
}

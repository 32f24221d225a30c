import BackendInterface
import DatabaseAccess
import JSON
import SchemaModel

extension PlanText {
  func name(_ field: FieldID) -> String { datamodel[field].name }

  func name(_ column: ReadColumn) -> String {
    switch column {
    case .field(let field): name(field)
    case .relationCount(let field, .always): "count(\(name(field)))"
    case .relationCount(let field, let filter): "count(\(name(field)) where \(described(filter)))"
    case .linkKey: "link key"
    case .isCursor: "is cursor"
    }
  }

  func described(_ node: ReadNode) -> String {
    var text = "read \(datamodel[node.model].name) (\(list(node.columns.map(name))))"
    if let link = node.link {
      text += " linked by \(datamodel[link.relation].name) as \(link.readsSideA ? "A" : "B")"
      if !link.keys.isEmpty { text += " with \(list(link.keys.map(described)))" }
    }
    text += condition(node.filter)
    if !node.distinct.isEmpty { text += " distinct (\(list(node.distinct.map(name))))" }
    text += order(node.order)
    if !node.cursor.isEmpty { text += " from \(list(node.cursor.map(described)))" }
    return text + page(node.skip, node.take, node.isReversed)
  }

  func described(_ node: AggregateNode) -> String {
    var text = "aggregate \(list(node.items.map(described))) of (\(described(node.records)))"
    if !node.groupBy.isEmpty { text += " by \(list(node.groupBy.map(name)))" }
    if node.having != .always { text += " having \(described(node.having))" }
    return text + order(node.order) + page(node.skip, node.take, node.isReversed)
  }

  func described(_ item: AggregateNode.Item) -> String {
    let function = item.field.map { _ in item.function.rawValue } ?? "_count"
    return "\(function)(\(item.field.map(name) ?? "*"))"
  }

  func described(_ node: InsertNode) -> String {
    let rows = node.rows.map { "(\(list($0.map(described))))" }
    var text =
      "insert \(datamodel[node.model].name) (\(list(node.fields.map(name)))) \(list(rows))"
    switch node.conflict {
    case .fail: break
    case .skip: text += " or skip"
    case .update(let key, let assignments):
      text += " or where (\(list(key.map(name)))) is there set \(list(assignments.map(described)))"
    }
    return text + returned(node.returning)
  }

  func described(_ node: UpdateNode) -> String {
    "update \(datamodel[node.model].name) set \(list(node.assignments.map(described)))"
      + condition(node.filter) + limit(node.limit) + returned(node.returning)
  }

  func described(_ node: DeleteNode) -> String {
    "delete \(datamodel[node.model].name)"
      + condition(node.filter) + limit(node.limit) + returned(node.returning)
  }

  private func described(_ part: CursorPart) -> String {
    "\(name(part.field)) = \(described(part.value))"
  }

  private func described(_ assignment: Assignment) -> String {
    let field = name(assignment.field)
    let operand = described(assignment.operand)
    return switch assignment.operation {
    case .set: "\(field) = \(operand)"
    case .increment: "\(field) += \(operand)"
    case .decrement: "\(field) -= \(operand)"
    case .multiply: "\(field) *= \(operand)"
    case .divide: "\(field) /= \(operand)"
    case .push: "\(field) push \(operand)"
    }
  }

  private func condition(_ filter: Filter) -> String {
    filter == .always ? "" : " where \(described(filter))"
  }

  private func limit(_ limit: Int?) -> String { limit.map { " limit \($0)" } ?? "" }

  private func returned(_ fields: [FieldID]) -> String {
    fields.isEmpty ? "" : " returning (\(list(fields.map(name))))"
  }

  private func page(_ skip: Int, _ take: Int?, _ isReversed: Bool) -> String {
    (skip > 0 ? " skip \(skip)" : "") + (take.map { " take \($0)" } ?? "")
      + (isReversed ? " reversed" : "")
  }

  private func order(_ order: [Ordering]) -> String {
    order.isEmpty ? "" : " order by \(list(order.map(described)))"
  }

  private func described(_ ordering: Ordering) -> String {
    let target =
      switch ordering.target {
      case .field(let field): name(field)
      case .relationCount(let field): "count(\(name(field)))"
      case .relevance(let fields, let search):
        "relevance(\(list(fields.map(name))), \(quoted(search)))"
      case .aggregate(let function, let field): "\(function.rawValue)(\(name(field)))"
      }
    let way = ordering.path.map { name($0) + "." }.joined()
    let nulls =
      switch ordering.nulls {
      case .first: " nulls first"
      case .last: " nulls last"
      case nil: ""
      }
    return "\(way)\(target)\(ordering.isDescending ? " desc" : "")\(nulls)"
  }

  func described(_ filter: Filter) -> String {
    switch filter {
    case .always: "true"
    case .never: "false"
    case .all(let parts): "(\(parts.map(described).joined(separator: " and ")))"
    case .any(let parts): "(\(parts.map(described).joined(separator: " or ")))"
    case .not(let part): "not \(described(part))"
    case .field(let condition): described(condition)
    case .relation(let condition):
      "\(condition.quantifier) \(name(condition.field)) (\(described(condition.filter)))"
    case .keys(let condition):
      "\(tuple(condition.fields.map(name))) in \(described(condition.source))"
    }
  }

  private func described(_ condition: FieldCondition) -> String {
    var subject = name(condition.field)
    if let function = condition.aggregate { subject = "\(function.rawValue)(\(subject))" }
    switch condition.path {
    case .text(let path): subject += " at \(quoted(path))"
    case .steps(let steps): subject += " at [\(list(steps.map(quoted)))]"
    case nil: break
    }
    return "\(subject) \(described(condition.test))"
      + (condition.ignoresCase ? " ignoring case" : "")
  }

  private func described(_ test: FieldTest) -> String {
    switch test {
    case .isNull: "is null"
    case .equals(let operand): "= \(described(operand))"
    case .less(let operand): "< \(described(operand))"
    case .lessOrEqual(let operand): "<= \(described(operand))"
    case .greater(let operand): "> \(described(operand))"
    case .greaterOrEqual(let operand): ">= \(described(operand))"
    case .isIn(let operands): "in [\(list(operands.map(described)))]"
    case .isInField(let field): "in \(name(field))"
    case .contains(let operand): "contains \(described(operand))"
    case .startsWith(let operand): "starts with \(described(operand))"
    case .endsWith(let operand): "ends with \(described(operand))"
    case .search(let operand): "matches \(described(operand))"
    case .listHas(let operand): "has \(described(operand))"
    case .listHasEvery(let operand): "has every \(described(operand))"
    case .listHasSome(let operand): "has some \(described(operand))"
    case .listIsEmpty(let isEmpty): isEmpty ? "is empty" : "is not empty"
    case .jsonArrayContains(let operand): "array contains \(described(operand))"
    case .jsonArrayStartsWith(let operand): "array starts with \(described(operand))"
    case .jsonArrayEndsWith(let operand): "array ends with \(described(operand))"
    case .jsonStringContains(let operand): "string contains \(described(operand))"
    case .jsonStringStartsWith(let operand): "string starts with \(described(operand))"
    case .jsonStringEndsWith(let operand): "string ends with \(described(operand))"
    case .jsonNull(let kind): "is \(kind) null"
    }
  }

  private func described(_ operand: Operand) -> String {
    switch operand {
    case .value(let value): described(value)
    case .values(let operands): "[\(list(operands.map(described)))]"
    case .field(let field): name(field)
    case .cell(let slot, let index): "\(slot.name).\(column(index, of: slot))"
    }
  }

  func described(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .boolean(let flag): "\(flag)"
    case .integer(let integer): "\(integer)"
    case .double(let number): "\(number)"
    case .decimal(let digits): "decimal \(digits)"
    case .text(let text), .enumeration(let text), .uuid(let text): quoted(text)
    case .bytes(let bytes): "bytes \(bytes)"
    case .dateTime(let microseconds): microseconds == now ? "now" : "time \(microseconds)"
    case .json(let json): "json \(json)"
    case .list(let values): "[\(list(values.map(described)))]"
    }
  }

  private func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.string(text)
    return writer.text
  }

  private func list(_ parts: [String]) -> String { parts.joined(separator: ", ") }
}

import BackendInterface
import DatabaseAccess
import SchemaModel

@testable import QueryEngine

/// A plan as text: a step a line, with the names of models, fields and the columns of slots.
struct PlanText {
  let datamodel: Datamodel
  /// The moment of the request.
  let now: Int64
  private(set) var text = ""
  private var indentation = 0
  /// The names of the columns of slots.
  private var columns: [Slot: [String]] = [:]

  init(_ plan: QueryPlan, datamodel: Datamodel, now: Int64) {
    self.datamodel = datamodel
    self.now = now
    line("plan\(plan.needsTransaction ? " in a transaction" : "")")
    if plan.readsAnswerFirst {
      indented { $0.write(plan.answer) }
      write(plan.steps)
    } else {
      write(plan.steps)
      indented { $0.write(plan.answer) }
    }
  }

  private mutating func line(_ content: String) {
    text += String(repeating: "  ", count: indentation) + content + "\n"
  }

  private mutating func indented(_ body: (inout PlanText) -> Void) {
    indentation += 1
    body(&self)
    indentation -= 1
  }

  private mutating func write(_ steps: [PlanStep]) {
    indented { text in
      for step in steps { text.write(step) }
    }
  }

  private mutating func write(_ step: PlanStep) {
    switch step {
    case .read(let node, let slot):
      columns[slot] = node.columns.map(name)
      line("\(slot.name) = \(described(node))")
    case .insert(let node, let slot): write(described(node), node.returning, into: slot)
    case .update(let node, let slot): write(described(node), node.returning, into: slot)
    case .delete(let node, let slot): write(described(node), node.returning, into: slot)
    case .link(let node): line("link \(described(node))")
    case .unlink(let node): line("unlink \(described(node))")
    case .require(let slot, .atLeast(let count), let failure):
      line("require \(count) in \(slot.name), else \(described(failure))")
    case .require(let slot, .empty, let failure):
      line("require none in \(slot.name), else \(described(failure))")
    case .branch(let slot, let present, let absent):
      line("if \(slot.name) has a record")
      write(present)
      guard !absent.isEmpty else { return }
      line("else")
      write(absent)
    case .subtract(let slot, let from, let key, let removing, let removedKey):
      columns[slot] = columns[from]
      line(
        "\(slot.name) = \(described(.slot(from, columns: key))) without "
          + described(.slot(removing, columns: removedKey)))
    case .append(let slot, let other):
      if columns[other] == nil { columns[other] = columns[slot] }
      line("\(other.name) += \(slot.name)")
    }
  }

  private mutating func write(_ node: String, _ returning: [FieldID], into slot: Slot?) {
    guard let slot else { return line(node) }
    columns[slot] = returning.map(name)
    line("\(slot.name) = \(node)")
  }

  private func described(_ node: LinkNode) -> String {
    "\(datamodel[node.relation].name) A \(described(node.sideA)) B \(described(node.sideB))"
  }

  func described(_ source: KeyCondition.Source) -> String {
    switch source {
    case .slot(let slot, let columns):
      "\(slot.name).\(tuple(columns.map { column($0, of: slot) }))"
    case .rows(let rows): "[\(rows.map { tuple($0.map(described)) }.joined(separator: ", "))]"
    }
  }

  func column(_ index: Int, of slot: Slot) -> String {
    guard let names = columns[slot], names.indices.contains(index) else { return "column \(index)" }
    return names[index]
  }

  func tuple(_ names: [String]) -> String {
    names.count == 1 ? names[0] : "(\(names.joined(separator: ", ")))"
  }

  private func described(_ failure: PlanFailure) -> String {
    switch failure {
    case .missing(let purpose): "no record for \(purpose)"
    case .missingRelated(let field, let operation, let isForKey):
      "no record for \(operation) through \(datamodel[field].name)"
        + (isForKey ? ", whose key is needed" : "")
    case .missingConnected(let field, let count):
      "fewer than \(count) to connect through \(datamodel[field].name)"
    case .requiredRelation(let relation): "\(datamodel[relation].name) is required"
    case .noAnswer(let model): "no record of \(datamodel[model].name) to answer with"
    case .notConnected(let field): "a record of \(datamodel[field].name) is not connected"
    }
  }

  private mutating func write(_ answer: PlanAnswer) {
    switch answer {
    case .read(let tree, let shape):
      line("answer \(described(shape))")
      indented { $0.write(tree) }
    case .rows(let slot, let fields, let shape):
      line(
        "answer \(described(shape)) from \(slot.name) "
          + described(fields, columns[slot] ?? [], relations: []))
    case .count(let slots):
      line("answer the number of \(slots.map(\.name).joined(separator: ", "))")
    case .aggregate(let node, let fields, let shape):
      let names = node.groupBy.map(name) + node.items.map(described)
      line("answer \(described(shape)) \(described(fields, names, relations: []))")
      indented { $0.line($0.described(node)) }
    case .queryRaw(let statement): line("answer rows of \(statement.sql)")
    case .executeRaw(let statement): line("answer number of rows of \(statement.sql)")
    }
  }

  private mutating func write(_ tree: ReadTree) {
    let names = tree.node.columns.map(name)
    let relations = tree.relations.map { datamodel[$0.field].name }
    line(described(tree.node))
    if let page = tree.page { line(described(page, names)) }
    if let missing = tree.missing { line("else \(described(missing))") }
    line("show \(described(tree.fields, names, relations: relations))")
    for load in tree.relations {
      let key = tuple(load.parentColumns.map { names[$0] })
      let child = tuple(load.childColumns.map { self.name(load.tree.node.columns[$0]) })
      let fields =
        load.childFields.isEmpty ? "" : ", filtered by \(tuple(load.childFields.map(name)))"
      line(
        "load \(datamodel[load.field].name) \(load.isList ? "list" : "record") "
          + "by \(key) = \(child)\(fields)")
      indented { $0.write(load.tree) }
    }
  }

  private func described(_ page: MemoryPage, _ names: [String]) -> String {
    var parts: [String] = []
    if !page.distinctColumns.isEmpty {
      parts.append("distinct \(tuple(page.distinctColumns.map { names[$0] }))")
    }
    if let cursor = page.cursorColumn { parts.append("cursor in \(names[cursor])") }
    if page.skip > 0 { parts.append("skip \(page.skip)") }
    if let take = page.take { parts.append("take \(take)") }
    if page.isReversed { parts.append("reverse") }
    return "in memory: \(parts.joined(separator: ", "))"
  }

  private func described(_ shape: ResultTree.Shape) -> String {
    switch shape {
    case .record: "record"
    case .list: "list"
    case .scalar: "scalar"
    case .table: "table"
    }
  }

  /// The members of an answer with their types; required ones with a mark.
  private func described(
    _ fields: [ResultField], _ names: [String], relations: [String]
  ) -> String {
    let members = fields.map { field in
      switch field.content {
      case .column(let index, let type):
        let name = names.indices.contains(index) ? names[index] : "column \(index)"
        let source = name == field.key ? "" : " = \(name)"
        return "\(field.key): \(described(type))\(field.isRequired ? "!" : "")\(source)"
      case .relation(let index): return "\(field.key): load \(relations[index])"
      case .object(let members):
        return "\(field.key): \(described(members, names, relations: relations))"
      }
    }
    return "{ \(members.joined(separator: ", ")) }"
  }

  private func described(_ type: ResultType) -> String {
    switch type {
    case .enumeration(let name, _): name
    case .list(let element): "\(described(element))[]"
    case .string, .boolean, .int, .bigInt, .float, .decimal, .dateTime, .json, .bytes: type.text
    }
  }
}

extension Slot {
  var name: String { "#\(number)" }
}

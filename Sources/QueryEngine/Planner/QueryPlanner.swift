import BackendInterface
import DatabaseAccess
import SchemaModel

/// Turns a checked query into the steps that answer it.
struct QueryPlanner {
  let datamodel: Datamodel
  let capabilities: QueryCapabilities
  /// The moment of the request, in microseconds since 1970.
  let now: Int64
  /// The steps so far; those of a branch while one is planned.
  private(set) var steps: [PlanStep] = []
  private var slotCount = 0

  init(datamodel: Datamodel, capabilities: QueryCapabilities, now: Int64) {
    self.datamodel = datamodel
    self.capabilities = capabilities
    self.now = now
  }

  mutating func newSlot() -> Slot {
    defer { slotCount += 1 }
    return Slot(slotCount)
  }

  mutating func add(_ step: PlanStep) { steps.append(step) }

  /// Plans steps that stand in a branch.
  mutating func branch(_ body: (inout QueryPlanner) -> Void) -> [PlanStep] {
    let outer = steps
    steps = []
    body(&self)
    defer { steps = outer }
    return steps
  }

  mutating func plan(_ query: Query) -> QueryPlan {
    var plan: QueryPlan
    switch query {
    case .find(let query): plan = QueryPlan(answer: find(query))
    case .aggregate(let query): plan = QueryPlan(answer: aggregate(query))
    case .create(let query): plan = create(query)
    case .createMany(let query): plan = createMany(query)
    case .update(var query):
      query.data = touched(query.data, query.model)
      plan = update(query)
    case .updateMany(var query):
      query.data = touched(query.data, query.model)
      plan = updateMany(query)
    case .delete(let query): plan = delete(query)
    case .deleteMany(let query): plan = deleteMany(query)
    case .upsert(var query):
      query.update = touched(query.update, query.model)
      plan = upsert(query)
    case .queryRaw(let statement): plan = QueryPlan(answer: .queryRaw(statement))
    case .executeRaw(let statement): plan = QueryPlan(answer: .executeRaw(statement))
    }
    plan.steps = steps
    plan.slotCount = slotCount
    // What was written is undone when its records cannot be read back, so it must not be committed
    // before they were: a column may hold what the schema does not expect, whatever the database.
    // A count can always be read.
    if case .count = plan.answer {} else if !steps.isEmpty { plan.needsTransaction = true }
    return plan
  }

  // The fields that tell one record from all others.
  func identifier(of model: ModelView) -> [FieldID] {
    let uniques = model.model.uniques
    let key =
      model.model.primaryKey
      ?? uniques.first { $0.parts.allSatisfy { datamodel[$0.field].isRequired } }
      ?? uniques.first
    return key?.parts.map(\.field) ?? []
  }

  private func find(_ query: FindQuery) -> PlanAnswer {
    var arguments = query.arguments
    if query.kind == .first { arguments.take = (arguments.take ?? 1) < 0 ? -1 : 1 }
    var tree = readTree(query.model, arguments, query.selection)
    if query.throwsWhenMissing { tree.missing = .missing(.query) }
    return .read(tree, query.kind == .many ? .list : .record)
  }
}

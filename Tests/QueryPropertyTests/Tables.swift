import JSON
import TestSupport

/// The rows of a database.
struct Tables: Equatable {
  typealias Record = [String: Scalar]

  struct Pair: Hashable {
    let a: Scalar
    let b: Scalar
  }

  var records: [String: [Record]] = [:]
  /// The rows of the tables between models.
  var links: [String: Set<Pair>] = [:]

  /// Whether the rows are the same, in whatever order.
  static func == (left: Tables, right: Tables) -> Bool {
    left.links == right.links
      && left.records.mapValues(Set.init) == right.records.mapValues(Set.init)
  }

  /// The records of a model.
  subscript(model: String) -> [Record] {
    get { records[model] ?? [] }
    set { records[model] = newValue }
  }

  /// The records at the other end of a relation.
  func related(_ relation: Shape.Relation, of record: Record) -> [Record] {
    switch relation.link {
    case .fields(let here, let there):
      let key = here.map { record[$0] ?? .null }
      guard !key.contains(.null) else { return [] }
      return self[relation.target].filter { other in there.map { other[$0] ?? .null } == key }
    case .table(let table, let isA):
      let linked = (links[table] ?? []).filter { (isA ? $0.a : $0.b) == record["id"] }
      let keys = linked.map { isA ? $0.b : $0.a }
      return self[relation.target].filter { keys.contains($0["id"] ?? .null) }
    }
  }
}

extension Tables {
  /// Random rows with NULLs and values at the edges; a record refers to those before it or to itself.
  init(of shape: Shape, using generator: inout SeededGenerator) {
    for model in shape.models {
      for number in 1...Int.random(in: 3...8, using: &generator) {
        self[model.name].append(record(number, of: model, using: &generator))
      }
    }
    for model in shape.models {
      for relation in model.relations {
        guard case .table(let table, isA: true) = relation.link else { continue }
        links[table] = pairs(from: model.name, to: relation.target, using: &generator)
      }
    }
  }

  private func record(
    _ number: Int, of model: Shape.Model, using generator: inout SeededGenerator
  ) -> Record {
    var record: Record = [:]
    for field in model.fields {
      record[field.name] =
        field.isOptional && generator.oneIn(4)
        ? .null : Scalars.of(field).randomElement(using: &generator)
    }
    switch model.name {
    case "Tag": record["id"] = .text(["a", "B", "c", "", "a%", "ü", "Z", "it's"][number - 1])
    case "Mark":
      record["series"] = .integer(Int64(number % 3))
      record["number"] = .integer(Int64(number))
      record["nextSeries"] = .null
      record["nextNumber"] = .null
    default: record["id"] = .integer(Int64(number))
    }
    if model.name == "Person" { record["email"] = .text("\(9 - number)@x") }
    refer(&record, of: model, number, using: &generator)
    return record
  }

  /// Fills in foreign keys.
  private func refer(
    _ record: inout Record, of model: Shape.Model, _ number: Int,
    using generator: inout SeededGenerator
  ) {
    for relation in model.relations where relation.isReferencing {
      guard case .fields(let here, let there) = relation.link else { continue }
      let isUnique = model.keys.contains(here)
      for field in here { record[field] = .null }
      guard !relation.isOptional || !generator.oneIn(4) else { continue }
      let others = self[relation.target] + (relation.target == model.name ? [record] : [])
      let taken = Set(self[model.name].map { other in here.map { other[$0] ?? .null } })
      let free = others.filter { other in
        !isUnique || !taken.contains(there.map { other[$0] ?? .null })
      }
      guard let other = free.randomElement(using: &generator) else { continue }
      for (mine, theirs) in zip(here, there) { record[mine] = other[theirs] }
    }
    // A title and an author are unique together.
    if model.name == "Post" { record["title"] = .text("\(number % 3)\(number)") }
  }

  private func pairs(
    from: String, to: String, using generator: inout SeededGenerator
  ) -> Set<Pair> {
    var pairs: Set<Pair> = []
    for a in self[from] {
      for b in self[to] where generator.oneIn(3) {
        pairs.insert(Pair(a: a["id"] ?? .null, b: b["id"] ?? .null))
      }
    }
    return pairs
  }
}

/// The values that rows and requests are made of.
enum Scalars {
  static func of(_ field: Shape.Field) -> [Scalar] {
    switch field.kind {
    case .string: ["", "a", "b", "ab", "B", "a%", "a_b", "it's", "ü", "\"`$1"].map { .text($0) }
    // Sums of some have to be what the column can hold.
    case .int where !field.isKey && ["age", "limit"].contains(field.name):
      [0, 1, 2, -1, 1_000_000_000, .init(Int32.min), .init(Int32.max)].map { .integer($0) }
    case .int: [0, 1, 2, 3, 3, 8, -1].map { .integer($0) }
    case .bigInt:
      [0, 1, -1, 7, 9_007_199_254_740_993, -9_007_199_254_740_993].map { .integer($0) }
    case .float: [0, 0.5, -0.5, 1.25, 3, 10_000_000_000].map { .number($0) }
    case .decimal: [0, 0.5, -0.25, 1, 3, 100].map { .number($0) }
    case .boolean: [.boolean(false), .boolean(true)]
    case .dateTime:
      [
        "1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00.000Z", "2020-01-02T03:04:05.678Z",
        "2999-12-31T00:00:00.000Z",
      ].map { .text($0) }
    case .bytes: ["", "AA==", "AAE=", "/w=="].map { .text($0) }
    case .color: ["red", "green", "blue"].map { .text($0) }
    }
  }

  /// What a text is searched for.
  static let patterns = ["", "a", "A", "b", "%", "_", "a_", "b%", "ü", "it's"]
}

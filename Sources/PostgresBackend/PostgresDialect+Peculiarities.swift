package import SQLBackend
package import SQLModel
package import SchemaModel

extension Postgres {
  package static func peculiarities(of table: Table<Postgres>) -> [Peculiarity] {
    let options = table.options
    var found: [Peculiarity] = []
    if options.isPartitioned { found.append(.property("partitions", "is partitioned")) }
    if options.hasSubclasses, !options.isPartitioned {
      found.append(.property("inheritance", "has tables that inherit from it"))
    }
    found += options.parents.map {
      .property("inheritance", "inherits from `\($0.display)`")
    }
    if let type = options.rowType {
      found.append(.property("row-type", "has its columns from the type `\(type)`"))
    }
    if options.isUnlogged { found.append(.property("unlogged", "is unlogged")) }
    if let method = options.accessMethod {
      found.append(.property("access-method", "is stored by the access method `\(method)`"))
    }
    if options.hasRowLevelSecurity || options.forcesRowLevelSecurity {
      let end = options.forcesRowLevelSecurity ? ", for its owner too" : ""
      found.append(.property("row-level-security", "has row level security\(end)"))
    }
    if let text = replicaIdentities[options.replicaIdentity] {
      found.append(.property("replica-identity", text))
    }
    found += options.parts
    found += peculiarities(of: options.keyOptions).map { peculiarity in
      guard case .property(let code, let text) = peculiarity else { return peculiarity }
      return .detail(code, of: "primary key", text)
    }
    return found
  }

  /// What replicas are told of changed rows, by `relreplident`; usual is the primary key:
  /// <https://www.postgresql.org/docs/current/catalog-pg-class.html>.
  private static let replicaIdentities = [
    "f": "tells replicas whole rows", "i": "tells replicas the columns of an index",
    "n": "tells replicas nothing of changed rows",
  ]

  package static func peculiarities(of column: Column<Postgres>) -> [Peculiarity] {
    let options = column.options
    var found: [Peculiarity] = []
    if let domain = options.domain { found.append(.object("domain", "domain", domain)) }
    if let collation = options.collation {
      found.append(.property("collation", "compares as `\(collation)`"))
    }
    if options.identity == .always {
      found.append(.property("identity", "takes its numbers from the database alone"))
    }
    if options.mayHoldOldNulls {
      found.append(.property("not-valid", "may hold NULL in rows from before it was required"))
    }
    if options.sharesSequence, let sequence = options.sequence {
      found.append(
        .property(
          "shared-sequence", "shares the sequence `\(sequence.display)` with other columns"))
    }
    return found
  }

  package static func peculiarities(of index: Index<Postgres>) -> [Peculiarity] {
    index.parts.flatMap(peculiarities) + peculiarities(of: index.options)
  }

  private static func peculiarities(of part: IndexPart<Postgres>) -> [Peculiarity] {
    guard let column = part.column else { return [] }
    var found: [Peculiarity] = []
    if let areNullsFirst = part.options.areNullsFirst {
      let place = areNullsFirst ? "first" : "last"
      found.append(.property("null-order", "puts NULL of `\(column)` \(place)"))
    }
    if let collation = part.options.collation {
      found.append(.property("collation", "compares `\(column)` as `\(collation)`"))
    }
    return found
  }

  private static func peculiarities(of options: PostgresIndexOptions) -> [Peculiarity] {
    var found: [Peculiarity] = []
    if !options.areNullsDistinct {
      found.append(.property("nulls-not-distinct", "takes two NULLs for the same"))
    }
    if !options.included.isEmpty {
      let columns = options.included.map { "`\($0)`" }.joined(separator: ", ")
      found.append(.property("included-columns", "includes \(columns)"))
    }
    if options.timing != .immediate {
      let moment = options.timing == .deferred ? "is checked" : "can be checked"
      found.append(.property("deferred-constraint", "\(moment) at the end of transactions"))
    }
    if options.isWithoutOverlaps {
      found.append(.property("without-overlaps", "keeps ranges from overlapping"))
    }
    if !options.isValid {
      found.append(.property("invalid-index", "is not valid, so that queries do not use it"))
    }
    return found
  }

  package static func peculiarities(
    of objects: PostgresObjects, beside datamodel: Datamodel
  ) -> [Peculiarity] {
    let known = Set(datamodel.configuration.datasource?.extensions.map(\.databaseName) ?? [])
    let extensions = objects.extensions.filter { !known.contains($0.name) }
    return extensions.map { .object("extension", "extension", $0.name) }
      + objects.enumerations.filter { $0.comment != nil }.map {
        .object("comment", "comment on the enum", $0.name.display)
      }
      + objects.unmodelled.map(peculiarity)
  }

  private static func peculiarity(of object: PostgresObjects.Unmodelled) -> Peculiarity {
    let code = object.kind.replacing(" ", with: "-")
    guard let view = object.view else { return .object(code, object.kind, object.name.display) }
    return .detail(
      code, of: "\(object.kind) `\(object.name.display)` of `\(view.display)`",
      "stays in the database only")
  }

  package static func inexpressibleReason(_ index: Index<Postgres>) -> String {
    if index.parts.contains(where: { $0.column == nil }) { return "is over an expression" }
    if index.predicate != nil { return "is partial" }
    if !methods.contains(index.options.method) {
      return "uses the access method `\(index.options.method)`"
    }
    return "keeps ranges from overlapping"
  }

  package static func isExpressible(_ index: Index<Postgres>) -> Bool {
    index.predicate == nil && index.parts.allSatisfy { $0.column != nil }
      && methods.contains(index.options.method) && !index.options.isWithoutOverlaps
  }

  /// The access methods that the schema language has names for.
  private static let methods: Set = ["btree", "hash", "gist", "gin", "spgist", "brin"]
}

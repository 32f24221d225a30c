package import SQLBackend
package import SQLModel
package import SchemaModel

extension Postgres {
  package static var hasEnums: Bool { true }

  package static func introspectedType(of column: Column<Postgres>) -> IntrospectedType {
    let isList = column.type.isList
    switch column.type.element {
    case .enumeration(let name): return IntrospectedType(.enumeration(name), isList: isList)
    case .other(let text): return IntrospectedType(.unsupported(text), isList: isList)
    case .builtin(let scalar, let arguments):
      return IntrospectedType(
        .scalar(scalar.scalarType), isList: isList,
        native: scalar.nativeType(scalar.canonical(arguments)))
    }
  }

  package static func defaultText(of column: Column<Postgres>) -> String? {
    column.options.defaultText
  }

  package static func generation(of column: Column<Postgres>) -> String? {
    column.options.generation
  }

  package static func peculiarities(of table: Table<Postgres>) -> [Peculiarity] {
    let options = table.options
    var found: [Peculiarity] = []
    if options.isPartitioned { found.append(.property("partitions", "is partitioned")) }
    if options.hasSubclasses, !options.isPartitioned {
      found.append(.property("inheritance", "has tables that inherit from it"))
    }
    found += options.parents.map { .property("inheritance", "inherits from `\($0)`") }
    if let type = options.rowType {
      found.append(.property("row-type", "has its columns from the type `\(type)`"))
    }
    if options.isUnlogged { found.append(.property("unlogged", "is unlogged")) }
    if options.hasRowLevelSecurity {
      found.append(.property("row-level-security", "has row level security"))
    }
    found += options.policies.map { .object("policy", "policy", $0) }
    found += options.exclusions.map {
      .object("exclusion-constraint", "exclusion constraint", $0)
    }
    return found
  }

  package static func peculiarities(of column: Column<Postgres>) -> [Peculiarity] {
    let options = column.options
    var found: [Peculiarity] = []
    if let domain = options.domain { found.append(.object("domain", "domain", domain)) }
    if let collation = options.collation {
      found.append(.property("collation", "compares as `\(collation)`"))
    }
    if options.sharesSequence, let sequence = options.sequence {
      found.append(
        .property(
          "shared-sequence", "shares the sequence `\(sequence.display)` with other columns"))
    }
    return found
  }

  package static func peculiarities(of index: Index<Postgres>) -> [Peculiarity] {
    var found: [Peculiarity] = []
    for part in index.parts {
      guard let areNullsFirst = part.options.areNullsFirst, let column = part.column else {
        continue
      }
      let place = areNullsFirst ? "first" : "last"
      found.append(.property("null-order", "puts NULL of `\(column)` \(place)"))
    }
    if !index.options.areNullsDistinct {
      found.append(.property("nulls-not-distinct", "takes two NULLs for the same"))
    }
    if !index.options.included.isEmpty {
      let columns = index.options.included.map { "`\($0)`" }.joined(separator: ", ")
      found.append(.property("included-columns", "includes \(columns)"))
    }
    if index.options.isDeferrable {
      found.append(
        .property("deferred-constraint", "can be checked at the end of transactions"))
    }
    return found
  }

  package static func peculiarities(of objects: PostgresObjects) -> [Peculiarity] {
    objects.unmodelled.map {
      .object($0.kind.replacing(" ", with: "-"), $0.kind, $0.name.display)
    }
  }

  package static func enums(of objects: PostgresObjects) -> [IntrospectedEnum] {
    objects.enumerations.map { IntrospectedEnum($0.name, values: $0.values) }
  }

  package static func algorithm(of index: Index<Postgres>) -> String? {
    switch index.options.method {
    case "hash": "Hash"
    case "gist": "Gist"
    case "gin": "Gin"
    case "spgist": "SpGist"
    case "brin": "Brin"
    default: nil
    }
  }

  package static func operatorClass(
    of part: IndexPart<Postgres>, in index: Index<Postgres>
  ) -> Key.OperatorClass? {
    guard let name = part.options.operatorClass, !part.options.isDefaultClass else { return nil }
    let hasWord =
      name == "jsonb_path_ops" || (name == "inet_ops" && index.options.method == "gist")
      || ["_bloom_ops", "_minmax_multi_ops"].contains { name.hasSuffix($0) }
    guard hasWord else { return .raw(name) }
    let words = name.replacing("minmax", with: "min_max").replacing(
      "timestamptz", with: "timestamp_tz"
    )
    .replacing("timetz", with: "time_tz").split(separator: "_")
    return .named(words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined())
  }
}

extension PostgresScalar {
  /// The scalar type that stands for the column type.
  fileprivate var scalarType: ScalarType {
    switch self {
    case .smallInt, .integer, .oid: .int
    case .bigInt: .bigInt
    case .decimal, .money: .decimal
    case .real, .doublePrecision: .float
    case .boolean: .boolean
    case .byteA: .bytes
    case .timestamp, .timestamptz, .date, .time, .timetz: .dateTime
    case .json, .jsonB: .json
    case .inet, .citext, .varChar, .char, .text, .bit, .varBit, .uuid, .xml: .string
    }
  }

  /// The native type to write, unless the scalar type stands for it anyway.
  fileprivate func nativeType(_ arguments: [Int]) -> NativeType? {
    switch (self, arguments) {
    case (.integer, _), (.bigInt, _), (.doublePrecision, _), (.text, _), (.boolean, _),
      (.byteA, _), (.jsonB, _), (.decimal, [65, 30]), (.timestamp, [3]):
      nil
    default: NativeType(name: rawValue, arguments: arguments.map { "\($0)" })
    }
  }
}

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

  package static func generation(of column: Column<Postgres>) -> ColumnGeneration? {
    column.options.generation.map { text in
      ColumnGeneration(text, column.options.isVirtual ? .virtual : .stored)
    }
  }

  // Servers before 18 have no other ones.
  package static var usualGeneration: ColumnGeneration.Storage { .stored }

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

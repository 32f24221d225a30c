import SchemaModel

/// The names that a script can use without declaring them.
enum ScriptGlobals {
  static let names = [
    "prisma", "Prisma", "PrismaClient", "Date", "Buffer", "Uint8Array", "BigInt", "String",
    "Number", "Promise", "console", "JSON",
  ]

  static func value(of name: String, _ datamodel: Datamodel) -> ScriptValue? {
    switch name {
    case "prisma": .client
    case "Prisma", "$Enums", "Date", "Buffer", "Uint8Array", "Promise", "console", "JSON",
      "PrismaClient", "Decimal":
      .namespace(name)
    case "BigInt", "String", "Number", "require": .function(name)
    default: datamodel.enumeration(named: name).map { .enumeration($0) }
    }
  }

  /// A member of a namespace; `nil` when there is none.
  static func member(
    _ name: String, of namespace: String, _ datamodel: Datamodel
  ) -> ScriptValue? {
    switch (namespace, name) {
    case ("Prisma", "DbNull"), ("Prisma", "JsonNull"), ("Prisma", "AnyNull"):
      .data(.enumeration(name))
    case ("Prisma", "skip"): .skip
    case ("Prisma", "empty"): .sql(SQLTemplate())
    case ("Prisma", "Decimal"): .namespace("Decimal")
    case ("Prisma", "sql"), ("Prisma", "join"), ("Prisma", "raw"), ("Date", "now"),
      ("Date", "UTC"), ("Date", "parse"), ("Buffer", "from"), ("Uint8Array", "from"),
      ("Promise", "all"), ("console", "log"),
      ("console", "dir"), ("JSON", "stringify"):
      .function("\(namespace).\(name)")
    case ("Prisma", "SortOrder"), ("Prisma", "QueryMode"), ("Prisma", "NullsOrder"),
      ("Prisma", "TransactionIsolationLevel"):
      .namespace(name)
    case ("SortOrder", "asc"), ("SortOrder", "desc"), ("QueryMode", "default"),
      ("QueryMode", "insensitive"), ("NullsOrder", "first"), ("NullsOrder", "last"),
      ("TransactionIsolationLevel", "ReadUncommitted"),
      ("TransactionIsolationLevel", "ReadCommitted"),
      ("TransactionIsolationLevel", "RepeatableRead"),
      ("TransactionIsolationLevel", "Serializable"), ("TransactionIsolationLevel", "Snapshot"):
      // The members of the client's own enums have their names as values.
      .data(.string(name))
    case ("module", _): value(of: name, datamodel)
    case ("$Enums", _): datamodel.enumeration(named: name).map { .enumeration($0) }
    default: nil
    }
  }
}

/// The preview features of Prisma 6 and what has become of the others.
enum PreviewFeatures {
  /// Features that change what a schema may say or what a client can do.
  static let active = [
    "nativeDistinct", "postgresqlExtensions", "relationJoins", "schemaEngineDriverAdapters",
    "shardKeys", "strictUndefinedChecks", "views",
  ]

  /// Features that work but are not announced.
  static let hidden: Set<String> = ["typedsql", "reactnative"]

  /// Features that will go away.
  static let deprecated: Set<String> = ["metrics"]

  /// Features that are part of the language today, in lower case; naming them does nothing.
  static let stable: Set<String> = [
    "aggregateapi", "atomicnumberoperations", "clientextensions", "cockroachdb", "connectorcreate",
    "createmany", "dataproxy", "deno", "distinct", "driveradapters", "extendedindexes",
    "extendedwhereunique", "fieldreference", "filteredrelationcount", "filterjson",
    "fulltextindex", "fulltextsearch", "groupby", "improvedqueryraw", "interactivetransactions",
    "jsonprotocol", "microsoftsqlserver", "middlewares", "mongodb", "multischema",
    "namedconstraints", "napi", "nativetypes", "omitapi", "orderbyaggregategroup", "orderbynulls",
    "orderbyrelation", "prismaschemafolder", "querycompiler", "referentialactions",
    "referentialintegrity", "selectrelationcount", "tracing", "transactionapi",
    "uncheckedscalarinputs",
  ]
}

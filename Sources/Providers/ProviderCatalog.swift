package import SchemaModel

/// The rules of every provider that the schema language knows.
package let allProviders = RulesRegistry([
  PostgreSQLRules(), MySQLRules(), SQLiteRules(), SQLServerRules(), MongoDBRules(),
  CockroachDBRules(),
])

extension ErrorExplanation {
  /// What queries end with.
  static let queries = [
    ErrorExplanation(
      "P2000", "A value is too long for its column.",
      remedy: "Shorten it, or give the field a longer native type."),
    ErrorExplanation(
      "P2002", "A record with the same unique value exists.",
      remedy: "`upsert` updates the record that is there, `skipDuplicates` of createMany skips it."),
    ErrorExplanation(
      "P2003", "A foreign key would lead nowhere.",
      remedy: """
        Create the other record first, or delete those that refer to this one first; `onDelete` of
        the relation can do that.
        """),
    ErrorExplanation(
      "P2004", "A constraint of the database refuses the value.",
      remedy: "The message names it; such checks are made in SQL and are not in the schema."),
    ErrorExplanation(
      "P2009", "The query does not fit the schema.",
      remedy: "The message names the place in the query and what may stand there."),
    ErrorExplanation(
      "P2010", "A raw query failed.",
      remedy: "The database's own code and message are in the error."),
    ErrorExplanation(
      "P2011", "A required column would be empty.",
      remedy: "Give the value, or make the field optional and migrate."),
    ErrorExplanation(
      "P2012", "The query lacks a value that is required.",
      remedy: "The message names the argument; a field with @default may be left out."),
    ErrorExplanation(
      "P2014", "The change would break a required relation between two records.",
      remedy: "Connect the other record to a new one in the same write, or delete it first."),
    ErrorExplanation(
      "P2017", "The records of a relation are not connected.",
      remedy: "Only connected records can be disconnected, updated or deleted through a relation."),
    ErrorExplanation(
      "P2018", "A record that should be connected was not found.",
      remedy: "Create it, or use connectOrCreate."),
    ErrorExplanation(
      "P2019", "A value of the query is not allowed in its place.",
      remedy: "The message says what may stand there."),
    ErrorExplanation(
      "P2020", "A number does not fit its column.",
      remedy: "Use BigInt or Decimal, or a wider native type."),
    ErrorExplanation(
      "P2021", "A table of the schema does not exist in the database.",
      remedy: """
        Schema and database have gone apart: `swisma migrate deploy`, `migrate dev` or `db push`
        bring the database up, `db pull` brings the schema up.
        """),
    ErrorExplanation(
      "P2022", "A column of the schema does not exist in the database.",
      remedy: """
        Schema and database have gone apart: `swisma migrate deploy`, `migrate dev` or `db push`
        bring the database up, `db pull` brings the schema up.
        """),
    ErrorExplanation(
      "P2023", "The database holds a value that the field's type does not have.",
      remedy: """
        Something else wrote it, or an enum value was removed from the schema. Correct the row, or
        the type of the field.
        """),
    ErrorExplanation(
      "P2025", "A record that the query needs was not found.",
      remedy: "`upsert`, or the Many form of the action, goes on without it."),
    ErrorExplanation(
      "P2028", "The transaction is not open any more.",
      remedy: "It ended, or took longer than its timeout allows."),
    ErrorExplanation(
      "P2029", "A statement is too deep, too long or has too many values for the database.",
      remedy: "Ask for less at once: split lists of values and filters of many branches."),
    ErrorExplanation(
      "P2032", "A required field has no value in the database.",
      remedy: """
        Something else wrote the row, where the column takes NULL: SQLite does so in most primary
        keys. Fill it in, or make the field optional.
        """),
    ErrorExplanation(
      "P2034", "Another transaction won a conflict over the same rows.",
      remedy: "Nothing was changed: run the transaction again."),
    ErrorExplanation(
      "Q0001", "The query failed for a reason that has no code of its own.",
      remedy: "The message says what is wrong and where."),
    ErrorExplanation(
      "Q0002", "An answer of the engine does not have the expected form.",
      remedy: "Client and engine are of different versions: generate the client again."),
    ErrorExplanation(
      "Q0003", "The query may change data, and --read-only forbids that.",
      remedy: "Leave --read-only out if the change is meant."),
  ]
}

import SchemaModel

/// What an expression of a script stands for.
indirect enum ScriptValue: Sendable, Hashable {
  case undefined
  /// `Prisma.skip`, which leaves a member out.
  case skip
  case data(ArgumentValue)
  /// An object of the script, which keeps members that are undefined.
  case object([ScriptMember])
  /// A query that runs when it is awaited.
  case call(ScriptQuery)
  /// Several queries that have not run yet.
  case batch([ScriptQuery], ScriptBatch)
  /// Something to show, from `console.log`.
  case output([ArgumentValue])
  case sql(SQLTemplate)

  /// `prisma`.
  case client
  /// `prisma.$queryRaw` and its kin.
  case clientMethod(ClientFunction)
  /// `prisma.user`.
  case delegate(ModelView)
  /// `prisma.user.findMany`.
  case method(ClientMethod, ModelView)
  /// `prisma.user.fields`.
  case fields(ModelView)
  /// `prisma.user.findUnique(…).posts`.
  case relation(ClientCall, FieldView)
  /// `Prisma`, `Buffer`, `console` …
  case namespace(String)
  /// A function of a namespace under its full name: `Prisma.sql`.
  case function(String)
  case enumeration(EnumView)
  /// A method of a value: `x.createdAt.toISOString`.
  case dataMethod(ArgumentValue, String)
}

/// A query of a script, which has not run because it was made.
struct ScriptQuery: Sendable, Hashable {
  var call: ClientCall
  /// The offset of its call, which tells it from all others: no place of a script runs twice.
  var offset: Int
}

/// What several queries are to each other.
enum ScriptBatch: Sendable, Hashable {
  /// Elements of a list, which does not run them.
  case list
  /// `Promise.all([…])`.
  case all
  case transaction(EngineRequest.BatchTransaction)
}

/// A member of an object of a script.
struct ScriptMember: Sendable, Hashable {
  var name: String
  /// `undefined`, `skip`, `data` or `object`.
  var value: ScriptValue
  /// The offset of its key.
  var offset: Int
}

/// The methods of the client itself.
enum ClientFunction: String, Sendable, Hashable, CaseIterable {
  case queryRaw = "$queryRaw"
  case queryRawUnsafe = "$queryRawUnsafe"
  case executeRaw = "$executeRaw"
  case executeRawUnsafe = "$executeRawUnsafe"
  case runCommandRaw = "$runCommandRaw"
  case transaction = "$transaction"
  case connect = "$connect"
  case disconnect = "$disconnect"
}

/// SQL text with the values between its pieces: one piece more than there are values.
struct SQLTemplate: Sendable, Hashable {
  private(set) var strings: [String] = [""]
  private(set) var values: [ArgumentValue] = []

  init() {}

  mutating func append(sql: String) { strings[strings.count - 1] += sql }

  mutating func append(_ value: ArgumentValue) {
    values.append(value)
    strings.append("")
  }

  mutating func append(_ other: SQLTemplate) {
    for (index, string) in other.strings.enumerated() {
      append(sql: string)
      if index < other.values.count { append(other.values[index]) }
    }
  }

  /// The text with a placeholder for each value; the first has number 1.
  func text(placeholder: (Int) -> String) -> String {
    strings.enumerated().map { $0 == 0 ? $1 : placeholder($0) + $1 }.joined()
  }
}

package import DatabaseAccess
package import SchemaModel

/// The schema side of a backend: describe, compare, plan, apply.
package protocol SchemaDriver: Sendable {
  /// A description of a database's structure.
  associatedtype Schema: Sendable & Equatable
  associatedtype Plan: MigrationPlan

  /// The structure of a database without anything.
  var emptySchema: Schema { get }

  /// The structure that a datamodel asks for.
  func desiredSchema(for datamodel: Datamodel) -> Schema

  /// Reads the structure of a live database with a fixed number of catalog queries.
  func introspect(
    _ session: any DatabaseSession, filter: SchemaFilter
  ) throws(DatabaseError) -> Schema

  /// Writes in a structure that a datamodel asks for what databases write anew, such as expressions,
  /// as the database would, so that it compares with a structure that was read.
  ///
  /// Nothing is changed, and what the database does not tell stays as it is written.
  ///
  /// - Parameters:
  ///   - wanted: What a datamodel asks for.
  ///   - present: What was read from the database.
  ///   - session: The database that `present` is of.
  /// - Returns: `wanted` with what the database says of it.
  func respelled(
    _ wanted: Schema, beside present: Schema, in session: any DatabaseSession
  ) -> Schema

  /// Writes a structure that was read in the words of a wanted one, where both say the same.
  ///
  /// - Parameters:
  ///   - present: What was read.
  ///   - wanted: What a datamodel asks for, with what `respelled` found out.
  /// - Returns: `present` in the words of `wanted`.
  func worded(_ present: Schema, as wanted: Schema) -> Schema

  /// The namespaces among those of the filter that the database has.
  func namespaces(of schema: Schema) -> [String]

  /// Plans the way from one structure to another, without looking at a database.
  ///
  /// `renames` are pairs that are one thing under two names and so must not be dropped and added.
  func plan(from previous: Schema, to next: Schema, renames: [Rename]) -> Plan

  /// Describes a structure in the schema language.
  ///
  /// `previous` is the datamodel that the result is merged into, for names and for what a database
  /// cannot say. What is new gets its names from the policy.
  func datamodel(
    from schema: Schema, previous: Datamodel?, naming policy: NamingPolicy
  ) -> IntrospectedDatamodel

  /// Whether `run` leaves nothing of this script behind when it fails or the process is killed.
  ///
  /// Some scripts end transactions themselves or hold statements that cannot be in one.
  func isAtomic(_ script: String) -> Bool

  /// Finds what works in a database and would not any more after scripts, or what keeps them from
  /// running, as far as the database does not itself refuse such scripts.
  ///
  /// Nothing is changed.
  func obstacles(
    to scripts: [String], in session: any DatabaseSession
  ) throws(DatabaseError) -> [DataLossCheck]

  /// Runs a script as safely as the database allows: in a transaction where it can be in one, with
  /// foreign keys handled as the product prescribes, and verified before it is committed.
  ///
  /// `record` is called inside the same transaction when the script is done, so that the history
  /// and the structure change together.
  func run(
    script: String, on session: any DatabaseSession,
    record: (any DatabaseSession) throws(DatabaseError) -> Void
  ) throws(DatabaseError)

  /// Finds the values of rows that the enums of a structure, which the database has, do not know.
  ///
  /// There are none where the database itself keeps such values out.
  func unknownEnumValues(
    of schema: Schema, in session: any DatabaseSession
  ) throws(DatabaseError) -> [UnknownEnumValue]

  /// Drops everything in the schemas of the connection, the migration history included.
  func reset(_ session: any DatabaseSession, filter: SchemaFilter) throws(DatabaseError)

  /// Holds the lock that keeps two migration runs apart while `body` runs.
  ///
  /// A session in a transaction holds the lock in that transaction, which ends with the work; see
  /// `Backend.sharesConnections`. Waits at most `timeout` for another run; then throws
  /// `.serverTimeout` that says who holds the lock,
  /// where the database tells.
  func withMigrationLock<Result, Failure: Error>(
    on session: any DatabaseSession, timeout: Duration, wrap: (DatabaseError) -> Failure,
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result

  /// The table that records migrations.
  var history: any MigrationHistoryDriver { get }
}

/// What of a database is looked at.
package struct SchemaFilter: Sendable, Hashable {
  /// The namespaces (PostgreSQL: schemas); empty for the connection's own.
  package var namespaces: [String]
  /// Tables that are somebody else's (`tables.external`), as `name` or `namespace.name`.
  package var externalTables: [String]
  /// Enums that are somebody else's.
  package var externalEnums: [String]

  package init(
    namespaces: [String] = [], externalTables: [String] = [], externalEnums: [String] = []
  ) {
    self.namespaces = namespaces
    self.externalTables = externalTables
    self.externalEnums = externalEnums
  }
}

/// Two names of one thing, from `--rename Model.old=new`, in names of the database.
package struct Rename: Sendable, Hashable {
  package enum Subject: Sendable, Hashable {
    case table
    case column(table: String)
    case enumeration
    case enumValue(enumeration: String)
  }

  package var subject: Subject
  package var previous: String
  package var next: String

  package init(_ subject: Subject, from previous: String, to next: String) {
    self.subject = subject
    self.previous = previous
    self.next = next
  }
}

/// A structure in the schema language, with what could not be said.
package struct IntrospectedDatamodel: Sendable {
  package struct Notice: Sendable, Hashable {
    /// A stable code for programs, such as `check-constraint`.
    package var code: String
    /// The model or enum concerned, if any.
    package var model: String?
    package var field: String?
    /// In words, for people.
    package var message: String

    package init(_ code: String, _ message: String, model: String? = nil, field: String? = nil) {
      self.code = code
      self.message = message
      self.model = model
      self.field = field
    }
  }

  package var datamodel: Datamodel
  package var notices: [Notice]

  package init(datamodel: Datamodel, notices: [Notice]) {
    self.datamodel = datamodel
    self.notices = notices
  }
}

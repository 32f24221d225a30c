package import DatabaseAccess

/// The version of a server.
package struct PostgresVersion {
  /// The oldest server whose catalog can be read: collations of names and `attgenerated` are new in
  /// it. <https://www.postgresql.org/docs/12/release-12.html>
  private static let oldest = 12

  /// Such as 150018 for 15.18, and 90624 for 9.6.24.
  private let number: Int

  package init(number: Int) { self.number = number }

  /// Asks the server; `nil` when it does not answer.
  init?(of session: any DatabaseSession) {
    let question = Statement("SELECT current_setting('server_version_num')")
    guard let rows = try? session.fetch(question), !rows.isEmpty,
      let number = rows.string(0, 0).flatMap({ Int($0) })
    else { return nil }
    self.init(number: number)
  }

  /// Why nothing can be read there; `nil` when the version is no reason.
  package var refusal: DatabaseError? {
    guard number < Self.oldest * 10_000 else { return nil }
    // https://www.postgresql.org/docs/current/libpq-status.html#LIBPQ-PQSERVERVERSION
    let name =
      number < 100_000
      ? "\(number / 10_000).\(number / 100 % 100)" : "\(number / 10_000).\(number % 10_000)"
    return DatabaseError(
      .other, "the server is PostgreSQL \(name), and \(Self.oldest) is the oldest that can be read",
      help: "move the database to a newer server")
  }
}

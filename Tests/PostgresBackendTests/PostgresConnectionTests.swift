import DatabaseAccess
import PostgresBackend
import Testing

/// What the URL asks of a connection, and what of it the server refuses.
@Suite(.enabled(if: PostgresServer.isAvailable, "SWISMA_TEST_POSTGRES names no server"))
struct PostgresConnectionTests {
  private let administrator: PostgresSession
  private let name = "swisma_test_\(UInt32.random(in: 0 ... .max))"

  init() throws { administrator = try PostgresServer.session() }

  /// The URL of the server with another user and database.
  private func url(user: String, database: String = "postgres") throws -> DatabaseURL {
    let known = try PostgresServer.url()
    let host = try #require(known.host)
    let port = known.port.map { ":\($0)" } ?? ""
    return try DatabaseURL("postgresql://\(user)@\(host)\(port)/\(database)")
  }

  private func setting(_ name: String, _ session: PostgresSession) throws -> String? {
    try session.fetch(Statement("SELECT current_setting($1)", [.text(name)])).string(0, 0)
  }

  @Test("Settings of the parameter `options` hold for the session")
  func options() throws {
    let session = try PostgresServer.session(
      "options=-c%20statement_timeout%3D54321%20-c%20geqo%3Doff")
    #expect(try setting("statement_timeout", session) == "54321ms")
    #expect(try setting("geqo", session) == "off")
    let slow = try PostgresServer.session("options=-c%20statement_timeout%3D1")
    let error = #expect(throws: DatabaseError.self) {
      try slow.fetch(Statement("SELECT pg_sleep(600)"))
    }
    #expect(error?.kind == .timeout)
  }

  @Test("The folder of a Unix socket is a way to the server", arguments: ["host", "socket"])
  func socket(_ parameter: String) throws {
    let folders = try setting("unix_socket_directories", administrator) ?? ""
    guard let folder = folders.split(separator: ",").first?.split(separator: " ").first else {
      try Test.cancel("the server has no Unix socket")
    }
    let port = try #require(try setting("port", administrator))
    let user = try #require(try PostgresServer.url().user)
    let path = folder.replacing("/", with: "%2F")
    let session = try PostgresSession(
      DatabaseURL("postgresql://\(user)@localhost:\(port)/postgres?\(parameter)=\(path)"))
    let rows = try session.fetch(Statement("SELECT coalesce(inet_server_addr()::text, 'none')"))
    #expect(rows.string(0, 0) == "none")
    let missing = #expect(throws: DatabaseError.self) {
      try PostgresSession(
        DatabaseURL("postgresql://\(user)@localhost:\(port)/postgres?\(parameter)=%2Fno%2Fsuch"))
    }
    #expect(missing?.code == "P1001" && missing?.help != nil)
  }

  @Test("A wrong password is P1000, and the right one opens the session")
  func password() throws {
    // scripts/with-postgres has its server ask this user for a password.
    let rules = try administrator.fetch(
      Statement(
        """
        SELECT count(*) FROM pg_hba_file_rules
        WHERE 'swisma_password' = ANY (user_name) AND auth_method = 'scram-sha-256'
        """))
    guard rules.integer(0, 0) == 1 else { try Test.cancel("the server trusts every user") }
    try administrator.runScript(
      """
      SET password_encryption = 'scram-sha-256';
      DROP ROLE IF EXISTS swisma_password;
      CREATE ROLE swisma_password LOGIN PASSWORD 'r1ght s3cret';
      """)
    defer { try? administrator.runScript("DROP ROLE swisma_password") }
    let session = try PostgresSession(url(user: "swisma_password:r1ght%20s3cret"))
    #expect(try session.fetch(Statement("SELECT current_user")).string(0, 0) == "swisma_password")
    session.close()
    for user in ["swisma_password:wr0ng", "swisma_password"] {
      let error = #expect(throws: DatabaseError.self) { try PostgresSession(url(user: user)) }
      #expect(error?.code == "P1000", "\(error?.message ?? "")")
      #expect(error?.help == "check user and password in the URL")
      #expect(error?.message.contains("wr0ng") == false)
    }
  }

  @Test("What a user may not do is P1010, and the help says what is missing")
  func rights() throws {
    try administrator.runScript("CREATE ROLE \(name)_out NOLOGIN")
    try administrator.runScript("CREATE ROLE \(name)_in LOGIN")
    try administrator.runScript("CREATE DATABASE \(name)_closed")
    defer {
      try? administrator.runScript("DROP DATABASE \(name)_closed")
      try? administrator.runScript("DROP ROLE \(name)_out; DROP ROLE \(name)_in")
    }
    try administrator.runScript("REVOKE CONNECT ON DATABASE \(name)_closed FROM PUBLIC")

    let closed = try url(user: "\(name)_in", database: "\(name)_closed")
    for address in [try url(user: "\(name)_out"), closed] {
      let refused = #expect(throws: DatabaseError.self) { try PostgresSession(address) }
      #expect(refused?.code == "P1010", "\(refused?.message ?? "")")
      #expect(refused?.help?.contains("`LOGIN`") == true)
    }
    let session = try PostgresSession(url(user: "\(name)_in"))
    let statements = [
      "CREATE DATABASE \(name)_more", "CREATE SCHEMA \(name)", "SELECT * FROM pg_authid",
    ]
    for statement in statements {
      let refused = #expect(throws: DatabaseError.self) { try session.runScript(statement) }
      #expect(refused?.code == "P1010", "\(statement): \(refused?.message ?? "")")
      #expect(refused?.help?.contains("grant the right") == true)
    }
    let creation = #expect(throws: DatabaseError.self) {
      try PostgresBackend().createDatabase(at: url(user: "\(name)_in", database: "\(name)_new"))
    }
    #expect(creation?.code == "P1010" && creation?.help != nil)
  }
}

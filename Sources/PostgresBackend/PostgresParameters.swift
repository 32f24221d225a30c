package import DatabaseAccess

/// What a connection URL asks for, in libpq's words and in ours.
package struct PostgresParameters: Sendable, Hashable {
  /// libpq's keywords with their values, in the order of the URL.
  package private(set) var keywords: [DatabaseURL.Parameter] = []
  /// The first schema of the search path.
  package private(set) var schema = "public"
  /// How long connecting may take; `nil` for as long as the system lets it.
  package private(set) var connectTimeout: Duration? = .seconds(5)
  /// How long a statement may take; `nil` for ever.
  package private(set) var statementTimeout: Duration?
  /// The number of statements kept prepared; 0 behind a pooler that shares server sessions.
  package private(set) var statementCacheSize = 100
  /// The names of the parameters that have no effect.
  package private(set) var ignored: [String] = []

  /// Reads a URL.
  ///
  /// - Throws: `DatabaseError` of kind `.invalidURL` or, for a key store that libpq cannot read,
  ///   `.tls`. No message holds a password.
  package init(_ url: DatabaseURL) throws(DatabaseError) {
    guard url.scheme == "postgresql" || url.scheme == "postgres" else {
      throw DatabaseError(
        .invalidURL, "a PostgreSQL URL begins with postgresql://, not with \(url.scheme):")
    }
    set("client_encoding", "UTF8")
    set("host", url.parameter("host") ?? url.parameter("socket") ?? url.host)
    set("port", url.port.map { String($0) })
    set("user", url.user)
    set("password", url.password)
    set("dbname", url.path.isEmpty ? "postgres" : url.path)
    for parameter in url.parameters { try read(parameter, of: url) }
    try readCertificates(of: url)
  }

  private mutating func set(_ keyword: String, _ value: String?) {
    if let value { keywords.append(DatabaseURL.Parameter(keyword, value)) }
  }

  private mutating func read(
    _ parameter: DatabaseURL.Parameter, of url: DatabaseURL
  ) throws(DatabaseError) {
    let value = parameter.value
    switch parameter.name {
    case "schema": schema = value
    case "connect_timeout":
      let seconds = try Self.number(parameter)
      connectTimeout = seconds == 0 ? nil : .seconds(seconds)
    case "socket_timeout":
      let seconds = try Self.number(parameter)
      statementTimeout = seconds == 0 ? nil : .seconds(seconds)
    case "statement_cache_size": statementCacheSize = try Self.number(parameter)
    case "pgbouncer": if value == "true" { statementCacheSize = 0 }
    case "sslmode": set("sslmode", Self.strict(url) && value != "disable" ? "verify-full" : value)
    case "application_name", "options", "channel_binding", "target_session_attrs", "gssencmode",
      "krbsrvname", "keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count",
      "tcp_user_timeout", "sslrootcert", "sslcrl", "sslsni", "ssl_min_protocol_version",
      "fallback_application_name", "passfile", "service", "hostaddr", "require_auth":
      set(parameter.name, value)
    case "host", "socket", "sslcert", "sslkey", "sslidentity", "sslpassword", "sslaccept",
      "connection_limit", "pool_timeout", "max_idle_connection_lifetime":
      break
    default: ignored.append(parameter.name)
    }
  }

  private static func strict(_ url: DatabaseURL) -> Bool { url.parameter("sslaccept") == "strict" }

  /// Prisma's `sslcert` is the certificate of the server's authority; beside an `sslkey` it is the
  /// client's own, as libpq says it.
  private mutating func readCertificates(of url: DatabaseURL) throws(DatabaseError) {
    guard url.parameter("sslidentity") == nil else {
      throw DatabaseError(
        .tls,
        "the parameter `sslidentity` of the connection URL names a PKCS #12 store, which the"
          + " client library of PostgreSQL cannot read",
        help: "convert it with `openssl pkcs12` to two PEM files and name them as `sslcert` and "
          + "`sslkey`")
    }
    let certificate = url.parameter("sslcert").map { Self.resolve($0, url) }
    if let key = url.parameter("sslkey") {
      set("sslcert", certificate)
      set("sslkey", Self.resolve(key, url))
      set("sslpassword", url.parameter("sslpassword"))
    } else if url.parameter("sslaccept") != "accept_invalid_certs" {
      // Beside this file libpq checks the server's certificate whatever the mode.
      set("sslrootcert", certificate)
    }
    if Self.strict(url), url.parameter("sslmode") == nil { set("sslmode", "verify-full") }
  }

  private static func resolve(_ path: String, _ url: DatabaseURL) -> String {
    guard !path.hasPrefix("/"), let base = url.baseDirectory, !base.isEmpty else { return path }
    return base + "/" + path
  }

  private static func number(
    _ parameter: DatabaseURL.Parameter
  ) throws(DatabaseError) -> Int {
    guard let number = Int32(parameter.value), number >= 0 else {
      throw DatabaseError(
        .invalidURL, "`\(parameter.name)` in the connection URL is not a whole number")
    }
    return Int(number)
  }
}

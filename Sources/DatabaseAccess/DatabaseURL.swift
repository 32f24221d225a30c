/// A connection URL taken apart; its description never shows the password.
public struct DatabaseURL: Sendable, Hashable, CustomStringConvertible {
  /// The scheme in lower case, such as `"file"` or `"postgresql"`.
  public private(set) var scheme: String
  /// The user, percent-decoded.
  public var user: String?
  /// The password, percent-decoded.
  ///
  /// Never print it.
  public var password: String?
  /// The host; an IPv6 address without its brackets.
  public var host: String?
  /// The port.
  public var port: Int?
  /// What follows the host, percent-decoded, without the leading slash; for `file:` the path as
  /// written.
  ///
  /// `:memory:` is a path of its own.
  public var path: String
  /// The query parameters in order, percent-decoded.
  public var parameters: [Parameter]
  /// The folder that a relative `file:` path is relative to; `nil` stands for the working directory.
  public var baseDirectory: String?

  /// One `name=value` of the query part.
  public struct Parameter: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The value.
    public var value: String

    /// Creates a parameter.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Parses a URL.
  ///
  /// - Parameters:
  ///   - text: The URL as written, environment variables already expanded.
  ///   - baseDirectory: The folder of the schema, for relative `file:` paths.
  /// - Throws: `DatabaseError` of kind `.invalidURL`; its message never holds the text itself.
  public init(_ text: String, baseDirectory: String? = nil) throws(DatabaseError) {
    if text == ":memory:" {
      self.init(scheme: "file", path: text)
      return
    }
    guard let colon = text.firstIndex(of: ":"), colon != text.startIndex,
      text[..<colon].utf8.allSatisfy({ $0.isSchemeByte })
    else {
      throw DatabaseError(
        .invalidURL, "the connection URL has no scheme",
        help: "write it like file:./dev.db or postgresql://user:password@host:5432/database")
    }
    self.init(scheme: text[..<colon].lowercased(), path: "")
    self.baseDirectory = baseDirectory
    var rest = text[text.index(after: colon)...]
    if scheme != "file" { try Self.refuseStrayAt(rest) }
    if let mark = rest.firstIndex(of: "?") {
      parameters = rest[rest.index(after: mark)...].split(separator: "&").map { pair in
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return Parameter(
          parts[0].percentDecoded, parts.count > 1 ? parts[1].percentDecoded : "")
      }
      rest = rest[..<mark]
    }
    guard rest.hasPrefix("//"), scheme != "file" else {
      path = String(rest)
      return
    }
    rest = rest.dropFirst(2)
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    var authority = rest[..<slash]
    path = rest[slash...].dropFirst().percentDecoded
    if let at = authority.lastIndex(of: "@") {
      let credentials = authority[..<at].split(
        separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      user = credentials[0].percentDecoded
      if credentials.count > 1 { password = credentials[1].percentDecoded }
      authority = authority[authority.index(after: at)...]
    }
    try parseHost(authority)
  }

  /// Refuses an `@` behind the host: the password then holds a character that ended it too early,
  /// and its rest would be taken for a part of the URL that is shown to people.
  private static func refuseStrayAt(_ rest: Substring) throws(DatabaseError) {
    let authority = rest.hasPrefix("//") ? rest.dropFirst(2).prefix { $0 != "/" && $0 != "?" } : ""
    let behind = rest[(rest.hasPrefix("//") ? authority.endIndex : rest.startIndex)...]
    let path = behind.prefix { $0 != "?" }
    let pairs = behind[path.endIndex...].split(separator: "&")
    let isStray =
      path.contains("@") || (!authority.contains("@") && behind.contains("@"))
      || pairs.contains(where: { $0.prefix { $0 != "=" }.contains("@") })
    guard isStray else { return }
    throw DatabaseError(
      .invalidURL, "there is an @ behind the host of the connection URL",
      help: "percent-encode characters such as @ : / ? # in the user name and the password,"
        + " and write @ as %40 elsewhere")
  }

  private init(scheme: String, path: String) {
    self.scheme = scheme
    self.path = path
    parameters = []
  }

  private mutating func parseHost(_ authority: Substring) throws(DatabaseError) {
    var name = authority
    var digits: Substring?
    if authority.hasPrefix("["), let bracket = authority.firstIndex(of: "]") {
      name = authority[authority.index(after: authority.startIndex)..<bracket]
      let after = authority[authority.index(after: bracket)...]
      digits = after.hasPrefix(":") ? after.dropFirst() : nil
    } else if let colon = authority.lastIndex(of: ":") {
      name = authority[..<colon]
      digits = authority[authority.index(after: colon)...]
    }
    host = name.isEmpty ? nil : name.percentDecoded
    guard let digits, !digits.isEmpty else { return }
    guard let number = UInt16(digits) else {
      throw DatabaseError(
        .invalidURL, "the port in the connection URL is not a number from 0 to 65535",
        help: "percent-encode characters such as @ : / ? # in the user name and the password")
    }
    port = Int(number)
  }

  /// The value of a query parameter, the last one when it is repeated.
  public func parameter(_ name: String) -> String? {
    parameters.last { $0.name == name }?.value
  }

  /// The URL for people: the password and the values of secret parameters are replaced.
  public var description: String {
    var text = scheme + ":"
    if scheme != "file" {
      text += "//"
      if let user {
        text += user
        if password != nil { text += ":****" }
        text += "@"
      }
      if let host { text += host.contains(":") ? "[\(host)]" : Self.withoutProperties(host) }
      if let port { text += ":\(port)" }
      text += "/"
    }
    text += path
    let shown = parameters.map {
      "\($0.name)=\(Self.publicParameters.contains($0.name) ? $0.value : "****")"
    }
    return shown.isEmpty ? text : text + "?" + shown.joined(separator: "&")
  }

  /// A host that properties follow, one of which may be the password, is shown without them.
  private static func withoutProperties(_ host: String) -> String {
    guard let end = host.firstIndex(of: ";") else { return host }
    return host[...end] + "****"
  }

  /// What is shown of the query part: an unknown parameter may be a secret.
  private static let publicParameters: Set<String> = [
    "application_name", "connect_timeout", "connection_limit", "host", "hostaddr", "mode",
    "pgbouncer", "pool_timeout", "max_connection_lifetime", "max_idle_connection_lifetime",
    "schema", "socket", "socket_timeout", "sslaccept", "sslcert", "sslidentity", "sslkey",
    "sslmode", "sslrootcert", "statement_cache_size", "target_session_attrs",
  ]
}

extension UInt8 {
  fileprivate var isSchemeByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }
}

extension Substring {
  fileprivate var percentDecoded: String {
    guard utf8.contains(UInt8(ascii: "%")) else { return String(self) }
    var bytes: [UInt8] = []
    var rest = Array(utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

import DatabaseAccess

extension DatabaseError {
  /// Reads what libpq says about a connection that could not be made.
  init(connecting message: String) {
    let code = Self.sqlState(in: message)
    var text = message.split(separator: "\n").first.map { String($0) } ?? "no connection"
    if let code, let range = text.firstRange(of: " \(code): ") {
      text.replaceSubrange(range, with: "")
    }
    self.init(
      code.map { Self.connectionKind($0) } ?? Self.connectionKind(ofMessage: message), text,
      vendorCode: code)
    if case .unreachable = kind { help = "check that the server runs at the URL's host and port" }
    if case .authentication = kind { help = "check user and password in the URL" }
    if case .accessDenied = kind {
      help =
        "the user of the URL needs the attribute `LOGIN`, the right `CONNECT` on the database, and a "
        + "line of the server's pg_hba.conf"
    }
    if case .tls = kind {
      help = "check sslmode and sslaccept in the URL, and the files that sslcert and sslkey name"
    }
  }

  /// Finds the five characters between colons in libpq's verbose form.
  private static func sqlState(in message: String) -> String? {
    for part in message.split(separator: ":") {
      let word = part.drop { $0 == " " }
      if word.utf8.count == 5,
        word.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) }),
        word.utf8.contains(where: { (48...57).contains($0) })
      {
        return String(word)
      }
    }
    return nil
  }

  private static func connectionKind(_ code: String) -> Kind {
    switch code {
    case "28P01": .authentication
    case "28000", "42501": .accessDenied
    case "3D000": .databaseNotFound
    // Too many connections, starting up, shutting down.
    case "53300", "57P03", "57P01": .unreachable
    default: .other
    }
  }

  /// libpq's own messages have no code; swisma never sets a locale, so they come in English.
  private static func connectionKind(ofMessage message: String) -> Kind {
    if message.contains("no password supplied") || message.contains("authentication failed") {
      return .authentication
    }
    let words = message.lowercased()
    let isTLS = ["ssl", "certificate", "private key"].contains { words.contains($0) }
    if isTLS { return .tls }
    if words.contains("invalid") && (words.contains("option") || words.contains("value")) {
      return .invalidURL
    }
    return .unreachable
  }

  /// Reads the error of a statement.
  init(_ result: PostgresResult, sql: String?, wasInterrupted: Bool) {
    let code = result.errorField("C")
    var detail = result.errorField("M") ?? result.message
    if detail.isEmpty { detail = "the server gave no reason" }
    var position: Int?
    if let sql, let character = result.errorField("P").flatMap({ Int($0) }), character > 0 {
      // The server counts characters from 1.
      position = sql.unicodeScalars.prefix(character - 1).reduce(0) { $0 + $1.utf8.count }
    }
    let kind = code.map { Self.kind($0, result, wasInterrupted: wasInterrupted) } ?? .other
    var help = result.errorField("H")
    // The server's hint is to drop whatever depends on the object as well.
    if code == "2BP01" { help = "change or drop what depends on it first" }
    if kind == .accessDenied, help == nil {
      help = "grant the right to the user of the URL, or connect as one who has it"
    }
    self.init(kind, detail, vendorCode: code, sql: sql, position: position, help: help)
    if code == "08P01", let parameters = Self.mismatchedParameters(detail) {
      self.detail = parameters
    }
    switch kind {
    // The errors that Prisma's driver has no name for are told with their severity.
    case .other, .checkViolation, .accessDenied: clientDetail = "ERROR: \(self.detail)"
    default: break
    }
    remark = result.errorField("D").map { Self.onOneLine($0) }
  }

  /// Takes the numbers out of `bind message supplies 1 parameters, but prepared statement "x"
  /// requires 0`, in any language: the name means nothing to people.
  private static func mismatchedParameters(_ detail: String) -> String? {
    let numbers = detail.split { !$0.isWholeNumber }
    guard numbers.count > 1, let given = numbers.first, let needed = numbers.last else {
      return nil
    }
    return "the statement has \(needed) parameters, \(given) values are given"
  }

  /// The lines of a list of objects, one behind the other.
  private static func onOneLine(_ detail: String) -> String {
    let lines = detail.split(separator: "\n")
    let rest = lines.count > 10 ? ["and \(lines.count - 10) more"] : []
    return (lines.prefix(10).map { String($0) } + rest).joined(separator: "; ")
  }

  private static func kind(
    _ code: String, _ result: PostgresResult, wasInterrupted: Bool
  ) -> Kind {
    switch code {
    case "23505": unique(result)
    // 23001, restrict_violation: what servers from 18 on say where ON DELETE RESTRICT refuses.
    case "23503", "23001": .foreignKeyViolation(constraint: result.errorField("n"))
    case "23502": .nullViolation(column: result.errorField("c"))
    case "23514": .checkViolation(constraint: result.errorField("n"))
    case "22001": .valueTooLong(column: result.errorField("c"))
    case "22003": .valueOutOfRange
    case "42P01": .tableNotFound(quoted(result) ?? "")
    case "42703": .columnNotFound(quoted(result) ?? "")
    case "40001", "40P01": .writeConflict
    // The server uses one code for a cancel request and for its own timeout.
    case "57014": wasInterrupted ? .cancelled : .timeout
    case "55P03", "25P03", "25P04": .timeout
    case "57P01", "57P02", "57P03", "57P05": .connectionLost
    case "42501": .accessDenied
    case "3D000": .databaseNotFound
    case "42P04": .databaseExists
    // Of a statement it is a wrong number of values; the session goes on.
    case "08P01": .other
    default: code.hasPrefix("08") ? .connectionLost : .other
    }
  }

  /// Reads the columns from `Key (a, "b")=(1, 2) already exists.`, in any language.
  private static func unique(_ result: PostgresResult) -> Kind {
    let constraint = result.errorField("n")
    guard let detail = result.errorField("D"), let open = detail.firstIndex(of: "("),
      let end = detail.firstRange(of: ")=(")
    else { return .uniqueViolation(columns: [], constraint: constraint) }
    guard open < end.lowerBound else {
      return .uniqueViolation(columns: [], constraint: constraint)
    }
    var columns: [String] = []
    for part in detail[detail.index(after: open)..<end.lowerBound].split(separator: ",") {
      let name = part.drop { $0 == " " }
      // An expression is not a column; then the constraint tells more.
      guard !name.contains("(") else {
        return .uniqueViolation(columns: [], constraint: constraint)
      }
      columns.append(
        name.hasPrefix("\"")
          ? String(name.dropFirst().dropLast()).replacing("\"\"", with: "\"")
          : String(name))
    }
    return .uniqueViolation(columns: columns, constraint: constraint)
  }

  /// The first name in quotation marks of a message, or its second word when it quotes none
  /// (`column t.x does not exist`).
  private static func quoted(_ result: PostgresResult) -> String? {
    guard let message = result.errorField("M") else { return nil }
    let parts = message.split(separator: "\"", omittingEmptySubsequences: false)
    if parts.count > 2 { return String(parts[1]) }
    let words = message.split(separator: " ")
    return words.count > 1 ? String(words[1]) : nil
  }
}

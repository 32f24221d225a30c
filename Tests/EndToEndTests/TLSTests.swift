import TestSupport
import Testing

/// Connections to a PostgreSQL server that speaks TLS, started for these tests alone.
struct TLSTests {
  private struct Case {
    let name: String
    /// `localhost`, which the server's certificate names, or another way to the server.
    var host = "localhost"
    let parameters: String
    /// What the server says of the connection; `nil` when it is refused with P1011.
    let expected: String?
  }

  private static let trusted = "sslcert=ca.crt"
  private static let wrong = "sslcert=other.crt"
  private static let none = #"[{"ssl":false,"client":null}]"#
  private static let encrypted = #"[{"ssl":true,"client":null}]"#
  private static let known = #"[{"ssl":true,"client":"/CN=client"}]"#

  private static let cases = [
    Case(name: "disabled", parameters: "sslmode=disable", expected: none),
    Case(name: "preferred", parameters: "sslmode=prefer", expected: encrypted),
    Case(name: "by default", parameters: "connect_timeout=20", expected: encrypted),
    Case(name: "required", parameters: "sslmode=require", expected: encrypted),
    Case(
      name: "any certificate",
      parameters: "sslmode=require&sslaccept=accept_invalid_certs&\(wrong)", expected: encrypted),
    Case(
      name: "required with another authority", parameters: "sslmode=require&\(wrong)",
      expected: nil),
    Case(
      name: "strict", parameters: "sslmode=require&sslaccept=strict&\(trusted)",
      expected: encrypted),
    Case(
      name: "strict without a mode", parameters: "sslaccept=strict&\(trusted)", expected: encrypted),
    Case(name: "verified", parameters: "sslmode=verify-full&\(trusted)", expected: encrypted),
    Case(
      name: "strict with another authority", parameters: "sslaccept=strict&\(wrong)",
      expected: nil),
    Case(
      name: "verified with another authority", parameters: "sslmode=verify-full&\(wrong)",
      expected: nil),
    Case(
      name: "verified without an authority", parameters: "sslmode=verify-full", expected: nil),
    Case(
      name: "strict with another host name", host: "127.0.0.1",
      parameters: "sslaccept=strict&\(trusted)", expected: nil),
    Case(
      name: "authority alone with another host name", host: "127.0.0.1",
      parameters: "sslmode=verify-ca&\(trusted)", expected: encrypted),
    Case(
      name: "no such authority", parameters: "sslaccept=strict&sslcert=nobody.crt", expected: nil),
    Case(
      name: "client certificate",
      parameters: "sslmode=verify-full&sslrootcert=ca.crt&sslcert=client.crt&sslkey=client.key",
      expected: known),
    Case(
      name: "client certificate with a password",
      parameters: "sslmode=require&sslcert=client.crt&sslkey=locked.key&sslpassword=cAnArY",
      expected: known),
    Case(
      name: "wrong password of the client certificate",
      parameters: "sslmode=require&sslcert=client.crt&sslkey=locked.key&sslpassword=other",
      expected: nil),
    Case(
      name: "store of the client certificate",
      parameters: "sslmode=require&sslidentity=client.p12&sslpassword=cAnArY", expected: nil),
  ]

  private static let isAvailable =
    (try? ChildProcess.run(
      [
        "sh", "-c",
        "command -v openssl && { command -v initdb || ls /usr/lib/postgresql/*/bin/initdb; }",
      ], in: "/"))?.status == 0

  @Test(
    "TLS parameters of the URL decide whom a connection trusts",
    .enabled(if: isAvailable, "needs openssl and a PostgreSQL server"))
  func connections() throws {
    let folder = try TemporaryDirectory()
    try folder.write(
      "SELECT ssl, client_dn AS client FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
      to: "question.sql")
    // One after the other, in one life of the server.
    let commands = Self.cases.enumerated().map { number, example in
      """
      server=${SWISMA_TEST_POSTGRES#*@*:}
      "\(Executable.path)" db execute --json --file question.sql \
        --url "postgresql://postgres@\(example.host):$server?\(example.parameters)" \
        >\(number).out 2>\(number).err || echo "status $?" >>\(number).err

      """
    }
    try folder.write(commands.joined(), to: "cases.sh")
    let run = try ChildProcess.run(
      [Repository.path("scripts/with-postgres"), "--tls", folder.path, "sh", "cases.sh"],
      in: folder.path)
    #expect(run.status == 0, "\(run.errors)")
    for (number, example) in Self.cases.enumerated() {
      let output = try folder.text("\(number).out")
      let errors = try folder.text("\(number).err")
      #expect(!(output + errors).contains("cAnArY"))
      if let expected = example.expected {
        #expect(output.filter { !$0.isWhitespace } == expected, "\(example.name): \(errors)")
      } else {
        #expect(output.contains(#""code":"P1011""#), "\(example.name): \(output)")
        #expect(errors.contains("status 1"), "\(example.name): \(errors)")
      }
    }
  }
}

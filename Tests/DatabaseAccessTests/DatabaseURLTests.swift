import DatabaseAccess
import Testing

struct DatabaseURLTests {
  @Test("The parts are percent-decoded")
  func decoded() throws {
    let url = try DatabaseURL("postgresql://us%40er:p%3Aw@[::1]:5433/data%20base?schema=a%26b&x")
    #expect(url.user == "us@er")
    #expect(url.password == "p:w")
    #expect(url.host == "::1")
    #expect(url.port == 5433)
    #expect(url.path == "data base")
    #expect(url.parameter("schema") == "a&b")
    #expect(url.parameter("x") == "")
  }

  @Test("No description shows a secret")
  func redacted() throws {
    let url = try DatabaseURL("postgresql://u:canary@h/d?sslpassword=canary&schema=s")
    #expect(url.description == "postgresql://u:****@h/d?sslpassword=****&schema=s")
    let strange = try DatabaseURL("postgresql://u:p@h/d?passwd=canary&schema=a@b")
    #expect(strange.description == "postgresql://u:****@h/d?passwd=****&schema=a@b")
    let properties = try DatabaseURL("sqlserver://h;user=sa;password=canary;x=y")
    #expect(!properties.description.contains("canary"))
  }

  @Test("A URL without scheme or with a bad port is refused without being shown")
  func refused() {
    for text in [
      "canary", "postgresql:u:canary@h/d", "postgresql://u:canary@h:port/d",
      "postgresql://u:can/ary@h:1/d", "postgresql://u:12/canary@h/d",
      "postgresql://u:1?canary@h/d", "postgresql://u:1?a=canary@h/d",
      "postgresql://u:p@ss/canary@h/d", "postgresql://u:p@1?canary@h",
    ] {
      let error = #expect(throws: DatabaseError.self) { try DatabaseURL(text) }
      #expect(error?.kind == .invalidURL)
      #expect(error?.message.contains("can") == false || text.contains("/ary"))
    }
  }
}

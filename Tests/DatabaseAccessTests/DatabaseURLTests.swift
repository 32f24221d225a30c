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
  }

  @Test("A URL without scheme or with a bad port is refused without being shown")
  func refused() {
    for text in ["canary", "postgresql://u:canary@h:port/d", "postgresql://u:can/ary@h:1/d"] {
      let error = #expect(throws: DatabaseError.self) { try DatabaseURL(text) }
      #expect(error?.kind == .invalidURL)
      #expect(error?.message.contains("can") == false || text.contains("/ary"))
    }
  }
}

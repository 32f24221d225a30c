import Project
import Testing

struct EnvironmentFileTests {
  private func read(_ text: String, environment: [String: String] = [:]) -> [String: String] {
    var result = environment
    EnvironmentFile(Array(text.utf8)).add(to: &result)
    return result
  }

  @Test(
    "Values are bare, quoted or multi-line",
    arguments: [
      ("A=1", "1"), ("export A = 1 ", "1"), ("A=x # comment", "x"), ("A=\"x # y\" # z", "x # y"),
      ("A='x\\ny'", "x\\ny"), ("A=\"x\\ny\"", "x\ny"), ("A=\"x\ny\"\nB=2", "x\ny"),
      ("# A=0\r\nA=1\r\n", "1"), ("A=`it's \"x\"`", "it's \"x\""), ("A=", ""), ("A='x", "'x"),
      ("\u{FEFF}A=1", "1"), ("A=1\nA=2", "2"), ("not a line\nA: 1", "1"),
      (
        "A=postgresql://u:p@h:5432/d?schema=public&x=y",
        "postgresql://u:p@h:5432/d?schema=public&x=y"
      ),
    ])
  func values(text: String, expected: String) {
    #expect(read(text)["A"] == expected)
  }

  @Test(
    "Lines that say nothing are counted",
    arguments: [
      ("A=1\n\n  # B\n \t\nexport C=2", []), ("A\nB=1\n= 3\n?", [1, 3, 4]),
      ("A=\"1\n2\n3\"\nexport B\nC=1 # x\r\n\r\nD D=1\r\n", [4, 7]),
    ])
  func skippedLines(text: String, expected: [Int]) {
    #expect(EnvironmentFile(Array(text.utf8)).skippedLines == expected)
  }

  @Test("Variables that double each other do not grow beyond all measure")
  func doubling() {
    let lines = (1..<60).map { "A\($0)=${A\($0 - 1)}${A\($0 - 1)}\n" }
    let result = read(lines.joined() + "A0=a")
    #expect(result["A3"] == "aaaaaaaa")
    #expect(result.values.allSatisfy { $0.utf8.count < 2 << 20 })
  }

  @Test("Variables expand, the environment wins, and circles end")
  func expansion() {
    let text = "HOST=file\nURL=pg://${HOST}/$NAME/${NONE}\nNAME=db\nRAW=\\$5 $5\nLOOP=${LOOP}x"
    let result = read(text, environment: ["HOST": "real"])
    #expect(result["HOST"] == "real")
    #expect(result["URL"] == "pg://real/db/")
    #expect(result["RAW"] == "$5 $5")
    #expect(result["LOOP"]?.isEmpty == false)
  }
}

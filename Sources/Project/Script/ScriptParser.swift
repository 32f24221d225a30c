/// Reads the statements of a configuration script that say something, and skips the others.
struct ScriptParser {
  private var cursor: ScriptCursor
  private var script = Script()

  private init(_ tokens: [ScriptToken]) { cursor = ScriptCursor(tokens) }

  /// Reads a script.
  ///
  /// - Throws: `ScriptError` when the text is no script at all.
  static func parse(_ bytes: [UInt8]) throws(ScriptError) -> Script {
    var lexer = ScriptLexer(bytes)
    var parser = ScriptParser(try lexer.tokens())
    parser.statements()
    return parser.script
  }

  private mutating func statements() {
    while !cursor.isAtEnd {
      let start = cursor.position
      statement()
      cursor.skipStatement()
      // Whatever was not understood must not stop the walk.
      if cursor.position == start { cursor.advance() }
    }
  }

  private mutating func statement() {
    if cursor.isWord("import"), !cursor.isMark("(", ahead: 1), !cursor.isMark(".", ahead: 1) {
      importDeclaration()
    } else if cursor.takeWords(["export", "default"]) {
      script.export = expression()
    } else if cursor.isWord("module"), cursor.isMark(".", ahead: 1), cursor.isMark("=", ahead: 3) {
      cursor.advance(4)
      script.export = expression()
    } else if cursor.takeWords(["export", "const"]) || cursor.takeWords(["const"])
      || cursor.takeWords(["let"]) || cursor.takeWords(["var"])
    {
      declaration()
    } else {
      noteEnvironmentLoading()
    }
  }

  /// `import "m"`, `import a, { b as c } from "m"`, `import type …`.
  private mutating func importDeclaration() {
    cursor.advance()
    var names: [String] = []
    while !cursor.isAtEnd, !cursor.isMark(";") {
      switch cursor.token.kind {
      case .word(let name): names.append(name)
      case .string(let module):
        cursor.advance()
        for name in names { script.imports[name] = module }
        if module == "dotenv/config" { script.loadsEnvironmentFiles = true }
        return
      case .number, .mark, .template, .end: break
      }
      cursor.advance()
    }
  }

  /// `name: Type = value`, or names taken from `require("module")`.
  private mutating func declaration() {
    var names: [String] = []
    while !cursor.isAtEnd, !cursor.isMark("="), !cursor.isMark(";") {
      if case .word(let name) = cursor.token.kind { names.append(name) }
      cursor.advance()
    }
    guard cursor.takeMark("="), let name = names.first else { return }
    if cursor.isWord("require"), case .string(let module) = cursor.token(ahead: 2).kind {
      for name in names { script.imports[name] = module }
      noteEnvironmentLoading()
    } else {
      script.constants[name] = expression()
    }
  }

  /// `require("dotenv/config")`, `dotenv.config()`, `config()` of dotenv, `process.loadEnvFile()`.
  private mutating func noteEnvironmentLoading() {
    guard case .word(let word) = cursor.token.kind else { return }
    let second = cursor.token(ahead: 2)
    if word == "require", second.kind == .string("dotenv/config") {
      script.loadsEnvironmentFiles = true
    } else if word == "require", second.kind == .string("dotenv"),
      cursor.token(ahead: 5).kind == .word("config")
    {
      script.loadsEnvironmentFiles = true
    } else if script.imports[word] == "dotenv",
      word == "config" || second.kind == .word("config")
    {
      script.loadsEnvironmentFiles = true
    } else if word == "process", second.kind == .word("loadEnvFile") {
      script.loadsEnvironmentFiles = true
    }
  }

  private mutating func expression() -> ScriptExpression {
    ScriptExpressionParser.parse(&cursor)
  }
}

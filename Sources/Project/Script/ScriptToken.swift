/// A token of a configuration script.
struct ScriptToken {
  /// What a token is.
  enum Kind: Equatable {
    case word(String)
    case string(String)
    case number(String)
    /// An operator or bracket; `=>`, `??`, `?.`, `||`, `&&` and `...` are one token each.
    case mark(String)
    /// A template literal: the texts and, between each two, the tokens of a substitution.
    case template(texts: [String], substitutions: [[ScriptToken]])
    case end
  }

  let kind: Kind
  /// The line it starts on, from 1.
  let line: Int

  /// The token as it is shown in messages, without the text of strings, which may be a secret.
  var text: String {
    switch kind {
    case .word(let text), .number(let text), .mark(let text): text
    case .string: "\"…\""
    case .template: "`…`"
    case .end: "the end of the file"
    }
  }
}

extension ScriptToken: Equatable {
  static func == (left: ScriptToken, right: ScriptToken) -> Bool { left.kind == right.kind }
}

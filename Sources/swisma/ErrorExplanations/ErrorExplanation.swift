/// A page about the code of an error that a command, a database or a query ends with.
///
/// The codes of what is wrong in a schema have pages of their own, `Explanation`.
struct ErrorExplanation {
  /// The code, such as `P3009`.
  let code: String
  /// What happened, in one sentence.
  let meaning: String
  /// What to do about it.
  let remedy: String

  /// Creates a page; the lines of the remedy are one text.
  init(_ code: String, _ meaning: String, remedy: String) {
    self.code = code
    self.meaning = meaning
    self.remedy = remedy.replacing("\n", with: " ")
  }

  /// All pages, sorted by code.
  static var all: [ErrorExplanation] {
    (commands + connections + queries + migrations).sorted { $0.code < $1.code }
  }
}

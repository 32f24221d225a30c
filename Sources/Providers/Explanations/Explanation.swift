package import Diagnostics

/// A page about one diagnostic code: the rule, its reason and a schema that breaks it beside one
/// that keeps it.
///
/// The examples are part of the tests: each is analysed and must be judged as its page says.
package struct Explanation: Sendable {
  /// The code that is explained.
  package let code: DiagnosticCode
  /// What has to be so, in one sentence.
  package let rule: String
  /// Why it has to be so, and what to do.
  package let reason: String
  /// A whole schema that gets the diagnostic.
  package let wrong: String
  /// A whole schema without any diagnostic.
  package let right: String

  /// Creates a page.
  ///
  /// A `provider` gives both examples a datasource, where they do not have one themselves.
  init(
    _ code: DiagnosticCode, rule: String, reason: String, provider: String? = nil, wrong: String,
    right: String
  ) {
    let datasource = provider.map {
      """
      datasource db {
        provider = "\($0)"
        url      = env("DATABASE_URL")
      }


      """
    }
    self.code = code
    self.rule = rule
    self.reason = reason
    self.wrong = (datasource ?? "") + wrong + "\n"
    self.right = (datasource ?? "") + right + "\n"
  }

  /// All pages in the order of their codes.
  package static var all: [Explanation] {
    syntax + names + types + attributes + keys + relations + referentialActions + configuration
  }
}

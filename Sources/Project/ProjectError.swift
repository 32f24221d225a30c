import Diagnostics

/// Something about the project's files or settings that people must mend.
package struct ProjectError: UserFacingError, Hashable {
  /// What kind of trouble it is; what callers decide by.
  package enum Kind: Sendable, Hashable {
    /// There is no schema where one was looked for.
    case schemaNotFound
    /// A configuration file is missing or cannot be understood.
    case configuration
    /// No connection URL is known.
    case missingURL
    /// An environment variable that is named is not set.
    case missingVariable
    /// A connection URL cannot be understood.
    case invalidURL
    /// The file system refused something.
    case file
  }

  package var kind: Kind
  package var message: String
  package var help: String?

  package init(_ kind: Kind, _ message: String, help: String? = nil) {
    self.kind = kind
    self.message = message
    self.help = help
  }

  package var code: String {
    switch kind {
    case .schemaNotFound: "F0010"
    case .configuration: "F0011"
    case .missingURL: "F0013"
    case .missingVariable: "P1012"
    case .invalidURL: "P1013"
    case .file: "F0001"
    }
  }
}

package import Diagnostics

/// Why a script stopped.
package enum ScriptError: UserFacingError {
  /// The script is wrong.
  case script(RequestError)
  /// A query of it failed.
  case query(any UserFacingError, place: TextPlace?)

  package var code: String { underlying.code }
  package var message: String { underlying.message }
  package var help: String? { underlying.help }
  package var exitStatus: Int32 { underlying.exitStatus }

  package var excerpt: String? {
    switch self {
    case .script(let error): error.excerpt
    case .query(_, let place): place?.excerpt
    }
  }

  private var underlying: any UserFacingError {
    switch self {
    case .script(let error): error
    case .query(let error, _): error
    }
  }
}

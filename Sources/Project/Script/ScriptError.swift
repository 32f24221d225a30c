/// A place of a configuration script that cannot be read.
struct ScriptError: Error, Hashable {
  /// The line, from 1.
  let line: Int
  let message: String
}

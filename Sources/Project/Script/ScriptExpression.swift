/// An expression of a configuration script, as far as it can be understood without running it.
struct ScriptExpression {
  /// What an expression is.
  indirect enum Kind {
    case value(SettingValue)
    case array([ScriptExpression])
    case object([(key: String, value: ScriptExpression)])
    /// `env("NAME")`: the variable must be set.
    case requiredVariable(String)
    /// `process.env.NAME`: undefined when the variable is not set.
    case variable(String)
    /// `path.join(…)`, or `path.resolve(…)`, which starts at the working directory.
    case path([ScriptExpression], isResolved: Bool)
    /// The folder of the script.
    case scriptDirectory
    /// `process.cwd()`.
    case workingDirectory
    /// `a + b` and template literals.
    case concatenation([ScriptExpression])
    /// `a ?? b` and `a || b`.
    case fallback(ScriptExpression, ScriptExpression)
    /// The name of a constant of the script.
    case constant(String)
    /// Something that only running the script could tell.
    case unreadable(String)
  }

  let kind: Kind
  /// The line it starts on, from 1.
  let line: Int
}

/// What a configuration script says.
struct Script {
  /// The default export; `nil` when there is none.
  var export: ScriptExpression?
  /// `const name = …` at the top level.
  var constants: [String: ScriptExpression] = [:]
  /// The names that modules were imported under, with the modules.
  var imports: [String: String] = [:]
  /// Whether the script fills the environment from `.env` files.
  var loadsEnvironmentFiles = false
}

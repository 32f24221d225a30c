import Diagnostics

/// Calls in `@default`.
extension AnalysisState {
  /// A call as the default of a field, with its place, the field's type and its arguments checked.
  mutating func functionDefault(
    _ value: Expression, _ check: DefaultCheck, accepts: Set<String>
  ) -> DefaultValue? {
    guard case .function(let name, let list, let span) = value else { return nil }
    let call = DefaultValue.function(list.call(name))
    if name == "sequence", rules.supports(.sequenceDefault) {
      checkSequence(list, check)
      return call
    }
    guard let function = DefaultFunction.all[name] else {
      unknownFunction(name, span, check)
      return call
    }
    if check.isComposite, DefaultFunction.ofModels.contains(name) {
      report(
        .unsupportedDefault, "`\(name)()` is not available in composite types", at: check.span)
      return nil
    }
    if check.declaration.arity == .list, name != "dbgenerated" || check.isInList {
      expected(check, value)
      return nil
    }
    guard accepts.contains(name) else {
      report(
        .invalidDefault,
        "`\(name)()` does not fit a field of type `\(check.typeName)`", at: check.span,
        help: "it is for " + function.scalars.map(\.rawValue).inBackticks,
        notes: [Diagnostic.Note("the type is given here", at: check.declaration.typeSpan)])
      return nil
    }
    if name == "auto", !rules.supports(.autoDefault) {
      deferred.append(
        Diagnostic(
          .unsupportedDefault, .error, "`auto()` is not available on \(rules.productName)",
          at: span, help: "use another default, such as `uuid()`"))
    }
    guard let problem = function.problem(with: list) else { return call }
    report(.invalidDefault, problem, at: check.span)
    return nil
  }

  private mutating func unknownFunction(
    _ name: String, _ span: SourceSpan, _ check: DefaultCheck
  ) {
    let offered = offeredFunctions(check)
    let spelling = Spelling(of: name, among: offered)
    let list = offered.map { "\($0)()" }.inBackticks
    deferred.append(
      Diagnostic(
        .unknownFunction, .error, "there is no default function `\(name)`", at: span,
        help: spelling.help { $0 + "()" }
          ?? (offered.isEmpty
            ? "no function can be the default of this field"
            : "the functions for this field are \(list)"),
        fixes: spelling.fixes(at: span.prefix(name.utf8.count))))
  }

  /// The functions that can be the default of a field, by its type, its place and the provider.
  func offeredFunctions(_ check: DefaultCheck) -> [String] {
    guard case .scalar(let type) = check.type else { return [] }
    var names = DefaultFunction.accepted(by: type)
    if rules.supports(.sequenceDefault), type == .int || type == .bigInt {
      names.insert("sequence")
    }
    if check.declaration.arity == .list { names.formIntersection(["dbgenerated"]) }
    if check.isComposite { names.subtract(DefaultFunction.ofModels) }
    if !rules.supports(.autoDefault) { names.remove("auto") }
    if !rules.supports(.autoIncrement) { names.remove("autoincrement") }
    return names.filter { rules.takesDefault($0, on: type) }.sorted()
  }

  private mutating func checkSequence(_ list: ArgumentList, _ check: DefaultCheck) {
    for argument in list.arguments {
      switch argument.name?.name {
      case "virtual": _ = boolean(argument.value)
      case "minValue", "maxValue", "cache", "increment", "start": _ = integer(argument.value)
      case nil, .some:
        let names = ["virtual", "minValue", "maxValue", "cache", "increment", "start"]
        let spelling = argument.name.map { Spelling(of: $0.name, among: names) }
        report(
          .unknownArgument,
          "`sequence()` has no argument `\(argument.name?.name ?? argument.value.sourceText)`",
          at: argument.span,
          help: spelling?.help() ?? "the arguments are " + names.inBackticks,
          fixes: spelling?.fixes(at: argument.name?.span ?? argument.span) ?? [])
      }
    }
  }
}

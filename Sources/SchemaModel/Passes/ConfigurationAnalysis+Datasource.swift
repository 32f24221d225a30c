import Diagnostics

/// The datasource block.
extension AnalysisState {
  mutating func makeDatasource(_ block: ConfigurationDeclaration) -> Datasource? {
    if let empty = block.properties.first(where: { $0.value == nil }) {
      reportEmpty(empty, of: block, keyword: "datasource")
      return nil
    }
    guard let provider = providerName(of: block) else { return nil }
    guard let blockRules = registry.rules(forProvider: provider.name) else {
      let spelling = Spelling(of: provider.name, among: registry.all.map(\.provider))
      report(
        .unknownProvider, "there is no provider `\(provider.name)`", at: provider.span,
        help: spelling.help()
          ?? "the providers are " + registry.all.map(\.provider).inBackticks,
        fixes: spelling.fixes(at: provider.span, quoted))
      return nil
    }
    var datasource = Datasource(
      name: block.name.name, provider: provider.name, documentation: block.documentation,
      span: block.span)
    datasource.relationMode = relationMode(of: block, blockRules)
    if let value = block.value(of: "url") {
      guard let url = configurationString(value) else { return nil }
      datasource.url = url
    }
    if let value = block.value(of: "shadowDatabaseUrl") {
      guard let url = configurationString(value) else { return nil }
      datasource.shadowDatabaseURL = url == .literal("") ? nil : url
    }
    if let value = block.value(of: "directUrl") {
      guard let url = configurationString(value) else { return nil }
      datasource.directURL = url == .literal("") ? nil : url
    }
    checkShadowDatabase(datasource, block)
    if let value = block.value(of: "schemas") {
      datasource.schemas = schemas(value, blockRules)
    }
    if let value = block.value(of: "extensions"),
      blockRules.datasourceProperties.contains("extensions")
    {
      datasource.extensions = extensions(value, block)
    }
    reportUnknownProperties(of: block, blockRules)
    return datasource
  }

  private mutating func providerName(of block: ConfigurationDeclaration) -> Identifier? {
    guard let value = block.value(of: "provider") else {
      report(
        .missingProperty, "datasource `\(block.name.name)` has no `provider`", at: block.span,
        help: "add `provider = \"…\"`, with one of " + registry.all.map(\.provider).inBackticks)
      return nil
    }
    if case .function("env", _, _) = value {
      report(
        .invalidProperty, "the provider cannot come from an environment variable",
        at: block.span, help: "write it as a string: it decides what the schema may say",
        notes: [Diagnostic.Note("the provider is set here", at: value.span)])
      return nil
    }
    guard case .string(let name, let span) = value else {
      report(
        .invalidProperty, "the provider is a string, not \(value.described)", at: value.span)
      return nil
    }
    if name.isEmpty {
      report(.invalidProperty, "the provider is empty", at: span)
      return nil
    }
    return Identifier(name, span)
  }

  private mutating func relationMode(
    of block: ConfigurationDeclaration, _ rules: any DatamodelRules
  ) -> RelationMode {
    let old = block.property("referentialIntegrity")
    let new = block.property("relationMode")
    if let old {
      warn(
        .deprecatedProperty, "`referentialIntegrity` is called `relationMode` today",
        at: old.trimmedSpan, help: "rename it",
        fixes: new == nil
          ? [FixIt("rename it to `relationMode`", [TextEdit(old.name.span, "relationMode")])]
          : [FixIt("remove it", [edits.removal(of: old.trimmedSpan)])])
      if new != nil {
        report(
          .duplicateKey, "`referentialIntegrity` and `relationMode` are the same setting",
          at: old.trimmedSpan, help: "keep `relationMode`",
          notes: (new?.name.span).map { [Diagnostic.Note("`relationMode` is set here", at: $0)] }
            ?? [])
        return rules.defaultRelationMode
      }
    }
    guard let value = (new ?? old)?.value, let name = string(value) else {
      return rules.defaultRelationMode
    }
    guard let mode = RelationMode(rawValue: name), rules.relationModes.contains(mode) else {
      report(
        .invalidProperty,
        RelationMode(rawValue: name) == nil
          ? "there is no relation mode `\(name)`"
          : "\(rules.productName) does not have the relation mode `\(name)`",
        at: block.span,
        help: "the modes are " + rules.relationModes.map(\.rawValue).inBackticks,
        notes: [Diagnostic.Note("the mode is set here", at: value.span)],
        fixes: Spelling(of: name, among: rules.relationModes.map(\.rawValue))
          .fixes(at: value.span, quoted))
      return rules.defaultRelationMode
    }
    return mode
  }

  private mutating func checkShadowDatabase(
    _ datasource: Datasource, _ block: ConfigurationDeclaration
  ) {
    guard let shadow = datasource.shadowDatabaseURL else { return }
    for (name, url) in [("url", datasource.url), ("directUrl", datasource.directURL)]
    where url == shadow {
      guard let span = block.value(of: name)?.span else { continue }
      report(
        .unsafeShadowDatabase, "`shadowDatabaseUrl` is the same database as `\(name)`", at: span,
        help: "the shadow database is emptied often: give it a database of its own",
        notes: (block.value(of: "shadowDatabaseUrl")?.span).map {
          [Diagnostic.Note("`shadowDatabaseUrl` is set here", at: $0)]
        } ?? [])
    }
  }

  private mutating func schemas(_ value: Expression, _ rules: any DatamodelRules) -> [String] {
    var names: [String] = []
    for element in elements(value) {
      if let name = string(element) { names.append(name) }
    }
    if !rules.supports(.multipleSchemas) {
      report(
        .unknownProperty, "`schemas` is not available on \(rules.productName)", at: value.span,
        help: "remove the line")
      return []
    }
    if elements(value).isEmpty {
      report(
        .invalidProperty, "`schemas` is empty", at: value.span,
        help: "name at least one schema or remove the line")
    }
    return names
  }

  private mutating func reportUnknownProperties(
    of block: ConfigurationDeclaration, _ rules: any DatamodelRules
  ) {
    let known =
      [
        "provider", "url", "directUrl", "shadowDatabaseUrl", "relationMode",
        "referentialIntegrity", "schemas",
      ] + rules.datasourceProperties
    var seen: Set<String> = []
    for property in block.properties.reversed()
    where !known.contains(property.name.name) && seen.insert(property.name.name).inserted {
      if property.name.name == "previewFeatures" {
        report(
          .unknownProperty, "preview features belong into a generator block",
          at: property.trimmedSpan,
          help: "move the line into the generator whose client needs them")
      } else {
        let given = Set(block.properties.map(\.name.name))
        let spelling = Spelling(
          of: property.name.name, among: known.filter { !given.contains($0) })
        report(
          .unknownProperty, "a datasource has no property `\(property.name.name)`",
          at: property.trimmedSpan,
          help: spelling.help()
            ?? "the properties are " + known.filter { $0 != "referentialIntegrity" }.inBackticks,
          fixes: spelling.fixes(at: property.name.span))
      }
    }
  }

  private mutating func extensions(
    _ value: Expression, _ block: ConfigurationDeclaration
  ) -> [Datasource.Extension] {
    var list: [Datasource.Extension] = []
    var isReadable = true
    for element in elements(value) {
      switch element {
      case .constant(let name, let span):
        checkExtensionName(name, span)
        list.append(Datasource.Extension(name: name))
      case .function(let name, let arguments, let span):
        checkExtensionName(name, span)
        list.append(databaseExtension(name, arguments))
      case .string, .number, .array:
        report(
          .invalidProperty, "expected the name of an extension, found \(element.described)",
          at: element.span, help: "write names without quotes: `[citext, pg_trgm]`")
        isReadable = false
      }
    }
    if isReadable, !hasPreviewFeature("postgresqlExtensions"),
      let property = block.property("extensions")
    {
      report(
        .missingPreviewFeature,
        "`extensions` needs the preview feature `postgresqlExtensions`",
        at: property.trimmedSpan,
        help: "add `previewFeatures = [\"postgresqlExtensions\"]` to the generator",
        fixes: edits.additions(
          ofPreviewFeature: "postgresqlExtensions", to: configuration.generators))
    }
    return list
  }

  private mutating func checkExtensionName(_ name: String, _ span: SourceSpan) {
    guard name.utf8.contains(UInt8(ascii: "-")) else { return }
    report(
      .invalidName, "the name of an extension cannot contain `-` here", at: span,
      help: "use another name and `map: \"\(name)\"`")
  }

  private mutating func databaseExtension(
    _ name: String, _ list: ArgumentList
  ) -> Datasource.Extension {
    var made = Datasource.Extension(name: name)
    var seen: Set<String> = []
    for argument in list.arguments {
      guard let argumentName = argument.name?.name else {
        report(
          .invalidArgument, "arguments of an extension have names", at: argument.span,
          help: "the names are `map`, `schema` and `version`")
        continue
      }
      if !seen.insert(argumentName).inserted {
        report(
          .duplicateArgument, "`\(argumentName)` is given twice", at: argument.span,
          help: "keep one of the two",
          notes: list.arguments.first { $0.name?.name == argumentName }.map {
            [Diagnostic.Note("it is given here already", at: $0.span)]
          } ?? [])
        continue
      }
      switch argumentName {
      case "map": made.mappedName = string(argument.value)
      case "schema": made.schemaName = string(argument.value)
      case "version": made.version = string(argument.value)
      default:
        let spelling = Spelling(
          of: argumentName,
          among: ["map", "schema", "version"].filter { name in
            !list.arguments.contains { $0.name?.name == name }
          })
        report(
          .unknownArgument, "an extension has no argument `\(argumentName)`", at: argument.span,
          help: spelling.help() ?? "the arguments are `map`, `schema` and `version`",
          fixes: spelling.fixes(at: argument.name?.span ?? argument.span))
      }
    }
    return made
  }

  /// Whether a generator asks for a preview feature.
  func hasPreviewFeature(_ name: String) -> Bool {
    configuration.hasPreviewFeature(name)
  }
}

extension ConfigurationDeclaration.Property {
  /// The name, the `=` and the value without what follows.
  var trimmedSpan: SourceSpan {
    guard let value else { return span }
    return SourceSpan(
      file: span.file, range: SourceRange(name.span.range.start, value.span.range.end))
  }
}

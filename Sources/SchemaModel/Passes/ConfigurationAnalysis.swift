import Diagnostics

/// The datasource and generator blocks.
extension AnalysisState {
  mutating func resolveConfiguration(of declarations: [Declaration]) {
    var datasources: [ConfigurationDeclaration] = []
    var generators: [ConfigurationDeclaration] = []
    for declaration in declarations {
      switch declaration {
      case .datasource(let block): datasources.append(block)
      case .generator(let block): generators.append(block)
      case .model, .enumeration: continue
      }
    }
    if datasources.count > 1 {
      for block in datasources {
        report(
          .severalDatasources, "a schema has one datasource, here are \(datasources.count)",
          at: block.span, help: "keep one of them",
          notes: datasources.filter { $0.span != block.span }.prefix(3).map {
            Diagnostic.Note("another one is here", at: $0.name.span)
          })
      }
    }
    rules = rulesOfProvider(datasources.first) ?? rules
    configuration.generators = generators.compactMap { makeGenerator($0) }
    for (index, block) in datasources.enumerated() {
      let datasource = makeDatasource(block)
      if index == 0 { configuration.datasource = datasource }
    }
  }

  private func rulesOfProvider(
    _ block: ConfigurationDeclaration?
  ) -> (any DatamodelRules)? {
    guard let value = block?.value(of: "provider"), case .string(let name, _) = value else {
      return nil
    }
    return registry.rules(forProvider: name)
  }

  /// A string or `env("NAME")`.
  mutating func configurationString(_ value: Expression) -> ConfigurationString? {
    switch value {
    case .string(let text, _): return .literal(text)
    case .function("env", let list, let span):
      if let empty = list.emptyArguments.first {
        report(
          .invalidProperty, "`env` takes the name of a variable; `\(empty.name):` has no value",
          at: span, help: "write `env(\"DATABASE_URL\")`")
        return nil
      }
      guard list.arguments.count == 1, let argument = list.arguments.first else {
        report(
          .invalidProperty,
          "`env` takes the name of one variable, here are \(list.arguments.count)", at: span,
          help: "write `env(\"DATABASE_URL\")`")
        return nil
      }
      if argument.name != nil {
        warn(
          .invalidProperty, "the argument of `env` has no name", at: argument.span,
          help: "write `env(\"DATABASE_URL\")`")
      }
      return string(argument.value).map { .environment($0) }
    case .function, .number, .constant, .array:
      report(
        .invalidProperty, "expected a string or `env(\"NAME\")`, found \(value.described)",
        at: value.span)
      return nil
    }
  }

  private mutating func makeGenerator(_ block: ConfigurationDeclaration) -> Generator? {
    if let empty = block.properties.first(where: { $0.value == nil }) {
      reportEmpty(empty, of: block, keyword: "generator")
      return nil
    }
    guard let provider = block.value(of: "provider") else {
      report(
        .missingProperty, "generator `\(block.name.name)` has no `provider`", at: block.span,
        help: "add `provider = \"…\"`")
      return nil
    }
    guard let provider = configurationString(provider) else { return nil }
    var generator = Generator(name: block.name.name, provider: provider, span: block.span)
    generator.documentation = block.documentation
    if let value = block.value(of: "engineType") {
      generator.engineType = configurationString(value)
    }
    if let value = block.value(of: "output") { generator.output = configurationString(value) }
    if let value = block.value(of: "binaryTargets") {
      for element in elements(value) {
        if let target = configurationString(element) { generator.binaryTargets.append(target) }
      }
    }
    if let value = block.value(of: "previewFeatures") {
      generator.previewFeatures = previewFeatures(
        value, property: block.property("previewFeatures"))
      generator.previewFeaturesSpan = value.span
    }
    let known = ["provider", "engineType", "output", "binaryTargets", "previewFeatures"]
    for property in block.properties where !known.contains(property.name.name) {
      guard let value = property.value else { continue }
      generator.options.append((property.name.name, generatorValue(value)))
    }
    return generator
  }

  private func generatorValue(_ value: Expression) -> Generator.Value {
    switch value {
    case .string(let text, _): return .string(.literal(text))
    case .function("env", let list, _):
      if case .string(let name, _) = list.arguments.first?.value {
        return .string(.environment(name))
      }
      return .other(value.sourceText)
    case .array(let values, _): return .list(values.map(generatorValue))
    case .number, .constant, .function: return .other(value.sourceText)
    }
  }

  private mutating func previewFeatures(
    _ value: Expression, property: ConfigurationDeclaration.Property?
  ) -> [String] {
    var features: [String] = []
    for element in elements(value) {
      guard let name = string(element) else { continue }
      let place = PreviewFeaturePlace(list: value, element: element, property: property)
      if let feature = previewFeature(name, place) { features.append(feature) }
    }
    return features
  }

  /// Where a preview feature is named: problems are reported at the list.
  private struct PreviewFeaturePlace {
    let list: Expression
    let element: Expression
    let property: ConfigurationDeclaration.Property?
  }

  /// Takes a feature out of its list; the last one with the line.
  private func removal(of name: String, _ place: PreviewFeaturePlace) -> [FixIt] {
    let spans = elements(place.list).map(\.span)
    let edit: TextEdit
    if spans.count > 1, let index = spans.firstIndex(of: place.element.span) {
      edit = edits.removal(of: index, among: spans)
    } else if let property = place.property {
      edit = edits.removal(of: property.trimmedSpan)
    } else {
      return []
    }
    return [FixIt("remove `\(name)`", [edit])]
  }

  private mutating func previewFeature(_ name: String, _ place: PreviewFeaturePlace) -> String? {
    let span = place.list.span
    let folded = name.lowercased()
    if let active = PreviewFeatures.active.first(where: { $0.lowercased() == folded }) {
      return active
    }
    if PreviewFeatures.hidden.contains(folded) { return name }
    if rules.supports(.fulltextSearchPreview) {
      if folded == rules.fulltextSearchFeature.lowercased() { return name }
      if folded == "fulltextsearch" {
        warn(
          .needlessPreviewFeature,
          "the preview feature `\(name)` is called `\(rules.fulltextSearchFeature)` on "
            + rules.productName,
          at: span, help: "rename it",
          fixes: [
            FixIt(
              "write `\(rules.fulltextSearchFeature)`",
              [TextEdit(place.element.span, quoted(rules.fulltextSearchFeature))])
          ])
        return rules.fulltextSearchFeature
      }
    }
    if PreviewFeatures.deprecated.contains(folded) {
      warn(
        .needlessPreviewFeature, "the preview feature `\(name)` is going to be removed", at: span,
        help: "do not build on it")
      return name
    }
    if PreviewFeatures.stable.contains(folded) {
      warn(
        .needlessPreviewFeature,
        "the feature `\(name)` is always available and need not be named", at: span,
        help: "remove it from `previewFeatures`", fixes: removal(of: name, place))
      return name
    }
    let spelling = Spelling(of: name, among: PreviewFeatures.active)
    report(
      .unknownPreviewFeature, "there is no preview feature `\(name)`", at: span,
      help: spelling.help()
        ?? "the features are " + PreviewFeatures.active.inBackticks,
      fixes: spelling.fixes(at: place.element.span, quoted))
    return nil
  }

  mutating func reportEmpty(
    _ property: ConfigurationDeclaration.Property, of block: ConfigurationDeclaration,
    keyword: String
  ) {
    report(
      .missingProperty,
      "`\(property.name.name)` of \(keyword) `\(block.name.name)` has no value", at: block.span,
      help: "give it a value or remove the line",
      notes: [Diagnostic.Note("the value is missing here", at: property.name.span)])
  }
}

extension ConfigurationDeclaration {
  /// The value of a property; of several the last, as duplicates are reported elsewhere.
  func value(of name: String) -> Expression? {
    properties.last { $0.name.name == name }?.value
  }

  func property(_ name: String) -> Property? { properties.last { $0.name.name == name } }
}

import Diagnostics

/// Lists of fields in attributes.
struct KeyPartList {
  var parts: [Key.Part] = []
  var unknown: [Identifier] = []
  /// Names that exist but are no columns.
  var relations: [Identifier] = []
}

/// What stands in the parentheses behind a field of a key.
private struct PartOptions {
  var sort: SortOrder?
  var length: Int?
  var operatorClass: Key.OperatorClass?
}

extension AnalysisState {
  /// Resolves a list such as `[a, b(sort: Desc), c.d]`; `nil` when it was reported as malformed.
  mutating func keyParts(
    _ value: Expression, of model: ModelID, _ arguments: ArgumentReader, followsComposites: Bool
  ) -> KeyPartList? {
    var list = KeyPartList()
    var isMalformed = false
    var seen: [String: SourceSpan] = [:]
    let elements = elements(value)
    seen.reserveCapacity(elements.count > 1 ? elements.count : 0)
    for element in elements {
      let name: Identifier
      var options: ArgumentList?
      switch element {
      case .constant(let path, let span): name = Identifier(path, span)
      case .function(let path, let functionArguments, let span):
        name = Identifier(path, span.prefix(path.utf8.count))
        options = functionArguments
      case .string, .number, .array:
        _ = constant(element)
        isMalformed = true
        continue
      }
      if elements.count > 1, let first = seen.updateValue(element.span, forKey: name.name) {
        reportRepeated(name.name, element.span, first, in: value, arguments)
        isMalformed = true
        continue
      }
      // The options are checked even if the field is unknown.
      let read = options.map { readOptions($0, arguments) } ?? PartOptions()
      guard
        var part = part(name, of: model, followsComposites: followsComposites, into: &list)
      else { continue }
      part.sort = read.sort
      part.length = read.length
      part.operatorClass = read.operatorClass
      list.parts.append(part)
    }
    return isMalformed ? nil : list
  }

  private mutating func reportRepeated(
    _ name: String, _ span: SourceSpan, _ first: SourceSpan, in value: Expression,
    _ arguments: ArgumentReader
  ) {
    let spans = elements(value).map(\.span)
    let removal = spans.firstIndex(of: span).map { edits.removal(of: $0, among: spans) }
    report(
      .duplicateKeyField, "`\(arguments.name)` names the field `\(name)` twice",
      at: arguments.span, help: "name it once",
      notes: [
        Diagnostic.Note("first here", at: first), Diagnostic.Note("and again here", at: span),
      ],
      fixes: removal.map { [FixIt("remove the second `\(name)`", [$0])] } ?? [])
  }

  private func part(
    _ name: Identifier, of model: ModelID, followsComposites: Bool, into list: inout KeyPartList
  ) -> Key.Part? {
    let path =
      name.name.contains(byte: UInt8(ascii: "."))
      ? name.name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      : [name.name]
    guard path.count == 1 || followsComposites else {
      list.unknown.append(name)
      return nil
    }
    guard let first = path.first, let index = draft.field(named: first, of: model) else {
      list.unknown.append(name)
      return nil
    }
    guard draft.fields[index].type.isScalar else {
      list.relations.append(path.count == 1 ? name : Identifier(first, name.span))
      return nil
    }
    var last = index
    for step in path.dropFirst() {
      guard case .composite(let type) = draft.fields[last].type else {
        list.unknown.append(name)
        return nil
      }
      guard let next = draft.field(named: step, of: type) else {
        let typeName = draft.composites[type.index].declaration.name.name
        list.unknown.append(Identifier("\(typeName).\(step)", name.span))
        return nil
      }
      last = next
    }
    return Key.Part(field: FieldID(index), path: Array(path.dropFirst()))
  }

  private mutating func readOptions(
    _ options: ArgumentList, _ arguments: ArgumentReader
  ) -> PartOptions {
    var part = PartOptions()
    for option in options.arguments {
      switch option.name?.name {
      case "length": part.length = integer(option.value)
      case "sort":
        switch constant(option.value) {
        case "Asc": part.sort = .ascending
        case "Desc": part.sort = .descending
        case nil: continue
        case .some(let other):
          let spelling = Spelling(of: other, among: ["Asc", "Desc"])
          report(
            .invalidArgument, "`sort` is `Asc` or `Desc`, not `\(other)`", at: option.span,
            help: spelling.help(), fixes: spelling.fixes(at: option.value.span))
        }
      case "ops": part.operatorClass = operatorClass(option.value)
      case "raw":
        // An older spelling of `ops: raw("…")`.
        part.operatorClass = string(option.value).map { .raw($0) }
      case nil, .some:
        // Prisma takes such arguments and does nothing with them.
        let spelling = option.name.map { Spelling(of: $0.name, among: ["sort", "length", "ops"]) }
        warn(
          .unknownArgument,
          "a field in `\(arguments.name)` takes `sort`, `length` and `ops`, not "
            + "`\(option.name?.name ?? option.value.sourceText)`",
          at: option.span,
          help: spelling?.help() ?? "it does nothing: remove it",
          fixes: spelling?.fixes(at: option.name?.span ?? option.span) ?? [])
      }
    }
    return part
  }

  private mutating func operatorClass(_ value: Expression) -> Key.OperatorClass? {
    switch value {
    case .constant(let name, _):
      if !operatorClassNames.contains(name) {
        let spelling = Spelling(of: name, among: operatorClassNames.sorted())
        report(
          .unsupportedOperatorClass, "there is no operator class `\(name)`", at: value.span,
          help: spelling.help() ?? "write another class of the database as `raw(\"…\")`",
          fixes: spelling.fixes(at: value.span))
      }
      return .named(name)
    case .function("raw", let list, _):
      guard list.arguments.count == 1, let argument = list.arguments.first else {
        report(
          .invalidArgument, "`raw` takes one string, here are \(list.arguments.count)",
          at: value.span)
        return nil
      }
      return string(argument.value).map { .raw($0) }
    case .function, .string, .number, .array:
      report(
        .unsupportedOperatorClass, "expected an operator class, found \(value.described)",
        at: value.span)
      return nil
    }
  }

  /// Resolves a plain list of fields of `@relation`; problems are reported by the caller.
  mutating func fieldList(_ value: Expression, of model: ModelID) -> KeyPartList? {
    var list = KeyPartList()
    var isMalformed = false
    for element in elements(value) {
      guard let name = constant(element) else {
        isMalformed = true
        continue
      }
      guard let index = draft.field(named: name, of: model) else {
        list.unknown.append(Identifier(name, element.span))
        continue
      }
      if draft.fields[index].type.isScalar {
        list.parts.append(Key.Part(field: FieldID(index)))
      } else {
        list.relations.append(Identifier(name, element.span))
      }
    }
    return isMalformed ? nil : list
  }
}

/// The operator classes that the language knows by name.
let operatorClassNames: Set<String> = {
  let minMaxAndBloom = [
    "Bpchar", "Bytea", "Date", "Float4", "Float8", "Inet", "Int2", "Int4", "Int8", "Numeric",
    "Oid", "Text", "Timestamp", "TimestampTz", "Time", "TimeTz", "Uuid",
  ]
  let multi = Set(minMaxAndBloom).subtracting(["Bpchar", "Bytea", "Text"])
  var names: Set<String> = [
    "InetOps", "JsonbOps", "JsonbPathOps", "ArrayOps", "TextOps", "BitMinMaxOps",
    "VarBitMinMaxOps", "InetInclusionOps",
  ]
  for name in minMaxAndBloom { names.formUnion([name + "BloomOps", name + "MinMaxOps"]) }
  for name in multi { names.insert(name + "MinMaxMultiOps") }
  return names
}()

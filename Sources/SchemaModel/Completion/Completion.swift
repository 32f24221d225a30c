package import Diagnostics
import SchemaSyntax

/// The edits that add what relations lack: the field at the other end, the columns of the foreign
/// key, `@relation` and its arguments `fields` and `references`.
///
/// The files of a schema with errors in syntax, names, types or attributes are left alone. The
/// additions are not laid out; format the edited files.
///
/// - Parameters:
///   - files: All files of the schema.
///   - rules: The rules of the providers.
/// - Returns: Insertions, in the order of files and offsets.
package func completion(of files: [SourceFile], rules: RulesRegistry) -> [TextEdit] {
  var state = AnalysisState(registry: rules)
  var declarations: [Declaration] = []
  for (index, file) in files.enumerated() {
    let tree = parse(file, index: index)
    guard !tree.hasErrors else { return [] }
    declarations += tree.declarations
  }
  state.resolveConfiguration(of: declarations)
  // A datasource without a URL is no reason not to complete the models.
  state.sink = DiagnosticSink()
  state.resolveNames(of: declarations)
  state.resolveTypes()
  state.resolveAttributes()
  guard !state.sink.hasErrors else { return [] }
  return Completion(draft: state.draft, files: files).edits()
}

/// Applies insertions to the files they belong to.
///
/// - Parameters:
///   - edits: Edits that do not overlap, in the order of files and offsets.
///   - files: The files of the schema.
/// - Returns: The edited files.
package func apply(_ edits: [TextEdit], to files: [SourceFile]) -> [SourceFile] {
  files.enumerated().map { index, file in
    let own = edits.filter { $0.span.file == index }
    guard !own.isEmpty else { return file }
    var bytes: [UInt8] = []
    var position = 0
    for edit in own {
      bytes += file.bytes[position..<Int(edit.span.range.start)]
      bytes += Array(edit.replacement.utf8)
      position = Int(edit.span.range.end)
    }
    bytes += file.bytes[position...]
    return SourceFile(path: file.path, bytes: bytes)
  }
}

/// Computes the additions to a schema that resolved without errors.
private struct Completion {
  let draft: SchemaDraft
  let files: [SourceFile]

  func edits() -> [TextEdit] {
    let relations = draft.inlineRelations()
    let additions =
      relations.flatMap(missingFields) + relations.compactMap(missingAttribute)
      + relations.compactMap(missingArguments)
    return additions.enumerated().sorted { left, right in
      let (first, second) = (left.element.span, right.element.span)
      return (first.file, first.range.start, left.offset) < (
        second.file, second.range.start, right.offset
      )
    }.map(\.element)
  }

  private func missingFields(of relation: InlineRelation) -> [TextEdit] {
    var edits: [TextEdit] = []
    let referencing = draft[relation.referencing]
    let referenced = draft[relation.referenced]
    if relation.back == nil {
      let name = camelCased(referencing.name)
      let ignore = referencing.isIgnored ? " @ignore" : ""
      let field =
        relation.isOneToOne
        ? "\(name) \(referencing.name)?" : "\(plural(of: name)) \(referencing.name)[]"
      edits.append(insertion(of: field + ignore, intoModel: referenced))
    }
    if relation.forward == nil {
      let mark = foreignKey(of: relation).contains { $0.arity == .optional } ? "?" : ""
      let field = "\(camelCased(referenced.name)) \(referenced.name)\(mark)"
      edits.append(
        insertion(of: "\(field) @relation(\(arguments(of: relation)))", intoModel: referencing))
    }
    return edits + missingColumns(of: relation)
  }

  private func missingColumns(of relation: InlineRelation) -> [TextEdit] {
    guard relation.forward.flatMap({ draft[$0].relation?.fields }) == nil else { return [] }
    var edits: [TextEdit] = []
    for column in foreignKey(of: relation) where column.existing == nil {
      guard case .scalar(let type) = draft[column.referenced].type else { break }
      var text = "\(column.name) \(type.rawValue)\(column.arity.mark)"
      if let native = draft[column.referenced].nativeTypeAttribute {
        text += " " + files[native.span.file].text(in: native.span.range)
      }
      edits.append(insertion(of: text, intoModel: draft[relation.referencing]))
    }
    return edits
  }

  private func missingAttribute(of relation: InlineRelation) -> TextEdit? {
    guard let forward = relation.forward, draft[forward].relation == nil,
      case .named(let type) = draft[forward].declaration.type
    else { return nil }
    let bytes = files[type.span.file].bytes
    var end = Int(type.span.range.end)
    while end < bytes.count, "[]?!".utf8.contains(bytes[end]) { end += 1 }
    return insertion(of: " @relation(\(arguments(of: relation)))", at: end, in: type.span.file)
  }

  private func missingArguments(of relation: InlineRelation) -> TextEdit? {
    guard let forward = relation.forward, let attribute = draft[forward].relation else {
      return nil
    }
    var missing: [String] = []
    if attribute.fields == nil { missing.append(fieldsArgument(of: relation)) }
    if attribute.references == nil { missing.append(referencesArgument(of: relation)) }
    guard !missing.isEmpty else { return nil }
    let text = missing.joined(separator: ", ")
    let isBare = draft[forward].declaration.attributes.contains {
      $0.span == attribute.span && $0.list.arguments.isEmpty
    }
    let (end, file) = (Int(attribute.span.range.end), attribute.span.file)
    if files[file].bytes[end - 1] == UInt8(ascii: ")") {
      return insertion(of: isBare ? text : ", " + text, at: end - 1, in: file)
    }
    return insertion(of: "(\(text))", at: end, in: file)
  }

  private func arguments(of relation: InlineRelation) -> String {
    "\(fieldsArgument(of: relation)), \(referencesArgument(of: relation))"
  }

  private func fieldsArgument(of relation: InlineRelation) -> String {
    "fields: [\(foreignKey(of: relation).map(\.name).joined(separator: ", "))]"
  }

  private func referencesArgument(of relation: InlineRelation) -> String {
    let written = relation.forward.flatMap { draft[$0].relation?.references }
    let fields = written ?? strictCriterion(of: relation.referenced)
    return "references: [\(fields.map { draft[$0].name }.joined(separator: ", "))]"
  }
}

extension Completion {
  /// One column of a foreign key that is not written.
  private struct Column {
    var name: String
    var arity: Arity
    /// The column that it refers to.
    var referenced: FieldID
    /// The field of that name on the referencing model, if there is one.
    var existing: FieldID?
  }

  /// The columns that the foreign key would have: one for each of the first unique criterion.
  private func foreignKey(of relation: InlineRelation) -> [Column] {
    let referenced = draft[relation.referenced]
    guard let criterion = criteria(of: relation.referenced).first else { return [] }
    return criterion.map { field in
      let name = referenced.name.lowercasedFirst + draft[field].name.uppercasedFirst
      let existing = draft[relation.referencing].fields.lazy.map { FieldID($0) }.first {
        draft[$0].name == name && draft[$0].isScalar
      }
      let arity =
        (existing ?? relation.forward).map { draft[$0].declaration.arity } ?? .optional
      return Column(name: name, arity: arity, referenced: field, existing: existing)
    }
  }

  private func criteria(of model: ModelID) -> [[FieldID]] {
    let keys = [draft[model].primaryKey].compactMap { $0 } + draft[model].uniques
    return keys.map { $0.key.parts.map(\.field) }
  }

  /// The fields of the first unique criterion without optional fields.
  private func strictCriterion(of model: ModelID) -> [FieldID] {
    criteria(of: model).first { fields in
      fields.allSatisfy { field in
        if case .unsupported = draft[field].type { return false }
        return draft[field].declaration.arity != .optional
      }
    } ?? []
  }

  private func insertion(of line: String, intoModel model: ModelDraft) -> TextEdit {
    let span = model.declaration.span
    return insertion(of: line + "\n", at: Int(span.range.end) - 1, in: span.file)
  }

  private func insertion(of text: String, at offset: Int, in file: Int) -> TextEdit {
    TextEdit(SourceSpan(file: file, range: SourceRange(offset, offset)), text)
  }
}

extension Arity {
  /// What stands behind the name of the type.
  fileprivate var mark: String {
    switch self {
    case .required: ""
    case .optional: "?"
    case .list: "[]"
    }
  }
}

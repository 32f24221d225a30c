package import Diagnostics
package import SchemaSyntax

/// The edits that add what relations lack: the field at the other end, the columns of the foreign
/// key, `@relation` and its arguments `fields` and `references`.
///
/// The files of a schema with errors in syntax, names, types or attributes are left alone. The
/// additions are not laid out; format the edited files.
///
/// - Parameters:
///   - trees: All files of the schema, parsed.
///   - rules: The rules of the providers.
/// - Returns: Insertions, in the order of files and offsets.
package func completion(of trees: [SyntaxTree], rules: RulesRegistry) -> [TextEdit] {
  guard !trees.contains(where: \.hasErrors), !RelationText(trees).isComplete else { return [] }
  var state = AnalysisState(registry: rules, files: trees.map(\.file))
  let declarations = trees.flatMap(\.declarations)
  state.resolveConfiguration(of: declarations)
  // A datasource without a URL is no reason not to complete the models.
  state.sink = DiagnosticSink()
  state.resolveNames(of: declarations)
  state.resolveTypes()
  state.resolveAttributes()
  guard !state.sink.hasErrors else { return [] }
  return Completion(draft: state.draft, edits: state.edits).all()
}

/// Computes the additions to a schema that resolved without errors.
struct Completion {
  let draft: SchemaDraft
  let edits: SchemaEdits
  /// Whether columns are found by the name of the relation field too, and sides that are added
  /// repeat the name of the relation.
  ///
  /// Formatting does neither, as it does not in Prisma.
  var usesNames = false

  /// The additions to one relation, if it is certain what they are.
  ///
  /// A field of the name may be there already, and the two fields of a relation between records of
  /// one model are told apart by the name of the relation only.
  func certainEdits(of relation: InlineRelation) -> [TextEdit] {
    let isSelfRelation = relation.referencing == relation.referenced
    guard !strictCriterion(of: relation.referenced).isEmpty, !takesName(relation),
      relation.name != nil || !isSelfRelation
        || (relation.forward != nil && relation.back != nil)
    else { return [] }
    return missingFields(of: relation)
      + [missingAttribute(of: relation), missingArguments(of: relation)].compactMap { $0 }
  }

  /// Whether a field that would be added has the name of another one.
  private func takesName(_ relation: InlineRelation) -> Bool {
    if relation.back == nil,
      draft.field(named: backName(of: relation), of: relation.referenced) != nil
    {
      return true
    }
    let name = camelCased(draft[relation.referenced].name)
    return relation.forward == nil
      && draft.field(named: name, of: relation.referencing) != nil
  }

  private func backName(of relation: InlineRelation) -> String {
    let name = draft[relation.referencing].name
    return relation.isOneToOne ? camelCased(name) : plural(of: camelCased(name))
  }

  func all() -> [TextEdit] {
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
    var added: [TextEdit] = []
    let referencing = draft[relation.referencing]
    let referenced = draft[relation.referenced]
    let name = usesNames ? relation.name.map(quoted) : nil
    let nameAttribute = name.map { " @relation(\($0))" } ?? ""
    if relation.back == nil {
      let ignore = referencing.isIgnored ? " @ignore" : ""
      let field = "\(backName(of: relation)) \(referencing.name)\(relation.isOneToOne ? "?" : "[]")"
      added.append(insertion(of: field + nameAttribute + ignore, intoModel: referenced))
    }
    if relation.forward == nil {
      let mark = foreignKey(of: relation).contains { $0.arity == .optional } ? "?" : ""
      let field = "\(camelCased(referenced.name)) \(referenced.name)\(mark)"
      added.append(
        insertion(
          of: "\(field) @relation(\(name.map { $0 + ", " } ?? "")\(arguments(of: relation)))",
          intoModel: referencing))
    }
    return added + missingColumns(of: relation)
  }

  private func missingColumns(of relation: InlineRelation) -> [TextEdit] {
    guard relation.forward.flatMap({ draft[$0].relation?.fields }) == nil else { return [] }
    var added: [TextEdit] = []
    for column in foreignKey(of: relation) where column.existing == nil {
      guard case .scalar(let type) = draft[column.referenced].type else { break }
      var text = "\(column.name) \(type.rawValue)\(column.arity.mark)"
      if let native = draft[column.referenced].nativeTypeAttribute {
        text += " " + edits.text(of: native.span)
      }
      added.append(insertion(of: text, intoModel: draft[relation.referencing]))
    }
    return added
  }

  private func missingAttribute(of relation: InlineRelation) -> TextEdit? {
    guard let forward = relation.forward, draft[forward].relation == nil else { return nil }
    return edits.insertion(
      of: " @relation(\(arguments(of: relation)))",
      behind: edits.typeMark(of: draft[forward].declaration))
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
    if edits.files[file].bytes[end - 1] == UInt8(ascii: ")") {
      return insertion(of: isBare ? text : ", " + text, at: end - 1, in: file)
    }
    return edits.insertion(of: "(\(text))", behind: attribute.span)
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
    guard let criterion = criteria(of: relation.referenced).first else { return [] }
    return criterion.map { field in
      let name = columnName(of: relation, to: draft[field])
      let existing = draft[relation.referencing].fields.lazy.map { FieldID($0) }.first {
        draft[$0].name == name && draft[$0].isScalar
      }
      let arity =
        (existing ?? relation.forward).map { draft[$0].declaration.arity } ?? .optional
      return Column(name: name, arity: arity, referenced: field, existing: existing)
    }
  }

  private func columnName(of relation: InlineRelation, to field: FieldDraft) -> String {
    let suffix = field.name.uppercasedFirst
    if usesNames, let forward = relation.forward {
      let name = draft[forward].name + suffix
      let isThere = draft[relation.referencing].fields.contains {
        draft.fields[$0].name == name && draft.fields[$0].isScalar
      }
      if isThere { return name }
    }
    return draft[relation.referenced].name.lowercasedFirst + suffix
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
    edits.addition(ofLine: line, to: model.declaration.span)
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

package import Diagnostics
import SchemaSyntax

/// What the passes know of a field; after type resolution at the index of its `FieldID`.
///
/// There is one of each field of the schema, so what few fields have is behind a reference.
package struct FieldDraft: Sendable {
  package enum ResolvedType: Sendable {
    case scalar(ScalarType)
    case enumeration(EnumID)
    case composite(CompositeTypeID)
    case unsupported(String)
    case model(ModelID)
    /// The name of the type could not be resolved.
    case unknown
  }

  package enum Owner: Sendable {
    case model(ModelID)
    case composite(CompositeTypeID)
  }

  package let declaration: FieldDeclaration
  package let name: String
  package let owner: Owner
  package var type = ResolvedType.unknown
  package var mappedName: Identifier?
  /// `@db.X(…)`.
  package var nativeTypeAttribute: AttributeDeclaration?
  package var defaultAttribute: AttributeDeclaration?
  package var defaultValue: DefaultValue?
  package var defaultMap: Identifier?
  package var isUpdatedAt = false
  package var isIgnored = false
  package var isShardKey = false
  package var relation: RelationAttribute?

  init(declaration: FieldDeclaration, owner: Owner) {
    self.declaration = declaration
    name = declaration.name.name
    self.owner = owner
  }

  package var defaultSpan: SourceSpan? { defaultAttribute?.span }

  /// Whether the type is neither a relation nor unknown.
  var isScalar: Bool { type.isScalar }
}

// Asked of a type and not of a draft, which would be copied out of its table for it.
extension FieldDraft.ResolvedType {
  var isRelation: Bool {
    if case .model = self { true } else { false }
  }

  /// Whether it is neither a relation nor unknown.
  var isScalar: Bool {
    switch self {
    case .scalar, .enumeration, .composite, .unsupported: true
    case .model, .unknown: false
    }
  }
}

extension NativeType {
  /// The type that `@db.X(…)` names.
  init(_ attribute: AttributeDeclaration) {
    self.init(name: attribute.syntax.name.text(behind: UInt8(ascii: ".")))
    attribute.syntax.argumentList?.forEachArgument { argument in
      arguments.append(Expression(argument.value).sourceText)
    }
  }
}

/// `@relation(…)` as far as it could be resolved.
package final class RelationAttribute: Sendable {
  package struct Action: Sendable {
    package var action: ReferentialAction
    /// The whole argument.
    package var span: SourceSpan
    package var valueSpan: SourceSpan
  }

  package let name: Identifier?
  package let fields: [FieldID]?
  package let references: [FieldID]?
  package let onDelete: Action?
  package let onUpdate: Action?
  /// The argument `map`; its span is the whole argument.
  package let mappedName: Identifier?
  package let span: SourceSpan

  init(
    name: Identifier?, fields: [FieldID]?, references: [FieldID]?, onDelete: Action?,
    onUpdate: Action?, mappedName: Identifier?, span: SourceSpan
  ) {
    self.name = name
    self.fields = fields
    self.references = references
    self.onDelete = onDelete
    self.onUpdate = onUpdate
    self.mappedName = mappedName
    self.span = span
  }
}

/// What the passes know of a key or an index besides the `Key` itself.
package struct KeyDraft: Sendable {
  package var key: Key
  package var attribute: AttributeDeclaration

  /// The attribute's name with its `@` signs.
  package var attributeName: String {
    (key.isFieldAttribute ? "@" : "@@") + attribute.name.name
  }

  /// The span of a named argument, if it was given.
  package func span(ofArgument name: String) -> SourceSpan? {
    attribute.list.arguments.first { $0.name?.name == name }?.span
  }
}

/// What the passes know of a model or view, at the index of its `ModelID`.
package struct ModelDraft: Sendable {
  package let declaration: ModelDeclaration
  package let name: String
  package let fields: Range<Int>
  let fieldNames: FieldNames
  package var mappedName: Identifier?
  package var schema: Identifier?
  package var isIgnored = false
  package var primaryKey: KeyDraft?
  package var uniques: [KeyDraft] = []
  package var indexes: [KeyDraft] = []
  package var shardKey: KeyDraft?

  init(declaration: ModelDeclaration, fields: Range<Int>, fieldNames: FieldNames) {
    self.declaration = declaration
    name = declaration.name.name
    self.fields = fields
    self.fieldNames = fieldNames
  }
}

/// What the passes know of an enum, at the index of its `EnumID`.
package struct EnumDraft: Sendable {
  package let declaration: EnumDeclaration
  package var mappedName: Identifier?
  package var schema: Identifier?
  package var valueMappedNames: [Identifier?]
  let valueNames: Set<String>

  init(declaration: EnumDeclaration) {
    self.declaration = declaration
    valueNames = Set(declaration.values.map(\.name.name))
    valueMappedNames = Array(repeating: nil, count: declaration.values.count)
  }
}

/// What the passes know of a composite type, at the index of its `CompositeTypeID`.
package struct CompositeDraft: Sendable {
  package let declaration: ModelDeclaration
  package let fields: Range<Int>
  let fieldNames: FieldNames
}

/// The schema while it is being resolved.
package struct SchemaDraft: Sendable {
  package var models: [ModelDraft] = []
  package var enums: [EnumDraft] = []
  package var composites: [CompositeDraft] = []
  package var fields: [FieldDraft] = []
  var names: [String: NameTarget] = [:]
  /// The fields whose types are models, in order; there are few of them among all fields.
  var relationFields: [FieldID] = []

  // Drafts are large: they are read and changed in place, never copied to look at one member.

  package subscript(_ id: FieldID) -> FieldDraft {
    _read { yield fields[id.index] }
    _modify { yield &fields[id.index] }
  }

  package subscript(_ id: ModelID) -> ModelDraft {
    _read { yield models[id.index] }
    _modify { yield &models[id.index] }
  }

  /// The field of a model with a name.
  func field(named name: String, of model: ModelID) -> Int? {
    models[model.index].fieldNames.index(of: name, in: fields)
  }

  /// The field of a composite type with a name.
  func field(named name: String, of composite: CompositeTypeID) -> Int? {
    composites[composite.index].fieldNames.index(of: name, in: fields)
  }
}

/// What a name of the schema stands for.
enum NameTarget: Sendable {
  case model(ModelID)
  case enumeration(EnumID)
  case composite(CompositeTypeID)
}

/// The state that the passes share: the schema so far, the rules and the findings.
struct AnalysisState {
  let registry: RulesRegistry
  /// Makes the edits of fixes.
  let edits: SchemaEdits
  var draft = SchemaDraft()
  var configuration = Configuration()
  var rules: any DatamodelRules = UnknownProviderRules()
  var sink = DiagnosticSink()
  /// Findings of the passes that are of interest only when there are no errors.
  var deferred: [Diagnostic] = []
  /// The fields with `@map` of the block whose attributes are being resolved.
  var mappedFields: [Int] = []

  init(registry: RulesRegistry, files: [SourceFile]) {
    self.registry = registry
    edits = SchemaEdits(files: files)
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan, help: String? = nil,
    notes: [Diagnostic.Note] = [], fixes: [FixIt] = []
  ) {
    sink.report(
      Diagnostic(code, .error, message, at: span, help: help, notes: notes, fixes: fixes))
  }

  mutating func warn(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan, help: String? = nil,
    notes: [Diagnostic.Note] = [], fixes: [FixIt] = []
  ) {
    sink.report(
      Diagnostic(code, .warning, message, at: span, help: help, notes: notes, fixes: fixes))
  }
}

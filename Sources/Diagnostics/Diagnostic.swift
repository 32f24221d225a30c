/// How much a diagnostic matters.
public enum Severity: String, Sendable {
  /// The input cannot be used.
  case error
  /// The input can be used, but something about it deserves attention.
  case warning
}

/// The stable name of a kind of diagnostic, such as `S0104`.
///
/// Each module adds its codes as static constants in an extension, beside the check that uses it.
public struct DiagnosticCode: Sendable, Hashable, CustomStringConvertible {
  /// The code as shown to people and in JSON.
  public let name: String

  /// Creates a code.
  public init(_ name: StaticString) { self.name = name.description }

  /// The code itself.
  public var description: String { name }
}

/// A range in one of the files of a schema.
public struct SourceSpan: Sendable, Hashable {
  /// The index of the file in the list of files that was analysed.
  public var file: Int
  /// The bytes within that file.
  public var range: SourceRange

  /// Creates a span.
  public init(file: Int, range: SourceRange) {
    self.file = file
    self.range = range
  }

  /// Whether the spans share a byte.
  package func overlaps(_ other: SourceSpan) -> Bool {
    file == other.file && range.start < other.range.end && other.range.start < range.end
  }

  /// The first bytes of the span.
  package func prefix(_ length: Int) -> SourceSpan {
    let end = min(Int(range.start) + length, Int(range.end))
    return SourceSpan(file: file, range: SourceRange(Int(range.start), end))
  }
}

/// One problem found in a user's text, ready to be rendered for people or for programs.
public struct Diagnostic: Sendable {
  /// A second place that explains the first, such as "the other side is here".
  public struct Note: Sendable {
    /// What is to be seen there.
    public var message: String
    /// Where.
    public var span: SourceSpan

    /// Creates a note.
    public init(_ message: String, at span: SourceSpan) {
      self.message = message
      self.span = span
    }
  }

  /// The stable code.
  public var code: DiagnosticCode
  /// Error or warning.
  public var severity: Severity
  /// What is wrong, in one plain sentence without a final full stop.
  public var message: String
  /// Where it is wrong.
  public var span: SourceSpan
  /// What to do about it.
  public var help: String?
  /// Other places that matter.
  public var notes: [Note]
  /// Edits that certainly mend it; empty when none is certain.
  public var fixes: [FixIt]

  /// Creates a diagnostic.
  public init(
    _ code: DiagnosticCode, _ severity: Severity = .error, _ message: String, at span: SourceSpan,
    help: String? = nil, notes: [Note] = [], fixes: [FixIt] = []
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.span = span
    self.help = help
    self.notes = notes
    self.fixes = fixes
  }
}

/// A named set of edits that mends a diagnostic.
public struct FixIt: Sendable {
  /// What the edits do, such as "add the missing relation field".
  public var title: String
  /// The edits; they do not overlap.
  public var edits: [TextEdit]

  /// Creates a fix.
  public init(_ title: String, _ edits: [TextEdit]) {
    self.title = title
    self.edits = edits
  }
}

/// The replacement of a range by a text.
public struct TextEdit: Sendable, Hashable {
  /// What is replaced; an empty range inserts.
  public var span: SourceSpan
  /// The new text.
  public var replacement: String

  /// Creates an edit.
  public init(_ span: SourceSpan, _ replacement: String) {
    self.span = span
    self.replacement = replacement
  }
}

/// Collects diagnostics in the order in which they are found.
public struct DiagnosticSink: Sendable {
  /// Everything collected so far.
  public private(set) var diagnostics: [Diagnostic] = []
  private var errorCount = 0

  /// Creates an empty sink.
  public init() {}

  /// Tells whether an error was collected.
  public var hasErrors: Bool { errorCount > 0 }

  /// Adds a diagnostic.
  public mutating func report(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { errorCount += 1 }
    diagnostics.append(diagnostic)
  }

  /// Adds all diagnostics of another list.
  public mutating func report(contentsOf others: some Sequence<Diagnostic>) {
    for diagnostic in others { report(diagnostic) }
  }

  /// The diagnostics in the order of files and offsets; equal places keep the order of discovery.
  public func sortedByPosition() -> [Diagnostic] {
    diagnostics.enumerated().sorted { left, right in
      let (first, second) = (left.element.span, right.element.span)
      return (first.file, first.range.start, left.offset) < (
        second.file, second.range.start, right.offset
      )
    }.map(\.element)
  }
}

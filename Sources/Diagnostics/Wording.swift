extension BinaryInteger {
  /// The number with its noun: `1 migration`, `2 migrations`.
  package func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}

extension Sequence<String> {
  /// Names or code in a sentence, each in backticks, with commas between them.
  package var inBackticks: String { map { "`\($0)`" }.joined(separator: ", ") }
}

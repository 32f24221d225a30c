extension BinaryInteger {
  /// The number with its noun: `1 migration`, `2 migrations`.
  package func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}

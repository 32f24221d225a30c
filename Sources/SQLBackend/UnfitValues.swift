package import BackendInterface

/// Values that a change of type loses or stumbles over.
package struct UnfitValues: Sendable, Hashable {
  /// What they are, such as `values that are no numbers`.
  package var text: String
  package var consequence: DataLossCheck.Consequence
  /// The SQL condition that finds their rows.
  package var condition: String

  package init(
    _ text: String, _ consequence: DataLossCheck.Consequence, where condition: String
  ) {
    self.text = text
    self.consequence = consequence
    self.condition = condition
  }
}

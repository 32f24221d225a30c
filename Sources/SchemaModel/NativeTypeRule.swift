/// One native type of a provider: its name, the scalar types it refines and its arguments.
package struct NativeTypeRule: Sendable {
  /// How many arguments a native type takes.
  package enum Arguments: Sendable, Hashable {
    case none
    /// Exactly that many.
    case required(Int)
    /// At most that many.
    case optional(Int)
  }

  /// The values an argument may have.
  package enum Limit: Sendable, Hashable {
    /// The first argument is in the range.
    case first(ClosedRange<Int>)
    /// The first argument is in the range or `Max`.
    case firstOrMax(ClosedRange<Int>)
    /// Precision and scale of a decimal; the scale is not larger than the precision.
    case decimal(precision: ClosedRange<Int>, scale: ClosedRange<Int>)
  }

  package var name: String
  package var scalars: [ScalarType]
  package var arguments: Arguments
  package var limit: Limit?

  package init(
    _ name: String, _ scalars: ScalarType..., arguments: Arguments = .none, limit: Limit? = nil
  ) {
    self.name = name
    self.scalars = scalars
    self.arguments = arguments
    self.limit = limit
  }
}

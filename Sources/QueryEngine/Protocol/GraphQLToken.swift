/// A token of the GraphQL protocol with the offset of its first byte.
struct GraphQLToken: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case name(String)
    case string(String)
    case integer(Int64)
    /// A number with fraction or exponent, or beyond 64 bits.
    case number(String)
    case punctuator(UInt8)
    case end
  }

  var kind: Kind
  var offset: Int
}

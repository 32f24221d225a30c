/// Something of a database that the schema language cannot say, beside what all products have.
package enum Peculiarity: Sendable, Hashable {
  /// What a table, a column or an index is or does: a code and the rest of a sentence about it.
  case property(_ code: String, _ text: String)
  /// A thing of its own: a code, what it is and its name.
  case object(_ code: String, _ kind: String, _ name: String)
  /// What a part of a table is or does: a code, the part and the rest of a sentence about it.
  case detail(_ code: String, of: String, _ text: String)

  /// A code for programs.
  package var code: String {
    switch self {
    case .property(let code, _), .object(let code, _, _), .detail(let code, _, _): code
    }
  }
}

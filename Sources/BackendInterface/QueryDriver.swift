/// The query side of a backend: turns the nodes of a query plan into statements.
package protocol QueryDriver: Sendable {
  /// How raw SQL writes its parameter with a number, counted from 1.
  func placeholder(_ number: Int) -> String
}

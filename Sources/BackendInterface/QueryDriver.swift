/// The query side of a backend: turns the nodes of a query plan into statements.
package protocol QueryDriver: Sendable {
}

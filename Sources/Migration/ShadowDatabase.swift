package import DatabaseAccess

/// What a project says about the database that its migrations are replayed in.
package struct ShadowDatabase: Sendable {
  /// Where it is; `nil` leaves its place to the product.
  package let url: DatabaseURL?
  /// SQL that prepares it before the migrations.
  package let setup: String?

  package init(url: DatabaseURL? = nil, setup: String? = nil) {
    self.url = url
    self.setup = setup
  }
}

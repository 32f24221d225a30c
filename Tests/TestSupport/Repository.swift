import FileSystem

/// The checkout that the tests were built from.
package enum Repository {
  /// The folder that holds `Package.swift`.
  package static let root = Path.parent(Path.parent(Path.parent(#filePath)))

  /// A path below the checkout.
  package static func path(_ relative: String) -> String { Path.join(root, relative) }

  /// The text of a file of the checkout.
  package static func text(_ relative: String) throws -> String {
    String(decoding: try FileSystem.read(path(relative)), as: UTF8.self)
  }
}

import FileSystem
import Testing

/// One test case that is a file below `fixtures/`.
package struct Fixture: Sendable, Hashable, CustomTestStringConvertible {
  /// The path below `fixtures/`, such as `format/comments.prisma`.
  package let name: String

  /// All fixtures of a folder and the folders below it, by the end of their names.
  ///
  /// Traps when there is none: a runner without cases would pass silently.
  package static func all(_ folder: String, suffix: String) -> [Fixture] {
    let found = names(in: folder).filter { $0.hasSuffix(suffix) }.map { Fixture(name: $0) }
    precondition(!found.isEmpty, "no file named *\(suffix) is below fixtures/\(folder)")
    return found
  }

  /// The whole path.
  package var path: String { Repository.path("fixtures/" + name) }

  /// The content.
  package var bytes: [UInt8] { get throws { try FileSystem.read(path) } }

  /// The content as text.
  package var text: String { get throws { String(decoding: try bytes, as: UTF8.self) } }

  /// The path of a file beside this one: the same name with another end.
  package func sibling(_ suffix: String, insteadOf end: String) -> String {
    precondition(path.hasSuffix(end), "\(name) does not end in \(end)")
    return path.dropLast(end.count) + suffix
  }

  package var testDescription: String { name }

  private static func names(in folder: String) -> [String] {
    let path = Repository.path("fixtures/" + folder)
    guard let entries = try? FileSystem.entries(of: path) else { return [] }
    return entries.flatMap { entry -> [String] in
      let name = "\(folder)/\(entry)"
      return FileSystem.kind(of: Path.join(path, entry)) == .directory ? names(in: name) : [name]
    }
  }
}

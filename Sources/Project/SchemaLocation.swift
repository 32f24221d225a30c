package import Diagnostics
import FileSystem

/// Where a schema is: one file, or a folder whose `.prisma` files are one schema together.
package struct SchemaLocation: Sendable, Hashable {
  /// The file or folder, as it is shown to people.
  package let path: String
  /// The folder that relative paths start from; empty for the one of the process.
  private let base: String
  /// The files of the schema in byte order of their paths; one or more.
  package let files: [String]
  package let isDirectory: Bool

  /// Looks at a path; `nil` when it names nothing.
  ///
  /// - Parameters:
  ///   - path: The file or folder.
  ///   - base: The folder that a relative path starts from.
  /// - Throws: `ProjectError` when a folder holds no `.prisma` file or cannot be listed.
  package init?(_ path: String, in base: String = "") throws(ProjectError) {
    self.path = path
    self.base = base
    switch FileSystem.kind(of: Path.join(base, path)) {
    case nil: return nil
    case .file, .other:
      files = [path]
      isDirectory = false
    case .directory:
      isDirectory = true
      var visited: Set<String> = []
      files = try Self.schemaFiles(in: path, base: base, visited: &visited)
      if files.isEmpty {
        throw ProjectError(
          .schemaNotFound, "the folder \(path) holds no .prisma file",
          help: "give the schema file or the folder that holds its parts with --schema")
      }
    }
  }

  /// The folder that relative paths in the schema start from.
  package var directory: String { isDirectory ? path : Path.parent(path) }

  /// The most megabytes of a file that can be meant as a part of a schema; the largest schemas of
  /// the world have some five.
  private static let mostMegabytes = 64

  /// Reads all files.
  package func read() throws(ProjectError) -> [SourceFile] {
    var sources: [SourceFile] = []
    for file in files {
      do throws(FileError) {
        let bytes = try FileSystem.read(
          Path.join(base, file), atMost: Self.mostMegabytes * 1_000_000)
        sources.append(SourceFile(path: file, bytes: bytes))
      } catch {
        guard error.isTooLarge else { throw ProjectError(.file, error.message) }
        throw ProjectError(
          .file, "\(file) has more than \(Self.mostMegabytes) MB, the most of a schema file",
          help: "give the path of a schema with --schema, or split it into the files of a folder")
      }
    }
    return sources
  }

  /// The files below a folder; hidden folders and `node_modules` are not looked into.
  ///
  /// Symbolic links may lead around in circles: no folder is looked into twice.
  private static func schemaFiles(
    in directory: String, base: String, visited: inout Set<String>
  ) throws(ProjectError) -> [String] {
    guard visited.insert(FileSystem.resolvingLinks(Path.join(base, directory))).inserted else {
      return []
    }
    let names: [String]
    do throws(FileError) { names = try FileSystem.entries(of: Path.join(base, directory)) } catch {
      throw ProjectError(.file, error.message)
    }
    var found: [String] = []
    for name in names where !name.hasPrefix(".") && name != "node_modules" {
      let path = Path.join(directory, name)
      switch FileSystem.kind(of: Path.join(base, path)) {
      case .directory: found += try schemaFiles(in: path, base: base, visited: &visited)
      case .file where name.hasSuffix(".prisma"): found.append(path)
      case .file, .other, nil: break
      }
    }
    return found
  }
}

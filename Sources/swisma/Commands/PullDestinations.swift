import Diagnostics
import FileSystem
import Project
import SchemaModel

/// The files that a pull writes, and which of the models, views and enums that the schema lacks go
/// into each.
struct PullDestinations {
  /// The files of the schema, then those that are new, which are empty.
  private(set) var files: [SourceFile]
  /// The names to add, by the position of the file.
  private(set) var additions: [Int: Set<String>] = [:]

  private let project: Project

  /// Distributes names as the configuration says: to one file, to a folder with a file for each, or
  /// to the file of the datasource.
  ///
  /// - Throws: `ProjectError` when a file would not be a part of the schema.
  init(_ loaded: LoadedSchema, adding names: [String]) throws(ProjectError) {
    files = loaded.analysis.files
    project = loaded.project
    guard let path = try project.configuration?.pullPath() else {
      additions[loaded.datamodel.configuration.datasource?.span.file ?? 0] = Set(names)
      return
    }
    try checkIsPart(path)
    for name in names {
      let file = path.hasSuffix(".prisma") ? path : Path.join(path, name + ".prisma")
      additions[position(of: file), default: []].insert(name)
    }
  }

  /// The position of a file; a new one is added.
  private mutating func position(of path: String) -> Int {
    // Names that differ in case only are one file on some systems.
    let wanted = absolute(path).lowercased()
    if let known = files.firstIndex(where: { absolute($0.path).lowercased() == wanted }) {
      return known
    }
    files.append(SourceFile(path: path, text: ""))
    return files.count - 1
  }

  private func checkIsPart(_ path: String) throws(ProjectError) {
    let schema = project.schema
    let isPart =
      schema.isDirectory
      ? (absolute(path) + "/").hasPrefix(absolute(schema.path) + "/")
      : absolute(path) == absolute(schema.path)
    guard !isPart else { return }
    throw ProjectError(
      .configuration,
      "`pull.path` in \(project.configuration?.path ?? "") names \(path), which is not in the schema "
        + schema.path,
      help: schema.isDirectory
        ? "name a .prisma file or a folder below \(schema.path)"
        : "the schema is one file; make it a folder, or leave `pull.path` out")
  }

  private func absolute(_ path: String) -> String {
    Path.normalize(Path.join(project.workingDirectory, path))
  }
}

import ClientGenerator
import Diagnostics
import FileSystem
import Project
import SchemaModel

/// The Swift client of one generator block, and the folder it stands in.
struct SwiftClient {
  /// The provider that asks for it.
  static let provider = "swisma-client-swift"

  /// The folder of the sources.
  let directory: String
  private let files: [ClientGenerator.File]

  /// What has to be done to a file.
  enum Change {
    case write(path: String, text: String)
    case remove(path: String)

    var path: String {
      switch self {
      case .write(let path, _), .remove(let path): path
      }
    }
  }

  /// Generates the sources; `output` is relative to the schema.
  init(_ generator: Generator, of schema: LoadedSchema) throws(ProjectError) {
    let output = try generator.output.map { output throws(ProjectError) in
      try schema.project.resolve(output)
    }
    directory = Path.normalize(
      Path.join(schema.project.schema.directory, output ?? "generated/client"))
    let text = schema.analysis.files.map(\.text).joined(separator: "\n")
    files = ClientGenerator(ClientAPI(schema.datamodel), schema: text).files()
  }

  /// What differs between the folder and the client; generated files without a model go.
  func changes() throws(FileError) -> [Change] {
    var changes: [Change] = []
    for file in files {
      let path = Path.join(directory, file.name)
      let bytes = Array(file.text.utf8)
      if try FileSystem.readIfPresent(path) != bytes {
        changes.append(.write(path: path, text: file.text))
      }
    }
    let names = Set(files.map(\.name))
    guard FileSystem.kind(of: directory) == .directory else { return changes }
    for entry in try FileSystem.entries(of: directory)
    where entry.hasSuffix(".swift") && !names.contains(entry) {
      let path = Path.join(directory, entry)
      let bytes = try FileSystem.readIfPresent(path) ?? []
      if bytes.starts(with: ClientGenerator.mark.utf8) { changes.append(.remove(path: path)) }
    }
    return changes
  }

  /// Makes the changes.
  func apply(_ changes: [Change]) throws(FileError) {
    guard !changes.isEmpty else { return }
    try FileSystem.createDirectory(directory)
    for change in changes {
      switch change {
      case .write(let path, let text):
        try FileSystem.writeAtomically(Array(text.utf8), to: path)
      case .remove(let path): try FileSystem.remove(path)
      }
    }
  }
}

import ArgumentParser
import BackendCatalog
import BackendInterface
import Diagnostics
import JSON
import Providers
import SchemaModel

/// `swisma version`.
struct Version: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the version and what it can work with.",
    discussion: """
      The short form is `swisma --version`.

        $ swisma version
        $ swisma version --json

      Exit status 0, 1 when the output cannot be written.
      """)

  @OptionGroup var output: OutputOptions

  /// The version of Prisma whose schemas, migrations and protocols are understood.
  static let prismaVersion = "6.19"

  func run() {
    let facts = [
      ("swisma", Swisma.version), ("prisma", Self.prismaVersion), ("platform", Self.platform),
    ]
    let lists = [
      ("databases", allBackends.all.map { $0.rules.provider }),
      ("schemas", allProviders.all.map { $0.provider }),
    ]
    let stream = output.terminal.output
    guard output.isJSON else {
      for (name, value) in facts + lists.map({ ($0, $1.joined(separator: ", ")) }) {
        let padding = String(repeating: " ", count: 10 - name.count)
        stream.writeLine("\(stream.style.dim(name))\(padding)\(value)")
      }
      return
    }
    stream.writeJSON { json in
      json.beginObject()
      for (name, value) in facts { json.member(name, value) }
      for (name, values) in lists { json.member(name, values) }
      json.endObject()
    }
  }

  private static var platform: String {
    #if arch(x86_64)
    let architecture = "x86_64"
    #elseif arch(arm64)
    let architecture = "aarch64"
    #else
    let architecture = "other"
    #endif
    #if os(Linux)
    return "linux-\(architecture)"
    #else
    return architecture
    #endif
  }
}

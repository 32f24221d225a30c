import Diagnostics
import Providers
import SchemaModel

/// The line ends of the files of a schema, which lines that are added to them get too.
///
/// Files whose lines all end with CR LF are worked on with LF and written with CR LF again, which
/// changes no byte. Files with both keep the lines they have.
struct LineEnds {
  /// Whether all lines end with CR LF, for each file; `nil` for a file of one line.
  private let arePairs: [Bool?]
  /// The line ends of files that have none of their own.
  private let usualArePairs: Bool

  /// Looks at files; those without a line end get that of the file at `main`.
  init(of files: [SourceFile], main: Int) {
    arePairs = files.map { Self.arePairs($0.bytes) }
    usualArePairs = (arePairs.indices.contains(main) ? arePairs[main] : nil) ?? false
  }

  /// The schema with LF as its line ends.
  func unified(_ loaded: LoadedSchema) -> LoadedSchema {
    guard arePairs.contains(true) else { return loaded }
    let files = zip(loaded.analysis.files, arePairs).map { file, isPair in
      guard isPair == true else { return file }
      return SourceFile(path: file.path, bytes: file.bytes.filter { $0 != Self.carriageReturn })
    }
    var analysis = analyze(files, rules: allProviders)
    if loaded.analysis.hasErrors {
      analysis.datamodel = Datamodel(configuration: analysis.datamodel.configuration)
    }
    return LoadedSchema(project: loaded.project, analysis: analysis)
  }

  /// Files with the line ends that they had, and new ones behind them with the usual ones.
  func restored(_ files: [SourceFile]) -> [SourceFile] {
    files.enumerated().map { index, file in
      let isPair = arePairs.indices.contains(index) ? arePairs[index] : nil
      guard isPair ?? usualArePairs else { return file }
      var bytes: [UInt8] = []
      for byte in file.bytes {
        if byte == Self.lineFeed { bytes.append(Self.carriageReturn) }
        bytes.append(byte)
      }
      return SourceFile(path: file.path, bytes: bytes)
    }
  }

  private static let carriageReturn = UInt8(ascii: "\r")
  private static let lineFeed = UInt8(ascii: "\n")

  private static func arePairs(_ bytes: [UInt8]) -> Bool? {
    var (pairs, others) = (0, 0)
    var previous: UInt8?
    for byte in bytes {
      switch (previous, byte) {
      case (carriageReturn, lineFeed): pairs += 1
      case (_, lineFeed): others += 1
      case (carriageReturn, _): others += 1
      default: break
      }
      previous = byte
    }
    if previous == carriageReturn { others += 1 }
    return pairs + others == 0 ? nil : others == 0
  }
}

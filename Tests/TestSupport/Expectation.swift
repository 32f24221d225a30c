import FileSystem
import Glibc
package import Testing

/// Compares a text with the file that holds the expected one.
///
/// With `SWISMA_RECORD=1` in the environment the file is rewritten instead; reviewing is then
/// reading the diff of the repository.
///
/// - Parameters:
///   - actual: The text that came out.
///   - path: The file with the expected text.
///   - location: The place of the test.
/// - Throws: `FileError` when the file cannot be read or written.
package func expectText(
  _ actual: String, equalsFile path: String, at location: SourceLocation = #_sourceLocation
) throws {
  if isRecording {
    try FileSystem.createDirectory(Path.parent(path))
    try FileSystem.writeAtomically(Array(actual.utf8), to: path)
    return
  }
  let expected = try FileSystem.readIfPresent(path).map { String(decoding: $0, as: UTF8.self) }
  guard let expected else {
    Issue.record("\(path) does not exist; SWISMA_RECORD=1 writes it", sourceLocation: location)
    return
  }
  expectText(actual, equals: expected, at: location)
}

/// Compares two texts and shows the lines that differ.
package func expectText(
  _ actual: String, equals expected: String, at location: SourceLocation = #_sourceLocation
) {
  guard actual != expected else { return }
  let difference = LineDifference.unified(from: expected, to: actual)
  Issue.record("the text differs (- expected, + actual)\n\(difference)", sourceLocation: location)
}

/// Tells whether expectations are rewritten instead of compared.
package var isRecording: Bool {
  unsafe getenv("SWISMA_RECORD").map { unsafe $0.pointee != 0 } ?? false
}

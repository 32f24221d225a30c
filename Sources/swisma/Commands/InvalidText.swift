import Diagnostics

/// A schema file that is not text in UTF-8.
struct InvalidText: UserFacingError {
  private let path: String
  private let isUTF16: Bool

  init(_ file: SourceFile) {
    path = file.path
    isUTF16 = file.isUTF16
  }

  /// Refuses files that cannot be edited: bytes that are no text would not survive it.
  static func refuse(_ files: [SourceFile]) throws(InvalidText) {
    for file in files where String(validating: file.bytes, as: UTF8.self) == nil {
      throw InvalidText(file)
    }
  }

  var code: String { "C0015" }
  var message: String { isUTF16 ? "\(path) is UTF-16 text" : "\(path) is not UTF-8 text" }
  var help: String? {
    let conversion =
      isUTF16 ? ", or convert it: `iconv -f utf-16 -t utf-8 \(path) > utf-8.prisma`" : ""
    return "save it as UTF-8\(conversion); nothing was changed"
  }
}

import Diagnostics
import Glibc

/// Something that the file system refused.
package struct FileError: UserFacingError, Hashable {
  /// What was tried, such as `read` or `write`.
  package var operation: String
  /// The path as the caller gave it.
  package var path: String
  /// The system's error number.
  package var number: Int32

  package init(_ operation: String, _ path: String, number: Int32) {
    self.operation = operation
    self.path = path
    self.number = number
  }

  /// Takes the error number of the system call that just failed.
  init(_ operation: String, _ path: String) {
    self.init(operation, path, number: errno)
  }

  package var code: String { "F0001" }

  package var message: String { "cannot \(operation) \(path): \(reason)" }

  /// What is in the way, such as `it is a folder`.
  package var reason: String {
    // What is written need not be there, but the folder that it goes to.
    number == ENOENT && ["write", "create"].contains(operation)
      ? "its folder does not exist" : Self.describe(number)
  }

  /// Whether the thing is simply not there.
  package var isNotFound: Bool { number == ENOENT || number == ENOTDIR }

  /// Whether it holds more than was asked for.
  package var isTooLarge: Bool { number == EFBIG }

  private static func describe(_ number: Int32) -> String {
    switch number {
    case ENOENT: "it does not exist"
    case ENOTDIR: "a part of the path is not a folder"
    case EISDIR: "it is a folder"
    case EACCES, EPERM: "permission denied"
    case EEXIST, ENOTEMPTY: "it exists already"
    case EFBIG: "it is too large"
    case ENOSPC: "no space is left on the device"
    case EROFS: "the file system is read-only"
    default: systemText(number)
    }
  }

  private static func systemText(_ number: Int32) -> String {
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: text)
  }
}

import Glibc

/// Reads and writes files through system calls, so that no command pays for `Foundation`.
///
/// Paths are POSIX paths; relative ones are relative to the working directory.
package enum FileSystem {
  /// What a path names, symbolic links followed.
  package enum Kind: Sendable, Hashable { case file, directory, other }

  /// What a path names; `nil` when it names nothing that can be looked at.
  package static func kind(of path: String) -> Kind? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .directory
    default: return .other
    }
  }

  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - path: The file; it may be a pipe or a device.
  ///   - limit: The most bytes to take; what never ends, such as `/dev/zero`, has more.
  /// - Returns: All bytes.
  /// - Throws: `FileError` when the system refuses, or the number `EFBIG` when there are more.
  package static func read(
    _ path: String, atMost limit: Int = .max
  ) throws(FileError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("read", path) }
    defer { close(descriptor) }
    var status = stat()
    let hint = unsafe fstat(descriptor, &status) == 0 ? max(0, Int(status.st_size)) : 0
    guard hint <= limit else { throw FileError("read", path, number: EFBIG) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(hint + 1)
    var chunk = [UInt8](repeating: 0, count: min(max(hint + 1, 4096), 1 << 20))
    while true {
      let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError("read", path) }
      guard count > 0 else { return bytes }
      guard bytes.count + count <= limit else { throw FileError("read", path, number: EFBIG) }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// The bytes of a file, or `nil` when there is none.
  package static func readIfPresent(
    _ path: String, atMost limit: Int = .max
  ) throws(FileError) -> [UInt8]? {
    do throws(FileError) { return try read(path, atMost: limit) } catch {
      guard error.isNotFound else { throw error }
      return nil
    }
  }

  /// The names in a folder in byte order, without `.` and `..`.
  package static func entries(of path: String) throws(FileError) -> [String] {
    guard let directory = unsafe opendir(path) else { throw FileError("list", path) }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Replaces or creates a file so that readers see the previous content or the next, never a part.
  ///
  /// The permissions of a file that exists are kept, and a symbolic link to it stays one. With
  /// `isPrivate` a new file is for its owner alone.
  package static func writeAtomically(
    _ bytes: [UInt8], to path: String, isPrivate: Bool = false
  ) throws(FileError) {
    try writeAtomically([(path, bytes)], isPrivate: isPrivate)
  }

  /// Replaces or creates several files, none of them before the bytes of all are on the disk.
  ///
  /// So a full disk or a missing permission leaves all of them as they were.
  package static func writeAtomically(
    _ files: [(path: String, bytes: [UInt8])], isPrivate: Bool = false
  ) throws(FileError) {
    var pending: [(temporary: String, destination: String, path: String)] = []
    var current = ""
    do throws(FileError) {
      for file in files {
        current = file.path
        var status = stat()
        let mode: mode_t? =
          unsafe stat(current, &status) == 0 ? status.st_mode & 0o7777 : isPrivate ? 0o600 : nil
        let destination = resolvingLinks(current)
        let temporary = sibling(of: destination)
        pending.append((temporary, destination, current))
        try write(file.bytes, to: temporary, mode: mode)
      }
      for (temporary, destination, path) in pending {
        current = path
        try rename(temporary, to: destination)
      }
    } catch {
      for file in pending { unsafe unlink(file.temporary) }
      throw FileError("write", current, number: error.number)
    }
  }

  /// Creates a file that did not exist before, and brings it to the disk.
  package static func create(_ path: String, _ bytes: [UInt8]) throws(FileError) {
    try write(bytes, to: path, mode: nil)
  }

  /// Moves a file or a folder; a file at the destination is replaced.
  package static func rename(_ path: String, to destination: String) throws(FileError) {
    guard unsafe Glibc.rename(path, destination) == 0 else { throw FileError("write", destination) }
    // The new name survives a power cut only when the folder is on the disk too.
    let directory = unsafe open(Path.parent(destination), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { return }
    fsync(directory)
    close(directory)
  }

  /// Creates a folder and the folders above it; does nothing when it exists.
  package static func createDirectory(_ path: String) throws(FileError) {
    if kind(of: path) == .directory { return }
    let parent = Path.parent(path)
    if parent != path { try createDirectory(parent) }
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else { throw FileError("create", path) }
  }

  /// Removes a file; does nothing when there is none.
  package static func remove(_ path: String) throws(FileError) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else { throw FileError("remove", path) }
  }

  /// Removes a folder with all it holds; symbolic links are removed, not followed.
  package static func removeTree(_ path: String) throws(FileError) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else { return try remove(path) }
    for name in try entries(of: path) { try removeTree(Path.join(path, name)) }
    guard unsafe rmdir(path) == 0 else { throw FileError("remove", path) }
  }

  /// The working directory.
  package static var workingDirectory: String {
    guard let path = unsafe getcwd(nil, 0) else { return "." }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }

  private static func write(
    _ bytes: [UInt8], to path: String, mode: mode_t?
  ) throws(FileError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode ?? 0o666)
    guard descriptor >= 0 else { throw FileError("write", path) }
    defer { close(descriptor) }
    if let mode { fchmod(descriptor, mode) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError("write", path) }
      rest = rest.dropFirst(count)
    }
    guard fsync(descriptor) == 0 else { throw FileError("write", path) }
  }

  /// The file that a path finally names, or the path itself when it names nothing yet.
  package static func resolvingLinks(_ path: String) -> String {
    guard let resolved = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// A hidden name beside a path that no other process uses.
  private static func sibling(of path: String) -> String {
    let token = String(UInt64.random(in: .min ... .max), radix: 36)
    return Path.join(Path.parent(path), ".\(Path.name(path)).\(token).tmp")
  }
}

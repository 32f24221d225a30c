import FileSystem

/// Several files in one text: each starts at a line `-- name --` (the txtar format of Go).
///
/// See <https://pkg.go.dev/golang.org/x/tools/txtar>.
package struct TextArchive: Sendable {
  /// One file of the archive.
  package struct Entry: Sendable, Hashable {
    package var name: String
    package var text: String

    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// What stands before the first file.
  package var comment: String = ""
  package var entries: [Entry] = []

  /// Takes an archive apart.
  package init(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("-- "), line.hasSuffix(" --"), line.count > 6 {
        entries.append(Entry(name: String(line.dropFirst(3).dropLast(3)), text: ""))
      } else if entries.isEmpty {
        comment += line + "\n"
      } else {
        entries[entries.count - 1].text += line + "\n"
      }
    }
    // The last line break of the text ends its last line and starts no line of its own.
    if entries.isEmpty {
      comment.removeLast()
    } else {
      entries[entries.count - 1].text.removeLast()
    }
  }

  /// The text of a file.
  package subscript(name: String) -> String? {
    entries.first { $0.name == name }?.text
  }

  /// The archive as text.
  package var text: String {
    entries.reduce(comment) { $0 + "-- \($1.name) --\n" + $1.text }
  }
}

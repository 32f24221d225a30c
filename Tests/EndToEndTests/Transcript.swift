import FileSystem
import TestSupport

/// A text that shows files and commands with what they print, and that can be run as it stands.
///
/// A fenced block with `title=PATH` is a file to write; a `console` block holds commands after `$ `,
/// continued after `> `, each followed by its output on both streams.
struct Transcript {
  /// A part of the text.
  enum Part: Equatable {
    /// Words for people, kept as they are.
    case text([String])
    /// A fenced block that is the content of a file.
    case file(path: String, fence: String, lines: [String])
    /// A command in a console block, typed on one or more lines, and its output.
    case command(typed: [String], output: [String])
    /// The fence before or after the commands of a console block.
    case fence(String)
  }

  var parts: [Part] = []

  /// Reads a text.
  init(_ text: String) {
    var isConsole = false
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
    while let line = lines.popFirst() {
      if line == "```console" || (isConsole && line == "```") {
        isConsole.toggle()
        parts.append(.fence(line))
      } else if isConsole {
        readConsole(line)
      } else if line.hasPrefix("```"), let title = line.range(of: " title=") {
        let content = lines.prefix { $0 != "```" }
        lines = lines.dropFirst(content.count + 1)
        parts.append(
          .file(path: String(line[title.upperBound...]), fence: line, lines: Array(content)))
      } else if case .text(let words)? = parts.last {
        parts[parts.count - 1] = .text(words + [line])
      } else {
        parts.append(.text([line]))
      }
    }
  }

  private mutating func readConsole(_ line: String) {
    if line.hasPrefix("$ ") {
      parts.append(.command(typed: [String(line.dropFirst(2))], output: []))
      return
    }
    guard case .command(var typed, var output)? = parts.last else { return }
    if output.isEmpty, line.hasPrefix("> ") {
      typed.append(String(line.dropFirst(2)))
    } else {
      output.append(line)
    }
    parts[parts.count - 1] = .command(typed: typed, output: output)
  }

  /// The text again.
  var text: String {
    parts.map { part in
      switch part {
      case .text(let lines): lines.joined(separator: "\n")
      case .file(_, let fence, let lines): ([fence] + lines + ["```"]).joined(separator: "\n")
      case .fence(let line): line
      case .command(let typed, let output):
        (["$ \(typed[0])"] + typed.dropFirst().map { "> \($0)" } + output).joined(separator: "\n")
      }
    }.joined(separator: "\n")
  }

  /// Writes the files and runs the commands.
  ///
  /// - Parameters:
  ///   - directory: The folder to run in.
  ///   - environment: Variables to set.
  /// - Returns: The text with the output of today where it is not what is expected.
  /// - Throws: `FileError` when a file cannot be written.
  func run(in directory: String, environment: [String: String] = [:]) throws -> String {
    var result = self
    for index in parts.indices {
      switch parts[index] {
      case .text, .fence: break
      case .file(let path, _, let lines):
        let file = Path.join(directory, path)
        try FileSystem.createDirectory(Path.parent(file))
        try FileSystem.writeAtomically(Array(lines.map { $0 + "\n" }.joined().utf8), to: file)
      case .command(let typed, let expected):
        let output = try Self.output(
          of: typed.joined(separator: "\n"), in: directory, environment: environment)
        if Self.matches(output[...], expected[...]) { continue }
        result.parts[index] = .command(typed: typed, output: output)
      }
    }
    return result.text
  }

  /// The lines that a command prints on both streams, with `…` for what no two runs share.
  private static func output(
    of command: String, in directory: String, environment: [String: String]
  ) throws -> [String] {
    let setup = "PATH=\(Path.parent(Executable.path)):$PATH; export PATH; exec 2>&1\n"
    let process = try ChildProcess.run(
      ["/bin/sh", "-c", setup + command], in: directory, environment: environment)
    var lines = process.output.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    return lines.map { line in
      String(line).replacing(directory, with: "…")
        .replacing(/20\d{12}(?=_)/, with: "…")
        .replacing(/20\d\d-\d\d-\d\d \d\d:\d\d:\d\d/, with: "…")
        .replacing(/\d+(\.\d+)? ms/, with: "… ms")
    }
  }

  /// Tells whether lines are what a pattern expects: `…` stands for any characters of a line, a
  /// line of nothing else for any lines.
  static func matches(_ lines: ArraySlice<String>, _ pattern: ArraySlice<String>) -> Bool {
    guard let first = pattern.first else { return lines.isEmpty }
    if first == "…" {
      return (0...lines.count).contains {
        matches(lines.dropFirst($0), pattern.dropFirst())
      }
    }
    guard let line = lines.first, matchesLine(line[...], first[...]) else { return false }
    return matches(lines.dropFirst(), pattern.dropFirst())
  }

  private static func matchesLine(_ line: Substring, _ pattern: Substring) -> Bool {
    let pieces = pattern.split(separator: "…", omittingEmptySubsequences: false)
    guard pieces.count > 1 else { return line == pattern }
    guard line.hasPrefix(pieces[0]) else { return false }
    var rest = line.dropFirst(pieces[0].count)
    for piece in pieces.dropFirst().dropLast() {
      guard let range = rest.range(of: piece) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.count >= pieces[pieces.count - 1].count && rest.hasSuffix(pieces[pieces.count - 1])
  }
}

extension StringProtocol {
  /// The first place of a text within this one.
  fileprivate func range(of text: some StringProtocol) -> Range<Index>? {
    guard !text.isEmpty else { return startIndex..<startIndex }
    var start = startIndex
    while start != endIndex {
      if self[start...].hasPrefix(text) {
        return start..<index(start, offsetBy: text.count)
      }
      start = index(after: start)
    }
    return nil
  }
}

/// Writes Swift source line by line.
struct SourceWriter {
  private(set) var text = ""
  private var level = 0

  /// Writes a line.
  mutating func line(_ text: String = "") {
    if !text.isEmpty { self.text += String(repeating: "  ", count: level) + text }
    self.text += "\n"
  }

  /// Writes a documentation comment.
  mutating func documentation(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      self.line(line.isEmpty ? "///" : "/// \(line)")
    }
  }

  /// Writes a head, a body one level deeper, and a closing brace.
  mutating func block(_ head: String, _ body: (inout SourceWriter) -> Void) {
    line("\(head) {")
    level += 1
    body(&self)
    level -= 1
    line("}")
  }

  /// Writes a function, one parameter a line when there are several.
  mutating func function(
    _ head: String, _ parameters: [String], returning result: String? = nil,
    _ body: (inout SourceWriter) -> Void
  ) {
    let end = result.map { ") -> \($0)" } ?? ")"
    guard parameters.count > 1 else {
      return block("\(head)(\(parameters.first ?? "")\(end)", body)
    }
    line("\(head)(")
    level += 1
    for (index, parameter) in parameters.enumerated() {
      line(index < parameters.count - 1 ? "\(parameter)," : parameter)
    }
    level -= 1
    block(end, body)
  }
}

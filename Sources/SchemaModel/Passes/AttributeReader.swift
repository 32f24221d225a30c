import Diagnostics
import SchemaSyntax

/// The attributes of one declaration; each is taken once by the check that understands it.
///
/// What is there is noted once, so that asking for one that is not there costs nothing.
struct AttributeReader {
  private let attributes: AttributesSyntax
  private let prefix: String
  private var present = AttributeNames()
  /// The first attribute of each name.
  private var places = AttributePlaces()
  private var repeated = AttributeNames()
  private var hasOthers = false
  private var taken = AttributeNames()
  private var tookDotted = false

  /// The prefix is `@` for fields and enum values, `@@` for blocks.
  init(_ attributes: AttributesSyntax, prefix: String) {
    self.attributes = attributes
    self.prefix = prefix
    attributes.forEach(AttributeName.words) { attribute, word in
      guard let word else {
        hasOthers = true
        return
      }
      let name = AttributeName.all[word]
      if present.contains(name) {
        repeated.insert(name)
      } else {
        present.insert(name)
        places[name] = UInt32(attribute)
      }
    }
  }

  /// Takes the only attribute of a name; reports those that repeat it.
  ///
  /// Each field is asked for all that it may have, and has one or none of them.
  @inline(__always)
  mutating func takeOnly(_ name: AttributeName, _ state: inout AnalysisState) -> ArgumentReader? {
    present.contains(name) ? takePresent(name, &state) : nil
  }

  private mutating func takePresent(
    _ name: AttributeName, _ state: inout AnalysisState
  ) -> ArgumentReader? {
    taken.insert(name)
    if repeated.contains(name) {
      reportRepeated(name, &state)
      return nil
    }
    let first = attributes.attribute(at: Int(places[name]))
    return ArgumentReader(AttributeDeclaration(first), name, prefix: prefix, &state)
  }

  private func named(_ name: AttributeName) -> [AttributeDeclaration] {
    var named: [AttributeDeclaration] = []
    for attribute in attributes where AttributeName(attribute.name) == name {
      named.append(AttributeDeclaration(attribute))
    }
    return named
  }

  private func reportRepeated(_ name: AttributeName, _ state: inout AnalysisState) {
    let attributes = named(name)
    guard let first = attributes.first else { return }
    let shown = prefix + name.rawValue
    for attribute in attributes.dropFirst() {
      let isSame = state.edits.text(of: attribute.span) == state.edits.text(of: first.span)
      state.report(
        .duplicateAttribute, "`\(shown)` is given more than once", at: attribute.span,
        help: isSame ? "remove it here" : "decide for one of them and remove the other",
        notes: [Diagnostic.Note("it is given here already", at: first.span)],
        fixes: isSame
          ? [FixIt("remove the second `\(shown)`", [state.edits.removal(of: attribute.span)])] : [])
    }
  }

  /// Takes all attributes of a name.
  mutating func takeAll(_ name: AttributeName, _ state: inout AnalysisState) -> [ArgumentReader] {
    guard present.contains(name) else { return [] }
    taken.insert(name)
    var readers: [ArgumentReader] = []
    for attribute in named(name) {
      if let reader = ArgumentReader(attribute, name, prefix: prefix, &state) {
        readers.append(reader)
      }
    }
    return readers
  }

  /// Takes the attributes with a prefix: `@db.VarChar(10)`.
  mutating func takeDotted() -> [AttributeDeclaration] {
    guard hasOthers else { return [] }
    tookDotted = true
    return attributes.filter(\.isDotted).map(AttributeDeclaration.init)
  }

  /// Reports the attributes that nobody took.
  func finish(_ state: inout AnalysisState, known: @autoclosure () -> [AttributeName]) {
    guard hasOthers || !taken.contains(present) else { return }
    for attribute in attributes where !isTaken(attribute) {
      let name = Identifier(attribute.name)
      let known = known().map(\.rawValue)
      let spelling = Spelling(of: name.name, among: known)
      state.report(
        .unknownAttribute, "there is no attribute `\(prefix)\(name.name)` here",
        at: attribute.span,
        help: spelling.help { prefix + $0 }
          ?? "the attributes here are "
          + known.map { "`\(prefix)\($0)`" }.joined(separator: ", "),
        fixes: spelling.fixes(at: name.span))
    }
  }

  private func isTaken(_ attribute: AttributeSyntax) -> Bool {
    AttributeName(attribute.name).map(taken.contains) ?? (tookDotted && attribute.isDotted)
  }
}

extension AttributeSyntax {
  /// Whether the name has a prefix, as native types have.
  fileprivate var isDotted: Bool { name.contains(UInt8(ascii: ".")) }
}

extension String {
  func contains(byte: UInt8) -> Bool {
    let bytes = utf8.span
    for index in bytes.indices where bytes[index] == byte { return true }
    return false
  }
}

package import BackendInterface

/// A drop and an add that may be one thing renamed, and how to say so.
package struct RenameSuspicion: Sendable, Hashable {
  package var rename: Rename
  /// The argument of `--rename` that confirms it.
  package var argument: String
}

extension RenameSuspicion {
  /// One line for each thing, with everything that it may be called now.
  static func list(_ suspicions: [RenameSuspicion]) -> String {
    var lines: [String] = []
    var positions: [Subject: Int] = [:]
    for suspicion in suspicions {
      let subject = Subject(suspicion.rename)
      if let position = positions[subject] {
        lines[position] += " or `\(suspicion.rename.next)`"
      } else {
        positions[subject] = lines.count
        lines.append("  \(suspicion.rename.text)")
      }
    }
    return lines.joined(separator: "\n")
  }

  /// The arguments that say that everything was renamed, in the order of the schema.
  static func arguments(_ suspicions: [RenameSuspicion]) -> String {
    var decided: Set<Subject> = []
    var taken: Set<Subject> = []
    var arguments: [String] = []
    for suspicion in suspicions {
      let successor = Subject(subject: suspicion.rename.subject, name: suspicion.rename.next)
      guard !decided.contains(Subject(suspicion.rename)), !taken.contains(successor) else {
        continue
      }
      decided.insert(Subject(suspicion.rename))
      taken.insert(successor)
      arguments.append("`--rename \(suspicion.argument)`")
    }
    return arguments.joined(separator: " ")
  }

  /// What may have been renamed.
  private struct Subject: Hashable {
    var subject: Rename.Subject
    var name: String

    init(subject: Rename.Subject, name: String) {
      self.subject = subject
      self.name = name
    }

    init(_ rename: Rename) { self.init(subject: rename.subject, name: rename.previous) }
  }
}

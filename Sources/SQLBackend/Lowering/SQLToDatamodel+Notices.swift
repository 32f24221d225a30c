import BackendInterface
import SQLModel
import SchemaModel

/// Something that a schema does not say: for people at the terminal and in the schema itself.
struct PullRemark {
  var code: String
  var message: String
  /// The comment in the schema; `nil` where the schema shows it anyway.
  var comment: String?

  init(_ code: String, _ message: String, comment: String? = nil) {
    self.code = code
    self.message = message
    self.comment = comment
  }
}

extension SQLToDatamodel {
  typealias Notice = IntrospectedDatamodel.Notice

  /// What of the database the schema does not say, one notice an object.
  func notices() -> [Notice] {
    tables.enumerated().flatMap { notices(about: $1, at: $0) } + viewNotices()
      + Dialect.peculiarities(of: schema.objects, beside: previous.datamodel).map(notice(about:))
  }

  /// The comment of a model that is new in the schema.
  func documentation(of table: Table<Dialect>, at index: Int) -> String? {
    let lines = [table.comment.map(\.onOneLine)] + remarks(about: table, at: index).map(\.comment)
    return lines.compactMap { $0 }.joined(separator: "\n").nonEmpty
  }

  /// The comment of a field that is new in the schema.
  func documentation(of column: Column<Dialect>) -> String? {
    let lines = [column.comment.map(\.onOneLine)] + remarks(about: column, named: "").map(\.comment)
    return lines.compactMap { $0 }.joined(separator: "\n").nonEmpty
  }

  private func notices(about table: Table<Dialect>, at index: Int) -> [Notice] {
    let model = modelName(index)
    var notices = remarks(about: table, at: index).map { Notice($0.code, $0.message, model: model) }
    for column in table.columns {
      let name = "`\(table.name.display)`.`\(column.name)`"
      let isTyped =
        views.contains(table.name)
        && previous.field(of: column.name, in: table.name)?.scalarType != nil
      notices += remarks(about: column, named: name, isTyped: isTyped).map { remark in
        Notice(
          remark.code, remark.message, model: model,
          field: names.field(of: column.name, in: table.name))
      }
    }
    return notices
  }

  private func remarks(about table: Table<Dialect>, at index: Int) -> [PullRemark] {
    let name = table.name.display
    var remarks: [PullRemark] = []
    if !areIdentifiable[index], !views.contains(table.name) {
      remarks.append(
        PullRemark(
          "no-identifier", "no key identifies the rows of `\(name)`, so the model is ignored",
          comment: "No key identifies the rows of this table, so clients cannot use it."))
    }
    let nullable = table.nullableKeyColumns.map { "`\($0)`" }.joined(separator: ", ")
    if !nullable.isEmpty {
      remarks.append(
        PullRemark(
          "nullable-key",
          "the key of `\(name)` takes NULL (\(nullable)), where fields of a key are required",
          comment: "The key takes NULL in the database (\(nullable)); a key here is required."))
    }
    if table.comment != nil {
      remarks.append(PullRemark("comment", "the comment on `\(name)` stays in the database only"))
    }
    func add(_ code: String, _ subject: String) {
      remarks.append(
        PullRemark(
          code, "\(subject) of `\(name)` stays in the database only",
          comment: "\(subject.uppercasedFirst) stays in the database only."))
    }
    for check in table.checks {
      add(
        "check-constraint",
        check.name.map { "the check `\($0)`" } ?? "a check (`\(check.expression.onOneLine)`)")
    }
    for trigger in table.triggers { add("trigger", "the trigger `\(trigger.name)`") }
    for peculiarity in Dialect.peculiarities(of: table) {
      switch peculiarity {
      case .object(let code, let kind, let object): add(code, "the \(kind) `\(object)`")
      case .detail(let code, let part, let text):
        remarks.append(
          PullRemark(
            code, "the \(part) of `\(name)` \(text)", comment: "The \(part) \(text)."))
      case .property(let code, let text):
        remarks.append(
          PullRemark(
            code, "`\(name)` \(text), which the schema does not say",
            comment: "The table \(text)."))
      }
    }
    return remarks + indexRemarks(about: table) + keyRemarks(about: table)
  }

  private func indexRemarks(about table: Table<Dialect>) -> [PullRemark] {
    var remarks: [PullRemark] = []
    for index in table.indexes {
      let subject = "the index `\(index.name)`"
      var reasons = Dialect.peculiarities(of: index).map { ($0.code, $0.text) }
      if !Dialect.isExpressible(index) {
        reasons = [
          ("index", "\(Dialect.inexpressibleReason(index)) and stays in the database only")
        ]
      }
      for (code, text) in reasons {
        remarks.append(
          PullRemark(
            code, "\(subject) of `\(table.name.display)` \(text)",
            comment: "\(subject.uppercasedFirst) \(text)."))
      }
    }
    return remarks
  }

  private func keyRemarks(about table: Table<Dialect>) -> [PullRemark] {
    table.foreignKeys.enumerated().flatMap { index, key in
      let names = key.columns.map { "`\($0)`" }.joined(separator: ", ")
      let columns = "the foreign key (\(names))"
      let isRepeated = table.foreignKeys[..<index].contains { $0.leads(as: key) }
      let subject = isRepeated ? key.name.map { "the foreign key `\($0)`" } ?? columns : columns
      var texts: [(String, String)] = []
      if isRepeated {
        texts.append(("foreign-key", "repeats another one and stays in the database only"))
      }
      if let obstacle = obstacle(to: key, of: table) { texts.append(("foreign-key", obstacle)) }
      if key.timing != .immediate {
        let moment = key.timing == .deferred ? "is checked" : "can be checked"
        texts.append(("deferred-constraint", "\(moment) at the end of transactions"))
      }
      texts += key.traits.compactMap { trait in trait.text.map { (trait.code, $0) } }
      return texts.map { code, text in
        PullRemark(
          code, "\(subject) of `\(table.name.display)` \(text)",
          comment: "\(subject.uppercasedFirst) \(text).")
      }
    }
  }

  /// What the schema does not say of a column, unless it gives that of a view a type of its own.
  private func remarks(
    about column: Column<Dialect>, named name: String, isTyped: Bool = false
  ) -> [PullRemark] {
    var remarks: [PullRemark] = []
    let introspected = Dialect.introspectedType(of: column)
    if case .unsupported(let text) = introspected.element, !isTyped {
      let suffix = introspected.isList ? "[]" : ""
      let type = text.isEmpty ? "no declared type" : "the type `\(text)\(suffix)`"
      remarks.append(
        PullRemark("unsupported-type", "\(name) has \(type), which clients cannot use"))
    }
    if Dialect.generation(of: column) != nil {
      remarks.append(
        PullRemark(
          "generated-column", "the database computes \(name), which the schema does not say",
          comment: "The database computes this column."))
    }
    if column.comment != nil {
      remarks.append(PullRemark("comment", "the comment on \(name) stays in the database only"))
    }
    for peculiarity in Dialect.peculiarities(of: column) {
      remarks.append(
        PullRemark(
          peculiarity.code, "\(name) \(peculiarity.text), which the schema does not say",
          comment: "The column \(peculiarity.text)."))
    }
    return remarks
  }

  private func notice(about peculiarity: Peculiarity) -> Notice {
    switch peculiarity {
    case .object(let code, let kind, let name):
      Notice(code, "the \(kind) `\(name)` stays in the database only")
    case .property(let code, let text): Notice(code, text)
    case .detail(let code, let part, let text): Notice(code, "the \(part) \(text)")
    }
  }

  private func viewNotices() -> [Notice] {
    schema.views.compactMap { view in
      let kind = view.isMaterialized ? "materialized view" : "view"
      if views.contains(view.name) {
        guard view.columns.isEmpty else { return nil }
        return Notice(
          "view",
          "the \(kind) `\(view.name.display)` cannot be read and is kept as the schema has it")
      }
      return Notice("view", "the \(kind) `\(view.name.display)` is not in the schema")
    }
  }
}

extension Peculiarity {
  /// The rest of a sentence about what has it.
  fileprivate var text: String {
    switch self {
    case .property(_, let text): text
    case .object(_, let kind, let name): "has the \(kind) `\(name)`"
    case .detail(_, let part, let text): "has the \(part), which \(text)"
    }
  }
}

extension ForeignKey.Trait {
  fileprivate var code: String {
    switch self {
    case .matchesFully: "match-full"
    case .ignoresOldRows: "not-valid"
    case .isUnenforced: "not-enforced"
    case .coversPeriods: "period"
    case .clears: "cleared-columns"
    }
  }

  /// The rest of a sentence about the key; `nil` where it keeps the key from being a relation.
  fileprivate var text: String? {
    switch self {
    case .matchesFully: "takes NULL in all of its columns or in none"
    case .ignoresOldRows: "does not hold for rows that were there before it"
    case .isUnenforced: "is not enforced"
    case .coversPeriods: nil
    case .clears(let columns):
      "changes only \(columns.map { "`\($0)`" }.joined(separator: ", ")) on a deletion"
    }
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }

  /// With spaces for line breaks: a comment of the schema language ends with its line.
  fileprivate var onOneLine: String {
    split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

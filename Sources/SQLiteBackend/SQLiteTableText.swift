import SQLModel

/// What only the text of `CREATE TABLE` says about a table.
///
/// Tolerant: what is not understood is left out. <https://sqlite.org/lang_createtable.html>
struct SQLiteTableText {
  struct DeclaredForeignKey {
    var name: String?
    var timing: ForeignKey.Timing
  }

  /// A primary key or a unique constraint.
  struct DeclaredKey {
    struct Part: Equatable {
      /// In lower case.
      var column: String
      /// The collating sequence, if the part names one.
      var collation: String?
    }

    var name: String?
    var parts: [Part]
    var conflict: SQLiteConflictResolution?
  }

  var checks: [CheckConstraint] = []
  /// By column.
  var collations: [String: String] = [:]
  /// `GENERATED ALWAYS AS (…) …`, by column.
  var generations: [String: String] = [:]
  /// What happens to rows without a value, by column.
  var nullConflicts: [String: SQLiteConflictResolution] = [:]
  /// In the order of the text.
  var foreignKeys: [DeclaredForeignKey] = []
  var primaryKey: DeclaredKey?
  var uniqueKeys: [DeclaredKey] = []
  /// The comments beside columns, by column.
  private(set) var columnComments: [String: [String]] = [:]
  /// The comments that stand beside no column.
  private(set) var comments: [String] = []

  init(_ sql: String) {
    let tokens = Array(SQLiteTokens(sql))[...]
    guard let open = tokens.firstIndex(where: { $0.isSymbol("(") }),
      let inner = tokens.parenthesized(at: open)
    else { return }
    let bytes = Array(sql.utf8)
    let definitions = inner.separatedByCommas
    for definition in definitions {
      var reader = SQLiteDefinitionReader(definition, of: bytes)
      reader.read(into: &self)
    }
    let end =
      inner.endIndex < tokens.endIndex ? tokens[inner.endIndex].range.lowerBound : bytes.count
    let comments = SQLiteTableComments(
      beside: definitions, in: tokens[open].range.upperBound..<end, of: bytes)
    columnComments = comments.columns
    self.comments = comments.table
  }

  static func isVirtual(_ sql: String) -> Bool {
    let tokens = Array(SQLiteTokens(sql).prefix(2))
    return tokens.count == 2 && tokens[1].isKeyword("VIRTUAL")
  }

  /// What the text says about the unique constraint on columns, whose collating sequences are
  /// those given; repetitions of a constraint are one in the database.
  func uniqueKey(
    on columns: [String], collations: [String]
  ) -> (name: String?, conflict: SQLiteConflictResolution?) {
    let folded = columns.map { $0.lowercased() }
    let declared = uniqueKeys.filter { key in
      key.parts.map(\.column) == folded
        && zip(key.parts, zip(columns, collations)).allSatisfy { part, place in
          let collation = part.collation ?? self.collations[place.0] ?? "BINARY"
          return collation.lowercased() == place.1.lowercased()
        }
    }
    return (declared.compactMap(\.name).first, declared.compactMap(\.conflict).first)
  }
}

extension ArraySlice<SQLiteTokens.Token> {
  /// The tokens inside the parentheses that open at an index; those that are not closed end with
  /// the text.
  func parenthesized(at open: Int) -> Self? {
    guard indices.contains(open), self[open].isSymbol("(") else { return nil }
    var depth = 0
    for index in open..<endIndex {
      if self[index].isSymbol("(") { depth += 1 }
      if self[index].isSymbol(")") { depth -= 1 }
      if depth == 0 { return self[(open + 1)..<index] }
    }
    return self[(open + 1)..<endIndex]
  }

  /// What stands between the commas that are in no parentheses.
  var separatedByCommas: [Self] {
    var result: [Self] = []
    var depth = 0
    var start = startIndex
    for index in indices {
      if self[index].isSymbol("(") { depth += 1 }
      if self[index].isSymbol(")") { depth -= 1 }
      if depth == 0, self[index].isSymbol(",") {
        result.append(self[start..<index])
        start = index + 1
      }
    }
    result.append(self[start...])
    return result
  }
}

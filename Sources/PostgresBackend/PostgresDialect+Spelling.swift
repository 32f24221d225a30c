package import DatabaseAccess
package import SQLModel

extension Postgres {
  /// Asks the server how it would write the expressions of defaults that it wrote anew.
  ///
  /// A table that is rolled back at once has columns with the wanted types and defaults; what the
  /// server says of them compares with what it says of those that are there.
  package static func respelled(
    _ wanted: SQLSchema<Postgres>, beside present: SQLSchema<Postgres>,
    in session: any DatabaseSession
  ) -> SQLSchema<Postgres> {
    let doubts = doubtfulDefaults(of: wanted, beside: present)
    guard !doubts.isEmpty else { return wanted }
    let answers: [String?]
    do throws(DatabaseError) {
      answers = try spellings(of: doubts, in: session)
    } catch {
      // 42501, insufficient_privilege, and 25006, read_only_sql_transaction: nothing can be asked.
      let isMute = error.vendorCode == "42501" || error.vendorCode == "25006"
      answers = doubts.map { doubt in
        if isMute { return doubt.likelySpelling }
        // One that the server does not take must not hide what it says of the others.
        return (try? spellings(of: [doubt], in: session))?.first ?? nil
      }
    }
    var result = wanted
    for (doubt, answer) in zip(doubts, answers) {
      result.tables[doubt.table].columns[doubt.column].options.spelledDefault = answer
    }
    return result
  }

  /// Gives the defaults of a database the words of a schema that asks for the same ones.
  package static func worded(
    _ present: SQLSchema<Postgres>, as wanted: SQLSchema<Postgres>
  ) -> SQLSchema<Postgres> {
    let positions = wanted.tablePositions
    var result = present
    for (index, table) in present.tables.enumerated() {
      guard let counterpart = positions[table.name].map({ wanted.tables[$0] }) else { continue }
      for (position, column) in table.columns.enumerated() {
        guard let other = counterpart.column(named: column.name),
          let spelling = other.options.spelledDefault, spelling == column.options.defaultText
        else { continue }
        result.tables[index].columns[position].defaultValue = other.defaultValue
        result.tables[index].columns[position].options.defaultText = other.defaultExpression
      }
    }
    return result
  }

  /// A default whose text differs from what the server has.
  private struct DoubtfulDefault {
    /// The places of the table and of the column.
    let table: Int
    let column: Int
    let type: String
    let text: String
    /// What the server has there now; `nil` where nothing is there.
    let present: String?

    /// What is there now, if it is of the same words.
    var likelySpelling: String? {
      present.flatMap { PostgresExpressionWords($0) == PostgresExpressionWords(text) ? $0 : nil }
    }
  }

  private static func doubtfulDefaults(
    of wanted: SQLSchema<Postgres>, beside present: SQLSchema<Postgres>
  ) -> [DoubtfulDefault] {
    let positions = present.tablePositions
    var doubts: [DoubtfulDefault] = []
    for (index, table) in wanted.tables.enumerated() {
      let counterpart = positions[table.name].map { present.tables[$0] }
      for (position, column) in table.columns.enumerated() {
        guard let text = column.defaultExpression, column.options.defaultText == nil,
          isKnown(column.type, in: present)
        else { continue }
        // A column that is not there under its name may be a renamed one.
        var known: String?
        if let counterpart = counterpart?.column(named: column.name) {
          known = counterpart.options.defaultText
          if known == nil || known == text { continue }
        }
        doubts.append(
          DoubtfulDefault(
            table: index, column: position, type: column.type.ddl, text: text, present: known))
      }
    }
    // Where nothing has a default there is nothing to compare with.
    let hasDefaults = present.tables.contains { table in
      table.columns.contains { $0.options.defaultText != nil }
    }
    return hasDefaults ? doubts : []
  }

  private static func isKnown(_ type: PostgresType, in schema: SQLSchema<Postgres>) -> Bool {
    guard case .enumeration(let name) = type.element else { return true }
    return schema.objects.enumeration(named: name) != nil
  }

  /// What the server makes of defaults, in their order.
  private static func spellings(
    of doubts: [DoubtfulDefault], in session: any DatabaseSession
  ) throws(DatabaseError) -> [String?] {
    do throws(DatabaseError) {
      return try spellings(of: doubts, in: session, as: "TEMPORARY TABLE \"swisma defaults\"")
    } catch {
      // 42501, insufficient_privilege: who may not make temporary tables may make others.
      guard error.vendorCode == "42501" else { throw error }
      return try spellings(of: doubts, in: session, as: "TABLE \"swisma defaults\"")
    }
  }

  private static func spellings(
    of doubts: [DoubtfulDefault], in session: any DatabaseSession, as table: String
  ) throws(DatabaseError) -> [String?] {
    let columns = doubts.enumerated().map { number, doubt in
      "\"\(number)\" \(doubt.type) DEFAULT \(doubt.text)"
    }
    try session.begin(forWriting: true, isolation: nil)
    defer { try? session.rollback() }
    // The text is the user's own; as one statement it cannot end the transaction.
    _ = try session.execute(Statement("CREATE \(table) (\(columns.joined(separator: ",\n")))"))
    let rows = try session.fetch(
      Statement(
        """
        SELECT pg_get_expr(pg_attrdef.adbin, pg_attrdef.adrelid)
        FROM pg_catalog.pg_attribute
        LEFT JOIN pg_catalog.pg_attrdef ON pg_attrdef.adrelid = pg_attribute.attrelid
          AND pg_attrdef.adnum = pg_attribute.attnum
        WHERE pg_attribute.attrelid = '"swisma defaults"'::regclass AND pg_attribute.attnum > 0
        ORDER BY pg_attribute.attnum
        """))
    guard rows.rowCount == doubts.count else { return doubts.map { _ in nil } }
    return (0..<rows.rowCount).map { rows.string($0, 0) }
  }
}

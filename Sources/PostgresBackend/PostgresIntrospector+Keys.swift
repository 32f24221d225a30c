import DatabaseAccess
import SQLModel

extension PostgresIntrospector {
  /// Reads indexes; one row is one part of an index.
  mutating func readIndexes() {
    let rows = rows(.indexes)
    var row = 0
    while row < rows.rowCount {
      let first = row
      let table = rows.integer(first, 0)
      let number = rows.integer(first, 1)
      var index = index(rows, first)
      while row < rows.rowCount, rows.integer(row, 1) == number {
        let column = columnName(table, Int(rows.integer(row, 10)))
        if rows.isTrue(row, 9) {
          index.parts.append(part(rows, row, column, in: table))
        } else if let column {
          index.options.included.append(column)
        }
        row += 1
      }
      let isPrimary = rows.isTrue(first, 4)
      change(table) { table in
        if isPrimary {
          // Options of a primary key's parts cannot be chosen, so they do not compare.
          table.primaryKey = PrimaryKey(
            name: index.name, index.parts.map { IndexPart($0.content, options: .init()) })
          table.options.keyOptions = index.options
        } else {
          table.indexes.append(index)
        }
      }
    }
  }

  private func index(_ rows: RowBuffer, _ row: Int) -> Index<Postgres> {
    var options = PostgresIndexOptions()
    options.method = rows.string(row, 5) ?? options.method
    options.areNullsDistinct = !rows.isTrue(row, 8)
    options.timing = Self.timing(isDeferrable: rows.isTrue(row, 16), rows.isTrue(row, 17))
    options.isValid = rows.isTrue(row, 18)
    options.isWithoutOverlaps = rows.isTrue(row, 19)
    return Index(
      rows.string(row, 2) ?? "", rows.isTrue(row, 3) ? .unique : .normal, [],
      predicate: rows.string(row, 6).map { PostgresExpression($0).withoutParentheses.text },
      isConstraint: rows.isTrue(row, 7), options: options)
  }

  private func part(
    _ rows: RowBuffer, _ row: Int, _ column: String?, in table: Int64
  ) -> IndexPart<Postgres> {
    var options = PostgresIndexPartOptions(operatorClass: rows.string(row, 12))
    options.isDefaultClass = rows.isTrue(row, 13)
    let isDescending = rows.isTrue(row, 14)
    let areNullsFirst = rows.isTrue(row, 15)
    options.areNullsFirst = areNullsFirst == isDescending ? nil : areNullsFirst
    if rows.integer(row, 20) != collation(table, Int(rows.integer(row, 10))) {
      options.collation = rows.string(row, 21)
    }
    let content: IndexPart<Postgres>.Content =
      if let column { .column(column) } else { .expression(rows.string(row, 11) ?? "") }
    return IndexPart(content, isDescending: isDescending, options: options)
  }

  /// Reads foreign keys.
  mutating func readForeignKeys() {
    let rows = rows(.foreignKeys)
    for row in 0..<rows.rowCount {
      let key = foreignKey(rows, row)
      change(rows.integer(row, 0)) { $0.foreignKeys.append(key) }
    }
  }

  private func foreignKey(_ rows: RowBuffer, _ row: Int) -> ForeignKey {
    let (table, target) = (rows.integer(row, 0), rows.integer(row, 2))
    let referenced =
      rows.string(row, 11).map { PostgresDefault.arrayElements($0) }
      ?? Self.numbers(rows.bytes(row, 10)).map { columnName(target, $0) ?? "" }
    var key = ForeignKey(
      name: rows.string(row, 1),
      columns: Self.numbers(rows.bytes(row, 9)).map { columnName(table, $0) ?? "" },
      referencedTable: tableName(target) ?? name(rows.string(row, 3), rows.string(row, 4)),
      referencedColumns: referenced,
      onDelete: Self.action(rows.string(row, 5)), onUpdate: Self.action(rows.string(row, 6)),
      timing: Self.timing(isDeferrable: rows.isTrue(row, 7), rows.isTrue(row, 8)))
    if rows.isTrue(row, 12) { key.traits.append(.matchesFully) }
    if rows.isTrue(row, 14) {
      key.traits.append(.isUnenforced)
    } else if rows.isTrue(row, 13) {
      key.traits.append(.ignoresOldRows)
    }
    if rows.isTrue(row, 15) { key.traits.append(.coversPeriods) }
    let cleared = Self.numbers(rows.bytes(row, 16)).map { columnName(table, $0) ?? "" }
    if !cleared.isEmpty { key.traits.append(.clears(cleared)) }
    return key
  }

  private static func timing(isDeferrable: Bool, _ isDeferred: Bool) -> ForeignKey.Timing {
    isDeferred ? .deferred : isDeferrable ? .deferrable : .immediate
  }

  /// The numbers in an array of the server's, such as `{1,23}`.
  private static func numbers(_ text: ArraySlice<UInt8>) -> [Int] {
    text.dropFirst().dropLast().split(separator: UInt8(ascii: ",")).map { digits in
      digits.reduce(0) { $0 &* 10 &+ Int($1 &- 48) }
    }
  }

  private static func action(_ letter: String?) -> ForeignKey.Action {
    switch letter {
    case "r": .restrict
    case "c": .cascade
    case "n": .setNull
    case "d": .setDefault
    default: .noAction
    }
  }
}

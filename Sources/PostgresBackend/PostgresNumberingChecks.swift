import BackendInterface
import DatabaseAccess
import SQLBackend
import SQLModel

/// Counts the values after which a column that becomes numbered has no number left.
struct PostgresNumberingChecks {
  private let diff: SchemaDiff<Postgres>

  init(_ diff: SchemaDiff<Postgres>) { self.diff = diff }

  var checks: [DataLossCheck] {
    diff.alteredTables.flatMap { table in
      table.alteredColumns.compactMap { change in
        guard change.hasAutoIncrementChanged, change.columns.next.isAutoIncrement,
          !change.isRecreated, change.columns.previous.type.scalar?.isNumber == true,
          let last = lastNumber(of: change.columns.next.type)
        else { return nil }
        let column = Postgres.quote(diff.previousName(of: change.name, in: table.name))
        let name = Postgres.quote(diff.previousName(of: table.name))
        return DataLossCheck(
          "column `\(change.name)` of table `\(table.name.display)` is numbered after its "
            + "greatest value", .unfitValues, obstacle: "values that leave no number",
          .unexecutable, of: .column(change.name, of: table.name),
          count: Statement("SELECT COUNT(*) FROM \(name) WHERE \(column) >= \(last)"),
          isCaution: false)
      }
    }
  }

  private func lastNumber(of type: PostgresType) -> String? {
    switch type.scalar {
    case .smallInt: "32767"
    case .integer: "2147483647"
    case .bigInt: "9223372036854775807"
    default: nil
    }
  }
}

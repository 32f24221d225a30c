package import BackendInterface
import DatabaseAccess
import SQLBackend
package import SQLModel

extension Postgres {
  package static func enumValues(of schema: SQLSchema<Postgres>) -> [QualifiedName: [String]] {
    Dictionary(
      schema.objects.enumerations.map { ($0.name, $0.values) },
      uniquingKeysWith: { first, _ in first })
  }

  package static func objectSummary(of diff: SchemaDiff<Postgres>) -> [ChangeSummary] {
    PostgresPlanner(diff).extensionSteps.flatMap(\.objects).map { object in
      let isNew = !diff.schemas.previous.objects.extensions.contains { $0.name == object.name }
      return ChangeSummary(isNew ? .added : .changed, object)
    } + enumSummary(of: diff)
  }

  private static func enumSummary(of diff: SchemaDiff<Postgres>) -> [ChangeSummary] {
    let enums = diff.schemas.map { Set($0.objects.enumerations.map(\.name)) }
    var lines: [ChangeSummary] = []
    for name in enums.next.subtracting(enums.previous).sorted() {
      lines.append(ChangeSummary(.added, .enumeration(name)))
    }
    for change in PostgresEnumPlanner(diff).changes {
      for value in change.removedValues {
        lines.append(ChangeSummary(.removed, .enumValue(value, of: change.name), risk: .risky))
      }
      for value in change.addedValues {
        lines.append(ChangeSummary(.added, .enumValue(value, of: change.name)))
      }
    }
    for name in enums.previous.subtracting(enums.next).sorted() {
      lines.append(ChangeSummary(.removed, .enumeration(name)))
    }
    return lines
  }

  package static func objectChecks(of diff: SchemaDiff<Postgres>) -> [DataLossCheck] {
    enumChecks(of: diff) + PostgresNumberingChecks(diff).checks
      + PostgresDependentChecks(diff).checks
  }

  /// Counts the rows that still have a value which its enum loses.
  private static func enumChecks(of diff: SchemaDiff<Postgres>) -> [DataLossCheck] {
    PostgresEnumPlanner(diff).changes.flatMap { change in
      change.removedValues.flatMap { value in
        change.usages.map { usage in
          let column = diff.previousName(of: usage.column, in: usage.table)
          let condition =
            usage.isList
            ? "\(PostgresDDL.string(value)) = ANY (\(quote(column))::text[])"
            : "\(quote(column))::text = \(PostgresDDL.string(value))"
          let table = quote(diff.previousName(of: usage.table))
          return DataLossCheck(
            "the value `\(value)` of enum `\(change.name.display)` is removed", .usedEnumValue,
            obstacle: "rows of table `\(usage.table.display)` that have it in column "
              + "`\(usage.column)`", .unexecutable, of: .enumValue(value, of: change.name),
            count: Statement("SELECT COUNT(*) FROM \(table) WHERE \(condition)"))
        }
      }
    }
  }
}

extension SchemaDiff<Postgres> {
  /// The name that a table has before the renames.
  func previousName(of table: QualifiedName) -> QualifiedName {
    renames.tables.first { $0.next == table }?.previous ?? table
  }

  /// The name that a column has before the renames.
  func previousName(of column: String, in table: QualifiedName) -> String {
    renames.columns.first { $0.table == table && $0.names.next == column }?.names.previous
      ?? column
  }
}

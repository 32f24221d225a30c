package import BackendInterface
import DatabaseAccess
import SQLBackend
package import SQLModel

extension SQLiteDialect {
  // https://sqlite.org/limits.html; an enum of more columns shows its values in these.
  private static let maximumSelects = 400

  package static func valueQuestions(of diff: SchemaDiff<Self>) -> [ValueQuestion] {
    var values: [String: [String]] = [:]
    var selects: [String: [String]] = [:]
    for tables in diff.tablePairs {
      for column in tables.next.columns {
        guard let enumeration = column.options.enumeration,
          tables.previous.column(named: column.name) != nil
        else { continue }
        values[enumeration.name] = enumeration.values
        let (name, table) = (quote(column.name), quote(tables.next.name))
        selects[enumeration.name, default: []].append(
          "SELECT DISTINCT \(name) FROM \(table) WHERE \(name) IS NOT NULL")
      }
    }
    return values.sorted { $0.key < $1.key }.map { name, values in
      let parts = selects[name, default: []].prefix(maximumSelects)
      return ValueQuestion(name, values, present: Statement(parts.joined(separator: " UNION ")))
    }
  }
}

import DatabaseAccess
import SQLModel

extension PostgresIntrospector {
  /// Reads enums; one row is one value.
  func readEnums() -> [PostgresObjects.Enumeration] {
    let rows = rows(.enums)
    var enumerations: [PostgresObjects.Enumeration] = []
    for row in 0..<rows.rowCount {
      let name = name(rows.string(row, 0), rows.string(row, 1))
      guard !isExternal(enumeration: name) else { continue }
      if enumerations.last?.name != name {
        enumerations.append(
          PostgresObjects.Enumeration(name, [], comment: rows.string(row, 3)))
      }
      if let value = rows.string(row, 2) {
        enumerations[enumerations.count - 1].values.append(value)
      }
    }
    return enumerations
  }

  /// Reads extensions.
  func readExtensions() -> [PostgresObjects.Extension] {
    let rows = rows(.extensions)
    return (0..<rows.rowCount).map { row in
      PostgresObjects.Extension(
        rows.string(row, 0) ?? "", namespace: rows.string(row, 1), version: rows.string(row, 2))
    }
  }

  /// Reads views.
  func readViews() -> [View<Postgres>] {
    let rows = rows(.views)
    return (0..<rows.rowCount).map { row in
      View(
        name(rows.string(row, 1), rows.string(row, 2)),
        columns: viewColumns[rows.integer(row, 0)] ?? [], definition: rows.string(row, 3) ?? "",
        isMaterialized: rows.isTrue(row, 4))
    }
  }
}

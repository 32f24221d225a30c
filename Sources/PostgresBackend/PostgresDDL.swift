import SQLBackend
import SQLModel

/// The text of the statements that define things.
enum PostgresDDL {
  static func create(_ added: PostgresObjects.Extension) -> String {
    var options = ""
    if let namespace = added.namespace { options += " SCHEMA \(Postgres.quote(namespace))" }
    if let version = added.version { options += " VERSION \(Postgres.quote(version))" }
    return "CREATE EXTENSION IF NOT EXISTS \(Postgres.quote(added.name))"
      + (options.isEmpty ? ";" : " WITH\(options);")
  }

  static func alter(
    _ altered: PostgresObjects.Extension, _ change: PostgresExtensionChange
  ) -> String {
    let name = Postgres.quote(altered.name)
    return switch change {
    case .version(let version):
      "ALTER EXTENSION \(name) UPDATE TO \(Postgres.quote(version));"
    case .namespace(let namespace):
      "ALTER EXTENSION \(name) SET SCHEMA \(Postgres.quote(namespace));"
    }
  }

  static func create(_ enumeration: PostgresObjects.Enumeration) -> String {
    let values = enumeration.values.map(string).joined(separator: ", ")
    return "CREATE TYPE \(Postgres.quote(enumeration.name)) AS ENUM (\(values));"
  }

  static func alter(_ change: PostgresEnumChange) -> String {
    let name = Postgres.quote(change.name)
    guard let replacement = change.replacement else {
      return change.addedValues.map { "ALTER TYPE \(name) ADD VALUE \(string($0));" }
        .joined(separator: "\n")
    }
    let newName = Postgres.quote(replacement.name)
    var lines = ["BEGIN;"]
    lines.append(create(PostgresObjects.Enumeration(replacement.name, replacement.values)))
    for usage in replacement.usages where usage.hadDefault {
      lines.append("\(alterColumn(usage)) DROP DEFAULT;")
    }
    for usage in replacement.usages {
      let column = Postgres.quote(usage.column)
      let type = usage.isList ? newName + "[]" : newName
      let text = usage.isList ? "text[]" : "text"
      lines.append("\(alterColumn(usage)) TYPE \(type) USING (\(column)::\(text)::\(type));")
    }
    lines.append(
      "ALTER TYPE \(name) RENAME TO \(Postgres.quote(replacement.previousName.name));")
    lines.append("ALTER TYPE \(newName) RENAME TO \(Postgres.quote(change.name.name));")
    if !replacement.keepsPreviousType {
      lines.append("DROP TYPE \(Postgres.quote(replacement.previousName));")
    }
    for usage in replacement.usages where usage.hadDefault {
      guard let value = usage.nextDefault, !usage.nextDefault.isAbsent else { continue }
      let type = PostgresType(.enumeration(change.name), isList: usage.isList)
      lines.append("\(alterColumn(usage)) SET DEFAULT \(expression(value, type));")
    }
    lines.append("COMMIT;")
    return lines.joined(separator: "\n")
  }

  private static func alterColumn(_ usage: PostgresEnumChange.Usage) -> String {
    "ALTER TABLE \(Postgres.quote(usage.table)) ALTER COLUMN \(Postgres.quote(usage.column))"
  }

  static func create(_ table: Table<Postgres>) -> String {
    var lines = table.columns.map { "    " + column($0.computed(in: table)) }
    if let key = table.primaryKey {
      // An empty line sets the constraint apart from the columns.
      lines.append("\n    " + primaryKey(key))
    }
    return "CREATE TABLE \(Postgres.quote(table.name)) (\n\(lines.joined(separator: ",\n"))\n);"
  }

  /// A column as in `CREATE TABLE`.
  static func column(_ column: Column<Postgres>) -> String {
    let numbered = column.isAutoIncrement ? column.type.serialDDL : nil
    var text = Postgres.quote(column.name) + " " + (numbered ?? column.type.ddl)
    if let generation = column.options.generation {
      text += " GENERATED ALWAYS AS (\(PostgresExpression(generation).withoutParentheses.text)) "
      text += column.options.isVirtual ? "VIRTUAL" : "STORED"
    }
    if !column.isNullable { text += " NOT NULL" }
    if let value = column.defaultValue, !column.defaultValue.isAbsent {
      text += " DEFAULT " + expression(value, column.type)
    }
    return text
  }

  static func primaryKey(_ key: PrimaryKey<Postgres>) -> String {
    let columns = key.columns.map { Postgres.quote($0) }.joined(separator: ",")
    let name = key.name.map { "CONSTRAINT \(Postgres.quote($0)) " } ?? ""
    return "\(name)PRIMARY KEY (\(columns))"
  }

  static func create(_ index: Index<Postgres>, on table: QualifiedName) -> String {
    var text = index.isUnique ? "CREATE UNIQUE INDEX " : "CREATE INDEX "
    text += Postgres.quote(index.name) + " ON " + Postgres.quote(table)
    // The default method is left out, and then the space as well.
    text += index.options.method == "btree" ? "" : " USING \(index.options.method.uppercased()) "
    text += "(" + index.parts.map(part).joined(separator: ", ") + ")"
    if !index.options.included.isEmpty {
      text += " INCLUDE (\(Postgres.quote(index.options.included)))"
    }
    if !index.options.areNullsDistinct { text += " NULLS NOT DISTINCT" }
    if let predicate = index.predicate { text += " WHERE (\(predicate))" }
    return text + ";"
  }

  private static func part(_ part: IndexPart<Postgres>) -> String {
    var text =
      switch part.content {
      case .column(let name): Postgres.quote(name)
      case .expression(let expression): "(\(expression))"
      }
    if let operatorClass = part.options.operatorClass, !part.options.isDefaultClass {
      text += " " + operatorClass
    }
    if part.isDescending { text += " DESC" }
    if let areNullsFirst = part.options.areNullsFirst {
      text += areNullsFirst ? " NULLS FIRST" : " NULLS LAST"
    }
    return text
  }

  static func add(_ key: ForeignKey, to table: QualifiedName) -> String {
    let name = key.name.map { "CONSTRAINT \(Postgres.quote($0)) " } ?? ""
    var text =
      "ALTER TABLE \(Postgres.quote(table)) ADD \(name)"
      + "FOREIGN KEY (\(Postgres.quote(key.columns))) REFERENCES "
      + "\(Postgres.quote(key.referencedTable))(\(Postgres.quote(key.referencedColumns)))"
    if key.traits.contains(.matchesFully) { text += " MATCH FULL" }
    text += " ON DELETE \(key.onDelete.rawValue)"
    if [.setNull, .setDefault].contains(key.onDelete) {
      for case .clears(let columns) in key.traits { text += " (\(Postgres.quote(columns)))" }
    }
    text += " ON UPDATE \(key.onUpdate.rawValue)"
    switch key.timing {
    case .immediate: break
    case .deferrable: text += " DEFERRABLE"
    case .deferred: text += " DEFERRABLE INITIALLY DEFERRED"
    }
    if key.traits.contains(.isUnenforced) {
      text += " NOT ENFORCED"
    } else if key.traits.contains(.ignoresOldRows) {
      text += " NOT VALID"
    }
    return text + ";"
  }
}

extension Column<Postgres> {
  /// The column as one that the database computes, where its default means that.
  func computed(in table: Table<Postgres>) -> Self {
    guard options.generation == nil, let implied = impliedGeneration(in: table) else {
      return self
    }
    var column = self
    column.options.generation = implied.expression
    column.options.isVirtual = implied.storage == .virtual
    column.defaultValue = nil
    return column
  }
}

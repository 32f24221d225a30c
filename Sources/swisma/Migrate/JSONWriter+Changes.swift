import BackendInterface
import JSON
import Migration

extension JSONWriter {
  /// Writes the changes of a plan as an array of objects.
  mutating func changes(_ changes: [PlannedChange]) {
    beginArray()
    for change in changes { self.change(change) }
    endArray()
  }

  private mutating func change(_ change: PlannedChange) {
    beginObject()
    member("kind", change.summary.kind.rawValue)
    key("object")
    object(change.summary.object)
    if let detail = change.summary.detail { member("detail", detail) }
    member("risk", change.risk.rawValue)
    member("statements", change.statements)
    key("warnings")
    findings(change.findings)
    endObject()
  }

  private mutating func object(_ object: SchemaObject) {
    beginObject()
    member("kind", object.kind.rawValue)
    if let name = object.name { member("name", name) }
    if let owner = object.owner { member(object.kind.isPartOfTable ? "table" : "enum", owner) }
    endObject()
  }

  /// Writes what changes do to rows as an array of objects.
  mutating func findings(_ findings: [DataLossFinding]) {
    beginArray()
    for finding in findings {
      beginObject()
      member("message", finding.message)
      member("consequence", finding.check.consequence.rawValue)
      if let rows = finding.rows { member("\(finding.check.unit)s", Int(clamping: rows)) }
      if !finding.names.isEmpty { member("names", finding.names) }
      endObject()
    }
    endArray()
  }

  /// Writes values that enums do not know as an array of objects.
  mutating func unknownValues(_ values: [UnknownEnumValue]) {
    beginArray()
    for value in values {
      beginObject()
      member("table", value.table)
      member("column", value.column)
      member("enum", value.enumeration)
      member("value", value.value)
      member("rows", Int(clamping: value.rows))
      endObject()
    }
    endArray()
  }
}

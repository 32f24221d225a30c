import BackendInterface

extension RefusedRename {
  /// Why, in words of the database.
  var text: String {
    switch reason {
    case .ownerMissing: "the schema has no \(owner)"
    case .previousMissing: "there was no \(subject(rename.previous))"
    case .nextMissing: "the schema asks for no \(subject(rename.next))"
    case .nextTaken: "\(subject(rename.next)) was there before, and is not renamed"
    case .previousStays: "the schema still has \(subject(rename.previous))"
    case .unchanged: "the two names are the same"
    case .previousRepeated: "another --rename gives `\(rename.previous)` another name"
    case .nextRepeated: "another --rename gives something else the name `\(rename.next)`"
    case .noEnums: "the database has no enums, only their values in the rows"
    }
  }

  private func subject(_ name: String) -> String {
    switch rename.subject {
    case .table: "table `\(name)`"
    case .column(let table): "column `\(name)` of table `\(table)`"
    case .enumeration: "enum `\(name)`"
    case .enumValue(let enumeration): "value `\(name)` of enum `\(enumeration)`"
    }
  }

  private var owner: String {
    switch rename.subject {
    case .column(let table): "table `\(table)`"
    case .enumValue(let enumeration): "enum `\(enumeration)`"
    case .table, .enumeration: subject(rename.next)
    }
  }
}

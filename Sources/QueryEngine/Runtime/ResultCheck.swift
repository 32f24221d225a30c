import DatabaseAccess
import JSON

/// Tells whether the records of a result can be read, for clients that read them cell by cell after
/// what was written is committed.
enum ResultCheck {
  /// The first cell that its type does not allow, or record that is missing.
  static func misfit(in relation: ResultRelation) -> CellMisfit? {
    let node = relation.node
    for row in relation.order {
      if let misfit = misfit(in: node, Int(row), node.fields) { return misfit }
    }
    for inner in node.relations {
      if let misfit = misfit(in: inner) { return misfit }
    }
    return nil
  }

  private static func misfit(
    in node: ResultNode, _ row: Int, _ fields: [ResultField]
  ) -> CellMisfit? {
    for field in fields {
      switch field.content {
      case .column(let column, let type):
        guard !isReadable(node.rows, row, column, type, isRequired: field.isRequired) else {
          continue
        }
        return CellMisfit(node.rows, row, column, model: node.model, field: field.key, type)
      case .relation(let number):
        if field.isRequired, node.relations[number].rows(ofParent: row).isEmpty {
          return CellMisfit(missingRecordOf: field.key, model: node.model)
        }
      case .object(let members):
        if let misfit = misfit(in: node, row, members) { return misfit }
      }
    }
    return nil
  }

  private static func isReadable(
    _ rows: RowBuffer, _ row: Int, _ column: Int, _ type: ResultType, isRequired: Bool
  ) -> Bool {
    let kind = rows.kind(row, column)
    guard kind != .null else { return !isRequired }
    switch type {
    case .string: return kind != .bytes
    case .boolean: return rows.scalarBoolean(row, column) != nil
    case .int, .bigInt: return rows.scalarInteger(row, column) != nil
    case .float: return rows.scalarFloat(row, column) != nil
    case .decimal: return rows.scalarDecimal(row, column) != nil
    case .dateTime: return rows.scalarDateTime(row, column) != nil
    case .json: return rows.scalarJSON(row, column).map { JSONText.isValid($0[...]) } ?? false
    case .bytes: return kind == .bytes
    case .enumeration(_, let values):
      guard kind == .text else { return false }
      let name = rows.bytes(row, column)
      return values.contains { name.elementsEqual($0.databaseName.utf8) }
    case .list(let element):
      guard kind == .text,
        let elements = ArrayText.elements(rows.bytes(row, column), isBytes: element == .bytes)
      else { return false }
      return (0..<elements.rowCount).allSatisfy {
        isReadable(elements, $0, 0, element, isRequired: true)
      }
    }
  }
}

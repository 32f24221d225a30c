import BackendInterface
import DatabaseAccess
import SchemaModel

extension Filter {
  /// All of the conditions, those within a condition of the same kind beside the others.
  static func conjunction(of parts: [Filter]) -> Filter {
    var all: [Filter] = []
    for part in parts {
      switch part {
      case .always: continue
      case .all(let inner): all += inner
      default: all.append(part)
      }
    }
    return all.count > 1 ? .all(all) : all.first ?? .always
  }

  /// At least one of the conditions; equalities of one column become one test, however many they
  /// are.
  static func disjunction(of parts: [Filter]) -> Filter {
    var others: [Filter] = []
    var fields: [FieldID] = []
    var values: [FieldID: [Operand]] = [:]
    for part in parts.flatMap(\.alternatives) {
      guard case .field(let condition) = part, condition.isPlain,
        case .equals(.value(let value)) = condition.test, value != .null
      else {
        others.append(part)
        continue
      }
      if values[condition.field] == nil { fields.append(condition.field) }
      values[condition.field, default: []].append(.value(value))
    }
    let tests = fields.map { field -> Filter in
      let values = values[field] ?? []
      return .field(FieldCondition(field, values.count == 1 ? .equals(values[0]) : .isIn(values)))
    }
    let any = tests + others
    return any.count > 1 ? .any(any) : any.first ?? .never
  }

  /// The conditions of a disjunction; of others they themselves.
  private var alternatives: [Filter] {
    if case .any(let parts) = self { parts } else { [self] }
  }

  /// The values of columns that the filter asks for, as a cursor; `nil` where it asks for anything
  /// else.
  var cursorParts: [CursorPart]? {
    switch self {
    case .field(let condition):
      guard condition.isPlain else { return nil }
      switch condition.test {
      case .equals(.value(let value)): return [CursorPart(condition.field, value)]
      case .isNull: return [CursorPart(condition.field, .null)]
      default: return nil
      }
    case .all(let parts):
      var all: [CursorPart] = []
      for part in parts {
        guard let own = part.cursorParts else { return nil }
        all += own
      }
      return all
    case .always, .never, .any, .not, .relation, .keys: return nil
    }
  }

  /// The columns that other columns are compared with.
  var referencedFields: [FieldID] {
    switch self {
    case .field(let condition): condition.test.referencedFields
    case .all(let parts), .any(let parts): parts.flatMap(\.referencedFields)
    case .not(let part): part.referencedFields
    case .always, .never, .relation, .keys: []
    }
  }
}

extension FieldTest {
  /// The columns that the test compares with.
  fileprivate var referencedFields: [FieldID] {
    switch self {
    case .isInField(let field): [field]
    case .isIn(let operands): operands.compactMap(\.referencedField)
    case .equals(let operand), .less(let operand), .lessOrEqual(let operand),
      .greater(let operand), .greaterOrEqual(let operand), .contains(let operand),
      .startsWith(let operand), .endsWith(let operand), .search(let operand),
      .listHas(let operand), .listHasEvery(let operand), .listHasSome(let operand),
      .jsonArrayContains(let operand), .jsonArrayStartsWith(let operand),
      .jsonArrayEndsWith(let operand), .jsonStringContains(let operand),
      .jsonStringStartsWith(let operand), .jsonStringEndsWith(let operand):
      operand.referencedField.map { [$0] } ?? []
    case .isNull, .listIsEmpty, .jsonNull: []
    }
  }
}

extension Operand {
  fileprivate var referencedField: FieldID? {
    if case .field(let field) = self { field } else { nil }
  }
}

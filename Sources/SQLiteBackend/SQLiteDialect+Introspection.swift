package import SQLBackend
package import SQLModel
import SchemaModel

extension SQLiteDialect {
  package static let listsKeysBackwards = true

  package static func introspectedType(of column: Column<Self>) -> IntrospectedType {
    switch column.type.family {
    case .integer: IntrospectedType(.scalar(.int))
    case .bigInt: IntrospectedType(.scalar(.bigInt))
    case .real: IntrospectedType(.scalar(.float))
    case .decimal: IntrospectedType(.scalar(.decimal))
    case .boolean: IntrospectedType(.scalar(.boolean))
    case .text: IntrospectedType(.scalar(.string))
    case .dateTime: IntrospectedType(.scalar(.dateTime))
    case .blob: IntrospectedType(.scalar(.bytes))
    case .json: IntrospectedType(.scalar(.json))
    case .other(let text): IntrospectedType(.unsupported(text))
    }
  }

  package static func isExpressible(_ index: Index<Self>) -> Bool {
    index.options.definition == nil && index.parts.allSatisfy { $0.column != nil }
  }
}

import DatabaseAccess
import JSON
import QueryEngine
import SwismaClient

extension QueryRequest {
  /// The engine's form of a client's request.
  init(_ request: ClientRequest) {
    self.init(
      action: request.action, model: request.model,
      responseKey: QueryRequest.defaultResponseKey(action: request.action, model: request.model),
      arguments: request.arguments.map(Argument.init),
      selection: Selection(request.selection))
  }
}

extension QueryRequest.Selection {
  fileprivate init(_ fields: [ClientRequest.Field]) {
    self.init(
      fields: fields.map { field in
        QueryRequest.SelectedField(
          field.name, arguments: field.arguments.map(QueryRequest.Argument.init),
          selection: field.selection.isEmpty ? nil : QueryRequest.Selection(field.selection))
      })
  }
}

extension QueryRequest.Argument {
  fileprivate init(_ member: InputValue.Member) {
    self.init(member.name, ArgumentValue(member.value))
  }
}

extension ArgumentValue {
  fileprivate init(_ value: InputValue) {
    switch value {
    case .null: self = .null
    case .boolean(let flag): self = .boolean(flag)
    case .integer(let number): self = .integer(number)
    case .double(let number): self = .number(number.description)
    case .decimal(let number): self = .decimal(number.description)
    case .string(let text): self = .string(text)
    case .dateTime(let microseconds):
      self = .dateTime(ISODateTime.text(microseconds: microseconds) ?? "\(microseconds)")
    case .bytes(let bytes): self = .bytes(bytes)
    case .json(let value):
      var writer = JSONWriter()
      writer.value(value)
      self = .json(writer.text)
    case .enumeration(let name): self = .enumeration(name)
    case .list(let elements): self = .list(elements.map(ArgumentValue.init))
    case .object(let members): self = .object(members.map(QueryRequest.Argument.init))
    }
  }
}

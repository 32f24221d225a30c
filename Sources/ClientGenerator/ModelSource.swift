import SchemaModel

/// The source of one model: its record type with everything that queries on it can say.
struct ModelSource {
  private let model: ClientAPI.ModelAPI
  private let writableModels: Set<String>

  init(_ model: ClientAPI.ModelAPI, writableModels: Set<String>) {
    self.model = model
    self.writableModels = writableModels
  }

  func write(to source: inout SourceWriter) {
    let kind = model.isWritable ? "WritableModel" : "Model"
    source.documentation(model.documentation ?? "A record of `\(model.name)`.")
    source.block("public struct \(SwiftName.type(model.name)): SwismaClient.\(kind), Hashable") {
      source in
      writeProperties(to: &source)
      writeReader(to: &source)
      writeField(to: &source)
      writeWhere(to: &source)
      writeUnique(to: &source)
      writeOrderBy(to: &source)
      writeInclude(to: &source)
      if model.isWritable {
        writeCreate(to: &source)
        writeUpdate(to: &source)
      }
    }
  }

  private func writeProperties(to source: inout SourceWriter) {
    source.documentation("The name in the schema.")
    source.line("public static let modelName = \(SwiftName.literal(model.name))")
    source.line()
    source.documentation("The scalar fields in the order in which records are read.")
    let names = model.scalars.map { SwiftName.literal($0.name) }.joined(separator: ", ")
    source.line("public static let scalarFields: [Swift.String] = [\(names)]")
    for field in model.scalars {
      source.line()
      source.documentation(field.documentation ?? "The field `\(field.name)`.")
      source.line("public var \(SwiftName.member(field.name)): \(field.valueType)")
    }
    for relation in model.relations {
      let type = SwiftName.type(relation.model)
      source.line()
      source.documentation(
        relation.documentation ?? "The relation `\(relation.name)`, if the query included it.")
      source.line(
        "public var \(SwiftName.member(relation.name)): "
          + "SwismaClient.Related<\(relation.isList ? "[\(type)]" : "\(type)?")>")
    }
  }

  private func writeReader(to source: inout SourceWriter) {
    source.line()
    source.documentation("Reads a record of an answer.")
    source.block(
      "public init(from record: SwismaClient.RecordReader) throws(SwismaClient.ClientError)"
    ) { source in
      for (position, field) in model.scalars.enumerated() {
        let method =
          switch field.arity {
          case .required: "value"
          case .optional: "optional"
          case .list: "list"
          }
        source.line(
          "self.\(SwiftName.member(field.name)) = try record.\(method)("
            + "\(SwiftName.literal(field.name)), at: \(position))")
      }
      for relation in model.relations {
        source.line(
          "self.\(SwiftName.member(relation.name)) = try record."
            + "\(relation.isList ? "records" : "record")(\(SwiftName.literal(relation.name)))")
      }
    }
  }

  private func writeField(to source: inout SourceWriter) {
    source.line()
    source.documentation("The scalar fields.")
    source.block("public enum Field: Swift.String, Swift.Sendable") { source in
      for field in model.scalars {
        source.line(
          "case \(SwiftName.member(field.name)) = \(SwiftName.literal(field.name))")
      }
    }
  }

  /// Opens a type that is nothing but its form in a request.
  private func writeInput(
    _ name: String, _ conformance: String, _ documentation: String, to source: inout SourceWriter,
    _ body: (inout SourceWriter) -> Void
  ) {
    source.line()
    source.documentation(documentation)
    source.block("public struct \(name): SwismaClient.\(conformance)") { source in
      source.documentation("The form in a request.")
      source.line("public let inputValue: SwismaClient.InputValue")
      source.line()
      source.documentation("Creates a value from its form in a request.")
      source.block("public init(inputValue: SwismaClient.InputValue)") { source in
        source.line("self.inputValue = inputValue")
      }
      body(&source)
    }
  }

  /// Writes a static function that makes a value with one member.
  private func writeMember(
    _ name: String, _ parameters: [String], _ value: String, _ documentation: String,
    to source: inout SourceWriter
  ) {
    source.line()
    source.documentation(documentation)
    source.function(
      "public static func \(SwiftName.member(name))", parameters, returning: "Self"
    ) { source in
      source.line(
        "Self(inputValue: .object([SwismaClient.InputValue.Member("
          + "\(SwiftName.literal(name)), \(value))]))")
    }
  }

  private func writeWhere(to source: inout SourceWriter) {
    writeInput("Where", "WhereInput", "Conditions on records.", to: &source) { source in
      for field in model.scalars {
        let filter = field.arity == .list ? "ListFilter" : "Filter"
        writeMember(
          field.name, ["_ filter: SwismaClient.\(filter)<\(field.type)>"], "filter.inputValue",
          "A condition on `\(field.name)`.", to: &source)
        guard field.arity != .list else { continue }
        let isOptional = field.arity == .optional
        writeMember(
          field.name, ["_ value: \(field.valueType)"],
          isOptional ? "value?.inputValue ?? .null" : "value.inputValue",
          "The value of `\(field.name)`.", to: &source)
      }
      for relation in model.relations {
        let filter = relation.isList ? "ManyFilter" : "OneFilter"
        writeMember(
          relation.name,
          ["_ filter: SwismaClient.\(filter)<\(SwiftName.type(relation.model)).Where>"],
          "filter.inputValue", "A condition on `\(relation.name)`.", to: &source)
      }
    }
  }

  private func writeUnique(to source: inout SourceWriter) {
    guard !model.uniques.isEmpty else {
      source.line()
      source.documentation("Nothing names one record.")
      source.line("public typealias Unique = SwismaClient.NothingUnique")
      return
    }
    writeInput("Unique", "InputConvertible", "What names one record.", to: &source) { source in
      for unique in model.uniques {
        let names = unique.fields.map { "`\($0.name)`" }.joined(separator: ", ")
        guard unique.fields.count > 1 else {
          writeMember(
            unique.name, ["_ value: \(unique.fields[0].type)"], "value.inputValue",
            "The record with this \(names).", to: &source)
          continue
        }
        let members = unique.fields.map {
          "(\(SwiftName.literal($0.name)), \(SwiftName.member($0.name)))"
        }
        writeMember(
          unique.name, unique.fields.map { "\(SwiftName.member($0.name)): \($0.type)" },
          ".object([\(members.joined(separator: ", "))])", "The record with these \(names).",
          to: &source)
      }
    }
  }

  private func writeOrderBy(to source: inout SourceWriter) {
    writeInput("OrderBy", "InputConvertible", "An order of records.", to: &source) { source in
      for field in model.scalars where field.arity != .list {
        let direction = "_ direction: SwismaClient.SortDirection = .ascending"
        let isOptional = field.arity == .optional
        writeMember(
          field.name,
          isOptional ? [direction, "nulls: SwismaClient.NullsPlacement? = nil"] : [direction],
          isOptional ? "direction.inputValue(nulls: nulls)" : "direction.inputValue",
          "By `\(field.name)`.", to: &source)
      }
      for relation in model.relations {
        if relation.isList {
          writeMember(
            relation.name, ["count direction: SwismaClient.SortDirection"],
            #".object([("_count", direction)])"#, "By the number of `\(relation.name)`.",
            to: &source)
        } else {
          writeMember(
            relation.name, ["_ order: \(SwiftName.type(relation.model)).OrderBy"],
            "order.inputValue", "By a field of `\(relation.name)`.", to: &source)
        }
      }
    }
  }

  private func writeInclude(to source: inout SourceWriter) {
    source.line()
    source.documentation("A relation to load together with a record.")
    source.block("public struct Include: SwismaClient.IncludeInput") { source in
      source.documentation("The relation's field in a request.")
      source.line("public let field: SwismaClient.ClientRequest.Field")
      for relation in model.relations {
        let type = SwiftName.type(relation.model)
        var parameters: [String] = []
        var arguments = ""
        if relation.isList {
          parameters = [
            "where filter: \(type).Where? = nil", "orderBy: [\(type).OrderBy] = []",
            "take: Swift.Int? = nil", "skip: Swift.Int? = nil",
          ]
          arguments =
            "arguments: \(type).relationArguments(filter, orderBy: orderBy, take: take, skip: skip), "
        }
        source.line()
        source.documentation("Loads `\(relation.name)`.")
        source.function(
          "public static func \(SwiftName.member(relation.name))",
          parameters + ["include: [\(type).Include] = []"], returning: "Self"
        ) { source in
          source.line(
            "Self(field: SwismaClient.ClientRequest.Field(\(SwiftName.literal(relation.name)), "
              + "\(arguments)selection: \(type).selection(include)))")
        }
      }
    }
  }

  private func writeCreate(to source: inout SourceWriter) {
    let required = model.scalars.filter { !$0.isOptionalInCreate }
    let optional = model.scalars.filter(\.isOptionalInCreate)
    let relations = model.relations.filter { writableModels.contains($0.model) }
    let parameters =
      required.map { "\(SwiftName.member($0.name)): \($0.valueType)" }
      + optional.map { "\(SwiftName.member($0.name)): \($0.presentType)? = nil" }
      + relations.map { "\(SwiftName.member($0.name)): \($0.writeType)? = nil" }
    writeInput(
      "Create", "InputConvertible", "The values of a new record.", to: &source
    ) { source in
      source.line()
      source.documentation("Creates the values; what is left out gets its default or null.")
      writeMembers(parameters, (required + optional).map(\.name) + relations.map(\.name), &source)
    }
  }

  private func writeUpdate(to source: inout SourceWriter) {
    let relations = model.relations.filter { writableModels.contains($0.model) }
    let parameters =
      model.scalars.map { "\(SwiftName.member($0.name)): \($0.changeType)? = nil" }
      + relations.map { "\(SwiftName.member($0.name)): \($0.writeType)? = nil" }
    writeInput(
      "Update", "InputConvertible", "What changes in a record.", to: &source
    ) { source in
      source.line()
      source.documentation("Creates the changes; what is left out stays as it is.")
      writeMembers(parameters, model.scalars.map(\.name) + relations.map(\.name), &source)
    }
  }

  /// Writes an initializer whose parameters are the members of the request.
  private func writeMembers(
    _ parameters: [String], _ names: [String], _ source: inout SourceWriter
  ) {
    source.function("public init", parameters) { source in
      guard !names.isEmpty else { return source.line("inputValue = .object([])") }
      source.line("inputValue = .object([")
      for name in names {
        source.line("  (\(SwiftName.literal(name)), \(SwiftName.member(name))),")
      }
      source.line("])")
    }
  }
}

extension ClientAPI.ScalarAPI {
  /// The type of the property of a record.
  fileprivate var valueType: String { arity == .optional ? "\(type)?" : presentType }

  /// The type of a value that is there.
  fileprivate var presentType: String { arity == .list ? "[\(type)]" : type }

  /// The type of what an update does.
  fileprivate var changeType: String {
    switch arity {
    case .required: "SwismaClient.Change<\(type)>"
    case .optional: "SwismaClient.NullableChange<\(type)>"
    case .list: "SwismaClient.ListChange<\(type)>"
    }
  }
}

extension ClientAPI.RelationAPI {
  /// The type of a nested write.
  fileprivate var writeType: String {
    "SwismaClient.\(isList ? "ManyWrite" : "OneWrite")<\(SwiftName.type(model))>"
  }
}

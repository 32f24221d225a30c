import BinaryText
import BackendInterface
import DatabaseAccess
import JSON
import SchemaModel

extension QueryParser {
  /// A value as the type of a column, or of an aggregate of it.
  func scalar(
    _ value: ArgumentValue, _ type: FieldType, of field: FieldView, _ path: RequestPath
  ) throws(QueryError) -> Value {
    switch type {
    case .enumeration(let id): return try enumeration(value, datamodel[id], path)
    case .scalar(let scalar): return try self.scalar(value, scalar, field, path)
    case .unsupported, .composite, .relation:
      throw .wrongType("Scalar", got: value, at: path)
    }
  }

  private func enumeration(
    _ value: ArgumentValue, _ type: EnumView, _ path: RequestPath
  ) throws(QueryError) -> Value {
    guard let name = value.nameValue else { throw .wrongType(type.name, got: value, at: path) }
    guard let member = type.values.first(where: { $0.name == name }) else {
      throw .wrongValue(type.name, "`\(type.name)` has no value `\(name)`", at: path)
    }
    return .enumeration(member.databaseName)
  }

  private func scalar(
    _ value: ArgumentValue, _ type: ScalarType, _ field: FieldView, _ path: RequestPath
  ) throws(QueryError) -> Value {
    switch type {
    case .string:
      guard case .string(let text) = value else { break }
      return field.isUUID ? .uuid(text) : .text(text)
    case .boolean:
      if case .boolean(let flag) = value { return .boolean(flag) }
    case .int: return try int(value, path)
    case .bigInt: return try bigInt(value, path)
    case .float:
      if case .decimal(let text) = value, !DecimalText.isValid(text) { break }
      if let text = value.numberText, let number = Double(text) {
        // Digits that are too large a number would be stored as infinity.
        guard number.isFinite || !text.contains(where: \.isNumber) else {
          throw .wrongValue("Float", "`\(text)` is too large", at: path)
        }
        return .double(number)
      }
    case .decimal:
      if let text = value.numberText ?? value.stringText {
        guard DecimalText.isValid(text) else {
          throw .wrongValue("Decimal", "`\(text)` is not a decimal number", at: path)
        }
        return .decimal(text)
      }
    case .dateTime: return try dateTime(value, field, path)
    case .json: return .json(try jsonText(value, path))
    case .bytes:
      switch value {
      case .bytes(let bytes): return .bytes(bytes)
      case .string(let text):
        guard let bytes = Base64.decode(text) else {
          throw .wrongValue("Bytes", "the text is not valid Base64", at: path)
        }
        return .bytes(bytes)
      default: break
      }
    }
    throw .wrongType(type.rawValue, got: value, at: path)
  }

  private func int(_ value: ArgumentValue, _ path: RequestPath) throws(QueryError) -> Value {
    let number: Int64
    switch value {
    case .integer(let integer): number = integer
    case .bigInt(let text):
      guard let integer = Int64(text) else { throw .wrongType("Int", got: value, at: path) }
      number = integer
    default: throw .wrongType("Int", got: value, at: path)
    }
    return .integer(number)
  }

  private func bigInt(_ value: ArgumentValue, _ path: RequestPath) throws(QueryError) -> Value {
    switch value {
    case .integer(let number): return .integer(number)
    case .bigInt(let text), .string(let text), .number(let text):
      guard let number = Int64(text) else {
        throw .wrongValue("BigInt", "it is not a whole number of 64 bits", at: path)
      }
      return .integer(number)
    default: throw .wrongType("BigInt", got: value, at: path)
    }
  }

  private func dateTime(
    _ value: ArgumentValue, _ field: FieldView, _ path: RequestPath
  ) throws(QueryError) -> Value {
    switch value {
    case .dateTime(let text), .string(let text):
      guard let microseconds = try? ISODateTime.microseconds(rfc3339: text.utf8) else {
        throw .wrongValue(
          "DateTime", "`\(text)` is not written like `2020-01-02T03:04:05Z`", at: path)
      }
      return .dateTime(Self.rounded(microseconds, toDigits: driver.fractionDigits(of: field)))
    default: throw .wrongType("DateTime", got: value, at: path)
    }
  }

  /// Microseconds since 1970 with as many digits as a column keeps, so that a filter finds what was
  /// stored.
  ///
  /// Columns of three digits keep milliseconds, which are all that most clients have: further
  /// digits are cut off. Columns that keep fewer digits round, as databases do.
  private static func rounded(_ microseconds: Int64, toDigits digits: Int) -> Int64 {
    let unit: Int64
    switch digits {
    case ...0: unit = 1000
    case 1: unit = 100
    case 2: unit = 10
    case 3: unit = 1
    default: return microseconds
    }
    let milliseconds = microseconds.floorDivided(by: 1000)
    return (milliseconds + unit / 2).floorDivided(by: unit) * unit * 1000
  }

  /// A value as JSON text in its shortest form.
  func jsonText(_ value: ArgumentValue, _ path: RequestPath) throws(QueryError) -> String {
    switch value {
    case .json(let text): return try compactJSON(text, path)
    case .string(let text) where jsonStringsAreText: return try compactJSON(text, path)
    case .enumeration, .fieldReference:
      throw .wrongType("Json", got: value, at: path)
    default:
      guard !value.holdsMarker else { throw .wrongType("Json", got: value, at: path) }
      var writer = JSONWriter()
      value.write(to: &writer)
      return writer.text
    }
  }

  private func compactJSON(_ text: String, _ path: RequestPath) throws(QueryError) -> String {
    do throws(JSONError) {
      var writer = JSONWriter()
      writer.value(try JSONReader.read(text))
      return writer.text
    } catch {
      throw .wrongValue("Json", error.message, at: path)
    }
  }

  /// A reference to another column, as a tagged value or as the object that GraphQL writes.
  func fieldReference(_ value: ArgumentValue) -> (field: String, container: String)? {
    switch value {
    case .fieldReference(let field, let container): return (field, container)
    case .object(let members):
      guard members.count == 2,
        let field = members.first(where: { $0.name == "_ref" })?.value.nameValue,
        let container = members.first(where: { $0.name == "_container" })?.value.nameValue
      else { return nil }
      return (field, container)
    default: return nil
    }
  }

  /// The column that a reference means; it must be of the type of the field that is filtered.
  func resolve(
    _ reference: (field: String, container: String), like field: FieldView, _ path: RequestPath,
    asList: Bool, type: FieldType? = nil
  ) throws(QueryError) -> FieldID {
    let type = type ?? field.type
    guard let model = field.model, reference.container == model.name,
      let other = model.field(named: reference.field), other.isColumn, other.type == type,
      other.isList == asList
    else { throw badReference(reference, like: field, type, path) }
    return other.id
  }

  func badReference(
    _ reference: (field: String, container: String), like field: FieldView, _ type: FieldType,
    _ path: RequestPath
  ) -> QueryError {
    .input(
      "\(path.text) cannot be compared with `\(reference.container).\(reference.field)`: it must "
        + "be a field of the same model and type",
      problem(of: reference, like: field, type))
  }

  private func problem(
    of reference: (field: String, container: String), like field: FieldView, _ type: FieldType
  ) -> ClientInputProblem {
    guard let model = datamodel.model(named: reference.container) else {
      return .unknownReferencedModel(reference.container, field: reference.field)
    }
    let name = "\(reference.container).\(reference.field)"
    guard let other = model.visibleField(named: reference.field) else {
      return .unknownReferencedField(name)
    }
    guard model == field.model else {
      return .referencedModel(expected: field.model?.name ?? "", model: model.name)
    }
    return .referencedType(
      expected: typeName(of: type), field: name,
      type: typeName(of: other) + (other.isList ? "[]" : ""))
  }

  /// The statement of `queryRaw` and `executeRaw`.
  func rawStatement(_ request: QueryRequest, _ path: RequestPath) throws(QueryError) -> Statement {
    try check(request, ["query", "parameters"], path)
    guard case .string(let sql)? = request["query"] else {
      throw .missingArgument(at: path.argument("query"))
    }
    guard let parameters = request["parameters"] else { return Statement(sql) }
    let path = path.argument("parameters")
    let text: String
    switch parameters {
    case .string(let json), .json(let json), .raw(let json): text = json
    default: text = try jsonText(parameters, path)
    }
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONReader.read(Array(text.utf8), allowsLoneSurrogates: false)
    } catch {
      throw .wrongValue("Json", error.message, at: path)
    }
    guard let elements = value.arrayValue else {
      throw .wrongValue("Json", "the parameters are not a list", at: path)
    }
    return Statement(sql, elements.map(RawParameter.value))
  }
}

extension ArgumentValue {
  /// Whether a marker for NULL is within a JSON value, which has no place for one.
  fileprivate var holdsMarker: Bool {
    switch self {
    case .enumeration: true
    case .list(let elements): elements.contains(where: \.holdsMarker)
    case .object(let members): members.contains { $0.value.holdsMarker }
    case .null, .boolean, .integer, .number, .string, .dateTime, .bigInt, .decimal, .bytes, .json,
      .raw, .fieldReference:
      false
    }
  }

  /// The text of a string.
  var stringText: String? { if case .string(let text) = self { text } else { nil } }

  /// The digits of a number, however it is written.
  var numberText: String? {
    switch self {
    case .integer(let number): String(number)
    case .number(let text), .decimal(let text), .bigInt(let text): text
    case .null, .boolean, .string, .enumeration, .dateTime, .bytes, .json, .raw, .fieldReference,
      .list, .object:
      nil
    }
  }

  /// Writes the value as JSON that stands for itself.
  func write(to writer: inout JSONWriter) {
    switch self {
    case .null: writer.null()
    case .boolean(let flag): writer.boolean(flag)
    case .integer(let number): writer.integer(number)
    case .number(let text): writer.raw(text)
    case .string(let text), .enumeration(let text), .dateTime(let text), .bigInt(let text),
      .decimal(let text):
      writer.string(text)
    case .bytes(let bytes): writer.string(Base64.encode(bytes))
    case .json(let text), .raw(let text): writer.raw(text)
    case .fieldReference(let field, let container):
      ArgumentValue.object([
        QueryRequest.Argument("_ref", .string(field)),
        QueryRequest.Argument("_container", .string(container)),
      ]).write(to: &writer)
    case .list(let elements):
      writer.beginArray()
      for element in elements { element.write(to: &writer) }
      writer.endArray()
    case .object(let members):
      writer.beginObject()
      for member in members {
        writer.key(member.name)
        member.value.write(to: &writer)
      }
      writer.endObject()
    }
  }
}

import BackendInterface
import DatabaseAccess
import SchemaModel

/// The texts of errors that programs match on: clients of the engine protocols, and applications
/// behind them.
///
/// A text is made from the code and the facts in `meta`. People read `QueryError.message` instead.
enum ClientErrorText {
  /// The text of an error with a code; `nil` for codes that clients do not know.
  static func text(of error: QueryError) -> String? {
    let facts = ClientErrorFacts(members: error.meta)
    return switch error.knownCode {
    case "P1001": "Can't reach database server. \(facts["message"])"
    case "P1008":
      "Socket timeout (the database failed to respond to a query within the configured timeout)."
    case "P1017": "Server has closed the connection."
    case "P2000":
      "The provided value for the column is too long for the column's type. Column: "
        + facts["column_name"]
    case "P2002": "Unique constraint failed on the \(facts.place(of: "target"))"
    case "P2003":
      "Foreign key constraint violated on the \(facts.place(of: "constraint", else: "foreign key"))"
    case "P2010": "Raw query failed. Code: `\(facts["code"])`. Message: `\(facts["message"])`"
    case "P2011": "Null constraint violation on the \(facts.place(of: "constraint"))"
    case "P2014":
      "The change you are trying to make would violate the required relation "
        + "'\(facts["relation_name"])' between the `\(facts["model_a_name"])` and "
        + "`\(facts["model_b_name"])` models."
    case "P2017":
      "The records for relation `\(facts["relation_name"])` between the "
        + "`\(facts["parent_name"])` and `\(facts["child_name"])` models are not connected."
    case "P2018": "The required connected records were not found. \(facts["details"])"
    case "P2019": "Input error. \(facts["details"])"
    case "P2020": "Value out of range for the type: \(facts["details"])"
    case "P2021": "The table `\(facts["table"])` does not exist in the current database."
    case "P2022": "The column `\(facts["column"])` does not exist in the current database."
    case "P2023": "Inconsistent column data: \(facts["message"])"
    case "P2024":
      "Timed out fetching a new connection from the connection pool. \(facts["message"])"
    case "P2025":
      "An operation failed because it depends on one or more records that were required but not "
        + "found. \(facts["cause"])"
    case "P2029": "Query parameter limit exceeded error: \(facts["message"])"
    case "P2028": "Transaction API error: \(facts["error"])"
    case "P2032":
      "Error converting field \"\(facts["field"])\" of expected non-nullable type "
        + "\"\(facts["expected_type"])\", found incompatible value of \"\(facts["found"])\"."
    case "P2034":
      "Transaction failed due to a write conflict or a deadlock. Please retry your transaction"
    // Clients draw their own text of a refused request, from facts that go with this one.
    case "P2009", "P2012": error.clientText
    // Connections: there is no text to match on.
    case "P1000", "P1002", "P1003", "P1009", "P1010", "P1011", "P1013":
      error.message
    default: nil
    }
  }

  /// What a client is told of an error that has no code.
  static func unknown(_ detail: String) -> String {
    "Error occurred during query execution:\n\(detail)"
  }

  static func unknownEnumValue(_ value: String, of enumeration: String) -> String {
    "Value '\(value)' not found in enum '\(enumeration)'"
  }

  static func missingRequired(_ field: String) -> String {
    "Inconsistent query result: Field \(field) is required to return data, got `null` instead."
  }

  static func negativeSkip(_ number: Int) -> String {
    "Error in query graph construction: AssertionError(\"Invalid value for skip argument: Value "
      + "can only be positive, found: \(number)\")"
  }

  /// The `message` of an isolation level that is none.
  static func unknownIsolationLevel(_ name: String) -> String {
    "Conversion failed: Invalid isolation level `\(name)`"
  }

  /// The `message` of a number that a column of 32 bits cannot hold.
  static func wideInteger(_ number: Int64, column: String) -> String {
    "Conversion failed: string-encoded number must be an i32 in column '\(column)', got \(number): "
      + "number too \(number < 0 ? "small" : "large") to fit in target type"
  }

  /// The longer text of the query at a position of a batch.
  static func inBatch(_ index: Int, _ text: String) -> String {
    "Error in batch request \(index): \(text)"
  }

  /// Broken foreign keys as the clients of the GraphQL protocol recognise them: they are of the
  /// time of version 5.
  static func brokenForeignKey(of field: String) -> String {
    "Foreign key constraint failed on the field: `\(field)`"
  }
}

/// What clients are told of plans that cannot go on.
extension PlanFailure {
  /// `nil` for a failure that clients know by its text.
  func clientCode(in datamodel: Datamodel) -> String? {
    switch self {
    case .noAnswer: nil
    case .missing, .missingRelated: "P2025"
    case .missingConnected(let field, _):
      datamodel[field].relation?.kind == .manyToMany ? "P2025" : "P2018"
    case .requiredRelation: "P2014"
    case .notConnected: "P2017"
    }
  }

  /// The text of a failure without a code.
  func clientText(in datamodel: Datamodel) -> String? {
    guard case .noAnswer(let model) = self else { return nil }
    let operation = QueryRequest.defaultResponseKey(
      action: "upsertOne", model: datamodel[model].name)
    return "Query \(operation) is required to return data, but found no record(s)."
  }

  /// The facts, when there are `found` records.
  func clientMeta(found: Int, in datamodel: Datamodel) -> [QueryError.Member] {
    switch self {
    case .noAnswer: return []
    case .missing(let purpose):
      let article = purpose == .update ? "an" : "a"
      return [
        QueryError.Member("cause", .string("No record was found for \(article) \(purpose)."))
      ]
    case .missingRelated(let id, let operation, let isForKey):
      let field = datamodel[id]
      let use =
        field.relation?.kind == .oneToOne
        ? "create or connect inlined relation for" : "inline the relation on"
      let need = isForKey ? " (needed to \(use) '\(field.model?.name ?? "")' record(s))" : ""
      let cause =
        "No '\(field.relatedName)' record\(need) was found for a nested \(operation) on "
        + "\(field.clientRelation)."
      return [QueryError.Member("cause", .string(cause))]
    case .missingConnected(let id, let expected):
      let field = datamodel[id]
      guard field.relation?.kind == .manyToMany else {
        let details =
          "Expected \(expected) records to be connected after connect operation on "
          + "\(field.clientRelation), found \(found)."
        return [QueryError.Member("details", .string(details))]
      }
      let cause = "Expected \(expected) records to be connected, found only \(found)."
      return [QueryError.Member("cause", .string(cause))]
    case .requiredRelation(let id):
      let relation = datamodel[id]
      return [
        QueryError.Member("relation_name", .string(relation.name)),
        QueryError.Member("model_a_name", .string(relation.referencingModel.name)),
        QueryError.Member("model_b_name", .string(relation.referencedModel.name)),
      ]
    case .notConnected(let id):
      let field = datamodel[id]
      return [
        QueryError.Member("relation_name", .string(field.relationName)),
        QueryError.Member("parent_name", .string(field.model?.name ?? "")),
        QueryError.Member("child_name", .string(field.relatedName)),
      ]
    }
  }
}

extension FieldView {
  fileprivate var clientRelation: String {
    switch relation?.kind {
    case .oneToOne: "one-to-one relation '\(relationName)'"
    case .oneToMany, nil: "one-to-many relation '\(relationName)'"
    case .manyToMany: "many-to-many relation '\(relationName)'"
    }
  }
}

/// Inputs that fit their types and still make no sense.
enum ClientInputProblem {
  case orderOutsideGroup([String])
  case selectionOutsideGroup([String])
  case havingOutsideGroup([String])
  case unstableCursor
  case negativeLimit(Int64)
  case pathWithoutTest
  /// A reference to a field of another type; types as clients write them.
  case referencedType(expected: String, field: String, type: String)
  case referencedModel(expected: String, model: String)
  case unknownReferencedField(String)
  case unknownReferencedModel(String, field: String)

  var text: String {
    switch self {
    case .orderOutsideGroup(let fields):
      "Every field used for orderBy must be included in the by-arguments of the query. Missing "
        + "fields: \(fields.joined(separator: ", "))"
    case .selectionOutsideGroup(let fields):
      "Every selected scalar field that is not part of an aggregation must be included in the "
        + "by-arguments of the query. Missing fields: \(fields.joined(separator: ", "))"
    case .havingOutsideGroup(let fields):
      "Every field used in `having` filters must either be an aggregation filter or be included in "
        + "the selection of the query. Missing fields: \(fields.joined(separator: ", "))"
    case .unstableCursor:
      "Unable to process combination of query arguments for aggregation query. Please note that it "
        + "is not possible at the moment to have a null-cursor, or a cursor and orderBy "
        + "combination that not stable (unique)."
    case .negativeLimit(let limit): "Provided limit (\(limit)) must be a positive integer."
    case .pathWithoutTest: "A JSON path cannot be set without a scalar filter."
    case .referencedType(let expected, let field, let type):
      "Expected a referenced scalar field of type \(expected) but found \(field) of type \(type)."
    case .referencedModel(let expected, let model):
      "Expected a referenced scalar field of model \(expected), but found a field of model "
        + "\(model)."
    case .unknownReferencedField(let field): "The referenced scalar field \(field) does not exist."
    case .unknownReferencedModel(let model, let field):
      "Model or composite type \(model) used for field ref \(field) does not exist."
    }
  }
}

/// The texts of requests that do not fit their types.
extension ValidationFailure {
  var clientText: String {
    let argument = path.arguments.last ?? ""
    switch kind {
    case .unknownArgument: return "Argument does not exist in enclosing type"
    case .unknownInputField: return "\(path.text): Field does not exist in enclosing type."
    case .unknownSelectionField(let name, let type, _):
      return "Field '\(name)' not found in enclosing type '\(type)'"
    case .selectionOnScalar(let name): return "Cannot select over scalar field '\(name)'"
    case .emptySelection: return "Expected a minimum of 1 field to be present, got 0"
    case .requiredArgumentMissing(_, let dependent):
      let reason = dependent.map { ". It is required because `\($0)` was provided." } ?? ""
      return "`\(path.arguments.joined(separator: "."))`: A value is required but not set\(reason)"
    case .invalidArgumentType(let type, _):
      return "Invalid argument type. `\(argument)` should be of any of the following types: "
        + "`\(type)`"
    case .invalidArgumentValue(let type, let value, let reason):
      // The misspelling is what programs see.
      return "Invalid argument agument value. `\(value)` is not a valid `\(type)`"
        + (reason.map { ". Underlying error: \($0)" } ?? "")
    case .valueTooLarge(let number):
      var digits: [UInt8] = []
      DecimalText.appendNormalized(number.description.utf8, to: &digits)
      return "Unable to fit float value (or large JS integer serialized in exponent notation) "
        + "'\(String(decoding: digits, as: UTF8.self))' into a 64 Bit signed integer for field "
        + "'\(argument)'. If you're trying to store large integers, consider using `BigInt`"
    case .someFieldsMissing(let bounds, let given, _):
      return "Some fields are missing: \(bounds.clientText), got \(given)."
    case .tooManyFieldsGiven(let bounds, let given, _):
      return "Too many fields given: \(bounds.clientText), got \(given)."
    case .union(let failures):
      return "Unable to match input value to any allowed input type for the field. Parse errors: "
        + "[\(failures.map(\.clientText).joined(separator: ", "))]"
    }
  }
}

extension RequestSchema.Bounds {
  fileprivate var clientText: String {
    let names = counted.map { " of (\($0.joined(separator: ", ")))" } ?? ""
    switch (minimum, maximum) {
    case (1, 1): return "Expected exactly one field\(names) to be present"
    case (let minimum?, let maximum?):
      return "Expected a minimum of \(minimum) and at most \(maximum) fields\(names) to be present"
    case (let minimum?, nil):
      return "Expected a minimum of \(minimum) fields\(names) to be present"
    case (nil, let maximum?): return "Expected at most \(maximum) fields\(names) to be present"
    case (nil, nil): return "Expected any fields\(names) to be present"
    }
  }
}

/// The facts of an error, by their names.
struct ClientErrorFacts {
  var members: [QueryError.Member]

  subscript(name: String) -> String {
    switch members.first(where: { $0.key == name })?.value {
    case .string(let text)?: text
    case .null?, .boolean?, .number?, .list?, .object?, nil: ""
    }
  }

  /// The columns or the constraint that an error is about.
  func place(of name: String, else unknown: String = "(not available)") -> String {
    switch members.first(where: { $0.key == name })?.value {
    case .list(let names)?:
      let columns = names.compactMap { name -> String? in
        if case .string(let text) = name { "`\(text)`" } else { nil }
      }
      return "fields: (\(columns.joined(separator: ",")))"
    case .string(let constraint)?: return "constraint: `\(constraint)`"
    case .null?, .boolean?, .number?, .object?, nil: return unknown
    }
  }
}

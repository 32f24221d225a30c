import Diagnostics
package import JSON

/// A query that could not be answered, in the form that clients know.
package struct QueryError: UserFacingError {
  /// The stable code, such as `P2025`; `nil` for errors that clients report as unknown.
  package var knownCode: String?
  /// What people read.
  package var message: String
  /// The facts, for programs; an object.
  package var meta: [Member]
  /// The text that programs match on, where code and facts do not tell it: of requests that do not
  /// fit their types, and of errors that clients know by their text alone, which have no code.
  package var clientText: String?
  /// The longer text that programs match on, where it differs.
  package var clientDetail: String?
  /// The position in a batch that failed.
  package var batchIndex: Int?

  /// A member of `meta`.
  package struct Member: Sendable, Hashable {
    package var key: String
    package var value: Meta

    package init(_ key: String, _ value: Meta) {
      self.key = key
      self.value = value
    }
  }

  /// A value in `meta`.
  package indirect enum Meta: Sendable, Hashable {
    case null
    case string(String)
    case boolean(Bool)
    case number(Int)
    case list([Meta])
    case object([Member])
  }

  package init(
    _ knownCode: String?, _ message: String, meta: [Member] = [], clientText: String? = nil
  ) {
    self.knownCode = knownCode
    self.message = message
    self.meta = meta
    self.clientText = clientText
  }

  package var code: String { knownCode ?? "Q0001" }

  /// The error in the words and with the facts of a failure that clients know.
  func described(as failure: ValidationFailure) -> QueryError {
    var error = self
    error.knownCode = failure.code
    error.meta = failure.meta
    error.clientText = failure.clientText
    return error
  }

  /// The error of the query at a position of a batch.
  func inBatch(at index: Int) -> QueryError {
    var error = self
    error.batchIndex = index
    error.clientDetail = ClientErrorText.inBatch(index, clientDetail ?? text)
    return error
  }

  /// What programs match on.
  private var text: String {
    clientText ?? ClientErrorText.text(of: self) ?? ClientErrorText.unknown(message)
  }

  /// Writes the element of `errors` that clients expect, in the words that they match on.
  package func write(to writer: inout JSONWriter) {
    let text = self.text
    writer.beginObject()
    writer.member("error", clientDetail ?? text)
    writer.key("user_facing_error")
    writer.beginObject()
    writer.member("is_panic", false)
    writer.member("message", text)
    if let knownCode, ClientErrorText.text(of: self) != nil {
      writer.key("meta")
      Meta.object(meta).write(to: &writer)
      writer.member("error_code", knownCode)
    } else {
      writer.key("backtrace")
      writer.null()
    }
    if let batchIndex { writer.member("batch_request_idx", batchIndex) }
    writer.endObject()
    writer.endObject()
  }
}

extension QueryError.Meta {
  package func write(to writer: inout JSONWriter) {
    switch self {
    case .null: writer.null()
    case .string(let text): writer.string(text)
    case .boolean(let value): writer.boolean(value)
    case .number(let value): writer.integer(value)
    case .list(let elements):
      writer.beginArray()
      for element in elements { element.write(to: &writer) }
      writer.endArray()
    case .object(let members):
      writer.beginObject()
      for member in members {
        writer.key(member.key)
        member.value.write(to: &writer)
      }
      writer.endObject()
    }
  }
}

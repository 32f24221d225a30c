import JSON

// True, false, or unknown (`nil`), as in SQL.

func negation(_ truth: Bool?) -> Bool? { truth.map { !$0 } }

func conjunction(_ parts: [Bool?]) -> Bool? {
  if parts.contains(false) { return false }
  return parts.contains(nil) ? nil : true
}

func disjunction(_ parts: [Bool?]) -> Bool? { negation(conjunction(parts.map(negation))) }

extension Evaluator {
  /// Whether a record satisfies a `where`.
  func holds(_ filter: JSONValue, _ model: Shape.Model, _ record: Tables.Record) -> Bool? {
    conjunction(
      (filter.members ?? []).map { member in
        let branches = member.value.elements
        let telling = branches.filter { !saysNothing($0, model) }
        switch member.key {
        case "AND": return conjunction(branches.map { holds($0, model, record) })
        case "OR": return disjunction(telling.map { holds($0, model, record) })
        case "NOT": return conjunction(telling.map { negation(holds($0, model, record)) })
        default:
          if let field = model.field(member.key) {
            return holds(member.value, field, record[field.name] ?? .null, in: record, of: model)
          }
          if let relation = model.relation(member.key) {
            return holds(member.value, relation, of: record)
          }
          return holdsKey(member.value, model, record)
        }
      })
  }

  /// Whether a `where` asks for nothing, so that it is no branch of another.
  func saysNothing(_ filter: JSONValue, _ model: Shape.Model) -> Bool {
    (filter.members ?? []).allSatisfy { member in
      switch member.key {
      case "AND", "NOT": member.value.elements.allSatisfy { saysNothing($0, model) }
      case "OR": false
      default:
        model.field(member.key) == nil
          ? member.value.members?.isEmpty ?? false : asksNothing(member.value)
      }
    }
  }

  /// Whether the tests of a column are none.
  func asksNothing(_ tests: JSONValue) -> Bool {
    guard let members = tests.members else { return false }
    return members.allSatisfy { $0.key == "mode" || $0.key == "not" && asksNothing($0.value) }
  }

  /// Whether the fields of a compound key have these values.
  private func holdsKey(
    _ key: JSONValue, _ model: Shape.Model, _ record: Tables.Record
  ) -> Bool? {
    conjunction(
      (key.members ?? []).map { member in
        model.field(member.key).map { equals(member.value, $0, record[$0.name] ?? .null, record) }
          ?? false
      })
  }

  private func holds(
    _ test: JSONValue, _ relation: Shape.Relation, of record: Tables.Record
  ) -> Bool? {
    let related = tables.related(relation, of: record)
    let model = shape[relation.target]
    if !relation.isList {
      guard let members = test.members else { return related.isEmpty }
      if members.isEmpty { return true }
      guard members.allSatisfy({ ["is", "isNot"].contains($0.key) }) else {
        return related.first.map { holds(test, model, $0) } ?? false
      }
      return conjunction(
        members.map { member in
          let isThere: Bool? =
            member.value == .null
            ? related.isEmpty : related.first.map { holds(member.value, model, $0) } ?? false
          return member.key == "is" ? isThere : negation(isThere)
        })
    }
    return conjunction(
      (test.members ?? []).map { member in
        let truths = related.map { holds(member.value, model, $0) }
        switch member.key {
        case "some": return truths.contains(true)
        case "none": return !truths.contains(true)
        default: return !truths.contains(false)
        }
      })
  }

  /// Whether a value satisfies the tests of its column.
  func holds(
    _ test: JSONValue, _ field: Shape.Field, _ value: Scalar, in record: Tables.Record,
    of model: Shape.Model, isNegated: Bool = false, matchesCase: Bool? = nil
  ) -> Bool? {
    guard let members = test.members else { return equals(test, field, value, record) }
    let matchesCase = matchesCase ?? (product.matchesCase && test["mode"] != "insensitive")
    return conjunction(
      members.filter { $0.key != "mode" }.map { member in
        if member.key == "not" {
          // A bare value is the same inside of another `not`.
          guard member.value.members != nil else {
            return negation(equals(member.value, field, value, record, matchesCase))
          }
          return holds(
            member.value, field, value, in: record, of: model, isNegated: !isNegated,
            matchesCase: matchesCase)
        }
        let truth = holds(member, field, value, record, matchesCase)
        return isNegated ? negation(truth) : truth
      })
  }

  private func operand(
    _ json: JSONValue, _ field: Shape.Field, _ record: Tables.Record
  ) -> Scalar {
    if json["$type"] == "FieldRef" {
      return record[json["value"]?["_ref"]?.stringValue ?? ""] ?? .null
    }
    guard let scalar = Scalar(json, field.kind) else {
      preconditionFailure("\(json.text) is no value for \(field.name).")
    }
    return scalar
  }

  private func equals(
    _ json: JSONValue, _ field: Shape.Field, _ value: Scalar, _ record: Tables.Record,
    _ matchesCase: Bool = true
  ) -> Bool? {
    if json == .null { return value == .null }
    let other = operand(json, field, record)
    if value == .null || other == .null { return nil }
    if case (.text(let left), .text(let right)) = (value, other), isFolded(matchesCase) {
      return left.asciiLowercased == right.asciiLowercased
    }
    return value == other
  }

  /// Whether equality too is to overlook the case: where a request says so, not where a product does.
  private func isFolded(_ matchesCase: Bool) -> Bool { product.matchesCase && !matchesCase }

  private func holds(
    _ member: JSONValue.Member, _ field: Shape.Field, _ value: Scalar, _ record: Tables.Record,
    _ matchesCase: Bool
  ) -> Bool? {
    switch member.key {
    case "equals": return equals(member.value, field, value, record, matchesCase)
    case "in": return isIn(member.value, field, value, record, matchesCase)
    case "notIn": return negation(isIn(member.value, field, value, record, matchesCase))
    default: break
    }
    let other = operand(member.value, field, record)
    guard value != .null, other != .null else { return nil }
    if case (.text(let text), .text(let pattern)) = (value, other) {
      func isLike(_ pattern: String) -> Bool {
        LikePattern(pattern, product, matchesCase: matchesCase).matches(text)
      }
      switch member.key {
      case "contains": return isLike("%\(pattern)%")
      case "startsWith": return isLike("\(pattern)%")
      case "endsWith": return isLike("%\(pattern)")
      default: break
      }
    }
    let (left, right) = (folded(value, matchesCase), folded(other, matchesCase))
    let isLess = left.isLess(than: right, field.kind, product)
    let isGreater = right.isLess(than: left, field.kind, product)
    switch member.key {
    case "lt": return isLess
    case "lte": return !isGreater
    case "gt": return isGreater
    case "gte": return !isLess
    default: preconditionFailure("\(member.key) is no test of a column.")
    }
  }

  private func folded(_ value: Scalar, _ matchesCase: Bool) -> Scalar {
    guard isFolded(matchesCase), case .text(let text) = value else { return value }
    return .text(text.asciiLowercased)
  }

  private func isIn(
    _ json: JSONValue, _ field: Shape.Field, _ value: Scalar, _ record: Tables.Record,
    _ matchesCase: Bool
  ) -> Bool? {
    if json == .null { return value == .null }
    return disjunction(json.elements.map { equals($0, field, value, record, matchesCase) })
  }
}

extension String {
  var asciiLowercased: String {
    String(
      decoding: utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 + 32 : $0 },
      as: UTF8.self)
  }
}

/// The pattern of a LIKE.
struct LikePattern {
  private let pattern: [Unicode.Scalar]
  private let matchesCase: Bool

  init(_ pattern: String, _ product: Product, matchesCase: Bool) {
    self.matchesCase = matchesCase
    self.pattern = Array((matchesCase ? pattern : pattern.asciiLowercased).unicodeScalars)
  }

  func matches(_ text: String) -> Bool {
    matches(Array((matchesCase ? text : text.asciiLowercased).unicodeScalars)[...], pattern[...])
  }

  private func matches(
    _ text: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "%" {
      return (text.startIndex...text.endIndex).contains { start in
        matches(text[start...], pattern.dropFirst())
      }
    }
    guard let letter = text.first else { return false }
    return (first == "_" || first == letter) && matches(text.dropFirst(), pattern.dropFirst())
  }
}

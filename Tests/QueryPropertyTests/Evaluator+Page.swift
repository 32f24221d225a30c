import JSON

extension Evaluator {
  /// One element of an order.
  struct SortKey {
    let value: (Tables.Record) -> Scalar
    let kind: Shape.Kind
    let isDescending: Bool
    let nullsFirst: Bool
  }

  /// The records of a list: filtered, in their order, and of them the page.
  ///
  /// Those of one group are equal in all that the order names.
  func page(
    of records: [Tables.Record], _ arguments: JSONValue, _ model: Shape.Model,
    defaultTake: Int? = nil
  ) -> [[Tables.Record]] {
    let take = arguments["take"]?.integerValue ?? defaultTake
    let skip = arguments["skip"]?.integerValue ?? 0
    let distinct = (arguments["distinct"]?.elements ?? []).compactMap(\.stringValue)
    let cursor = arguments["cursor"]
    var keys = sortKeys(arguments["orderBy"], model)
    let matching = filtered(records, arguments, model)
    guard take != nil || skip > 0 || cursor != nil || !distinct.isEmpty else {
      return groups(of: matching, keys)
    }
    // Fields of the identifier leave no two records in one place.
    keys += model.id.map { sortKey($0, model, { $0 }, "asc") }
    var list = groups(of: matching, keys).map { $0[0] }
    let isReversed = take ?? 0 < 0
    if isReversed { list.reverse() }
    if let cursor {
      // The record of the cursor says where the page begins, also when it is not in the list.
      let first = tables[model.name].first { holds(cursor, model, $0) == true }
      guard let first else { return [] }
      list.removeAll { isReversed ? isLess(first, $0, keys) : isLess($0, first, keys) }
    }
    if !distinct.isEmpty {
      var seen: Set<[Scalar]> = []
      list = list.filter { record in seen.insert(distinct.map { record[$0] ?? .null }).inserted }
    }
    list = Array(list.dropFirst(skip))
    if let take { list = Array(list.prefix(abs(take))) }
    return (isReversed ? list.reversed() : list).map { [$0] }
  }

  /// The records in their order, those together that are equal in all keys.
  func groups<Element>(
    of elements: [Element], _ isLess: (Element, Element) -> Bool
  ) -> [[Element]] {
    var groups: [[Element]] = []
    for element in elements.sorted(by: isLess) {
      if let last = groups.last?.first, !isLess(last, element) {
        groups[groups.count - 1].append(element)
      } else {
        groups.append([element])
      }
    }
    return groups
  }

  private func groups(of records: [Tables.Record], _ keys: [SortKey]) -> [[Tables.Record]] {
    groups(of: records) { isLess($0, $1, keys) }
  }

  private func isLess(
    _ left: Tables.Record, _ right: Tables.Record, _ keys: [SortKey]
  ) -> Bool {
    isLess(keys.map { ($0.value(left), $0.value(right), $0) })
  }

  /// Whether the first of these pairs of values that differ is in ascending order.
  func isLess(_ values: [(Scalar, Scalar, SortKey)]) -> Bool {
    for (left, right, key) in values where left != right {
      if left == .null { return key.nullsFirst }
      if right == .null { return !key.nullsFirst }
      return left.isLess(than: right, key.kind, product) != key.isDescending
    }
    return false
  }

  private func sortKeys(_ orderBy: JSONValue?, _ model: Shape.Model) -> [SortKey] {
    (orderBy?.elements ?? []).compactMap { element in
      element.members?.first.map { sortKey($0, model, { $0 }) }
    }
  }

  /// An element of an order of records that a way leads to.
  private func sortKey(
    _ member: JSONValue.Member, _ model: Shape.Model,
    _ way: @escaping (Tables.Record) -> Tables.Record?
  ) -> SortKey {
    guard let relation = model.relation(member.key), let inner = member.value.members?.first else {
      return sortKey(member.key, model, way, member.value)
    }
    let tables = tables
    if relation.isList {
      return sortKey(.int, inner.value) { record in
        .integer(Int64(way(record).map { tables.related(relation, of: $0).count } ?? 0))
      }
    }
    return sortKey(inner, shape[relation.target]) { record in
      way(record).flatMap { tables.related(relation, of: $0).first }
    }
  }

  private func sortKey(
    _ name: String, _ model: Shape.Model, _ way: @escaping (Tables.Record) -> Tables.Record?,
    _ direction: JSONValue
  ) -> SortKey {
    sortKey(model.field(name)?.kind ?? .int, direction) { way($0)?[name] ?? .null }
  }

  func sortKey(
    _ kind: Shape.Kind, _ direction: JSONValue, _ value: @escaping (Tables.Record) -> Scalar
  ) -> SortKey {
    let isDescending = (direction["sort"] ?? direction) == "desc"
    let nullsFirst =
      direction["nulls"].map { $0 == "first" } ?? (product.sortsNullsFirst != isDescending)
    return SortKey(
      value: value, kind: kind, isDescending: isDescending, nullsFirst: nullsFirst)
  }
}

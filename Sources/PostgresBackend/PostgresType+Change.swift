package import SQLModel

extension SchemaPair where Value == PostgresType {
  /// What turning one type into the other takes; `nil` when they are the same.
  ///
  /// The server converts with the casts that it has for assignment; where it has none, as from
  /// text to a number, the column is dropped and added again.
  /// <https://www.postgresql.org/docs/current/catalog-pg-cast.html>
  package var change: TypeChange? {
    guard previous.isList == next.isList else { return listChange }
    switch (previous.element, next.element) {
    case (.enumeration(let old), .enumeration(let new)): return old == new ? nil : .risky
    case (.enumeration, .builtin(let new, let arguments)):
      guard new.isText else { return .impossible }
      return new.canonical(arguments).isEmpty ? .safe : .risky
    case (.builtin(let old, _), .enumeration): return old.isText ? .risky : .impossible
    case (.enumeration, .other), (.other, .enumeration): return .impossible
    case (.other(let old), .other(let new)): return old.isSameType(as: new) ? nil : .risky
    case (.builtin(let old, _), .other(let text)):
      // `Unsupported("integer")` is a supported type in disguise.
      return old.isCalled(text) ? nil : old.isText ? .risky : .impossible
    case (.other, .builtin(let new, _)): return new.isText ? .risky : .impossible
    case (.builtin(let old, let oldArguments), .builtin(let new, let newArguments)):
      // `@db.Timestamp` without a precision is content with any.
      if old == new, old.isTime, oldArguments.isEmpty || newArguments.isEmpty { return nil }
      // The expression that makes bytes of a text is for one text.
      if old.isText, new == .byteA, next.isList { return .impossible }
      return Self.change(
        from: old, old.canonical(oldArguments), to: new, new.canonical(newArguments))
    }
  }

  /// What turning a value into a list, or a list into a value, takes.
  private var listChange: TypeChange {
    if next.isList {
      var element = next
      element.isList = false
      // A value is a list of one.
      return SchemaPair(previous, element).change == nil ? .safe : .impossible
    }
    // A list has a text form, nothing else.
    return previous.scalar != nil && next.scalar?.isText == true ? .risky : .impossible
  }

  private static func change(
    from old: PostgresScalar, _ oldArguments: [Int], to new: PostgresScalar, _ newArguments: [Int]
  ) -> TypeChange? {
    if old == new {
      return oldArguments == newArguments ? nil : resized(old, oldArguments, newArguments)
    }
    if new.isText { return toText(from: old, oldArguments, to: new, newArguments) }
    if old.isNumber && new.isNumber { return isWider(old, new, newArguments) ? .safe : .risky }
    if hasExplicitCast(from: old, to: new) { return .risky }
    switch (old, new) {
    case (.timestamp, .timestamptz), (.timestamptz, .timestamp), (.date, .timestamp),
      (.date, .timestamptz), (.time, .timetz), (.text, .citext), (.inet, .citext),
      (.json, .jsonB), (.jsonB, .json), (.oid, .bigInt):
      return .safe
    case (.timestamp, .date), (.timestamp, .time), (.timestamp, .timetz), (.timestamptz, .date),
      (.timestamptz, .time), (.timestamptz, .timetz), (.timetz, .time), (.oid, .integer),
      (.money, .decimal):
      return .risky
    case (.bit, .varBit):
      return fits(oldArguments.first, in: newArguments.first) ? .safe : .impossible
    case (.varBit, .bit):
      return fits(newArguments.first, in: oldArguments.first) ? .risky : .impossible
    default: return .impossible
    }
  }

  /// Whether the server converts only when it is told to.
  private static func hasExplicitCast(
    from old: PostgresScalar, to new: PostgresScalar
  ) -> Bool {
    switch (old, new) {
    case (.text, _), (.varChar, _), (.char, _):
      [
        .smallInt, .integer, .bigInt, .decimal, .real, .doublePrecision, .boolean, .uuid,
        .timestamp, .timestamptz, .date, .time, .timetz, .json, .jsonB, .byteA, .inet, .xml,
      ].contains(new)
    case (.integer, .boolean), (.boolean, .integer): true
    default: false
    }
  }

  /// The expression that converts a column, where the server does not do it by itself.
  package func conversion(of name: String) -> String? {
    if next.isList, !previous.isList {
      return "CASE WHEN \(name) IS NOT NULL THEN ARRAY[\(name)] END"
    }
    guard previous.isList == next.isList else { return nil }
    switch (previous.element, next.element) {
    case (.enumeration, .enumeration):
      return "\(name)::text\(next.isList ? "[]" : "")::\(next.ddl)"
    case (.builtin, .enumeration), (.builtin, .other): return "\(name)::\(next.ddl)"
    // Every type has a text form; casts between two are few.
    case (.other, .other): return "\(name)::text::\(next.ddl)"
    case (.enumeration, .builtin): return next.isList ? "\(name)::\(next.ddl)" : nil
    case (.builtin(let old, _), .builtin(let new, _)):
      guard Self.hasExplicitCast(from: old, to: new) else { return nil }
      // The cast would read backslashes in the text as the beginning of something.
      return new == .byteA ? "convert_to(\(name), 'UTF8')" : "\(name)::\(next.ddl)"
    default: return nil
    }
  }

  /// The same type with other arguments.
  private static func resized(
    _ type: PostgresScalar, _ old: [Int], _ new: [Int]
  ) -> TypeChange {
    switch type {
    // The server refuses bits that are too many or too few.
    case .bit: .impossible
    case .varBit: fits(old.first, in: new.first) ? .safe : .impossible
    case .decimal:
      new.isEmpty
        || (old.count == 2 && new.count == 2 && new[1] >= old[1]
          && new[0] - new[1] >= old[0] - old[1])
        ? .safe : .risky
    default: fits(old.first, in: new.first) ? .safe : .risky
    }
  }

  private static func toText(
    from old: PostgresScalar, _ oldArguments: [Int], to new: PostgresScalar, _ newArguments: [Int]
  ) -> TypeChange {
    let room = new == .text ? nil : newArguments.first
    if new == .char, old == .inet || old == .oid { return .impossible }
    guard let need = textLength(of: old, oldArguments) else { return room == nil ? .safe : .risky }
    if fits(need, in: room) { return .safe }
    // Numbers and most booleans may be short enough; the others have a fixed form that cannot fit.
    let mayFit =
      old.isNumber || old.isText || old == .oid
      || (old == .boolean && (new == .varChar || room == 4))
    return mayFit ? .risky : .impossible
  }

  /// The longest text of a value; `nil` when there is no limit.
  private static func textLength(of type: PostgresScalar, _ arguments: [Int]) -> Int? {
    switch type {
    case .smallInt: 6
    case .integer: 11
    case .bigInt: 20
    case .oid: 10
    case .boolean: 5
    case .uuid: 32
    case .timestamp: 23
    case .timestamptz, .date: 28
    case .time: 14
    case .timetz: 19
    case .varChar, .char, .bit: arguments.first
    case .decimal: arguments.first.map { $0 + 2 }
    case .real, .doublePrecision: 24
    case .money, .inet, .citext, .text, .byteA, .varBit, .xml, .json, .jsonB: nil
    }
  }

  /// `nil` stands for any length.
  private static func fits(_ length: Int?, in room: Int?) -> Bool {
    guard let room else { return true }
    return length.map { $0 <= room } ?? false
  }

  private static func isWider(
    _ old: PostgresScalar, _ new: PostgresScalar, _ newArguments: [Int]
  ) -> Bool {
    let digits: Int
    switch old {
    case .smallInt: digits = 5
    case .integer: digits = 10
    case .bigInt: digits = 19
    case .real: return new == .doublePrecision
    default: return false
    }
    switch new {
    case .smallInt: return false
    case .integer: return digits <= 5
    case .bigInt: return digits <= 10
    case .real: return digits <= 5
    case .doublePrecision: return digits <= 10
    case .decimal:
      guard newArguments.count == 2 else { return newArguments.isEmpty }
      return newArguments[0] - newArguments[1] >= digits
    default: return false
    }
  }
}

extension PostgresScalar {
  /// Whether a name, with or without arguments, is one of the type's names.
  /// <https://www.postgresql.org/docs/current/datatype.html#DATATYPE-TABLE>
  fileprivate func isCalled(_ text: String) -> Bool {
    let name = String(text.prefix { $0 != "(" }).withoutSpaceAndCase
    if name == catalogName || name == ddlName.withoutSpaceAndCase { return true }
    return switch self {
    case .integer: name == "int"
    case .varChar: name == "charactervarying"
    case .char: name == "character"
    case .varBit: name == "bitvarying"
    case .timestamptz: name == "timestampwithtimezone"
    case .smallInt, .bigInt, .decimal, .money, .inet, .oid, .citext, .real, .doublePrecision,
      .text, .byteA, .timestamp, .date, .time, .timetz, .boolean, .bit, .uuid, .xml, .json,
      .jsonB:
      false
    }
  }
}

extension String {
  /// Whether both are one type; the server leaves out the namespace that it looks in first.
  fileprivate func isSameType(as other: String) -> Bool {
    let (name, otherName) = (withoutSpaceAndCase, other.withoutSpaceAndCase)
    return name == otherName || otherName.hasSuffix("." + name) || name.hasSuffix("." + otherName)
  }

  fileprivate var withoutSpaceAndCase: String {
    String(lowercased().filter { $0 != " " && $0 != "\"" })
  }
}

package import SQLModel

extension SchemaPair where Value == PostgresType {
  /// What turning one type into the other takes; `nil` when they are the same.
  ///
  /// The server converts with the casts that it has for assignment, or with an expression of ours
  /// (`conversion(of:)`); where there is neither, the column is dropped and added again.
  /// <https://www.postgresql.org/docs/current/catalog-pg-cast.html>
  package var change: TypeChange? {
    if let known = withKnownNames { return known.change }
    guard previous.isList == next.isList else { return listChange }
    switch (previous.element, next.element) {
    case (.enumeration(let enumeration), .enumeration(let other)):
      return enumeration == other ? nil : .risky
    case (.enumeration, .builtin(let scalar, let arguments)):
      guard scalar.isText else { return .impossible }
      return scalar.canonical(arguments).isEmpty ? .safe : .risky
    case (.builtin(let scalar, _), .enumeration): return scalar.isText ? .risky : .impossible
    case (.enumeration, .other), (.other, .enumeration): return .impossible
    case (.other(let text), .other(let other)):
      let builtin = PostgresTypeName(text).builtin
      let isSame = builtin != nil && builtin == PostgresTypeName(other).builtin
      return isSame || text.isSameType(as: other) ? nil : .risky
    case (.builtin(let scalar, _), .other): return scalar.isText ? .risky : .impossible
    case (.other, .builtin(let scalar, _)): return scalar.isText ? .risky : .impossible
    case (.builtin(let scalar, let arguments), .builtin(let other, let otherArguments)):
      // `@db.Timestamp` without a precision is content with any.
      if scalar == other, scalar.isTime, arguments.isEmpty || otherArguments.isEmpty { return nil }
      // The expressions that make bytes of a text, and a time of a date, are for one of them.
      let isForOne =
        (scalar.isText && other == .byteA) || (scalar == .timestamp && other == .timetz)
      if isForOne, next.isList { return .impossible }
      return PostgresScalarChange(
        SchemaPair<PostgresScalar>(scalar, other),
        SchemaPair<[Int]>(scalar.canonical(arguments), other.canonical(otherArguments))
      ).type
    }
  }

  /// Both with a built-in type in the place of another name of it, where the other side is built-in;
  /// `nil` where there is no such name.
  private var withKnownNames: Self? {
    var known = self
    switch (previous.element, next.element) {
    case (.builtin, .other(let text)):
      guard let element = PostgresTypeName(text).builtin else { return nil }
      known.next.element = element
    case (.other(let text), .builtin):
      guard let element = PostgresTypeName(text).builtin else { return nil }
      known.previous.element = element
    default: return nil
    }
    return known
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

  /// The expression that converts a column, where the server does not do it by itself.
  package func conversion(of name: String) -> String? {
    if let known = withKnownNames { return known.conversion(of: name) }
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
    case (.builtin(let scalar, _), .builtin(let other, _)):
      if !next.isList,
        let expression = PostgresTimeConversion.expression(of: name, from: scalar, to: other)
      {
        return expression
      }
      guard PostgresScalarChange.hasExplicitCast(from: scalar, to: other) else { return nil }
      // The cast would read backslashes in the text as the beginning of something.
      return other == .byteA ? "convert_to(\(name), 'UTF8')" : "\(name)::\(next.ddl)"
    case (.enumeration, .other), (.other, .enumeration), (.other, .builtin): return nil
    }
  }
}

extension String {
  /// Whether both are one type; the server leaves out the namespace that it looks in first.
  func isSameType(as other: String) -> Bool {
    let (name, otherName) = (withoutSpaceAndCase, other.withoutSpaceAndCase)
    return name == otherName || otherName.hasSuffix("." + name) || name.hasSuffix("." + otherName)
  }

  fileprivate var withoutSpaceAndCase: String {
    String(lowercased().filter { $0 != " " && $0 != "\"" })
  }
}

/// An expression of the client's own syntax, which is the part of JavaScript that queries need.
package struct ScriptExpression: Sendable, Hashable {
  package indirect enum Kind: Sendable, Hashable {
    case literal(ArgumentValue)
    case undefined
    case identifier(String)
    /// `` `a ${b} c` ``: one string more than there are values.
    case template(strings: [String], values: [ScriptExpression])
    case object([Property])
    case array([Element])
    /// `base.name`; `base?.name` when optional.
    case member(ScriptExpression, String, isOptional: Bool)
    /// `base[key]`.
    case index(ScriptExpression, ScriptExpression)
    case call(ScriptExpression, [Element])
    case construct(ScriptExpression, [Element])
    /// `` tag`a ${b} c` ``.
    case tagged(ScriptExpression, strings: [String], values: [ScriptExpression])
    case await(ScriptExpression)
    case negate(ScriptExpression)
    case not(ScriptExpression)
    case binary(Operator, ScriptExpression, ScriptExpression)
  }

  /// Arithmetic between two values.
  package enum Operator: String, Sendable, Hashable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
  }

  /// A member of an object literal.
  package enum Property: Sendable, Hashable {
    /// The offset is that of the key.
    case named(String, at: Int, ScriptExpression)
    case computed(ScriptExpression, ScriptExpression)
    case spread(ScriptExpression)
  }

  /// An element of an array literal or of a list of arguments.
  package enum Element: Sendable, Hashable {
    case value(ScriptExpression)
    case spread(ScriptExpression)

    var expression: ScriptExpression {
      switch self {
      case .value(let expression), .spread(let expression): expression
      }
    }
  }

  package var kind: Kind
  /// The byte offset of the place to show in an error.
  package var offset: Int
  /// How many expressions are nested in this one, at most.
  var height: Int
}

/// A statement of a script.
package struct ScriptStatement: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// An expression whose value is shown.
    case expression(ScriptExpression)
    /// `const x = …`, or an assignment to a name.
    case binding(Pattern, ScriptExpression)
  }

  /// What a declaration names.
  package enum Pattern: Sendable, Hashable {
    case name(String)
    /// `{ a, b: c }`: keys with the names that they get.
    case object([ObjectElement])
    /// `[a, , b]`.
    case array([String?])

    var names: [String] {
      switch self {
      case .name(let name): [name]
      case .object(let elements): elements.map(\.name)
      case .array(let names): names.compactMap(\.self)
      }
    }
  }

  /// A key of an object pattern with the name that its value gets.
  package struct ObjectElement: Sendable, Hashable {
    package var key: String
    package var name: String
  }

  package var kind: Kind
  package var offset: Int
  /// The names that it binds and that no statement refers to before they are bound anew.
  package var unusedNames: Set<String> = []
}

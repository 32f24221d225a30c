package import SQLBackend
package import SQLModel

/// What of a database is no table.
package struct PostgresObjects: Sendable, Hashable {
  package struct Enumeration: Sendable, Hashable {
    package var name: QualifiedName
    package var values: [String]
    package var comment: String?

    package init(_ name: QualifiedName, _ values: [String], comment: String? = nil) {
      self.name = name
      self.values = values
      self.comment = comment
    }
  }

  package struct Extension: Sendable, Hashable {
    package var name: String
    /// The schema that it is in; `nil` when a datamodel does not say.
    package var namespace: String?
    /// Its version; `nil` when a datamodel does not say.
    package var version: String?

    package init(_ name: String, namespace: String? = nil, version: String? = nil) {
      self.name = name
      self.namespace = namespace
      self.version = version
    }
  }

  /// A type, sequence, table or function that no model, enum or column stands for.
  package struct Unmodelled: Sendable, Hashable {
    /// What it is, such as `domain`.
    package var kind: String
    package var name: QualifiedName
    /// The view that it belongs to.
    package var view: QualifiedName?
  }

  package var enumerations: [Enumeration]
  package var extensions: [Extension]
  /// What no schema says, by kind and name; of a database only.
  package var unmodelled: [Unmodelled] = []

  package init(enumerations: [Enumeration] = [], extensions: [Extension] = []) {
    self.enumerations = enumerations
    self.extensions = extensions
  }

  package func enumeration(named name: QualifiedName) -> Enumeration? {
    enumerations.first { $0.name == name }
  }
}

/// What only PostgreSQL knows of a column.
package struct PostgresColumnOptions: Sendable, Hashable {
  /// Who numbers the rows of an identity column; the raw value is the letter of `attidentity`:
  /// <https://www.postgresql.org/docs/15/catalog-pg-attribute.html>.
  package enum Identity: String, Sendable, Hashable {
    /// The database alone.
    case always = "a"
    /// The database, where a statement gives no number.
    case byDefault = "d"
  }

  package var identity: Identity?
  /// The sequence that numbers the rows, as its default names it; `nil` when not read from a
  /// database.
  package var sequence: QualifiedName?
  /// The expression of a generated column.
  package var generation: String?
  /// The default as the server writes it; `nil` when not read from a database.
  package var defaultText: String?
  /// The default of a datamodel as the server would write it, where it was asked.
  package var spelledDefault: String?
  /// Whether other columns take their numbers from the same sequence.
  package var sharesSequence = false
  /// The domain that its values are of.
  package var domain: String?
  /// The collation in SQL, where it is not that of the type.
  package var collation: String?
  /// Whether values are computed when they are read, instead of when they are written.
  package var isVirtual = false
  /// Whether rows that were there before the column was required may hold NULL.
  package var mayHoldOldNulls = false

  package init(
    identity: Identity? = nil, sequence: QualifiedName? = nil, generation: String? = nil,
    defaultText: String? = nil
  ) {
    self.identity = identity
    self.sequence = sequence
    self.generation = generation
    self.defaultText = defaultText
  }
}

/// What only PostgreSQL knows of a table.
package struct PostgresTableOptions: Sendable, Hashable {
  package var isPartitioned = false
  package var hasSubclasses = false
  package var hasRowLevelSecurity = false
  /// Whether the policies hold for the owner too.
  package var forcesRowLevelSecurity = false
  package var isUnlogged = false
  /// The composite type that says which columns it has.
  package var rowType: String?
  /// The tables that it inherits from.
  package var parents: [QualifiedName] = []
  /// How its rows are stored, where that is not the usual way.
  package var accessMethod: String?
  /// What replicas are told of a changed row, in the letter of `relreplident`.
  package var replicaIdentity = "d"
  /// What belongs to it and has no place in a schema, such as policies.
  package var parts: [Peculiarity] = []
  /// What the index behind its primary key does.
  package var keyOptions = PostgresIndexOptions()

  package init() {}
}

/// What only PostgreSQL knows of an index.
package struct PostgresIndexOptions: Sendable, Hashable {
  /// The access method in lower case, such as `btree`.
  package var method = "btree"
  /// Columns that are stored but not searched.
  package var included: [String] = []
  package var areNullsDistinct = true
  /// When its constraint reports violations.
  package var timing = ForeignKey.Timing.immediate
  /// Whether queries may use it; a build that failed leaves one that they may not.
  package var isValid = true
  /// Whether its last column is of ranges, and rows may not overlap in it.
  package var isWithoutOverlaps = false

  package init() {}
}

/// What only PostgreSQL knows of a part of an index.
package struct PostgresIndexPartOptions: Sendable, Hashable {
  /// The operator class; `nil` for the default of the column's type.
  package var operatorClass: String?
  /// Whether the class is the default one; known of a database only.
  package var isDefaultClass = false
  /// Whether NULL comes first; `nil` for the place that goes with the sort order.
  package var areNullsFirst: Bool?
  /// The collation in SQL, where it is not that of the column.
  package var collation: String?

  package init(operatorClass: String? = nil) { self.operatorClass = operatorClass }
}

import BackendInterface
import DatabaseAccess
import SchemaModel

/// A request that is checked against the datamodel: names are ids, values have types.
enum Query: Sendable {
  case find(FindQuery)
  case aggregate(AggregateQuery)
  case create(CreateQuery)
  case createMany(CreateManyQuery)
  case update(UpdateQuery)
  case updateMany(UpdateManyQuery)
  case delete(DeleteQuery)
  case deleteMany(DeleteManyQuery)
  case upsert(UpsertQuery)
  case queryRaw(Statement)
  case executeRaw(Statement)
}

/// `findUnique`, `findFirst`, `findMany` and their variants that throw.
struct FindQuery: Sendable {
  enum Kind: Sendable { case unique, first, many }

  var kind: Kind
  var throwsWhenMissing: Bool
  var model: ModelView
  var arguments: FindArguments
  var selection: RecordSelection
}

/// Which records of a model, in which order, and which part of them.
struct FindArguments: Sendable {
  var filter = Filter.always
  var order: [Ordering] = []
  var cursor: [CursorPart] = []
  var skip = 0
  /// Negative: from the end.
  var take: Int?
  var distinct: [FieldID] = []
}

/// What is asked for of each record.
struct RecordSelection: Sendable {
  var members: [SelectedMember] = []

  /// Whether a record can be answered from its columns alone.
  var isScalar: Bool {
    members.allSatisfy { member in
      if case .scalar = member.content { true } else { false }
    }
  }
}

struct SelectedMember: Sendable {
  enum Content: Sendable {
    case scalar(FieldView)
    case relation(FieldView, FindArguments, RecordSelection)
    /// `_count` of relations.
    case counts([CountedRelation])
  }

  var key: String
  var content: Content
}

struct CountedRelation: Sendable {
  var key: String
  var field: FieldView
  var filter: Filter
}

/// `aggregate` and `groupBy`.
struct AggregateQuery: Sendable {
  var model: ModelView
  var arguments: FindArguments
  /// `nil` for `aggregate`.
  var groupBy: [FieldID]?
  var having: Filter
  var members: [AggregateMember]
}

/// A member of the answer of an aggregation.
struct AggregateMember: Sendable {
  enum Content: Sendable {
    /// A column that makes the group.
    case group(FieldView)
    /// An object of aggregates by field: key, and field (`nil` for `_all`).
    case aggregates(AggregateFunction, [(key: String, field: FieldView?)])
    /// `_count: true`: the number of records itself.
    case countAll
  }

  var key: String
  var content: Content
}

struct CreateQuery: Sendable {
  var model: ModelView
  var data: WriteData
  var selection: RecordSelection
}

struct CreateManyQuery: Sendable {
  var model: ModelView
  var rows: [WriteData]
  var skipsDuplicates: Bool
  /// `nil`: only the number of records.
  var selection: RecordSelection?
}

struct UpdateQuery: Sendable {
  var model: ModelView
  var filter: Filter
  var data: WriteData
  var selection: RecordSelection
}

struct UpdateManyQuery: Sendable {
  var model: ModelView
  var filter: Filter
  var data: WriteData
  var limit: Int?
  var selection: RecordSelection?
}

struct DeleteQuery: Sendable {
  var model: ModelView
  var filter: Filter
  var selection: RecordSelection
}

struct DeleteManyQuery: Sendable {
  var model: ModelView
  var filter: Filter
  var limit: Int?
}

struct UpsertQuery: Sendable {
  var model: ModelView
  var filter: Filter
  /// The values of `where` when it is nothing but one unique key.
  var key: [CursorPart]
  var create: WriteData
  var update: WriteData
  var selection: RecordSelection
}

/// The `data` of one record.
struct WriteData: Sendable {
  var assignments: [Assignment] = []
  var nested: [NestedWrite] = []

  /// Whether nothing is written.
  var isEmpty: Bool { assignments.isEmpty && nested.isEmpty }

  func assigns(_ field: FieldID) -> Bool { assignments.contains { $0.field == field } }
}

/// What is done to the records at the other end of a relation.
struct NestedWrite: Sendable {
  var field: FieldView
  var operations: [NestedOperation]
}

indirect enum NestedOperation: Sendable {
  case create([WriteData])
  case createMany([WriteData], skipsDuplicates: Bool)
  case connect([Filter])
  case connectOrCreate([(filter: Filter, create: WriteData)])
  case disconnect([Filter])
  case set([Filter])
  case delete([Filter])
  case update([(filter: Filter, data: WriteData)])
  case upsert([(filter: Filter, create: WriteData, update: WriteData)])
  case updateMany([(filter: Filter, data: WriteData)])
  case deleteMany([Filter])
}

package import DatabaseAccess
package import SchemaModel

/// What an engine does to answer one request: data without closures, printable and comparable.
package struct QueryPlan: Sendable, Hashable {
  /// What is done before the answer is read, in order.
  package var steps: [PlanStep]
  package var answer: PlanAnswer
  /// Reads the answer before the steps are done: they delete what is asked for.
  package var readsAnswerFirst: Bool
  /// Whether all of it must happen or nothing.
  package var needsTransaction: Bool
  package var slotCount: Int

  package init(
    steps: [PlanStep] = [], answer: PlanAnswer, readsAnswerFirst: Bool = false,
    needsTransaction: Bool = false, slotCount: Int = 0
  ) {
    self.steps = steps
    self.answer = answer
    self.readsAnswerFirst = readsAnswerFirst
    self.needsTransaction = needsTransaction
    self.slotCount = slotCount
  }
}

/// One thing that a plan does.
package indirect enum PlanStep: Sendable, Hashable {
  /// Reads records; the columns of the slot are those of the node.
  case read(ReadNode, into: Slot)
  /// Writes records; the columns of the slot are those that the node returns.
  case insert(InsertNode, into: Slot?)
  case update(UpdateNode, into: Slot?)
  case delete(DeleteNode, into: Slot?)
  case link(LinkNode)
  case unlink(LinkNode)
  /// Fails unless the slot holds what is expected.
  case require(Slot, RowExpectation, PlanFailure)
  /// Goes one way when the slot holds a record, the other way when it is empty.
  case branch(Slot, present: [PlanStep], absent: [PlanStep])
  /// The rows of the second slot whose key columns do not occur in the third go to the first.
  case subtract(into: Slot, from: Slot, key: [Int], removing: Slot, removedKey: [Int])
  /// Adds the rows of a slot to another.
  case append(Slot, to: Slot)
}

package enum RowExpectation: Sendable, Hashable {
  case atLeast(Int)
  case empty
}

/// What a broken expectation means.
package enum PlanFailure: Sendable, Hashable {
  /// What an operation needed its record for.
  package enum Purpose: String, Sendable, Hashable { case query, update, delete }

  /// What a nested operation does with a record.
  package enum Operation: String, Sendable, Hashable { case connect, update, delete }

  /// The record of the operation itself does not exist.
  case missing(Purpose)
  /// The record at the other end of a relation field does not exist, or is not connected.
  ///
  /// - `isForKey`: Whether it is needed for its key, which refers to it or is referred to.
  case missingRelated(FieldID, Operation, isForKey: Bool = false)
  /// Some of the records that should be connected through a relation field do not exist.
  case missingConnected(FieldID, expected: Int)
  /// A change would leave a record without the one that it must belong to.
  case requiredRelation(RelationID)
  /// The record of an upsert is not there any more to answer with.
  case noAnswer(ModelID)
  /// Records at the other end of a relation field are not connected that should be.
  case notConnected(FieldID)
}

/// What the answer is made of.
package enum PlanAnswer: Sendable, Hashable {
  /// Records that are read when the steps are done.
  case read(ReadTree, ResultTree.Shape)
  /// Records that a step has returned.
  case rows(Slot, [ResultField], ResultTree.Shape)
  /// The number of rows in slots, or changed by the steps that belong to them.
  case count([Slot])
  case aggregate(AggregateNode, [ResultField], ResultTree.Shape)
  case queryRaw(Statement)
  case executeRaw(Statement)
}

/// A read with the reads of its relations.
package struct ReadTree: Sendable, Hashable {
  package var node: ReadNode
  /// The members of a record; the columns are those of the node.
  package var fields: [ResultField]
  package var relations: [RelationLoad]
  /// What is done to the rows of each parent after reading; `nil` when the database did it all.
  package var page: MemoryPage?
  /// The failure when there is no record.
  package var missing: PlanFailure?

  package init(
    node: ReadNode, fields: [ResultField], relations: [RelationLoad] = [], page: MemoryPage? = nil,
    missing: PlanFailure? = nil
  ) {
    self.node = node
    self.fields = fields
    self.relations = relations
    self.page = page
    self.missing = missing
  }
}

/// One query for the related records of all rows of a parent.
package struct RelationLoad: Sendable, Hashable {
  package var field: FieldID
  package var isList: Bool
  /// The columns of the parent's rows that hold the key.
  package var parentColumns: [Int]
  /// The columns of the child's rows that hold the same key.
  package var childColumns: [Int]
  /// The fields behind `childColumns`; empty when the key is in a link table.
  package var childFields: [FieldID]
  package var tree: ReadTree

  package init(
    field: FieldID, isList: Bool, parentColumns: [Int], childColumns: [Int],
    childFields: [FieldID], tree: ReadTree
  ) {
    self.field = field
    self.isList = isList
    self.parentColumns = parentColumns
    self.childColumns = childColumns
    self.childFields = childFields
    self.tree = tree
  }
}

/// The page of each parent's rows, cut after reading: distinct, then skip and take.
package struct MemoryPage: Sendable, Hashable {
  /// Columns that together may occur once only.
  package var distinctColumns: [Int]
  /// The column that says whether a record is the one of the cursor.
  ///
  /// Only the rows of a parent that has this record are a page.
  package var cursorColumn: Int?
  package var skip: Int
  package var take: Int?
  /// The rows come in reverse order and the page is turned round in the end.
  package var isReversed: Bool

  package init(
    distinctColumns: [Int] = [], skip: Int = 0, take: Int? = nil,
    isReversed: Bool = false
  ) {
    self.distinctColumns = distinctColumns
    self.skip = skip
    self.take = take
    self.isReversed = isReversed
  }
}

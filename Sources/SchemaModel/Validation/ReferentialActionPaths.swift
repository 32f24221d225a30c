import Diagnostics

/// Chains of referential actions that come back to where they began or meet again.
extension ValidationContext {
  mutating func validateReferentialActionPaths(_ relation: RelationView, _ ends: RelationEnds) {
    validateMultiplePaths(relation, ends)
    guard relationMode == .prisma || !supports(.cyclicReferentialActions),
      !relation.relation.fields.isEmpty || ends.forwardAttribute != nil
    else { return }
    guard triggers(relation) else { return }
    if relation.isSelfRelation {
      report(
        .referentialActionCycle,
        "the referential actions of `\(ends.forward.name)` lead back to `\(relation.referencingModel.name)`",
        at: ends.forward.field.span,
        help: "set `onDelete` and `onUpdate` to `NoAction`" + defaults(of: ends))
      return
    }
    guard let (circle, others) = circle(of: relation) else { return }
    report(
      .referentialActionCycle, "the referential actions lead in a circle: " + circle,
      at: ends.forward.field.span,
      help: "set `onDelete` and `onUpdate` of one of the relations to `NoAction`"
        + defaults(of: ends),
      notes: others.prefix(Self.mostNotes).map { other in
        Diagnostic.Note(
          "changes of `\(other.referencedModel.name)` go on to "
            + "`\(other.referencingModel.name)` here",
          at: (other.referencingField ?? ends.forward).field.nameSpan)
      })
  }

  /// How many relations of a circle are shown with their places.
  private static let mostNotes = 8

  private func defaults(of ends: RelationEnds) -> String {
    var parts: [String] = []
    if ends.forwardAttribute?.onDelete == nil { parts.append("`onDelete`") }
    if ends.forwardAttribute?.onUpdate == nil { parts.append("`onUpdate`") }
    return parts.isEmpty ? "" : " (\(parts.joined(separator: " and ")) act by default)"
  }

  /// Whether changes of the referenced record change referencing ones.
  private func triggers(_ relation: RelationView) -> Bool {
    let supportsRestrict = rules.referentialActions(in: relationMode).contains(.restrict)
    return relation.effectiveOnDelete(supportsRestrict: supportsRestrict).changesOthers
      || relation.effectiveOnUpdate.changesOthers
  }

  /// The foreign keys that lead from the referenced model to the relation itself again.
  private mutating func circle(
    of relation: RelationView
  ) -> (text: String, others: [RelationView])? {
    let graph = referentialActions()
    let (start, end) = (relation.referencedModel.id.index, relation.referencingModel.id.index)
    guard graph.isCircle(through: start, and: end) else { return nil }
    guard let path = graph.path(from: start, to: end) else {
      return ("\(step(relation)) → … through \(graph.sizeOfCircles(through: start)) models", [])
    }
    let others = path.map { datamodel[RelationID($0.label)] }
    return (([relation] + others).map(step).joined(separator: " → "), others)
  }

  /// The models and, as edges, the foreign keys that pass changes on; made when first asked for.
  private mutating func referentialActions() -> DirectedGraph {
    if let referentialActionGraph { return referentialActionGraph }
    let graph = DirectedGraph(foreignKeys())
    referentialActionGraph = graph
    return graph
  }

  /// The foreign keys of each model that pass changes on, with their relations as labels.
  private func foreignKeys() -> [[DirectedGraph.Edge]] {
    datamodel.models.map { model in
      foreignKeys(of: model).map {
        DirectedGraph.Edge(target: $0.referencedModel.id.index, label: $0.id.index)
      }
    }
  }

  /// Changes of one record may reach another one on one way only.
  private mutating func validateMultiplePaths(_ relation: RelationView, _ ends: RelationEnds) {
    guard relationMode == .foreignKeys, !supports(.cyclicReferentialActions), triggers(relation),
      !relation.isSelfRelation
    else { return }
    let paths = meetings()
    guard
      let meeting = paths.meeting(
        of: relation.id.index, from: relation.referencingModel.id.index)
    else { return }
    let other = datamodel[RelationID(meeting.other)].referencingField ?? ends.forward
    report(
      .referentialActionCycle,
      "changes of `\(datamodel[ModelID(meeting.place)].name)` reach "
        + "`\(relation.referencingModel.name)` on several ways",
      at: ends.forward.field.span,
      help: "set `onDelete` and `onUpdate` of one of the relations to `NoAction`"
        + defaults(of: ends),
      notes: [Diagnostic.Note("another way is `\(other.name)`", at: other.field.nameSpan)])
  }

  /// Made when first asked for.
  private mutating func meetings() -> MeetingPaths {
    if let meetingPaths { return meetingPaths }
    let paths = MeetingPaths(foreignKeys(), referentialActions())
    meetingPaths = paths
    return paths
  }

  /// The relations of a model's own foreign keys that pass changes on.
  private func foreignKeys(of model: ModelView) -> [RelationView] {
    model.relationFields.compactMap { field in
      guard let relation = field.relation, relation.kind != .manyToMany,
        relation.referencingField == field, relation.referencedField != nil,
        !relation.isSelfRelation, triggers(relation)
      else { return nil }
      return relation
    }
  }

  private func step(_ relation: RelationView) -> String {
    "\(relation.referencingModel.name).\(relation.referencingField?.name ?? "")"
  }
}

extension ReferentialAction {
  /// Whether the action changes or deletes other records.
  var changesOthers: Bool {
    switch self {
    case .cascade, .setNull, .setDefault: true
    case .restrict, .noAction: false
    }
  }
}

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
    guard let circle = circle(of: relation) else { return }
    report(
      .referentialActionCycle, "the referential actions lead in a circle: " + circle,
      at: ends.forward.field.span,
      help: "set `onDelete` and `onUpdate` of one of the relations to `NoAction`"
        + defaults(of: ends))
  }

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
  private mutating func circle(of relation: RelationView) -> String? {
    let graph = referentialActions()
    let (start, end) = (relation.referencedModel.id.index, relation.referencingModel.id.index)
    guard graph.isCircle(through: start, and: end) else { return nil }
    guard let path = graph.path(from: start, to: end) else {
      return "\(step(relation)) → … through \(graph.sizeOfCircles(through: start)) models"
    }
    let steps = path.map { step(datamodel[RelationID($0.label)]) }
    return ([step(relation)] + steps).joined(separator: " → ")
  }

  /// The models and, as edges, the foreign keys that pass changes on; made when first asked for.
  private mutating func referentialActions() -> DirectedGraph {
    if let referentialActionGraph { return referentialActionGraph }
    let graph = DirectedGraph(
      datamodel.models.map { model in
        foreignKeys(of: model).map {
          DirectedGraph.Edge(target: $0.referencedModel.id.index, label: $0.id.index)
        }
      })
    referentialActionGraph = graph
    return graph
  }

  /// Changes of one record may reach another one on one way only.
  private mutating func validateMultiplePaths(_ relation: RelationView, _ ends: RelationEnds) {
    guard relationMode == .foreignKeys, !supports(.cyclicReferentialActions), triggers(relation),
      !relation.isSelfRelation
    else { return }
    let siblings = foreignKeys(of: relation.referencingModel).filter { $0 != relation }
    guard !siblings.isEmpty else { return }
    var others: Set<ModelID> = []
    for other in siblings { others.formUnion(modelsReached(by: other)) }
    let shared = others.intersection(modelsReached(by: relation))
    guard !shared.isEmpty else { return }
    let names = shared.map { datamodel[$0].name }.sorted().map { "`\($0)`" }
    report(
      .referentialActionCycle,
      "changes of \(names.joined(separator: ", ")) reach "
        + "`\(relation.referencingModel.name)` on several ways",
      at: ends.forward.field.span,
      help: "set `onDelete` and `onUpdate` of one of the relations to `NoAction`"
        + defaults(of: ends))
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

  /// The models whose changes reach the referencing model of a relation through it.
  private func modelsReached(by relation: RelationView) -> Set<ModelID> {
    var reached: Set<ModelID> = []
    var pending = [relation.referencedModel]
    while let model = pending.popLast() {
      guard model.id != relation.referencingModel.id, reached.insert(model.id).inserted else {
        continue
      }
      pending += foreignKeys(of: model).map(\.referencedModel)
    }
    return reached
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

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
    if let path = cycle(of: relation) {
      report(
        .referentialActionCycle,
        "the referential actions lead in a circle: " + path.joined(separator: " → "),
        at: ends.forward.field.span,
        help: "set `onDelete` and `onUpdate` of one of the relations to `NoAction`"
          + defaults(of: ends))
    }
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

  /// Follows foreign keys from the referenced model until the relation itself comes again.
  private func cycle(of relation: RelationView) -> [String]? {
    var visited: Set<ModelID> = []
    var pending: [(model: ModelID, path: [String])] = [
      (relation.referencedModel.id, [step(relation)])
    ]
    while let (model, path) = pending.popLast() {
      if model == relation.referencingModel.id { return path }
      guard visited.insert(model).inserted else { continue }
      for next in foreignKeys(of: datamodel[model]) {
        pending.append((next.referencedModel.id, path + [step(next)]))
      }
    }
    return nil
  }

  /// Changes of one record may reach another one on one way only.
  private mutating func validateMultiplePaths(_ relation: RelationView, _ ends: RelationEnds) {
    guard relationMode == .foreignKeys, !supports(.cyclicReferentialActions), triggers(relation),
      !relation.isSelfRelation
    else { return }
    var others: Set<ModelID> = []
    for other in foreignKeys(of: relation.referencingModel) where other != relation {
      others.formUnion(modelsReached(by: other))
    }
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

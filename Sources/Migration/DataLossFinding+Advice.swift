import BackendInterface

extension DataLossFinding {
  /// What to do about findings, each kind of problem once.
  static func advice(_ findings: [DataLossFinding]) -> String {
    var sentences: [String] = []
    for finding in findings {
      let sentence = finding.check.problem.advice
      if !sentences.contains(sentence) { sentences.append(sentence) }
    }
    return sentences.joined(separator: "; ")
  }

  /// How to keep what was only renamed, in the forms that fit; `nil` when nothing is dropped.
  static func renameAdvice(_ findings: [DataLossFinding]) -> String? {
    let kinds = Set(findings.filter { $0.check.problem == .dropped }.map(\.check.object.kind))
    let forms = [
      kinds.contains(.table) ? "PreviousModel=NextModel" : nil,
      kinds.contains(.column) ? "Model.previousField=nextField" : nil,
    ].compactMap { $0 }
    guard !forms.isEmpty else { return nil }
    return "--rename \(forms.joined(separator: " or ")) keeps what was only renamed"
  }
}

extension DataLossCheck.Problem {
  fileprivate var advice: String {
    switch self {
    case .dropped, .retyped: "save those values first"
    case .requiredColumn: "give new required fields a default or make them optional"
    case .missingValues: "fill the missing values with an UPDATE first, or keep the fields optional"
    case .unfitValues: "correct or remove the values that do not fit first"
    case .duplicates: "change or delete the duplicates first"
    case .danglingReferences: "delete those rows, or add the rows that they refer to, first"
    case .usedEnumValue:
      "give those rows another value first, keep the value in the enum, or say with --rename "
        + "Enum.PREVIOUS=NEXT what it is called now"
    case .views, .triggers, .dependents:
      "drop what is named there first, and create it again afterwards"
    }
  }
}

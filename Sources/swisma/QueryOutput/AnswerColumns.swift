import QueryEngine
import SchemaModel

/// The columns that the answer to a request has, whether or not there are rows.
enum AnswerColumns {
  /// Names the columns of a list of records or rows; nothing for any other answer.
  static func names(
    of request: EngineRequest, _ answers: [ArgumentValue], in datamodel: Datamodel
  ) -> [String] {
    guard case .single(let query, _) = request, let answer = answers.first else { return [] }
    switch EngineAction(rawValue: query.action) {
    case .queryRaw: return rawColumns(answer)
    case .findMany, .createManyAndReturn, .updateManyAndReturn:
      return selectedColumns(query, datamodel)
    default: return []
    }
  }

  private static func rawColumns(_ answer: ArgumentValue) -> [String] {
    var known: Set<String> = []
    return (answer["columns"]?.elements ?? []).compactMap {
      guard case .string(let name) = $0, known.insert(name).inserted else { return nil }
      return name
    }
  }

  private static func selectedColumns(_ query: QueryRequest, _ datamodel: Datamodel) -> [String] {
    guard let model = query.model.flatMap(datamodel.model(named:)) else { return [] }
    let scalars = model.columnFields.filter { !$0.field.isIgnored }.map(\.name)
    let selection = query.selection
    let all = selection.allScalars ? scalars.filter { !selection.excluded.contains($0) } : []
    return all + selection.fields.map(\.responseKey).filter { !all.contains($0) }
  }
}

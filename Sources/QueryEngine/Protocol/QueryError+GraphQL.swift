extension QueryError {
  /// The error as clients of the GraphQL protocol know it.
  var forGraphQLClients: QueryError {
    guard knownCode == "P2003" else { return self }
    var name = "foreign key"
    if case .string(let constraint)? = meta.first(where: { $0.key == "constraint" })?.value {
      name = constraint
    }
    var error = self
    error.clientText = ClientErrorText.brokenForeignKey(of: name)
    error.meta = [Member("field_name", .string(name))]
    return error
  }
}

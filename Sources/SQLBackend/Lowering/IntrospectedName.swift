/// A name of a database in the letters that the schema language allows.
///
/// As Prisma writes it: what stands before the first letter goes, other characters become `_`.
///
/// - Parameter databaseName: Any name.
/// - Returns: The name, empty when it has no letter.
func schemaName(for databaseName: String) -> String {
  let letters = databaseName.unicodeScalars.drop { !$0.isASCIILetter }
  var name = ""
  for scalar in letters {
    let isAllowed = scalar.isASCIILetter || ("0"..."9").contains(scalar) || scalar == "_"
    name.unicodeScalars.append(isAllowed ? scalar : "_")
  }
  return name
}

extension Unicode.Scalar {
  fileprivate var isASCIILetter: Bool {
    ("a"..."z").contains(self) || ("A"..."Z").contains(self)
  }
}

package import Diagnostics

/// All codes of the schema's meaning in one table. `S0…` are the codes of its syntax.
///
/// A code never changes its meaning; a code that is no longer used is not given out again.
extension DiagnosticCode {
  // Names.
  package static let duplicateName = DiagnosticCode("S0101")
  package static let reservedName = DiagnosticCode("S0102")
  package static let duplicateField = DiagnosticCode("S0103")
  package static let duplicateEnumValue = DiagnosticCode("S0104")
  package static let emptyEnum = DiagnosticCode("S0105")
  package static let duplicateKey = DiagnosticCode("S0106")
  package static let duplicateDatabaseName = DiagnosticCode("S0107")
  package static let clientNameClash = DiagnosticCode("S0108")
  package static let duplicateConstraintName = DiagnosticCode("S0109")
  package static let constraintNameTooLong = DiagnosticCode("S0110")
  package static let invalidName = DiagnosticCode("S0111")

  // Types.
  package static let unknownType = DiagnosticCode("S0201")
  package static let unknownNativeType = DiagnosticCode("S0202")
  package static let incompatibleNativeType = DiagnosticCode("S0203")
  package static let invalidNativeTypeArgument = DiagnosticCode("S0204")
  package static let unsupportedScalarType = DiagnosticCode("S0205")
  package static let unsupportedList = DiagnosticCode("S0206")
  package static let needlessUnsupported = DiagnosticCode("S0207")
  package static let compositeTypesUnsupported = DiagnosticCode("S0208")
  package static let compositeTypeCycle = DiagnosticCode("S0209")
  package static let emptyCompositeType = DiagnosticCode("S0210")
  package static let enumsUnsupported = DiagnosticCode("S0211")
  package static let fieldTypeNotAllowed = DiagnosticCode("S0212")

  // Attributes and their arguments.
  package static let unknownAttribute = DiagnosticCode("S0301")
  package static let duplicateAttribute = DiagnosticCode("S0302")
  package static let missingArgument = DiagnosticCode("S0303")
  package static let unknownArgument = DiagnosticCode("S0304")
  package static let duplicateArgument = DiagnosticCode("S0305")
  package static let invalidArgument = DiagnosticCode("S0306")
  package static let attributeNotAllowed = DiagnosticCode("S0307")
  package static let invalidDefault = DiagnosticCode("S0308")
  package static let unknownFunction = DiagnosticCode("S0309")
  package static let unsupportedDefault = DiagnosticCode("S0310")

  // Keys and indexes.
  package static let missingUniqueCriterion = DiagnosticCode("S0401")
  package static let severalPrimaryKeys = DiagnosticCode("S0402")
  package static let optionalKeyField = DiagnosticCode("S0403")
  package static let unknownKeyField = DiagnosticCode("S0404")
  package static let relationKeyField = DiagnosticCode("S0405")
  package static let duplicateKeyField = DiagnosticCode("S0406")
  package static let emptyKey = DiagnosticCode("S0407")
  package static let unsupportedKeyArgument = DiagnosticCode("S0408")
  package static let unsupportedIndex = DiagnosticCode("S0409")
  package static let unsupportedOperatorClass = DiagnosticCode("S0410")
  package static let autoIncrementNotAllowed = DiagnosticCode("S0411")
  package static let unsupportedKeyType = DiagnosticCode("S0412")
  package static let duplicateIndex = DiagnosticCode("S0413")
  package static let invalidShardKey = DiagnosticCode("S0414")

  // Relations.
  package static let missingOppositeField = DiagnosticCode("S0501")
  package static let ambiguousRelation = DiagnosticCode("S0502")
  package static let missingRelationArgument = DiagnosticCode("S0503")
  package static let misplacedRelationArgument = DiagnosticCode("S0504")
  package static let unknownRelationField = DiagnosticCode("S0505")
  package static let relationTypeMismatch = DiagnosticCode("S0506")
  package static let relationArityMismatch = DiagnosticCode("S0507")
  package static let referencesNotUnique = DiagnosticCode("S0508")
  package static let oneToOneNotUnique = DiagnosticCode("S0509")
  package static let invalidReferentialAction = DiagnosticCode("S0510")
  package static let referentialActionCycle = DiagnosticCode("S0511")
  package static let setNullOnRequiredField = DiagnosticCode("S0512")
  package static let missingRelationIndex = DiagnosticCode("S0513")
  package static let unsupportedManyToMany = DiagnosticCode("S0514")
  package static let ignoredModel = DiagnosticCode("S0515")
  package static let relationNativeTypeMismatch = DiagnosticCode("S0516")
  package static let discouragedReferentialAction = DiagnosticCode("S0517")

  // Views and schemas.
  package static let viewNotAllowed = DiagnosticCode("S0601")
  package static let schemaAttributeUnsupported = DiagnosticCode("S0602")
  package static let unknownSchema = DiagnosticCode("S0603")
  package static let missingSchema = DiagnosticCode("S0604")

  // Configuration blocks.
  package static let missingProperty = DiagnosticCode("S0701")
  package static let unknownProperty = DiagnosticCode("S0702")
  package static let invalidProperty = DiagnosticCode("S0704")
  package static let unknownProvider = DiagnosticCode("S0705")
  package static let severalDatasources = DiagnosticCode("S0706")
  package static let unknownPreviewFeature = DiagnosticCode("S0707")
  package static let needlessPreviewFeature = DiagnosticCode("S0708")
  package static let missingPreviewFeature = DiagnosticCode("S0709")
  package static let deprecatedProperty = DiagnosticCode("S0710")
  package static let unsafeShadowDatabase = DiagnosticCode("S0711")
}

/// A name in camel case, as Prisma derives the names of fields from those of models.
///
/// `UserProfile`, `user_profile` and `user-profile` become `userProfile`; a word in capitals at the
/// start becomes small letters.
func camelCased(_ name: String) -> String {
  var result = ""
  var startsWord = false
  var isAfterLowercase = false
  for scalar in name.unicodeScalars {
    if scalar == "_" || scalar == "-" {
      if !result.isEmpty { startsWord = true }
    } else if ("0"..."9").contains(scalar) {
      startsWord = true
      result.unicodeScalars.append(scalar)
    } else if startsWord || (isAfterLowercase && scalar.properties.isUppercase) {
      startsWord = false
      result += asciiUppercased(scalar)
    } else {
      if scalar.properties.isLowercase { isAfterLowercase = true }
      result += asciiLowercased(scalar)
    }
  }
  return result
}

private func asciiUppercased(_ scalar: Unicode.Scalar) -> String {
  scalar.isASCII ? String(scalar).uppercased() : String(scalar)
}

private func asciiLowercased(_ scalar: Unicode.Scalar) -> String {
  scalar.isASCII ? String(scalar).lowercased() : String(scalar)
}

extension String {
  /// With the first letter small.
  package var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }

  /// With the first letter capital.
  package var uppercasedFirst: String { prefix(1).uppercased() + dropFirst() }
}

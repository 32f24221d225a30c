/// Makes the names of migration folders.
package enum MigrationName {
  /// The longest slug; tools that share the folder cut there.
  private static let maximumLength = 100

  /// The name of a folder: the time in UTC and what people called the migration.
  ///
  /// - Parameters:
  ///   - title: What people call the migration.
  ///   - milliseconds: The time, since 1970.
  ///   - last: The last migration that there is; the name sorts after it where it has a time too.
  /// - Returns: The name.
  package static func make(
    _ title: String, at milliseconds: Int64, after last: String? = nil
  ) -> String {
    let slug = slug(title)
    var time = Timestamp.compact(milliseconds)
    if let last, let taken = Int64(last.prefix(time.count)), String(taken) >= time {
      time = String(taken + 1)
    }
    return slug.isEmpty ? time : "\(time)_\(slug)"
  }

  /// A title in lower-case ASCII words joined by underscores, cut to 100 characters.
  ///
  /// `AddUserEmail` becomes `add_user_email`; letters with marks lose them; what has no Latin
  /// spelling here is a word break.
  package static func slug(_ title: String) -> String {
    let scalars = Array(spellOut(title))
    var slug = ""
    var pendingBreak = false
    for index in scalars.indices {
      let scalar = scalars[index]
      guard scalar.isWordPart else {
        pendingBreak = true
        continue
      }
      if startsWord(at: index, of: scalars) { pendingBreak = true }
      if pendingBreak, !slug.isEmpty { slug.append("_") }
      pendingBreak = false
      slug.unicodeScalars.append(contentsOf: String(scalar).lowercased().unicodeScalars)
    }
    return String(slug.prefix(maximumLength))
  }

  /// Whether a capital begins a word: after a small letter or digit, or as the last of a run of
  /// capitals that goes on in small letters (`XMLHttp` is `XML` and `Http`, but `URLs` is one).
  private static func startsWord(at index: Int, of scalars: [Unicode.Scalar]) -> Bool {
    guard index > 0, scalars[index].isCapital else { return false }
    let before = scalars[index - 1]
    if before.isSmall || before.isDigit { return true }
    let after = scalars[(index + 1)...].prefix(2)
    guard before.isCapital, let next = after.first, next.isSmall else { return false }
    let isPlural = next == "s" && !(after.count == 2 && after[index + 2].isSmall)
    return !isPlural
  }

  private static func spellOut(_ title: String) -> String.UnicodeScalarView {
    var result = String.UnicodeScalarView()
    // Precomposed letters only: a combining mark after its letter falls away below.
    for scalar in title.unicodeScalars {
      if scalar.isASCII {
        if scalar == "&" {
          result.append(contentsOf: " and ".unicodeScalars)
        } else if scalar != "'" {
          result.append(scalar)
        }
      } else if let spelling = latinSpellings[scalar] {
        result.append(contentsOf: spelling.unicodeScalars)
      } else if !(0x300...0x36F).contains(scalar.value) {
        result.append(" ")
      }
    }
    return result
  }

  /// Latin-1, Latin Extended-A, Greek and Cyrillic letters in ASCII.
  private static let latinSpellings: [Unicode.Scalar: String] = {
    let table = """
      a àáâãåāăą ae äæ c çćĉċč d ďđð e èéêëēĕėęě g ĝğġģ h ĥħ i ìíîïĩīĭįı j ĵ k ķ l ĺļľŀł \
      n ñńņňŉŋ o òóôõøōŏő oe öœ r ŕŗř s śŝşšș ss ß t ţťŧț th þ u ùúûũūŭůűų ue ü w ŵ y ýÿŷ \
      z źżž a αά b β g γ d δ e εέ z ζ i ηήιίϊ k κ l λ m μ n ν x ξ o οόωώ p π r ρ s σς t τ \
      y υύ f φ ch χ ps ψ a а b б v в g г d д e еэ yo ё zh ж z з i и y йы k к l л m м n н o о \
      p п r р s с t т u у f ф h х ts ц ch ч sh ш shch щ yu ю ya я
      """
    var spellings: [Unicode.Scalar: String] = ["ẞ": "SS", "İ": "I", "ъ": "", "ь": "", "’": ""]
    let words = table.split(separator: " ")
    for index in stride(from: 0, to: words.count - 1, by: 2) {
      let spelling = String(words[index])
      for letter in words[index + 1].unicodeScalars {
        spellings[letter] = spelling
        let capital = String(letter).uppercased().unicodeScalars
        if capital.count == 1, let capital = capital.first, !capital.isASCII {
          spellings[capital] = spelling.prefix(1).uppercased() + spelling.dropFirst()
        }
      }
    }
    return spellings
  }()
}

extension Unicode.Scalar {
  fileprivate var isCapital: Bool { ("A"..."Z").contains(self) }
  fileprivate var isSmall: Bool { ("a"..."z").contains(self) }
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
  fileprivate var isWordPart: Bool { isCapital || isSmall || isDigit }
}

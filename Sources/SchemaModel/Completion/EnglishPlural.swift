/// The plural of an English noun, for the names of fields that hold lists.
///
/// The rules are those of the `inflector` family of libraries, which Prisma names fields with.
package func plural(of noun: String) -> String {
  if uncountable.contains(noun) { return noun }
  if let form = irregular[noun] { return form }
  let bytes = Array(noun.utf8)
  for rule in rules {
    if let form = rule.plural(of: bytes) { return form }
  }
  return noun + "s"
}

/// One way to form a plural: a word that ends in a stem and an ending has the ending replaced.
private struct PluralRule: Sendable {
  /// Stems; `[abc]` is one of these letters, `[^abc]` any other.
  var stems: [Substring]
  /// What follows the stem; empty when nothing has to.
  var endings: [Substring]
  var replacement: String

  init(_ stems: String, _ endings: String, _ replacement: String) {
    self.stems = stems.split(separator: " ")
    self.endings = endings.split(separator: "|", omittingEmptySubsequences: false)
    self.replacement = replacement
  }

  func plural(of word: [UInt8]) -> String? {
    for ending in endings where word.reversed().starts(with: ending.utf8.reversed()) {
      let stem = word.dropLast(ending.utf8.count)
      guard stems.isEmpty || stems.contains(where: { Self.matches($0, endOf: stem) }) else {
        continue
      }
      return String(decoding: stem, as: UTF8.self) + replacement
    }
    return nil
  }

  private static func matches(_ pattern: Substring, endOf word: ArraySlice<UInt8>) -> Bool {
    var rest = word
    var letters = Array(pattern.utf8)[...]
    while let letter = letters.popLast() {
      guard let last = rest.popLast() else { return false }
      if letter != UInt8(ascii: "]") {
        if letter != last { return false }
        continue
      }
      let start = letters.lastIndex(of: UInt8(ascii: "[")) ?? letters.startIndex
      var allowed = letters[(start + 1)...]
      letters = letters[..<start]
      let isNegated = allowed.first == UInt8(ascii: "^")
      if isNegated { allowed.removeFirst() }
      if allowed.contains(last) == isNegated { return false }
    }
    return true
  }
}

/// The rules, the first that fits counts.
private let rules = [
  PluralRule("eaux", "", ""),
  PluralRule("child", "ren|", "ren"),
  PluralRule("pe", "rson|ople", "ople"),
  PluralRule("m l", "ice|ouse", "ice"),
  PluralRule("matr cod mur sil vert ind append", "ix|ex", "ices"),
  PluralRule("x ch ss sh zz", "", "es"),
  PluralRule("xes ches sses shes zzes", "", ""),
  PluralRule("[^ch][ieo][ln]", "ey", "ies"),
  PluralRule("[^aeiouy] qu", "y", "ies"),
  PluralRule("ar l ea eo oa hoo", "f", "ves"),
  PluralRule("kni wi li", "fe", "ves"),
  PluralRule("", "sis", "ses"),
  PluralRule(
    "apheli hyperbat periheli asyndet noumen phenomen criteri organ prolegomen hedr automat",
    "a|on", "a"),
  PluralRule(
    "agend addend millenni dat extrem bacteri desiderat strat candelabr errat ov symposi "
      + "curricul automat quor", "a|um", "a"),
  PluralRule("her at gr", "o", "oes"),
  PluralRule("seraph cherub", "im|", "im"),
  PluralRule("alumn alg vertebr", "a|ae", "ae"),
  PluralRule(
    "alumn syllab octop vir radi nucle fung cact stimul termin bacill foc uter loc strat",
    "us|i", "i"),
  PluralRule("[^l]ias [aeiou]las [emjzr]as [iu]am", "", ""),
  PluralRule("e[mn]u", "s|", "s"),
  PluralRule("alias [^aou]us tlas gas ris", "", "es"),
  PluralRule("ax test", "is", "es"),
  PluralRule("[^aeiou]ese s", "", ""),
]

private let irregular = [
  "ox": "oxen", "man": "men", "woman": "women", "die": "dice", "yes": "yeses", "foot": "feet",
  "eave": "eaves", "goose": "geese", "tooth": "teeth", "quiz": "quizzes",
]

/// The nouns whose plural is the word itself.
let uncountable = Set(
  """
  accommodation adulthood advertising advice aggression aid air aircraft alcohol anger applause
  arithmetic assistance athletics bacon baggage beef biology blood botany bread butter carbon
  cardboard cash chalk chaos chess countryside crossroads dancing deer dignity dirt dust economics
  education electricity engineering enjoyment envy equipment ethics evidence evolution fame fiction
  flour flu food fuel fun furniture gallows garbage garlic genetics gold golf gossip grammar
  gratitude grief guilt gymnastics happiness hardware harm hate hatred health heat help homework
  honesty honey hospitality housework humour hunger hydrogen ice importance inflation information
  innocence iron irony jam jewelry judo karate knowledge lack laughter lava leather leisure
  lightning linguine linguini linguistics literature litter livestock logic loneliness luck luggage
  macaroni machinery magic management mankind marble mathematics mayonnaise measles methane milk
  money mud music mumps nature news nitrogen nonsense nurture nutrition obedience obesity oxygen
  pasta patience physics poetry pollution poverty pride psychology publicity punctuation quartz
  racism relaxation reliability research respect revenge rice rubbish rum safety scenery seafood
  seaside series shame sheep shopping sleep smoke smoking snow soap software soil spaghetti species
  steam stuff stupidity sunshine symmetry tennis thirst thunder timber traffic transportation trust
  underwear unemployment unity validity veal vegetation vegetarianism vengeance violence vitality
  warmth wealth weather welfare wheat wildlife wisdom yoga zinc zoology
  """.split(whereSeparator: \.isWhitespace).map(String.init))

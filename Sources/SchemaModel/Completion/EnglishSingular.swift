/// The singular of an English noun in small letters, for the names of models.
///
/// A word that is no plural stays: `status`, `address` and `news` end in `s` only.
///
/// - Parameter noun: One word, or several that end in the noun, such as `blogposts`.
/// - Returns: The singular, or the word itself.
package func singular(of noun: String) -> String {
  if uncountable.contains(noun) || singulars.contains(noun) { return noun }
  if let form = irregularPlurals[noun] { return form }
  for rule in singularRules where noun.hasSuffix(rule.ending) {
    return noun.dropLast(rule.ending.count) + rule.replacement
  }
  return noun
}

/// The endings of plurals and what singulars have instead; the first that fits counts.
private let singularRules: [(ending: String, replacement: String)] = [
  ("sses", "ss"), ("ss", "ss"),
  ("statuses", "status"), ("aliases", "alias"), ("biases", "bias"), ("canvases", "canvas"),
  ("atlases", "atlas"), ("lenses", "lens"),
  ("viruses", "virus"), ("campuses", "campus"), ("bonuses", "bonus"), ("focuses", "focus"),
  ("censuses", "census"), ("choruses", "chorus"), ("corpuses", "corpus"), ("minuses", "minus"),
  ("pluses", "plus"), ("menus", "menu"), ("gurus", "guru"), ("cpus", "cpu"), ("gpus", "gpu"),
  ("skus", "sku"), ("us", "us"),
  ("analyses", "analysis"), ("hypotheses", "hypothesis"), ("parentheses", "parenthesis"),
  ("synopses", "synopsis"), ("diagnoses", "diagnosis"), ("prognoses", "prognosis"),
  ("theses", "thesis"), ("crises", "crisis"), ("taxis", "taxi"),
  ("emojis", "emoji"), ("wikis", "wiki"), ("kpis", "kpi"), ("apis", "api"), ("uris", "uri"),
  ("is", "is"),
  ("people", "person"), ("children", "child"), ("women", "woman"), ("men", "man"),
  ("indices", "index"), ("matrices", "matrix"), ("vertices", "vertex"),
  ("appendices", "appendix"), ("criteria", "criterion"), ("phenomena", "phenomenon"),
  ("schemata", "schema"), ("knives", "knife"), ("wives", "wife"),
  ("shelves", "shelf"), ("wolves", "wolf"), ("halves", "half"), ("leaves", "leaf"),
  ("thieves", "thief"), ("calves", "calf"), ("loaves", "loaf"), ("scarves", "scarf"),
  ("movies", "movie"), ("cookies", "cookie"), ("calories", "calorie"), ("zombies", "zombie"),
  ("selfies", "selfie"), ("hoodies", "hoodie"), ("rookies", "rookie"), ("series", "series"),
  ("species", "species"), ("ies", "y"),
  ("shoes", "shoe"), ("canoes", "canoe"), ("oes", "o"),
  ("quizzes", "quiz"), ("zzes", "zz"),
  ("caches", "cache"), ("niches", "niche"), ("headaches", "headache"),
  ("avalanches", "avalanche"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"),
  ("news", "news"), ("means", "means"), ("analytics", "analytics"),
  ("statistics", "statistics"), ("logistics", "logistics"), ("chaos", "chaos"),
  ("canvas", "canvas"), ("alias", "alias"), ("atlas", "atlas"), ("bias", "bias"),
  ("lens", "lens"), ("s", ""),
]

/// The plurals that are only themselves when nothing stands before them.
private let irregularPlurals = [
  "axes": "axis", "buses": "bus", "gases": "gas", "lives": "life", "toes": "toe", "ties": "tie",
  "pies": "pie", "lies": "lie", "dice": "die", "feet": "foot", "teeth": "tooth",
  "geese": "goose", "mice": "mouse", "lice": "louse", "oxen": "ox", "alumni": "alumnus",
  "nuclei": "nucleus", "radii": "radius", "fungi": "fungus", "cacti": "cactus",
  "stimuli": "stimulus", "foci": "focus", "loci": "locus", "uses": "use", "causes": "cause",
]

/// The words that end like a plural and are none.
private let singulars = Set(
  """
  always as aws bus cms cors css dns dos gas gps has https ios its js kudos mas men ms ns os plus
  pos rss sms sys tls this tls us was yes christmas texas kubernetes redis postgres specimen regimen
  acumen omen abdomen amen
  """.split(whereSeparator: \.isWhitespace).map(String.init))

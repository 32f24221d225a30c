import SchemaModel
import Testing

struct EnglishSingularTests {
  @Test(
    "Plurals of the names of tables",
    arguments: [
      ("users", "user"), ("categories", "category"), ("addresses", "address"), ("boxes", "box"),
      ("statuses", "status"), ("buses", "bus"), ("people", "person"), ("children", "child"),
      ("indices", "index"), ("indexes", "index"), ("analyses", "analysis"), ("axes", "axis"),
      ("databases", "database"), ("responses", "response"), ("houses", "house"),
      ("movies", "movie"), ("heroes", "hero"), ("potatoes", "potato"), ("shoes", "shoe"),
      ("caches", "cache"), ("branches", "branch"), ("quizzes", "quiz"), ("sizes", "size"),
      ("archives", "archive"), ("knives", "knife"), ("taxes", "tax"), ("olives", "olive"),
      ("topics", "topic"), ("metrics", "metric"), ("properties", "property"), ("ties", "tie"),
      ("menus", "menu"), ("apis", "api"), ("criteria", "criterion"), ("processes", "process"),
      ("aliases", "alias"), ("expenses", "expense"), ("photos", "photo"), ("ids", "id"),
    ])
  func plural(_ noun: String, _ expected: String) {
    #expect(singular(of: noun) == expected)
    #expect(singular(of: expected) == expected)
  }

  @Test(
    "Words that only end like plurals stay",
    arguments: [
      "status", "address", "news", "series", "bus", "species", "analysis", "basis", "gas", "lens",
      "alias", "canvas", "bias", "process", "access", "class", "sms", "dns", "analytics", "data",
      "media", "sheep", "equipment", "document", "payment", "virus", "campus", "specimen",
    ])
  func falseFriend(_ noun: String) {
    #expect(singular(of: noun) == noun)
  }
}

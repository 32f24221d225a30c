import DMMF
import Diagnostics
import JSON
import Providers
import SchemaModel
import TestSupport
import Testing

struct DMMFTests {
  @Test("Descriptions of schemas", arguments: Fixture.all("dmmf", suffix: ".prisma"))
  func description(_ fixture: Fixture) throws {
    let file = SourceFile(path: fixture.name, bytes: try fixture.bytes)
    let analysis = analyze([file], rules: allProviders)
    try #require(analysis.diagnostics.map(\.message) == [])
    var json = JSONWriter(pretty: true)
    DMMFWriter(analysis.datamodel).write(to: &json)
    try expectText(
      json.text + "\n", equalsFile: fixture.sibling(".json", insteadOf: ".prisma"))
  }
}

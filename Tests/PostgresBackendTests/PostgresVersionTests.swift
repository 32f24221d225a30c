import DatabaseAccess
import PostgresBackend
import Testing

struct PostgresVersionTests {
  @Test(
    "Servers before 12 are refused by name",
    arguments: [(90_624, "9.6"), (100_023, "10.23"), (110_013, "11.13")])
  func old(_ number: Int, _ name: String) {
    let message = PostgresVersion(number: number).refusal?.message ?? ""
    #expect(message.contains("PostgreSQL \(name),"))
  }

  @Test("Servers from 12 on are not refused", arguments: [120_000, 120_022, 180_006])
  func supported(_ number: Int) {
    #expect(PostgresVersion(number: number).refusal == nil)
  }
}

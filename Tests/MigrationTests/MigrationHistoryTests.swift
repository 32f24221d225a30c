import BackendInterface
import Migration
import Testing

private func file(_ name: String, _ script: String = "SELECT 1;\n") throws -> MigrationFile {
  try MigrationFile(name: name, path: "\(name)/migration.sql", bytes: Array(script.utf8))
}

private func record(
  _ name: String, _ script: String = "SELECT 1;\n", finished: Bool = true, rolledBack: Bool = false
) -> MigrationRecord {
  MigrationRecord(
    id: "id", checksum: Checksum.hex(of: Array(script.utf8)), finishedAt: finished ? 2 : nil,
    name: name, rolledBackAt: rolledBack ? 3 : nil, startedAt: 1)
}

private func states(
  _ files: [MigrationFile], _ records: [MigrationRecord]
) -> [String: MigrationHistory.State] {
  let entries = MigrationHistory(files: files, records: records).entries
  return Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.state) })
}

@Test("The states of a history")
func historyStates() throws {
  let files = try [
    file("1_applied"), file("2_edited"), file("3_failed"), file("4_rolled_back"), file("5_pending"),
    file("6_retried"),
  ]
  let records = [
    record("0_missing"), record("0_gone", finished: false, rolledBack: true), record("1_applied"),
    record("2_edited", "SELECT 2;"), record("3_failed", finished: false),
    record("4_rolled_back", finished: false, rolledBack: true),
    record("6_retried", finished: false, rolledBack: true), record("6_retried"),
  ]
  #expect(
    states(files, records) == [
      "0_missing": .missing, "1_applied": .applied, "2_edited": .edited, "3_failed": .failed,
      "4_rolled_back": .rolledBack, "5_pending": .pending, "6_retried": .applied,
    ])
  let history = MigrationHistory(files: files, records: records)
  #expect(history.pending.map(\.name) == ["4_rolled_back", "5_pending"])
  #expect(history.applied.map(\.name) == ["1_applied", "2_edited", "6_retried"])
  #expect(history.failed.map(\.name) == ["3_failed"])
}

@Test("A failed attempt that is not in the folder still counts")
func failedWithoutFile() {
  #expect(states([], [record("1", finished: false)]) == ["1": .failed])
}

@Test("Line endings that version control rewrote are no edit")
func lineEndings() throws {
  let unix = "CREATE TABLE a (\n  id INT\n);\n"
  let windows = "CREATE TABLE a (\r\n  id INT\r\n);\r\n"
  #expect(states([try file("1", windows)], [record("1", unix)]) == ["1": .applied])
  #expect(states([try file("1", unix)], [record("1", windows)]) == ["1": .applied])
  #expect(states([try file("1", unix + "\n")], [record("1", unix)]) == ["1": .edited])
}

@Test("The checksum is SHA-256 in hexadecimal")
func checksum() {
  #expect(
    Checksum.hex(of: Array("abc".utf8))
      == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
}

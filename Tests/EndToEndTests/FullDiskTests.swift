import TestSupport
import Testing

/// Migrations for which there is no room.
struct FullDiskTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  /// What has to be said before a command so that it meets the end of the disk.
  struct Limit: Sendable, CustomTestStringConvertible {
    let name: String
    let setup: String
    let words: String
    var testDescription: String { name }
  }

  private static let small = Limit(
    name: "a file that may not grow", setup: "trap '' XFSZ; ulimit -f 400; cp -r $project/. .",
    words: "disk I/O error (check the disk, and the limits on the size of files)")
  private static let full = Limit(
    name: "a full disk", setup: "mount -t tmpfs -o size=400k none . && cd . && cp -r $project/. .",
    words: "database or disk is full (free some space on the disk)")

  /// A disk of a test's own needs a right that not every machine gives.
  private static let canMount =
    (try? ChildProcess.run(
      ["unshare", "-rm", "sh", "-c", "mount -t tmpfs none /mnt"], in: "/"))?.status == 0

  @Test("A migration that finds no room leaves nothing, says so and can be repeated")
  func limited() throws { try check(Self.small, []) }

  @Test(
    "A migration on a full disk leaves nothing, says so and can be repeated",
    .enabled(if: canMount, "needs a machine that lets tests mount a disk"))
  func mounted() throws { try check(Self.full, ["unshare", "-rm"]) }

  private func check(_ limit: Limit, _ prefix: [String]) throws {
    try writeProject()
    let script = """
      project=$PWD/project
      mkdir disk && cd disk || exit 9
      \(limit.setup)
      "$0" migrate deploy
      "$0" migrate status --json
      echo "SELECT name FROM sqlite_schema WHERE name IN ('a', 'filled', 'last')" |
        "$0" db execute --stdin --json
      "$0" migrate resolve --rolled-back 2_fill
      : >migrations/2_fill/migration.sql
      "$0" migrate deploy

      """
    let run = try ChildProcess.run(
      prefix + ["sh", "-c", script, Executable.path], in: folder.path)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("error[P3018]: the migration 2_fill/migration.sql"))
    #expect(run.errors.contains("failed: " + limit.words), "\(run.errors)")
    #expect(run.errors.contains("It was rolled back: the database is as it was before it."))
    #expect(run.output.contains(#""failed":["2_fill"]"#), "\(run.output)")
    #expect(run.output.contains(#"[{"name":"a"}]"#), "\(run.output)")
  }

  private func writeProject() throws {
    try folder.write(
      "datasource db {\n  provider = \"sqlite\"\n  url = \"file:./dev.db\"\n}\n",
      to: "project/schema.prisma")
    try folder.write("provider = \"sqlite\"\n", to: "project/migrations/migration_lock.toml")
    try folder.write(
      "CREATE TABLE a (id INTEGER);\n", to: "project/migrations/1_init/migration.sql")
    try folder.write(
      """
      CREATE TABLE filled (text TEXT);
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
        INSERT INTO filled SELECT hex(zeroblob(100)) FROM n;
      CREATE TABLE last (id INTEGER);

      """, to: "project/migrations/2_fill/migration.sql")
  }
}

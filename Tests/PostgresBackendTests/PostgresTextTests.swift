import PostgresBackend
import SQLModel
import Testing

struct PostgresTextTests {
  @Test(
    "A script that controls transactions is told from one that only mentions them",
    arguments: [
      ("BEGIN; SELECT 1; COMMIT;", true),
      ("-- BEGIN\nCREATE TABLE a (b INT);", false),
      ("/* x /* y */ */ start transaction; SELECT 1", true),
      ("SELECT 'a;''BEGIN'; SELECT E'\\'; BEGIN'; SELECT \"BEGIN;\"", false),
      ("CREATE FUNCTION f() RETURNS int AS $x$ BEGIN; RETURN 1; END $x$ LANGUAGE plpgsql;", false),
      ("DO $$ BEGIN NULL; END $$; COMMIT", true),
      ("SELECT $1; ROLLBACK", true),
      ("CREATE TABLE begin_of_day (a INT); SELECT 1", false),
      ("'", false), ("$tag$ never ended", false), ("/* never ended", false), ("E'\\", false),
    ])
  func transactionControl(_ script: String, _ expected: Bool) {
    #expect(PostgresScript(script).controlsTransactions == expected)
  }

  @Test(
    "Defaults are read as the server writes them",
    arguments: [
      ("'it''s'::text", PostgresType(.builtin(.text, [])), ColumnDefault.literal(.string("it's"))),
      ("'-1'::integer", PostgresType(.builtin(.integer, [])), .literal(.number("-1"))),
      (
        "(1.50)::double precision", PostgresType(.builtin(.doublePrecision, [])),
        .literal(.number("1.50"))
      ),
      ("true", PostgresType(.builtin(.boolean, [])), .literal(.boolean(true))),
      ("'\\x0102'::bytea", PostgresType(.builtin(.byteA, [])), .literal(.bytes([1, 2]))),
      ("'{\"a\": 1}'::jsonb", PostgresType(.builtin(.jsonB, [])), .literal(.json("{\"a\": 1}"))),
      ("CURRENT_TIMESTAMP", PostgresType(.builtin(.timestamp, [3])), .now),
      ("now()", PostgresType(.builtin(.timestamptz, [])), .now),
      (
        "nextval('app.\"Post_id_seq\"'::regclass)", PostgresType(.builtin(.integer, [])),
        .sequence(QualifiedName("Post_id_seq", in: "app"))
      ),
      (
        "ARRAY['a,b'::text, 'c'::text]", PostgresType(.builtin(.text, []), isList: true),
        .literal(.list([.string("a,b"), .string("c")]))
      ),
      (
        "'{1,2}'::integer[]", PostgresType(.builtin(.integer, []), isList: true),
        .literal(.list([.number("1"), .number("2")]))
      ),
      ("ARRAY[]::text[]", PostgresType(.builtin(.text, []), isList: true), .literal(.list([]))),
      ("gen_random_uuid()", PostgresType(.builtin(.uuid, [])), .expression("gen_random_uuid()")),
      (
        "('a'::text || 'b'::text)", PostgresType(.builtin(.text, [])),
        .expression("('a'::text || 'b'::text)")
      ),
      (
        "'A'::\"Mood\"", PostgresType(.enumeration(QualifiedName("Mood"))),
        .literal(.enumValue("A"))
      ),
    ])
  func defaults(_ text: String, _ type: PostgresType, _ expected: ColumnDefault) {
    #expect(PostgresDefault(text, type: type).value == expected)
  }

  @Test(
    "Changes of type are safe, risky or impossible as the server's casts are",
    arguments: [
      (PostgresType(.builtin(.integer, [])), PostgresType(.builtin(.bigInt, [])), TypeChange.safe),
      (PostgresType(.builtin(.bigInt, [])), PostgresType(.builtin(.integer, [])), .risky),
      (PostgresType(.builtin(.text, [])), PostgresType(.builtin(.integer, [])), .risky),
      (PostgresType(.builtin(.uuid, [])), PostgresType(.builtin(.integer, [])), .impossible),
      (PostgresType(.builtin(.varChar, [10])), PostgresType(.builtin(.varChar, [20])), .safe),
      (PostgresType(.builtin(.text, [])), PostgresType(.builtin(.varChar, [20])), .risky),
      (PostgresType(.builtin(.uuid, [])), PostgresType(.builtin(.varChar, [20])), .impossible),
      (PostgresType(.builtin(.text, []), isList: true), PostgresType(.builtin(.text, [])), .risky),
      (
        PostgresType(.builtin(.text, [])), PostgresType(.builtin(.text, []), isList: true), .safe
      ),
      (
        PostgresType(.builtin(.integer, [])), PostgresType(.builtin(.text, []), isList: true),
        .impossible
      ),
      (PostgresType(.builtin(.text, [])), PostgresType(.builtin(.jsonB, [])), .risky),
      (PostgresType(.builtin(.text, [])), PostgresType(.other("interval")), .risky),
      (PostgresType(.builtin(.bigInt, [])), PostgresType(.builtin(.timestamp, [3])), .impossible),
      (
        PostgresType(.enumeration(QualifiedName("A"))), PostgresType(.builtin(.text, [])), .safe
      ),
      (
        PostgresType(.builtin(.decimal, [10, 2])), PostgresType(.builtin(.decimal, [12, 2])), .safe
      ),
      (
        PostgresType(.builtin(.decimal, [10, 2])), PostgresType(.builtin(.decimal, [12, 5])), .risky
      ),
    ])
  func typeChanges(_ previous: PostgresType, _ next: PostgresType, _ expected: TypeChange) {
    #expect(SchemaPair(previous, next).change == expected)
  }

  @Test("The same type written in two ways does not change")
  func sameTypes() {
    #expect(
      SchemaPair(
        PostgresType(.builtin(.timestamp, [])), PostgresType(.builtin(.timestamp, [6]))
      ).change == nil)
    #expect(
      SchemaPair(
        PostgresType(.other("geometry(Point,4326)")), PostgresType(.other("Geometry(Point, 4326)"))
      )
      .change == nil)
    #expect(
      SchemaPair(
        PostgresType(.other("geography")), PostgresType(.other("\"public\".geography"))
      )
      .change == nil)
  }
}

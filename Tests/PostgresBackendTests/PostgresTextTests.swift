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
      ("SELECT date'2020-01-01\\'; BEGIN; SELECT '1'", true),
      ("SELECT a$b$; BEGIN; SELECT 1 c$b$", true),
      (
        """
        CREATE FUNCTION f() RETURNS int
        BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 1
        """, false
      ),
      ("'", false), ("$tag$ never ended", false), ("/* never ended", false), ("E'\\", false),
    ])
  func transactionControl(_ script: String, _ expected: Bool) {
    #expect(PostgresScript(script).controlsTransactions == expected)
  }

  @Test(
    "A script of definitions does without its transactions",
    arguments: [
      ("BEGIN; CREATE TABLE a (); COMMIT;", "       CREATE TABLE a ();        "),
      ("begin -- now\n work; DROP TABLE a; end", "                    DROP TABLE a;    "),
      ("BEGIN; ALTER TABLE a ADD value INT; COMMIT", "       ALTER TABLE a ADD value INT;       "),
      (
        "BEGIN; COMMENT ON TABLE a IS 'add value'; END",
        "       COMMENT ON TABLE a IS 'add value';    "
      ),
      ("BEGIN; ALTER TYPE e ADD\nVALUE 'a'; COMMIT;", nil),
      ("ALTER TYPE s.\"e\" ADD /* a */ VALUE IF NOT EXISTS 'a'", nil),
      ("BEGIN; DROP TABLE a", nil), ("BEGIN ISOLATION LEVEL SERIALIZABLE; COMMIT", nil),
      ("BEGIN \"work\"; COMMIT", nil), ("INSERT INTO a VALUES (1)", nil),
    ])
  func transactionRemoval(_ script: String, _ expected: String?) {
    #expect(PostgresScript(script).withoutTransactions == expected)
  }

  @Test(
    "One pair of parentheses is taken off where it is around the whole expression",
    arguments: [
      (#"("a)b" > 1)"#, #""a)b" > 1"#), ("(a) + (b)", "(a) + (b)"), ("((a))", "(a)"),
      (#"(E'\'' < a)"#, #"E'\'' < a"#), ("($$)$$ = a)", "$$)$$ = a"),
      ("(a /* ) */ = 1)", "a /* ) */ = 1"),
      ("(a", "(a"), ("", ""), (")", ")"), ("(U&\"a)\" = b)", "U&\"a)\" = b"),
    ])
  func parentheses(_ text: String, _ expected: String) {
    #expect(PostgresExpression(text).withoutParentheses.text == expected)
  }

  @Test(
    "An expression is the same in the words of the server",
    arguments: [
      ("abs(-3)", "abs('-3'::integer)"), ("UPPER( 'x' )", "upper('x'::text)"),
      ("now() - INTERVAL '1 day'", "(now() - interval '1 day'::interval)"),
      (
        "CASE WHEN true THEN 'A'::\"E\" ELSE 'C'::\"E\" END",
        "\nCASE\n    WHEN true THEN 'A'::\"E\"\n    ELSE 'C'::\"E\"\nEND"
      ),
      (
        "to_char(now()::timestamp(3) without time zone, 'a')",
        "to_char((now())::timestamp(3) without time zone, 'a'::text)"
      ),
      ("\"lower\"(E'it\\'s')", "lower('it''s'::character varying(5))"),
    ])
  func essence(_ text: String, _ stored: String) {
    #expect(PostgresExpression(text).essence == PostgresExpression(stored).essence)
    #expect(PostgresExpression(text).essence != PostgresExpression(stored + " || 'x'").essence)
  }

  @Test("Nothing of an expression that is no expression traps")
  func brokenExpressions() {
    let parts = [
      "(", ")", "[", "]", "::", "'", "\"", "$a$", "E'", "U&", "--", "/*", ",", ".", "1", "a",
    ]
    for first in parts {
      for second in parts {
        for third in parts {
          let text = first + second + third
          _ = PostgresDefault(text, type: PostgresType(.builtin(.text, []), isList: true))
          _ = PostgresDefault("nextval(\(text))", type: PostgresType(.builtin(.text, [])))
          _ = PostgresExpression(text).essence
          _ = PostgresExpression(text).name
        }
      }
    }
    let depth = 100_000
    let nested =
      String(repeating: "(", count: depth) + "1" + String(repeating: ")::int", count: depth)
    #expect(
      PostgresDefault(nested, type: PostgresType(.builtin(.integer, []))).value
        == .literal(.number("1")))
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
        "nextval('\"a\"\"b\"'::regclass)", PostgresType(.builtin(.integer, [])),
        .sequence(QualifiedName("a\"b"))
      ),
      (
        "nextval(('s'::text)::regclass) + 1", PostgresType(.builtin(.integer, [])),
        .expression("nextval(('s'::text)::regclass) + 1")
      ),
      (#"E'a\\b\n'"#, PostgresType(.builtin(.text, [])), .literal(.string("a\\b\n"))),
      (#"E'\x41'"#, PostgresType(.builtin(.text, [])), .expression(#"E'\x41'"#)),
      ("$a$it's$a$", PostgresType(.builtin(.text, [])), .literal(.string("it's"))),
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

import DatabaseAccess
import PostgresBackend
import SQLQuery
import Testing

/// The text of values and conditions.
struct SQLExpressionTests {
  private static let conditions: [WrittenCase] = [
    WrittenCase(
      "nothing is all of nothing", .expression(.and([])), sqlite: "1=1", postgres: "1=1"),
    WrittenCase("nothing is none of nothing", .expression(.or([])), sqlite: "1=0", postgres: "1=0"),
    WrittenCase(
      "one part stands alone", .expression(.and([.or([.isNull(column("a"))])])),
      sqlite: "`t`.`a` IS NULL", postgres: #""t"."a" IS NULL"#),
    WrittenCase(
      "parts of parts are in parentheses",
      .expression(
        .not(
          .or([
            .and([.comparison(column("a"), .equal, number(1)), .isNotNull(column("b"))]),
            .comparison(column("a"), .greaterOrEqual, column("b")), .alwaysFalse,
          ]))),
      sqlite: "(NOT ((`t`.`a` = ? AND `t`.`b` IS NOT NULL) OR `t`.`a` >= `t`.`b` OR 1=0))",
      postgres:
        #"(NOT (("t"."a" = $1 AND "t"."b" IS NOT NULL) OR "t"."a" >= "t"."b" OR 1=0))"#,
      [.integer(1)]),
    WrittenCase(
      "an equality of NULLs", .expression(.isSame(column("a"), .value(.null, .int))),
      sqlite: "`t`.`a` IS ?", postgres: #""t"."a" IS NOT DISTINCT FROM $1"#, [.null]),
    WrittenCase(
      "among no values", .expression(.isIn([column("a")], rows: [], types: [.int])),
      sqlite: "1=0", postgres: "1=0"),
    WrittenCase(
      "among one value", .expression(.isIn([column("a")], rows: [[.integer(1)]], types: [.int])),
      sqlite: "`t`.`a` = ?", postgres: #""t"."a" = $1"#, [.integer(1)]),
    WrittenCase(
      "among a few values",
      .expression(.isIn([column("a")], rows: [[.integer(1)], [.null]], types: [.int])),
      sqlite: "`t`.`a` IN (?, ?)", postgres: #""t"."a" = ANY($1)"#, [.integer(1), .null],
      postgres: [.list([.integer(1), .null])]),
    WrittenCase(
      "among many values",
      .expression(
        .isIn([column("a")], rows: "abcdefghi".map { [.text("\($0)\"")] }, types: [.string])),
      sqlite: "`t`.`a` IN (SELECT value FROM json_each(?))", postgres: #""t"."a" = ANY($1)"#,
      [.json(#"["a\"","b\"","c\"","d\"","e\"","f\"","g\"","h\"","i\""]"#)],
      postgres: [.list("abcdefghi".map { .text("\($0)\"") })]),
    WrittenCase(
      "among many values that JSON does not have",
      .expression(
        .isIn([column("a")], rows: (0..<9).map { [.double(Double($0))] }, types: [.float])),
      sqlite: "`t`.`a` IN (?, ?, ?, ?, ?, ?, ?, ?, ?)", postgres: #""t"."a" = ANY($1)"#,
      (0..<9).map { .double(Double($0)) },
      postgres: [.list((0..<9).map { .double(Double($0)) })]),
    WrittenCase(
      "among tuples",
      .expression(
        .isIn(
          [column("a"), column("b")],
          rows: [[.integer(1), .text("x")], [.integer(2), .text("y")]],
          types: [.int, .string])),
      sqlite: "(`t`.`a`, `t`.`b`) IN (VALUES (?, ?), (?, ?))",
      postgres: #"("t"."a", "t"."b") IN (($1, $2), ($3, $4))"#,
      [.integer(1), .text("x"), .integer(2), .text("y")]),
    WrittenCase(
      "among the rows of a query",
      .expression(.isInQuery([column("a"), column("b")], select([column("c"), column("d")]))),
      sqlite: "(`t`.`a`, `t`.`b`) IN (SELECT `t`.`c`, `t`.`d` FROM `things` AS `t`)",
      postgres: #"("t"."a", "t"."b") IN (SELECT "t"."c", "t"."d" FROM "things" AS "t")"#),
    WrittenCase(
      "a query that has rows",
      .expression(.exists(select(where: .comparison(column("a"), .less, number(1))))),
      sqlite: "EXISTS (SELECT 1 FROM `things` AS `t` WHERE `t`.`a` < ?)",
      postgres: #"EXISTS (SELECT 1 FROM "things" AS "t" WHERE "t"."a" < $1)"#, [.integer(1)]),
    WrittenCase(
      "a text with another one in it, wildcards as they are",
      .expression(.like(column("a"), .contains, text("5%_'"), ignoresCase: false)),
      sqlite: "`t`.`a` LIKE ?", postgres: #"("t"."a")::text LIKE $1"#, [.text("%5%_'%")]),
    WrittenCase(
      "a text that begins with one, whatever the case",
      .expression(.like(column("a"), .startsWith, text("x"), ignoresCase: true)),
      sqlite: "`t`.`a` LIKE ?", postgres: #"("t"."a")::text ILIKE $1"#, [.text("x%")]),
    WrittenCase(
      "a text that ends with that of a column",
      .expression(.like(column("a"), .endsWith, column("b"), ignoresCase: false)),
      sqlite: "`t`.`a` LIKE ('%' || `t`.`b`)", postgres: #"("t"."a")::text LIKE ('%' || "t"."b")"#),
    WrittenCase(
      "a text with that of a column in it",
      .expression(.like(column("a"), .contains, column("b"), ignoresCase: false)),
      sqlite: "`t`.`a` LIKE ('%' || `t`.`b` || '%')",
      postgres: #"("t"."a")::text LIKE ('%' || "t"."b" || '%')"#),
    WrittenCase(
      "an equality that overlooks the case",
      .expression(.equalsIgnoringCase(column("a"), .notEqual, text("X"))),
      sqlite: "`t`.`a` COLLATE NOCASE <> ?",
      postgres: #"LOWER(("t"."a")::text) <> LOWER(($1)::text)"#,
      [.text("X")]),
  ]

  @Test("A condition is written like this", arguments: conditions)
  func condition(_ row: WrittenCase) { row.check() }

  private static let values: [WrittenCase] = [
    WrittenCase(
      "a column without a table", .expression(.column(table: nil, name: "a")),
      sqlite: "`a`", postgres: "\"a\""),
    WrittenCase("a number of our own", .expression(.integer(-1)), sqlite: "-1", postgres: "-1"),
    WrittenCase(
      "a column of the row that is not inserted", .expression(.excluded("`\"")),
      sqlite: "EXCLUDED.```\"`", postgres: "EXCLUDED.\"`\"\"\""),
    WrittenCase(
      "the first of two that is not NULL",
      .expression(.coalesce(column("a"), .subquery(select([.countAll])))),
      sqlite: "COALESCE(`t`.`a`, (SELECT COUNT(*) FROM `things` AS `t`))",
      postgres: #"COALESCE("t"."a", (SELECT COUNT(*) FROM "things" AS "t"))"#),
    WrittenCase(
      "an average of money", .expression(.aggregate(.average, column("a"), .money)),
      sqlite: "AVG(`t`.`a`)", postgres: #"AVG("t"."a"::numeric)"#),
    WrittenCase(
      "a sum", .expression(.aggregate(.sum, column("a"), .int)),
      sqlite: "SUM(`t`.`a`)", postgres: #"SUM("t"."a")"#),
    WrittenCase(
      "the least, the greatest and the number",
      .select(
        select([
          .aggregate(.minimum, column("a"), .int), .aggregate(.maximum, column("a"), .int),
          .aggregate(.count, column("a"), .int),
        ])),
      sqlite: "SELECT MIN(`t`.`a`), MAX(`t`.`a`), COUNT(`t`.`a`) FROM `things` AS `t`",
      postgres: #"SELECT MIN("t"."a"), MAX("t"."a"), COUNT("t"."a") FROM "things" AS "t""#),
    WrittenCase(
      "arithmetic of whole numbers, which SQLite checks for their range",
      .expression(
        .arithmetic(
          .arithmetic(column("a"), .multiply, number(2), .int), .subtract, number(1), .bigInt)),
      sqlite: "swisma_integer(swisma_integer(`t`.`a` * ?, 32) - ?, 64)",
      postgres: #"(("t"."a" * $1) - $2)"#, [.integer(2), .integer(1)]),
    WrittenCase(
      "arithmetic of other numbers",
      .expression(.arithmetic(column("a"), .divide, .value(.double(2), .float), .float)),
      sqlite: "(`t`.`a` / ?)", postgres: #"("t"."a" / $1)"#, [.double(2)]),
  ]

  @Test("A value is written like this", arguments: values)
  func value(_ row: WrittenCase) { row.check() }

  private static let documents: [WrittenCase] = [
    WrittenCase(
      "a part of a document", .expression(.jsonPart(column("j"), .text("$.a'[0]"), .json)),
      sqlite: "(`t`.`j` -> ?)", postgres: #"("t"."j"::jsonb #> $1::text[])"#, [.text("$.a'[0]")],
      postgres: [.list([.text("$.a'[0]")])]),
    WrittenCase(
      "a part by steps", .expression(.jsonPart(column("j"), .steps(["a'\"", "0"]), .json)),
      sqlite: "(`t`.`j` -> ?)", postgres: #"("t"."j"::jsonb #> $1::text[])"#,
      [.text("$.\"a'\"\"[0]")], postgres: [.list([.text("a'\""), .text("0")])]),
    WrittenCase(
      "the text in a document", .expression(.jsonPart(column("j"), .steps(["a"]), .text)),
      sqlite: "CASE json_type(`t`.`j`, ?) WHEN 'text' THEN json_extract(`t`.`j`, ?) END",
      postgres: #"CASE jsonb_typeof("t"."j"::jsonb #> $1::text[]) WHEN 'string' THEN "#
        + #"("t"."j"::jsonb #>> $2::text[]) END"#,
      [.text("$.\"a\""), .text("$.\"a\"")],
      postgres: [.list([.text("a")]), .list([.text("a")])]),
    WrittenCase(
      "an equality of documents",
      .expression(.jsonTest(column("j"), .equal, .value(.json("[1]"), .json))),
      sqlite: "`t`.`j` = ?", postgres: #""t"."j"::jsonb = $1::jsonb"#, [.json("[1]")]),
    WrittenCase(
      "documents of one type are compared",
      .expression(.jsonTest(column("j"), .less, .value(.json("1"), .json))),
      sqlite: "`t`.`j` < ?",
      postgres: #"CASE jsonb_typeof("t"."j"::jsonb) WHEN jsonb_typeof($1::jsonb) THEN "#
        + #""t"."j"::jsonb < $2::jsonb END"#,
      [.json("1")], postgres: [.json("1"), .json("1")]),
    WrittenCase(
      "the first of a list in a document",
      .expression(.jsonTest(column("j"), .arrayStartsWith, .value(.json("1"), .json))),
      sqlite: "`t`.`j` -> '$[0]' = ?",
      postgres: #"CASE jsonb_typeof("t"."j"::jsonb) WHEN 'array' THEN "#
        + #""t"."j"::jsonb -> 0 = $1::jsonb END"#,
      [.json("1")]),
    WrittenCase(
      "the last of a list in a document",
      .expression(.jsonTest(column("j"), .arrayEndsWith, .value(.json("1"), .json))),
      sqlite: "`t`.`j` -> '$[#-1]' = ?",
      postgres: #"CASE jsonb_typeof("t"."j"::jsonb) WHEN 'array' THEN "#
        + #""t"."j"::jsonb -> -1 = $1::jsonb END"#,
      [.json("1")]),
    WrittenCase(
      "a list in a document that has an element",
      .expression(.jsonTest(column("j"), .arrayContains, .value(.json("1"), .json))),
      sqlite: "EXISTS (SELECT 1 FROM json_each(`t`.`j`) AS e JOIN "
        + "json_each(json_array(json(?))) AS w ON e.value = w.value)",
      postgres: #"CASE jsonb_typeof("t"."j"::jsonb) WHEN 'array' THEN "#
        + #""t"."j"::jsonb @> $1::jsonb END"#,
      [.json("1")]),
  ]

  @Test("A part or a test of a document is written like this", arguments: documents)
  func document(_ row: WrittenCase) { row.check() }

  private static let list = SQLExpression.value(.list([.integer(1)]), .list(.int))
  private static let lists: [(SQLExpression, String)] = [
    (.listTest(column("l"), .has, number(1), .int), #"$1 = ANY("t"."l")"#),
    (.listTest(column("l"), .hasEvery, list, .int), #""t"."l" @> $1"#),
    (.listTest(column("l"), .hasSome, list, .int), #""t"."l" && $1"#),
    (.listTest(column("l"), .isEmpty, .alwaysTrue, .int), #"cardinality("t"."l") = 0"#),
    (.listTest(column("a"), .isElement, column("l"), .int), #""t"."a" = ANY("t"."l")"#),
    (
      .listTest(column("a"), .isElementIgnoringCase, column("l"), .string),
      #"CASE WHEN "t"."l" IS NOT NULL THEN LOWER("t"."a") IN "#
        + #"(SELECT LOWER(element) FROM unnest("t"."l") AS element) END"#
    ),
    (.listAppend(column("l"), list, .list(.int)), #"array_cat("t"."l", $1)"#),
    (
      .search([column("a"), column("b")], text("x & y")),
      #"to_tsvector(concat_ws(' ', "t"."a", "t"."b")) @@ to_tsquery($1)"#
    ),
    (
      .relevance([column("a")], text("x")),
      #"ts_rank(to_tsvector(concat_ws(' ', "t"."a")), to_tsquery($1))"#
    ),
  ]

  @Test("Lists and full text search are written like this", arguments: lists.indices)
  func list(row: Int) {
    let (expression, sql) = Self.lists[row]
    #expect(Written.expression(expression).statement(PostgresQueryText()).sql == sql)
  }
}

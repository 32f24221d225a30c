import DatabaseAccess
import SQLQuery
import Testing

/// The text of whole statements.
struct SQLStatementTests {
  private static let selects: [WrittenCase] = [
    WrittenCase(
      "nothing of a table", .select(select()),
      sqlite: "SELECT 1 FROM `things` AS `t`", postgres: #"SELECT 1 FROM "things" AS "t""#),
    WrittenCase(
      "columns with aliases",
      .select(
        Select(
          columns: [
            SelectedColumn(column("a"), as: "x", type: .int),
            SelectedColumn(column("m"), type: .money),
          ], from: .table(TableName(schema: "s", name: "things"), alias: "t"))),
      sqlite: "SELECT `t`.`a` AS `x`, `t`.`m` FROM `s`.`things` AS `t`",
      postgres: #"SELECT "t"."a" AS "x", "t"."m"::numeric FROM "s"."things" AS "t""#),
    WrittenCase(
      "names with quotes inside",
      .select(
        Select(
          columns: [SelectedColumn(.column(table: "a`b\"c", name: "`\"`"), as: "\"")],
          from: .table(TableName(schema: "s\"`", name: "x`\"y"), alias: "a`b\"c"))),
      sqlite: "SELECT `a``b\"c`.```\"``` AS `\"` FROM `s\"```.`x``\"y` AS `a``b\"c`",
      postgres:
        "SELECT \"a`b\"\"c\".\"`\"\"`\" AS \"\"\"\" FROM \"s\"\"`\".\"x`\"\"y\" AS \"a`b\"\"c\""),
    WrittenCase(
      "a query in place of a table, a join and a cross join",
      .select(
        Select(
          columns: [SelectedColumn(.countAll)], from: .query(select([column("a")]), alias: "q"),
          joins: [
            Join(
              .table(things, alias: "u"),
              on: .comparison(
                .column(table: "u", name: "a"), .equal, .column(table: "q", name: "a"))),
            Join(.query(select(), alias: "v"), on: nil),
          ])),
      sqlite: "SELECT COUNT(*) FROM (SELECT `t`.`a` FROM `things` AS `t`) AS `q` "
        + "JOIN `things` AS `u` ON `u`.`a` = `q`.`a` "
        + "CROSS JOIN (SELECT 1 FROM `things` AS `t`) AS `v`",
      postgres: #"SELECT COUNT(*) FROM (SELECT "t"."a" FROM "things" AS "t") AS "q" "#
        + #"JOIN "things" AS "u" ON "u"."a" = "q"."a" "#
        + #"CROSS JOIN (SELECT 1 FROM "things" AS "t") AS "v""#),
    WrittenCase(
      "each once, in an order that says where NULL is",
      .select(
        {
          var select = select([column("a"), column("b")])
          select.distinctOn = [column("a"), column("b")]
          select.order = [
            OrderTerm(column("a"), isDescending: false),
            OrderTerm(column("b"), isDescending: true, nulls: .last),
            OrderTerm(.countAll, isDescending: false, nulls: .first),
          ]
          return select
        }()),
      sqlite: "SELECT DISTINCT ON (`t`.`a`, `t`.`b`) `t`.`a`, `t`.`b` FROM `things` AS `t` "
        + "ORDER BY `t`.`a` ASC, `t`.`b` DESC NULLS LAST, COUNT(*) ASC NULLS FIRST",
      postgres: #"SELECT DISTINCT ON ("t"."a", "t"."b") "t"."a", "t"."b" FROM "things" AS "t" "#
        + #"ORDER BY "t"."a" ASC, "t"."b" DESC NULLS LAST, COUNT(*) ASC NULLS FIRST"#),
    WrittenCase(
      "a filter, groups, and a filter of groups before the order",
      .select(
        Select(
          columns: [SelectedColumn(column("a"))], from: .table(things, alias: "t"),
          filter: .comparison(column("b"), .greater, number(1)),
          groupBy: [column("a"), column("c")],
          having: .comparison(.countAll, .lessOrEqual, number(2)),
          order: [OrderTerm(column("a"), isDescending: true)], limit: 3)),
      sqlite: "SELECT `t`.`a` FROM `things` AS `t` WHERE `t`.`b` > ? GROUP BY `t`.`a`, `t`.`c` "
        + "HAVING COUNT(*) <= ? ORDER BY `t`.`a` DESC LIMIT ? OFFSET ?",
      postgres: #"SELECT "t"."a" FROM "things" AS "t" WHERE "t"."b" > $1 "#
        + #"GROUP BY "t"."a", "t"."c" HAVING COUNT(*) <= $2 ORDER BY "t"."a" DESC "#
        + "LIMIT $3 OFFSET $4",
      [.integer(1), .integer(2), .integer(3), .integer(0)]),
    WrittenCase(
      "a page with an offset only",
      .select(Select(columns: [], from: .table(things, alias: "t"), offset: 5)),
      sqlite: "SELECT 1 FROM `things` AS `t` LIMIT ? OFFSET ?",
      postgres: #"SELECT 1 FROM "things" AS "t" OFFSET $1"#,
      [.integer(-1), .integer(5)], postgres: [.integer(5)]),
    WrittenCase(
      "a page of no records",
      .select(Select(columns: [], from: .table(things, alias: "t"), limit: 0)),
      sqlite: "SELECT 1 FROM `things` AS `t` LIMIT ? OFFSET ?",
      postgres: #"SELECT 1 FROM "things" AS "t" LIMIT $1 OFFSET $2"#, [.integer(0), .integer(0)]),
  ]

  @Test("A query is written like this", arguments: selects)
  func query(_ row: WrittenCase) { row.check() }

  private static let changes: [WrittenCase] = [
    WrittenCase(
      "rows of defaults", .insert(Insert(into: things, columns: [], rows: [[]])),
      sqlite: "INSERT INTO `things` DEFAULT VALUES",
      postgres: #"INSERT INTO "things" DEFAULT VALUES"#),
    WrittenCase(
      "rows and what is given back of them",
      .insert(
        Insert(
          into: things, columns: ["a", "b`\""],
          rows: [[number(1), text("x")], [number(2), .value(.null, .string)]],
          returning: [SelectedColumn(.column(table: nil, name: "a"), as: "a", type: .int)])),
      sqlite: "INSERT INTO `things` (`a`, `b``\"`) VALUES (?, ?), (?, ?) RETURNING `a` AS `a`",
      postgres: "INSERT INTO \"things\" (\"a\", \"b`\"\"\") VALUES ($1, $2), ($3, $4) "
        + "RETURNING \"a\" AS \"a\"",
      [.integer(1), .text("x"), .integer(2), .null]),
    WrittenCase(
      "rows, but for those that are there",
      .insert(Insert(into: things, columns: ["a"], rows: [[number(1)]], conflict: .skip)),
      sqlite: "INSERT INTO `things` (`a`) VALUES (?) ON CONFLICT DO NOTHING",
      postgres: #"INSERT INTO "things" ("a") VALUES ($1) ON CONFLICT DO NOTHING"#, [.integer(1)]),
    WrittenCase(
      "a row, or a change of the one that is there",
      .insert(
        Insert(
          into: things, columns: ["a", "b"], rows: [[number(1), number(2)]],
          conflict: .update(
            key: ["a", "b"],
            assignments: [
              SetColumn("b", .excluded("b")),
              SetColumn(
                "c", .arithmetic(.column(table: "things", name: "c"), .add, number(3), .int)),
            ]))),
      sqlite: "INSERT INTO `things` (`a`, `b`) VALUES (?, ?) ON CONFLICT (`a`, `b`) DO UPDATE SET "
        + "`b` = EXCLUDED.`b`, `c` = swisma_integer(`things`.`c` + ?, 32)",
      postgres: #"INSERT INTO "things" ("a", "b") VALUES ($1, $2) ON CONFLICT ("a", "b") "#
        + #"DO UPDATE SET "b" = EXCLUDED."b", "c" = ("things"."c" + $3)"#,
      [.integer(1), .integer(2), .integer(3)]),
    WrittenCase(
      "a change of some rows",
      .update(
        Update(
          things, alias: "t",
          assignments: [SetColumn("a", number(1)), SetColumn("b", column("c"))],
          filter: .isNull(column("a")), returning: [SelectedColumn(.column(table: nil, name: "a"))])
      ),
      sqlite: "UPDATE `things` AS `t` SET `a` = ?, `b` = `t`.`c` WHERE `t`.`a` IS NULL "
        + "RETURNING `a`",
      postgres: #"UPDATE "things" AS "t" SET "a" = $1, "b" = "t"."c" WHERE "t"."a" IS NULL "#
        + #"RETURNING "a""#,
      [.integer(1)]),
    WrittenCase(
      "a change of all rows",
      .update(Update(things, alias: "t", assignments: [SetColumn("a", number(1))], filter: nil)),
      sqlite: "UPDATE `things` AS `t` SET `a` = ?",
      postgres: #"UPDATE "things" AS "t" SET "a" = $1"#, [.integer(1)]),
    WrittenCase(
      "some rows that go",
      .delete(
        Delete(
          from: TableName(schema: "s", name: "things"), alias: "t",
          filter: .comparison(column("a"), .notEqual, text("'")))),
      sqlite: "DELETE FROM `s`.`things` AS `t` WHERE `t`.`a` <> ?",
      postgres: #"DELETE FROM "s"."things" AS "t" WHERE "t"."a" <> $1"#, [.text("'")]),
    WrittenCase(
      "no rows that go",
      .delete(Delete(from: things, alias: "t", filter: .or([]))),
      sqlite: "DELETE FROM `things` AS `t` WHERE 1=0",
      postgres: #"DELETE FROM "things" AS "t" WHERE 1=0"#),
  ]

  @Test("A change is written like this", arguments: changes)
  func change(_ row: WrittenCase) { row.check() }

  @Test("Where times are compared is remembered by the place in the text")
  func comparedTimes() {
    let time = SQLExpression.comparedTime(things, alias: "t", name: "ä")
    let query = Select(
      columns: [SelectedColumn(time.asStored, type: .dateTime)], from: .table(things, alias: "t"),
      filter: .and([.comparison(time, .less, number(1)), .isNotNull(time.asStored)]),
      order: [OrderTerm(time.asOrdered, isDescending: false)])
    for rules in products {
      let statement = Written.select(query).statement(rules)
      let bytes = Array(statement.sql.utf8)
      let places = statement.comparedTimes.map { place in
        String(decoding: bytes[place.range], as: UTF8.self)
      }
      // What is selected is as it is stored.
      let name = Written.expression(time).statement(rules).sql
      #expect(places == [name, name])
      #expect(statement.comparedTimes.map(\.isOrdered) == [false, true])
      #expect(statement.comparedTimes.allSatisfy { $0.table == "things" && $0.column == "ä" })
    }
  }
}

import TestSupport
import Testing

/// What stays of the rows when things are renamed, on each database.
struct RenameTests {
  enum Product: String, CaseIterable {
    case sqlite, postgresql

    static var available: [Product] { TestPostgres.isAvailable ? allCases : [.sqlite] }
  }

  /// A folder with a schema, and a database of its own.
  private struct Project {
    let product: Product
    let folder: TemporaryDirectory
    let url: String

    init(_ product: Product) throws {
      self.product = product
      folder = try TemporaryDirectory()
      let namespace = "renamed_\(UInt32.random(in: 0 ... .max))"
      url =
        switch product {
        case .sqlite: "file:\(folder.path)/dev.db"
        case .postgresql: try #require(TestPostgres.url) + "?schema=\(namespace)"
        }
    }

    @discardableResult
    func push(_ models: String, _ flags: String...) throws -> ChildProcess {
      try write(models)
      return try run(["db", "push", "--no-input"] + flags)
    }

    /// Pushes what must succeed, and finds nothing to do a second time.
    func change(
      _ models: String, renames: String..., location: SourceLocation = #_sourceLocation
    ) throws {
      try write(models)
      let flags = renames.flatMap { ["--rename", $0] }
      let run = try run(["db", "push", "--no-input"] + flags)
      #expect(run.status == 0, "\(run.errors)", sourceLocation: location)
      let again = try self.run(["db", "push", "--no-input"])
      #expect(
        again.errors.contains("already is what"), "\(again.errors)", sourceLocation: location)
    }

    func write(_ models: String, relationMode: String = "foreignKeys") throws {
      try folder.write(
        """
        datasource db {
          provider     = "\(product)"
          url          = env("DATABASE_URL")
          relationMode = "\(relationMode)"
        }
        \(models)
        """, to: "schema.prisma")
    }

    /// Runs SQL and answers with the rows as JSON without spaces.
    @discardableResult
    func sql(_ text: String) throws -> String {
      let run = try run(["db", "execute", "--stdin", "--json"], input: text)
      try #require(run.status == 0, "\(run.errors)")
      return run.output.filter { !$0.isWhitespace }
    }

    func run(_ arguments: [String], input: String = "") throws -> ChildProcess {
      try Executable.run(
        arguments, in: folder.path, input: input, environment: ["DATABASE_URL": url])
    }
  }

  private static func blog(_ post: String, relation: String = "", map: String = "") -> String {
    """
    model \(post) {
      id   Int @id
      t    String
      tags Tag[] \(relation)
      \(map)
    }
    model Tag {
      id    Int @id
      n     String
      posts \(post)[] \(relation)
    }
    """
  }

  private static let named = "@relation(\"labels\")"
  private static let kept = "@@map(\"Post\")"

  /// The ids of posts and tags that belong together, in the columns given.
  private func fill(_ project: Project, _ table: String) throws {
    try project.sql(
      """
      INSERT INTO "Post" VALUES (1, 'a'), (2, 'b');
      INSERT INTO "Tag" VALUES (1, 'x'), (2, 'y'), (3, 'z');
      INSERT INTO "\(table)" ("A", "B") VALUES (1, 2), (1, 3), (2, 3);
      """)
  }

  private func expectSwapped(
    _ project: Project, _ table: String, location: SourceLocation = #_sourceLocation
  ) throws {
    let rows = try project.sql("SELECT \"A\", \"B\" FROM \"\(table)\" ORDER BY \"B\", \"A\"")
    #expect(
      rows.contains(#"[{"A":2,"B":1},{"A":3,"B":1},{"A":3,"B":2}]"#), "\(rows)",
      sourceLocation: location)
  }

  @Test(
    "The table of a relation goes with a renamed model, and its columns with the order of the names",
    arguments: Product.available)
  func manyToMany(product: Product) throws {
    let project = try Project(product)
    try project.push(Self.blog("Post"))
    try fill(project, "_PostToTag")
    let undecided = try project.push(Self.blog("Widget"))
    #expect(undecided.status == 3 && undecided.errors.contains("`--rename Post=Widget` keeps"))
    try project.change(Self.blog("Widget"), renames: "Post=Widget")
    try expectSwapped(project, "_TagToWidget")
    try project.change(Self.blog("Post"), renames: "Widget=Post", "_TagToWidget=_PostToTag")
    try project.change(Self.blog("Widget"), renames: "Post=Widget", "_PostToTag=_TagToWidget")
    try expectSwapped(project, "_TagToWidget")
  }

  @Test(
    "The columns of a named relation swap with the order of the models, also behind @@map",
    arguments: Product.available)
  func namedRelation(product: Product) throws {
    let project = try Project(product)
    try project.push(Self.blog("Post", relation: Self.named))
    try fill(project, "_labels")
    try project.change(Self.blog("Widget", relation: Self.named, map: Self.kept))
    try expectSwapped(project, "_labels")
    try project.change(Self.blog("Post", relation: Self.named))
    try project.change(Self.blog("Widget", relation: Self.named), renames: "Post=Widget")
    try expectSwapped(project, "_labels")
  }

  @Test(
    "A model that gets another name for the same table keeps its relations",
    arguments: Product.available)
  func mappedModel(product: Product) throws {
    let project = try Project(product)
    try project.push(Self.blog("Post"))
    try fill(project, "_PostToTag")
    let undecided = try project.push(Self.blog("Widget", map: Self.kept))
    #expect(undecided.status == 3)
    #expect(undecided.errors.contains("--rename _PostToTag=_TagToWidget"))
    try project.change(
      Self.blog("Widget", map: Self.kept), renames: "_PostToTag=_TagToWidget")
    try expectSwapped(project, "_TagToWidget")
  }

  @Test("A relation of a model with itself keeps its sides", arguments: Product.available)
  func selfRelation(product: Product) throws {
    func models(_ name: String) -> String {
      "model \(name) {\n  id Int @id\n  a \(name)[] @relation(\"r\")\n  b \(name)[] @relation(\"r\")\n}\n"
    }
    let project = try Project(product)
    try project.push(models("Post"))
    try project.sql(
      "INSERT INTO \"Post\" VALUES (1), (2); INSERT INTO \"_r\" (\"A\", \"B\") VALUES (1, 2);")
    try project.change(models("Widget"), renames: "Post=Widget")
    #expect(try project.sql("SELECT \"A\", \"B\" FROM \"_r\"").contains(#"{"A":1,"B":2}"#))
  }

  @Test("Without foreign keys the names of the tables tell", arguments: Product.available)
  func withoutForeignKeys(product: Product) throws {
    let project = try Project(product)
    try project.write(Self.blog("Post"), relationMode: "prisma")
    #expect(try project.run(["db", "push"]).status == 0)
    try fill(project, "_PostToTag")
    try project.write(Self.blog("Widget"), relationMode: "prisma")
    let renamed = try project.run(["db", "push", "--rename", "Post=Widget"])
    #expect(renamed.status == 0, "\(renamed.errors)")
    try expectSwapped(project, "_TagToWidget")
  }

  @Test("Fields that may have been renamed are named, each with what it may be")
  func fields() throws {
    for product in Product.available {
      let project = try Project(product)
      try project.push("model M {\n  id Int @id\n  a Int\n  b Int\n  price Int\n}\n")
      try project.sql("INSERT INTO \"M\" VALUES (1, 10, 20, 30)")
      let next = "model M {\n  id Int @id\n  c Int\n  d Int\n  price Int\n}\n"
      let undecided = try project.push(next)
      #expect(undecided.status == 3)
      #expect(
        undecided.errors.contains("column `a` of table `M` to `c` or `d`"),
        "\(undecided.errors)")
      #expect(undecided.errors.contains("`--rename M.a=c` `--rename M.b=d`"))
      #expect(undecided.errors.contains("`--no-rename` drops and adds"))
      let half = try project.push(next, "--rename", "M.a=d")
      #expect(half.status == 3 && half.errors.contains("`--rename M.b=c` keeps"))
      try project.change(next, renames: "M.a=c", "M.b=d")
      let wider = next.replacing("price Int", with: "cost BigInt")
      #expect(try project.push(wider).errors.contains("--rename M.price=cost"))
      try project.change(wider, renames: "M.price=cost")
      let row = try project.sql("SELECT \"c\", \"d\", \"cost\" FROM \"M\"")
      #expect(row.contains(#""c":10,"d":20,"cost":"#) && row.contains("30"), "\(row)")
      try project.change(wider, renames: "M.c=d", "M.d=c")
      let swapped = try project.sql("SELECT \"c\", \"d\" FROM \"M\"")
      #expect(swapped.contains(#"{"c":20,"d":10}"#), "\(swapped)")
      #expect(try project.push(wider, "--rename", "M.c=d").status == 64)
    }
  }

  @Test(
    "A number and a date are no evidence of a rename, but it can be said",
    arguments: Product.available)
  func nothingTelling(product: Product) throws {
    func model(_ name: String) -> String {
      "model \(name) {\n  id Int @id\n  createdAt DateTime @default(now())\n}\n"
    }
    let project = try Project(product)
    try project.push(model("A"))
    try project.sql("INSERT INTO \"A\" (id) VALUES (7)")
    let refused = try project.push(model("B"))
    #expect(refused.status == 3 && refused.errors.contains("P3001"), "\(refused.errors)")
    #expect(
      refused.errors.contains("; --rename PreviousModel=NextModel keeps"), "\(refused.errors)")
    try project.change(model("B"), renames: "A=B")
    #expect(try project.sql("SELECT id FROM \"B\"").contains("7"))
  }

  private static func posts(by author: String, _ key: String, _ fields: String) -> String {
    """
    model \(author) {
      id Int @id
      \(fields)
      posts Post[]
    }
    model Post {
      id Int @id
      \(key) Int
      author \(author) @relation(fields: [\(key)], references: [id])
    }

    """
  }

  @Test("A table that foreign keys lead to is known by them", arguments: Product.available)
  func ledByKeys(product: Product) throws {
    let project = try Project(product)
    try project.push(Self.posts(by: "User", "authorId", "name String"))
    try project.sql("INSERT INTO \"User\" VALUES (1, 'Ann'); INSERT INTO \"Post\" VALUES (1, 1)")
    let next = Self.posts(by: "Person", "authorId", "email String?\n  age Int?")
    let undecided = try project.push(next)
    #expect(undecided.status == 3, "\(undecided.errors)")
    #expect(undecided.errors.contains("`--rename User=Person` keeps"), "\(undecided.errors)")
    let renamedKey = Self.posts(by: "Person", "personId", "email String?\n  age Int?")
    let both = try project.push(renamedKey)
    #expect(both.status == 3 && both.errors.contains("--rename User=Person"), "\(both.errors)")
    try project.change(
      renamedKey, renames: "User=Person", "Post.authorId=personId", "Person.name=email")
    #expect(try project.sql("SELECT email FROM \"Person\"").contains("Ann"))
  }

  @Test(
    "Models swap their names, and fields stand behind either name", arguments: Product.available)
  func swapped(product: Product) throws {
    func models(_ first: String, _ second: String, _ field: String) -> String {
      "model \(first) {\n  id Int @id\n  a String @unique\n  \(field) Int @unique\n}\n"
        + "model \(second) {\n  id Int @id\n  b String\n}\n"
    }
    let project = try Project(product)
    try project.push(models("A", "B", "n"))
    try project.sql("INSERT INTO \"A\" VALUES (1, 'a', 2); INSERT INTO \"B\" VALUES (1, 'b')")
    try project.change(models("B", "A", "n"), renames: "A=B", "B=A")
    #expect(try project.sql("SELECT a, n FROM \"B\"").contains(#"{"a":"a","n":2}"#))
    try project.change(models("C", "A", "m"), renames: "B=C", "B.n=m")
    try project.change(models("D", "A", "k"), renames: "C=D", "D.m=D.k")
    try project.change(models("E", "A", "l"), renames: "D=E", "D.k=E.l")
    #expect(try project.sql("SELECT a, l FROM \"E\"").contains(#"{"a":"a","l":2}"#))
  }

  @Test("What was unique is no risk under another name", arguments: Product.available)
  func uniqueness(product: Product) throws {
    let project = try Project(product)
    try project.push(
      "model A {\n  id Int @id\n  a String @unique\n  b Int\n  @@unique([a, b])\n}\n")
    try project.sql("INSERT INTO \"A\" VALUES (1, 'x', 1)")
    let renamed = try project.push(
      "model B {\n  id Int @id\n  c String @unique\n  b Int\n  @@unique([c, b])\n}\n",
      "--rename", "A=B", "--rename", "A.a=c")
    #expect(renamed.status == 0 && !renamed.errors.contains("may fail"), "\(renamed.errors)")
  }

  @Test("A rename that cannot be done says why")
  func refusals() throws {
    let project = try Project(.sqlite)
    try project.push(
      "model A {\n  id Int @id\n  x Int\n  y Int\n}\nmodel B {\n  id Int @id\n}\n"
        + "enum Role {\n  X\n}\n")
    let next =
      "model B {\n  id Int @id\n}\nmodel C {\n  id Int @id\n  z Int\n  y Int\n  role Role?\n}\n"
      + "model D {\n  id Int @id\n}\nenum Role {\n  X\n}\n"
    let cases: [([String], String)] = [
      (["A=C", "A=D"], "--rename A=D cannot be done: another --rename gives `A` another name"),
      (["A=C", "B=C"], "another --rename gives something else the name `C`"),
      (["A=B"], "table `B` was there before, and is not renamed"),
      (["Nope=C"], "there was no table `Nope`"),
      (["A=Nope"], "the schema asks for no table `Nope`"),
      (["B=B"], "the two names are the same"),
      (["A=C", "C.w=z"], "there was no column `w` of table `C`"),
      (["A=C", "C.x=w"], "the schema asks for no column `w` of table `C`"),
      (["A=C", "A.x=y"], "column `y` of table `C` was there before"),
      (["Job=Role"], "the database has no enums"),
      (["Role.Y=Z"], "the schema asks for no value `Z` of enum `Role`"),
      (["A"], "--rename A does not name two things"),
    ]
    for (renames, message) in cases {
      try project.write(next)
      let refused = try project.run(
        ["db", "push", "--no-input"] + renames.flatMap { ["--rename", $0] })
      #expect(
        refused.status == 64 && refused.errors.contains(message),
        "\(renames): \(refused.errors)")
    }
  }

  @Test(
    "A renamed enum keeps the values of its columns, lists and defaults included",
    .enabled(if: TestPostgres.isAvailable, "SWISMA_TEST_POSTGRES names no server"))
  func enums() throws {
    let project = try Project(.postgresql)
    func models(_ name: String, values: String = "A B", map: String = "") -> String {
      "enum \(name) {\n  \(values.replacing(" ", with: "\n  "))\n  \(map)\n}\n"
        + "model M {\n  id Int @id\n  e \(name) @default(\(values.suffix(1)))\n  es \(name)[]\n}\n"
    }
    try project.push(models("E"))
    try project.sql("INSERT INTO \"M\" VALUES (1, 'A', '{A,B}')")
    let undecided = try project.push(models("F"))
    #expect(undecided.status == 3 && undecided.errors.contains("`--rename E=F` keeps"))
    try project.change(models("F"), renames: "E=F")
    try project.change(models("F", map: "@@map(\"e_new\")"), renames: "F=e_new")
    try project.change(models("G", values: "A C"), renames: "e_new=G", "G.B=C")
    try project.sql("INSERT INTO \"M\" (id, es) VALUES (2, '{}')")
    let rows = try project.sql("SELECT e::text, es::text FROM \"M\" ORDER BY id")
    #expect(rows.contains(#"{"e":"A","es":"{A,C}"},{"e":"C","es":"{}"}"#), "\(rows)")
  }
}

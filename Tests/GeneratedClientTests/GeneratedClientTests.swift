import FileSystem
import FoundationEssentials
import JSON
import SwismaClient
import SwismaEmbedded
import TestSupport
import Testing

/// A blog in a SQLite file of its own.
private func withBlog(_ body: (DatabaseClient, EmbeddedTransport) async throws -> Void) async throws
{
  let folder = try TemporaryDirectory()
  let path = Path.join(folder.path, "blog.db")
  try FileSystem.writeAtomically([], to: path)
  // Where a disk is slow, the last of many writers waits longer than the usual five seconds.
  let transport = try EmbeddedTransport(
    schema: DatabaseClient.schema, url: "file:\(path)?socket_timeout=60")
  let script = try FileSystem.read(Repository.path("Tests/GeneratedClientTests/blog.sql"))
  try await transport.runScript(String(decoding: script, as: UTF8.self))
  try await body(DatabaseClient(transport), transport)
  await transport.close()
}

@Test("Every scalar type comes back as it went in")
func roundTrip() async throws {
  try await withBlog { client, _ in
    let birthday = Date(timeIntervalSince1970: 946_684_800.125)
    let user = try await client.user.create(
      data: .init(
        email: "ada@example.org", name: "Ada", role: .ADMIN,
        profile: .create(
          .init(
            birthday: birthday, settings: .object([.init("theme", .string("dark"))]),
            avatar: [0, 1, 255]))),
      include: [.profile()])
    #expect(user.id == 1)
    #expect(user.role == .ADMIN)
    let profile = try #require(user.profile.value ?? nil)
    #expect(profile.birthday == birthday)
    #expect(profile.settings == .object([.init("theme", .string("dark"))]))
    #expect(profile.avatar == [0, 1, 255])
    #expect(profile.bio == nil)
    let post = try await client.post.create(
      data: .init(
        title: "On engines", slug: "engines", rating: 4.5, price: DecimalNumber("12.50"),
        author: .connect(.id(user.id))))
    #expect(post.price == DecimalNumber("12.5"))
    #expect(post.rating == 4.5)
    #expect(post.authorId == user.id)
    let like = try await client.like.create(
      data: .init(userId: user.id, postId: post.id, weight: 9_007_199_254_740_993))
    #expect(like.weight == 9_007_199_254_740_993)
    let found = try await client.like.findUnique(
      where: .userId_postId(userId: user.id, postId: post.id))
    #expect(found == like)
  }
}

@Test("Conditions, order, pages and relations reach the database")
func reading() async throws {
  try await withBlog { client, _ in
    try await client.user.create(
      data: .init(
        email: "ada@example.org", name: "Ada",
        posts: .create([
          .init(title: "One", slug: "one", views: 10), .init(title: "Two", slug: "two", views: 20),
          .init(title: "Three", slug: "three", views: 30),
        ])))
    try await client.user.create(data: .init(email: "bob@example.org"))
    let titles = try await client.post.findMany(
      where: .or([.title(.startsWith("T")), .views(10)]),
      orderBy: [.views(.descending)], take: 2, skip: 1
    ).map(\.title)
    #expect(titles == ["Two", "One"])
    let users = try await client.user.findMany(
      where: [.posts(.some(.views(.greaterThan(25)))), .name(.isNotNull)],
      include: [.posts(where: .views(.atLeast(20)), orderBy: [.title()], include: [.author()])])
    #expect(users.map(\.email) == ["ada@example.org"])
    let posts = try #require(users.first?.posts.value)
    #expect(posts.map(\.title) == ["Three", "Two"])
    #expect((posts.first?.author.value ?? nil)?.name == "Ada")
    #expect(posts.first?.comments == .notLoaded)
    #expect(try await client.user.count(where: .name(nil)) == 1)
    #expect(try await client.user.findFirst(orderBy: [.email(.descending)])?.id == 2)
    #expect(try await client.user.findUnique(where: .email("nobody@example.org")) == nil)
  }
}

@Test("Records are updated, upserted and deleted")
func writing() async throws {
  try await withBlog { client, _ in
    try await client.category.createMany(data: [.init(name: "a"), .init(name: "b")])
    let post = try await client.post.create(
      data: .init(
        title: "T", slug: "t", views: 1,
        categories: [.connect([.name("a")]), .create([.init(name: "c")])]),
      include: [.categories()])
    #expect(post.categories.value?.map(\.name).sorted() == ["a", "c"])
    let updated = try await client.post.update(
      where: .id(post.id),
      data: .init(title: "U", published: true, views: .increment(2), rating: .set(1.5)))
    #expect(updated.title == "U")
    #expect(updated.published)
    #expect(updated.views == 3)
    #expect(updated.rating == 1.5)
    for name in ["d", "d"] {
      try await client.category.upsert(
        where: .name("d"), create: .init(name: name), update: .init(name: "e"))
    }
    #expect(try await client.category.count(where: .name("e")) == 1)
    #expect(try await client.category.deleteMany(where: .name(.in(["a", "b"]))) == 2)
    let error = await #expect(throws: ClientError.self) {
      try await client.post.delete(where: .id(99))
    }
    #expect(error?.code == "P2025")
    let duplicate = await #expect(throws: ClientError.self) {
      try await client.category.create(data: .init(name: "c"))
    }
    #expect(duplicate?.code == "P2002")
  }
}

@Test("A transaction is done as a whole or not at all")
func transactions() async throws {
  struct Refusal: Error {}
  try await withBlog { client, _ in
    await #expect(throws: Refusal.self) {
      try await client.transaction { client in
        try await client.category.create(data: .init(name: "gone"))
        throw Refusal()
      }
    }
    #expect(try await client.category.count() == 0)
    let name = try await client.transaction { client in
      try await client.category.create(data: .init(name: "kept")).name
    }
    #expect(name == "kept")
    #expect(try await client.category.count() == 1)
  }
}

@Test("Many tasks share the sessions")
func concurrency() async throws {
  try await withBlog { client, _ in
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<40 {
        group.addTask { try await client.category.create(data: .init(name: "\(number)")) }
      }
      try await group.waitForAll()
    }
    #expect(try await client.category.count() == 40)
  }
}

import Project
import TestSupport
import Testing

struct SchemaLocationTests {
  @Test("A folder is the schema of all its .prisma files, the folders below included")
  func folder() throws {
    let folder = try TemporaryDirectory()
    for name in ["b.prisma", "a/c.prisma", "a.txt", ".hidden/d.prisma", "node_modules/e.prisma"] {
      try folder.write("", to: name)
    }
    let location = try #require(try SchemaLocation(folder.path))
    #expect(
      location.files.map { $0.dropFirst(folder.path.count + 1) } == ["a/c.prisma", "b.prisma"])
    #expect(location.directory == folder.path)
  }
}

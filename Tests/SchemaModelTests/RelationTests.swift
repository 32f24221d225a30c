import Diagnostics
import Providers
import SchemaModel
import Testing

/// What consumers read of relations and keys.
struct RelationTests {
  private func datamodel(_ text: String) throws -> Datamodel {
    let analysis = analyze([SourceFile(path: "a.prisma", text: text)], rules: allProviders)
    try #require(analysis.diagnostics.isEmpty)
    return analysis.datamodel
  }

  @Test("A foreign key of an optional field is set to null, of a required one restricts")
  func referentialActions() throws {
    let datamodel = try datamodel(
      """
      model User {
        id    Int    @id
        posts Post[] @relation("wrote")
        liked Post[] @relation("liked")
      }
      model Post {
        id       Int   @id
        authorId Int
        author   User  @relation("wrote", fields: [authorId], references: [id])
        likerId  Int?
        liker    User? @relation("liked", fields: [likerId], references: [id], onUpdate: NoAction)
      }
      """)
    let wrote = try #require(datamodel.relations.first { $0.name == "wrote" })
    #expect(wrote.effectiveOnDelete() == .restrict)
    #expect(wrote.effectiveOnDelete(supportsRestrict: false) == .noAction)
    #expect(wrote.effectiveOnUpdate == .cascade)
    #expect(wrote.referencingModel.name == "Post")
    #expect(wrote.fields.map(\.name) == ["authorId"])
    let liked = try #require(datamodel.relations.first { $0.name == "liked" })
    #expect(liked.effectiveOnDelete() == .setNull)
    #expect(liked.effectiveOnUpdate == .noAction)
  }

  @Test("Implicit many-to-many relations have the model that sorts first as column A")
  func manyToMany() throws {
    let datamodel = try datamodel(
      """
      model Zoo {
        id      Int      @id
        animals Animal[]
      }
      model Animal {
        id   Int   @id
        zoos Zoo[]
      }
      """)
    let relation = try #require(datamodel.relations.first)
    #expect(relation.kind == .manyToMany)
    #expect(relation.name == "AnimalToZoo")
    #expect(relation.referencingModel.name == "Animal")
  }

  @Test("A relation on unique columns is one-to-one")
  func oneToOne() throws {
    let datamodel = try datamodel(
      """
      model User {
        id      Int      @id
        profile Profile?
      }
      model Profile {
        id     Int  @id
        userId Int  @unique
        user   User @relation(fields: [userId], references: [id])
      }
      """)
    let relation = try #require(datamodel.relations.first)
    #expect(relation.kind == .oneToOne)
    #expect(relation.referencedField?.name == "profile")
    let profile = try #require(datamodel.model(named: "Profile"))
    let userID = try #require(profile.field(named: "userId"))
    #expect(profile.isUnique(userID) && !profile.isID(userID))
  }

  @Test("Clients call a key of several fields by its name or by its fields")
  func clientNames() throws {
    let datamodel = try datamodel(
      """
      model A {
        a Int
        b Int
        @@id([a, b])
        @@unique([b, a], name: "reverse")
      }
      """)
    let model = try #require(datamodel.model(named: "A"))
    #expect(model.uniqueCriteria.map(model.clientName) == ["a_b", "reverse"])
  }

  @Test("Default names are cut before the suffix at a character")
  func constraintNames() {
    var name = ConstraintName()
    name.begin(String(repeating: "é", count: 40))
    name.end(.primaryKey, limit: 63)
    #expect(name.text == String(repeating: "é", count: 29) + "_pkey")
    name.begin("T")
    name.add("a")
    name.add("b")
    name.end(.index, limit: 63)
    #expect(name.text == "T_a_b_idx")
  }
}

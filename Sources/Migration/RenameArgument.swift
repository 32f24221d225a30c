import BackendInterface
import SchemaModel

/// Translates renames between the words of the command line and those of the database.
///
/// People name things as the schema does: `User.name=fullName`, `Person=User`, `Role.ADMIN=OWNER`.
/// What is gone from the schema goes by its name in the database. What is part of a renamed model
/// or enum may stand behind either name of that.
struct RenameArgument {
  let datamodel: Datamodel
  /// The next names of models and enums by their previous ones.
  private let successors: [String: String]

  /// Prepares reading, for arguments that may speak of each other.
  init(datamodel: Datamodel, among arguments: [String] = []) {
    self.datamodel = datamodel
    successors = Dictionary(
      arguments.compactMap { argument in
        Self.sides(of: argument).map { ($0.previous, $0.next) }
      }, uniquingKeysWith: { first, _ in first })
  }

  private static func sides(of argument: String) -> Sides? {
    let sides = argument.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty else { return nil }
    return (sides[0], sides[1])
  }

  private typealias Sides = (previous: String, next: String)

  /// Reads an argument of `--rename`.
  ///
  /// - Throws: `.renameUnreadable` when it is not of the form `a=b`.
  func rename(_ argument: String) throws(MigrationError) -> Rename {
    guard let sides = Self.sides(of: argument) else { throw .renameUnreadable(argument) }
    if let dot = sides.previous.lastIndex(of: ".") {
      let owner = String(sides.previous[..<dot])
      let previous = String(sides.previous[sides.previous.index(after: dot)...])
      let names = [owner, successors[owner]].compactMap { $0 }
      // `User.name=User.fullName` says the same as `User.name=fullName`.
      let prefix = names.map { $0 + "." }.first { sides.next.hasPrefix($0) } ?? ""
      let next = String(sides.next.dropFirst(prefix.count))
      for name in names {
        if let rename = memberRename(of: name, from: previous, to: next) { return rename }
      }
    }
    if let model = model(sides.next) {
      return Rename(.table, from: sides.previous, to: model.databaseName)
    }
    if let enumeration = enumeration(sides.next) {
      return Rename(.enumeration, from: sides.previous, to: enumeration.databaseName)
    }
    return Rename(.table, from: sides.previous, to: sides.next)
  }

  /// The argument that confirms a rename.
  func argument(for rename: Rename) -> String {
    switch rename.subject {
    case .table: "\(rename.previous)=\(model(rename.next)?.name ?? rename.next)"
    case .column(let table):
      "\(model(table)?.name ?? table).\(rename.previous)="
        + (field(rename.next, of: table)?.name ?? rename.next)
    case .enumeration:
      "\(rename.previous)=\(enumeration(rename.next)?.name ?? rename.next)"
    case .enumValue(let name):
      "\(enumeration(name)?.name ?? name).\(rename.previous)=\(rename.next)"
    }
  }

  private func memberRename(of owner: String, from previous: String, to next: String) -> Rename? {
    if let model = model(owner) {
      let column = field(next, of: owner)?.databaseName ?? next
      return Rename(.column(table: model.databaseName), from: previous, to: column)
    }
    guard let enumeration = enumeration(owner) else { return nil }
    let value = enumeration.values.first { $0.name == next }?.databaseName ?? next
    return Rename(.enumValue(enumeration: enumeration.databaseName), from: previous, to: value)
  }

  private func model(_ name: String) -> ModelView? {
    datamodel.models.first { $0.name == name }
      ?? datamodel.models.first { $0.databaseName == withoutNamespace(name) }
  }

  private func enumeration(_ name: String) -> EnumView? {
    datamodel.enums.first { $0.name == name }
      ?? datamodel.enums.first { $0.databaseName == withoutNamespace(name) }
  }

  private func field(_ name: String, of owner: String) -> FieldView? {
    guard let model = model(owner) else { return nil }
    return model.field(named: name) ?? model.fields.first { $0.databaseName == name }
  }

  private func withoutNamespace(_ name: String) -> Substring {
    name.lastIndex(of: ".").map { name[name.index(after: $0)...] } ?? name[...]
  }
}

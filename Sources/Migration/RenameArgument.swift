import BackendInterface
import SchemaModel

/// Translates renames between the words of the command line and those of the database.
///
/// People name things as the schema does: `User.name=fullName`, `Person=User`, `Role.ADMIN=OWNER`.
/// What is gone from the schema goes by its name in the database.
struct RenameArgument {
  let datamodel: Datamodel

  /// Reads an argument of `--rename`.
  ///
  /// - Throws: `.renameNotFound` when it is not of the form `a=b`.
  func rename(_ argument: String) throws(MigrationError) -> Rename {
    let sides = argument.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty else {
      throw .renameNotFound(argument)
    }
    if let dot = sides[0].lastIndex(of: ".") {
      let owner = String(sides[0][..<dot])
      let previous = String(sides[0][sides[0].index(after: dot)...])
      // `User.name=User.fullName` says the same as `User.name=fullName`.
      let prefix = owner + "."
      let next = sides[1].hasPrefix(prefix) ? String(sides[1].dropFirst(prefix.count)) : sides[1]
      if let rename = memberRename(of: owner, from: previous, to: next) { return rename }
    }
    if let model = model(sides[1]) {
      return Rename(.table, from: sides[0], to: model.databaseName)
    }
    if let enumeration = enumeration(sides[1]) {
      return Rename(.enumeration, from: sides[0], to: enumeration.databaseName)
    }
    return Rename(.table, from: sides[0], to: sides[1])
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

import BackendInterface
import SQLModel

/// The things of two schemas that renames speak of, and what is renamed together with them.
struct RenameResolution<Dialect: SQLDialect> {
  private(set) var renames = SchemaRenames()
  /// Renames that cannot be carried out.
  private(set) var refused: [RefusedRename] = []

  private let schemas: SchemaPair<SQLSchema<Dialect>>

  init(_ requested: [Rename], in schemas: SchemaPair<SQLSchema<Dialect>>) {
    self.schemas = schemas
    addTables(requested)
    addEnums(requested)
    addManyToManyTables()
    addColumns(requested)
    swapManyToManyColumns()
    for rename in requested {
      guard case .enumValue(let enumeration) = rename.subject else { continue }
      do throws(RefusedRename.Reason) {
        renames.enumValues.append(try enumValue(rename, of: enumeration))
      } catch {
        refused.append(RefusedRename(rename, error))
      }
    }
  }

  private mutating func addTables(_ requested: [Rename]) {
    let wanted = requested.filter { $0.subject == .table }
    guard !wanted.isEmpty else { return }
    let names = schemas.map { $0.tables.map { $0.name } }
    renames.tables = resolve(wanted, in: names)
  }

  private mutating func addEnums(_ requested: [Rename]) {
    let wanted = requested.filter { $0.subject == .enumeration }
    guard !wanted.isEmpty else { return }
    guard Dialect.hasEnums else {
      return refused += wanted.map { RefusedRename($0, .noEnums) }
    }
    let names = schemas.map { Dialect.enumValues(of: $0).keys.sorted() }
    renames.enums = resolve(wanted, in: names)
  }

  private mutating func resolve(
    _ wanted: [Rename], in names: SchemaPair<[QualifiedName]>
  ) -> [SchemaPair<QualifiedName>] {
    let pairs = wanted.map { rename -> Resolved<QualifiedName> in
      guard let previous = names.previous.first(where: { $0.answers(to: rename.previous) }) else {
        return .failure(.previousMissing)
      }
      guard let next = names.next.first(where: { $0.answers(to: rename.next) }) else {
        return .failure(.nextMissing)
      }
      return .success(SchemaPair(previous, next))
    }
    return possible(pairs, wanted, present: Set(names.previous))
  }

  private typealias Resolved<Name> = Result<SchemaPair<Name>, RefusedRename.Reason>

  /// The pairs that can be carried out: none of a thing twice, and none that gives a thing the name
  /// of one that keeps it.
  private mutating func possible<Name: Hashable>(
    _ pairs: [Resolved<Name>], _ wanted: [Rename], present: Set<Name>
  ) -> [SchemaPair<Name>] {
    let leaving = Set(pairs.compactMap { try? $0.get().previous })
    var result: [SchemaPair<Name>] = []
    for (resolved, rename) in zip(pairs, wanted) {
      do throws(RefusedRename.Reason) {
        let pair = try resolved.get()
        // The same said twice is no contradiction.
        if result.contains(pair) { continue }
        if pair.isUnchanged { throw .unchanged }
        if result.contains(where: { $0.previous == pair.previous }) { throw .previousRepeated }
        if result.contains(where: { $0.next == pair.next }) { throw .nextRepeated }
        if present.contains(pair.next), !leaving.contains(pair.next) { throw .nextTaken }
        result.append(pair)
      } catch {
        refused.append(RefusedRename(rename, error))
      }
    }
    return result
  }

  private mutating func addColumns(_ requested: [Rename]) {
    var byTable: [QualifiedName: [Rename]] = [:]
    var order: [QualifiedName] = []
    for rename in requested {
      guard case .column(let name) = rename.subject else { continue }
      guard let table = schemas.next.tables.first(where: { $0.name.answers(to: name) }) else {
        refused.append(RefusedRename(rename, .ownerMissing))
        continue
      }
      if byTable[table.name] == nil { order.append(table.name) }
      byTable[table.name, default: []].append(rename)
    }
    for name in order {
      let wanted = byTable[name] ?? []
      let columns = SchemaPair(
        schemas.previous.table(named: previousName(of: name)), schemas.next.table(named: name)
      ).map { Set(($0?.columns ?? []).map { $0.name }) }
      let pairs = wanted.map { rename -> Resolved<String> in
        guard columns.previous.contains(rename.previous) else { return .failure(.previousMissing) }
        guard columns.next.contains(rename.next) else { return .failure(.nextMissing) }
        return .success(SchemaPair(rename.previous, rename.next))
      }
      renames.columns += possible(pairs, wanted, present: columns.previous).map {
        SchemaRenames.Column(table: name, $0)
      }
    }
  }

  private func enumValue(
    _ rename: Rename, of enumeration: String
  ) throws(RefusedRename.Reason) -> SchemaRenames.EnumValue {
    let values = schemas.map(Dialect.enumValues)
    guard let next = values.next.first(where: { $0.key.answers(to: enumeration) }) else {
      throw .ownerMissing
    }
    guard next.value.contains(rename.next) else { throw .nextMissing }
    guard !next.value.contains(rename.previous) else { throw .previousStays }
    if Dialect.hasEnums {
      let name = renames.enums.first { $0.next == next.key }?.previous ?? next.key
      guard let previous = values.previous[name], previous.contains(rename.previous) else {
        throw .previousMissing
      }
      guard !previous.contains(rename.next) else { throw .nextTaken }
    }
    let names = SchemaPair(rename.previous, rename.next)
    for other in renames.enumValues where other.enumeration == next.key && other.names != names {
      if other.names.previous == names.previous { throw .previousRepeated }
      if other.names.next == names.next { throw .nextRepeated }
    }
    return SchemaRenames.EnumValue(enumeration: next.key, names)
  }

  private func previousName(of table: QualifiedName) -> QualifiedName {
    renames.tables.first { $0.next == table }?.previous ?? table
  }
}

// Many-to-many relations, whose tables and columns go by the names of the models.
extension RenameResolution {
  private struct Connection {
    var table: QualifiedName
    /// In names of the next schema.
    var ends: ManyToManyEnds
  }

  private var connections: SchemaPair<[Connection]> {
    var names: [QualifiedName: QualifiedName] = [:]
    for pair in renames.tables { names[pair.previous] = pair.next }
    var connections = schemas.map { schema in
      let ends = ManyToManyTables(schema)
      return schema.tables.compactMap { table in
        ends.ends(of: table).map { Connection(table: table.name, ends: $0) }
      }
    }
    for index in connections.previous.indices {
      let ends = connections.previous[index].ends
      connections.previous[index].ends = ManyToManyEnds(
        a: names[ends.a] ?? ends.a, b: names[ends.b] ?? ends.b)
    }
    return connections
  }

  /// Takes the tables of relations along with a renamed table, where it is clear which is which.
  private mutating func addManyToManyTables() {
    guard !renames.tables.isEmpty else { return }
    let renamed = Set(renames.tables.map { $0.next })
    let taken = renames.tables.map { SchemaPair($0.previous, $0.next) }
    let present = SchemaPair(
      Set(schemas.previous.tables.map { $0.name }), Set(schemas.next.tables.map { $0.name }))
    let connections = connections
    let gone = connections.previous.filter { connection in
      !present.next.contains(connection.table)
        && !taken.contains { $0.previous == connection.table }
    }
    let new = connections.next.filter { connection in
      !present.previous.contains(connection.table)
        && !taken.contains { $0.next == connection.table }
    }
    for connection in gone where !connection.ends.tables.isDisjoint(with: renamed) {
      let successors = new.filter { $0.ends.tables == connection.ends.tables }
      guard let successor = successors.first, successors.count == 1,
        gone.count(where: { $0.ends.tables == connection.ends.tables }) == 1
      else { continue }
      renames.tables.append(SchemaPair(connection.table, successor.table))
    }
  }

  /// Swaps the columns where the models come in another order: `A` is the first of their names.
  private mutating func swapManyToManyColumns() {
    let connections = connections
    guard !connections.previous.isEmpty, !connections.next.isEmpty else { return }
    let next = Dictionary(
      connections.next.map { ($0.table, $0.ends) }, uniquingKeysWith: { first, _ in first })
    let names = Dictionary(
      renames.tables.map { ($0.previous, $0.next) }, uniquingKeysWith: { first, _ in first })
    for connection in connections.previous {
      let table = names[connection.table] ?? connection.table
      guard connection.ends.a != connection.ends.b, next[table] == connection.ends.swapped,
        !renames.columns.contains(where: { $0.table == table })
      else { continue }
      renames.columns.append(.init(table: table, SchemaPair("A", "B")))
      renames.columns.append(.init(table: table, SchemaPair("B", "A")))
    }
  }
}

/// Finds what many-to-many tables connect, also where there are no foreign keys.
private struct ManyToManyTables {
  private let tables: Set<QualifiedName>

  init<Dialect: SQLDialect>(_ schema: SQLSchema<Dialect>) {
    tables =
      schema.tables.contains { $0.hasManyToManyForm && $0.foreignKeys.isEmpty }
      ? Set(schema.tables.map { $0.name }) : []
  }

  func ends<Dialect: SQLDialect>(of table: Table<Dialect>) -> ManyToManyEnds? {
    if let ends = table.manyToManyEnds { return ends }
    guard table.hasManyToManyForm, table.foreignKeys.isEmpty else { return nil }
    // Without foreign keys the name tells, such as `_PostToTag`.
    let name = table.name.name.dropFirst()
    for range in name.ranges(of: "To") {
      let ends = ManyToManyEnds(
        a: QualifiedName(String(name[..<range.lowerBound]), in: table.name.namespace),
        b: QualifiedName(String(name[range.upperBound...]), in: table.name.namespace))
      if ends.tables.isSubset(of: tables) { return ends }
    }
    return nil
  }
}

extension QualifiedName {
  /// Whether a name in a rename, with or without its namespace, is this name.
  fileprivate func answers(to text: String) -> Bool { text == name || text == display }
}

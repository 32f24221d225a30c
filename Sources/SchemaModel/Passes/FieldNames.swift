/// Finds the fields of a block by name; of several of the same name the last.
///
/// Most blocks are short: to compare their few names takes less time and memory than a dictionary.
struct FieldNames: Sendable {
  /// The number of fields from which on a dictionary is the faster.
  private static let longBlock = 32

  private let fields: Range<Int>
  /// Of a long block its fields by name; else empty.
  private var indices: [String: Int] = [:]

  /// Enters the fields of a block.
  ///
  /// - Parameters:
  ///   - fields: The indices of the block's fields.
  ///   - drafts: All fields of the schema.
  ///   - reportDuplicate: Receives each field with the name of an earlier one, and the latter.
  init(
    _ fields: Range<Int>, in drafts: [FieldDraft],
    reportDuplicate: (_ field: Int, _ earlier: Int) -> Void
  ) {
    self.fields = fields
    if fields.count >= Self.longBlock { indices.reserveCapacity(fields.count) }
    for index in fields {
      let name = drafts[index].name
      let earlier =
        fields.count >= Self.longBlock
        ? indices.updateValue(index, forKey: name)
        : Self.last(of: name, in: fields.lowerBound..<index, of: drafts)
      if let earlier { reportDuplicate(index, earlier) }
    }
  }

  /// The index of the field with a name, among all fields of the schema.
  func index(of name: String, in drafts: [FieldDraft]) -> Int? {
    fields.count >= Self.longBlock ? indices[name] : Self.last(of: name, in: fields, of: drafts)
  }

  private static func last(
    of name: String, in fields: Range<Int>, of drafts: [FieldDraft]
  ) -> Int? {
    var index = fields.upperBound
    while index > fields.lowerBound {
      index -= 1
      if drafts[index].name == name { return index }
    }
    return nil
  }
}

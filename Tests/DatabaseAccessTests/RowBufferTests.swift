import DatabaseAccess
import Testing

@Test(
  "A text that is not UTF-8 is found, whatever stands beside it",
  arguments: [
    ([(.text, "plain"), (.text, "also")], nil),
    ([(.text, "é"), (.text, ""), (.bytes, "é")], nil),
    ([(.text, "é"), (.bytes, "<A9>")], nil),
    ([(.text, "<A9>"), (.text, "é")], 0),
    // Together they are UTF-8.
    ([(.text, "a<C3>"), (.text, "<A9>b")], 0),
    ([(.text, "a<C3>"), (.bytes, "<A9>b")], 0),
  ] as [([(CellKind, String)], Int?)])
func malformedText(cells: [(kind: CellKind, content: String)], column: Int?) {
  var rows = RowBuffer(columnNames: cells.map { _ in "c" })
  for cell in cells {
    // The two halves of `é`.
    let content = cell.content.replacing("<C3>", with: "\u{1}").replacing("<A9>", with: "\u{2}")
    let bytes = content.utf8.map { $0 == 1 ? 0xC3 : $0 == 2 ? 0xA9 : $0 }
    unsafe bytes.withUnsafeBytes { unsafe rows.append($0, kind: cell.kind) }
  }
  #expect(rows.malformedTextColumn == column)
}

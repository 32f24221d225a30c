import DMMF
import Diagnostics
import JSON
import Providers
import SchemaModel
import SchemaSyntax

/// One run of the fuzzer: what must hold for any bytes at all.
///
/// Called by libFuzzer. <https://llvm.org/docs/LibFuzzer.html>
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSchema(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let file = SourceFile(
    path: "schema.prisma", bytes: unsafe Array(UnsafeBufferPointer(start: bytes, count: count)))
  let analysis = analyze([file], rules: allProviders)
  checkPlaces(in: analysis)
  checkRendering(of: analysis)

  let formatted = SourceFile(path: file.path, bytes: format(file))
  check(formatted, equals: format(formatted), "formatting twice changes the text again")
  if !analysis.hasErrors { checkMeaning(of: formatted, as: analysis) }

  let edits = completion(of: [parse(file)], rules: allProviders)
  if !edits.isEmpty {
    expect(analysis.hasErrors, "a valid schema is completed")
    let completed = apply(edits, to: [file])
    _ = analyze(completed, rules: allProviders)
    let laidOut = SourceFile(path: file.path, bytes: format(completed[0]))
    check(laidOut, equals: format(laidOut), "formatting twice changes what was completed")
  }
  return 0
}

/// Every place lies in the file and, where the file is text, between characters.
private func checkPlaces(in analysis: Analysis) {
  let bytes = analysis.files[0].bytes
  let isText = String(validating: bytes, as: UTF8.self) != nil
  for diagnostic in analysis.diagnostics {
    let edits = diagnostic.fixes.flatMap(\.edits)
    for span in [diagnostic.span] + diagnostic.notes.map(\.span) + edits.map(\.span) {
      let (start, end) = (Int(span.range.start), Int(span.range.end))
      let place = "\(diagnostic.code) at \(start)..<\(end)"
      expect(span.file == 0 && start <= end && end <= bytes.count, "\(place) is outside the file")
      for offset in [start, end] where isText && offset < bytes.count {
        expect(bytes[offset] & 0xC0 != 0x80, "\(place) is within a character")
      }
    }
  }
}

/// Everything can be shown; not all, because one very long line is shown with each of its problems.
private func checkRendering(of analysis: Analysis) {
  let text = TextRenderer(files: analysis.files, isColored: true)
  var json = JSONWriter(pretty: false)
  let some = Array(analysis.diagnostics.prefix(50))
  for diagnostic in some { _ = text.render(diagnostic) }
  JSONRenderer(files: analysis.files).write(some, to: &json)
}

/// A valid schema stays valid and says the same when it is laid out.
private func checkMeaning(of formatted: SourceFile, as analysis: Analysis) {
  let again = analyze([formatted], rules: allProviders)
  let codes = analysis.diagnostics.map(\.code.name).sorted()
  expect(
    again.diagnostics.map(\.code.name).sorted() == codes,
    "formatting changes the diagnostics: \(codes) became \(again.diagnostics)\n\(formatted.text)")
  // Laid out as Prisma does it, the lines of such a comment get stars, which are documentation.
  guard !parse(formatted).nodes.contains(where: { $0.kind == .multilineComment }) else { return }
  let (before, after) = (description(of: analysis), description(of: again))
  expect(before == after, "formatting changes the schema:\n\(before)\nbecame\n\(after)")
}

/// What a valid schema says, without where it says it.
private func description(of analysis: Analysis) -> String {
  var json = JSONWriter(pretty: true)
  DMMFWriter(analysis.datamodel).write(to: &json)
  let configuration = analysis.datamodel.configuration
  var text = json.text
  if let datasource = configuration.datasource {
    text += "\n\(datasource.name) \(datasource.provider) \(datasource.relationMode)"
    text += " \(String(describing: datasource.url)) \(datasource.schemas) \(datasource.extensions)"
  }
  for generator in configuration.generators {
    text += "\n\(generator.name) \(generator.provider) \(generator.previewFeatures)"
    text += " \(generator.options)"
  }
  return text
}

private func check(_ file: SourceFile, equals bytes: [UInt8], _ complaint: String) {
  guard file.bytes != bytes else { return }
  expect(
    false,
    "\(complaint):\n\(file.text.debugDescription)\nbecame\n"
      + String(decoding: bytes, as: UTF8.self).debugDescription)
}

private func expect(_ condition: Bool, _ complaint: @autoclosure () -> String) {
  if !condition { fatalError(complaint()) }
}

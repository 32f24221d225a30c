import Diagnostics
import Providers
import SchemaModel
import SchemaSyntax

/// One run of the fuzzer: any bytes must be parsed, analysed and formatted without a trap, and
/// formatting the result once more must change nothing.
///
/// Called by libFuzzer. <https://llvm.org/docs/LibFuzzer.html>
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSchema(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
  let file = SourceFile(path: "schema.prisma", bytes: input)
  let analysis = analyze([file], rules: allProviders)
  for diagnostic in analysis.diagnostics {
    precondition(
      diagnostic.span.range.end <= input.count
        && diagnostic.span.range.start <= diagnostic.span.range.end,
      "the diagnostic \(diagnostic.code) points outside the file")
  }
  let once = format(file)
  let twice = format(SourceFile(path: "schema.prisma", bytes: once))
  precondition(once == twice, "formatting twice changes the text again")
  return 0
}

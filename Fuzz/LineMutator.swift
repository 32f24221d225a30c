/// The mutations of libFuzzer itself, which know bytes only.
@_silgen_name("LLVMFuzzerMutate")
private func mutateBytes(
  _ data: UnsafeMutablePointer<UInt8>, _ count: Int, _ capacity: Int
) -> Int

/// Changes an input: half of the time its bytes, otherwise whole lines or words.
///
/// Inputs that are still a schema reach deeper than broken ones.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutate(
  _ data: UnsafeMutablePointer<UInt8>, _ count: Int, _ capacity: Int, _ seed: CUnsignedInt
) -> Int {
  var generator = Generator(state: UInt64(seed))
  guard count > 0, generator.next() % 2 == 0 else {
    return unsafe mutateBytes(data, count, capacity)
  }
  let input = unsafe Array(UnsafeBufferPointer(start: data, count: count))
  let changed =
    generator.next() % 2 == 0
    ? mutated(input.split(separator: 0x0A, omittingEmptySubsequences: false), 0x0A, &generator)
    : mutated(input.split(separator: 0x20, omittingEmptySubsequences: false), 0x20, &generator)
  guard changed.count <= capacity else { return unsafe mutateBytes(data, count, capacity) }
  unsafe UnsafeMutableBufferPointer(start: data, count: changed.count).update(
    fromContentsOf: changed)
  return changed.count
}

/// Removes, repeats, swaps or moves some of the pieces.
private func mutated(
  _ pieces: [ArraySlice<UInt8>], _ separator: UInt8, _ generator: inout Generator
) -> [UInt8] {
  var pieces = pieces
  for _ in 0...Int.random(in: 0..<3, using: &generator) {
    guard let one = pieces.indices.randomElement(using: &generator),
      let other = pieces.indices.randomElement(using: &generator)
    else { break }
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: pieces.remove(at: one)
    case 1: pieces.insert(pieces[one], at: other)
    case 2: pieces.swapAt(one, other)
    case 3: pieces[one] = pieces[other]
    default: pieces[one] += pieces[other]
    }
  }
  return Array(pieces.joined(separator: [separator]))
}

/// SplitMix64: <https://prng.di.unimi.it/splitmix64.c>.
private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

import Diagnostics

/// "Did you mean …?" for the closest candidate.
package func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
  closestName(to: name, among: candidates).map { "Did you mean `\($0)`?" }
}

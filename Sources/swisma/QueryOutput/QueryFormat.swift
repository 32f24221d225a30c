import ArgumentParser

/// How `swisma query` and `swisma db execute` write results.
enum QueryFormat: String, CaseIterable, ExpressibleByArgument {
  case json
  case table
  case csv
  case ndjson
}

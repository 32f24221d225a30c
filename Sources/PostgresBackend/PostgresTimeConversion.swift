/// The expressions that convert times of one type to another, read in UTC whatever zone the session
/// is in.
enum PostgresTimeConversion {
  /// The expression; `nil` where the server's own conversion knows no zone.
  static func expression(
    of name: String, from previous: PostgresScalar, to next: PostgresScalar
  ) -> String? {
    switch (previous, next) {
    case (.timestamp, .timestamptz), (.timestamptz, .timestamp):
      "\(name) AT TIME ZONE 'UTC'"
    case (.date, .timestamptz): "\(name)::TIMESTAMP AT TIME ZONE 'UTC'"
    case (.timestamptz, .date), (.timestamptz, .time), (.timetz, .time):
      "(\(name) AT TIME ZONE 'UTC')::\(next.ddlName)"
    case (.timestamptz, .timetz): "\(name)::TIMETZ AT TIME ZONE 'UTC'"
    case (.timestamp, .timetz): "(\(name) AT TIME ZONE 'UTC')::TIMETZ AT TIME ZONE 'UTC'"
    case (.time, .timetz): "(\(name)::TEXT || '+00')::TIMETZ"
    case (_, .timestamptz) where previous.isText:
      "CASE WHEN \(name) ~ '^\\s*[0-9-]+([T ][0-9:.]+)?\\s*$' "
        + "THEN \(name)::TIMESTAMP AT TIME ZONE 'UTC' ELSE \(name)::TIMESTAMPTZ END"
    case (_, .timetz) where previous.isText:
      "CASE WHEN \(name) ~ '^\\s*[0-9:.]+\\s*$' "
        + "THEN (\(name) || '+00')::TIMETZ ELSE \(name)::TIMETZ END"
    default: nil
    }
  }
}

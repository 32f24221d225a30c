extension ErrorExplanation {
  /// The way to a database.
  static let connections = [
    ErrorExplanation(
      "D0000", "The database refused a statement for a reason that has no code of its own.",
      remedy: """
        The message has the database's own words and code: correct the statement that it names, or
        look the code up in the documentation of the database.
        """),
    ErrorExplanation(
      "D0002", "A statement was interrupted, by Ctrl-C or by the server.",
      remedy: """
        What its transaction did was rolled back, so the command can be run again. What statements
        outside of a transaction did before stays: `swisma migrate status` shows the migrations that
        are applied and the one that is half done, and `swisma migrate diff` what a database has
        beside the schema.
        """),
    ErrorExplanation(
      "P1000", "The server does not accept the user or the password.",
      remedy: """
        Check both in the URL; characters such as @, :, / and # in a password are written as
        %40, %3A, %2F and %23.
        """),
    ErrorExplanation(
      "P1001", "No server answers at the host and port of the URL.",
      remedy: """
        Is it running, and does it listen there? From a container, localhost is the container
        itself. `connect_timeout` in the URL says how many seconds to try.
        """),
    ErrorExplanation(
      "P1002", "The server was reached, but did not answer or give a lock in time.",
      remedy: """
        For a migration: another one is running, and the message says who holds its lock;
        --lock-timeout waits longer. Else raise `connect_timeout` in the URL.
        """),
    ErrorExplanation(
      "P1003", "The database does not exist.",
      remedy: """
        Is its name right in the URL? `swisma migrate dev`, `swisma migrate deploy` and
        `swisma db push` create it.
        """),
    ErrorExplanation(
      "P1008", "A lock or an answer took too long.",
      remedy: """
        Another process keeps the database busy: wait for it. `socket_timeout` in the URL is the
        number of seconds after which a statement gives up.
        """),
    ErrorExplanation(
      "P1009", "The database that should be created exists already.",
      remedy: "Use it as it is, or choose another name in the URL."),
    ErrorExplanation(
      "P1010", "The user may not do this.",
      remedy: """
        Grant the right that the message names, or connect with a user who has it: migrations need
        more rights than queries.
        """),
    ErrorExplanation(
      "P1011", "The encrypted connection could not be set up.",
      remedy: """
        The certificate is not signed by the authority of `sslcert`, or is for another host name.
        `sslmode` says whether encryption is needed, `sslaccept=strict` that certificates are
        checked.
        """),
    ErrorExplanation(
      "P1012", "The schema has errors, or a variable that it names is not set.",
      remedy: """
        `swisma validate` shows every error, and `swisma explain` has a page about the code of
        each. Variables are read from the environment and from .env files.
        """),
    ErrorExplanation(
      "P1013", "The connection URL does not say which database is meant.",
      remedy: """
        SQLite: file:./dev.db, the path of a file; a path that names a folder is refused.
        PostgreSQL: postgresql://user:password@host:5432/database?schema=public. Write characters
        such as @, :, / and # of a user or a password as %40, %3A, %2F and %23. Parameters that
        count seconds or connections take whole numbers.
        """),
    ErrorExplanation(
      "P1017", "The server closed the connection.",
      remedy: "It was restarted, or somebody ended the session. Run the command again."),
    ErrorExplanation(
      "P2024", "No connection of the pool became free in time.",
      remedy: """
        Queries hold connections for too long, or there are too few: `connection_limit` and
        `pool_timeout` in the URL.
        """),
  ]
}

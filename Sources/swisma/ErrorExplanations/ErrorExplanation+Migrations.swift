extension ErrorExplanation {
  /// Migrations, `db push` and `db pull`.
  static let migrations = [
    ErrorExplanation(
      "M0001", "A migration's script is not UTF-8 text.",
      remedy: "Save it as UTF-8. Its checksum changes with that: do it before it is applied."),
    ErrorExplanation(
      "M0002", "The development database and the migrations have gone apart.",
      remedy: """
        The message lists how, and what keeps the data in each case. `swisma migrate dev --reset`
        deletes all data and starts again.
        """),
    ErrorExplanation(
      "M0003", "The command deletes all data, and nobody agreed.",
      remedy: "--force agrees. There is no way back: is it the right database?"),
    ErrorExplanation(
      "M0004", "What is in the database does not allow the change.",
      remedy: """
        Each line says what is in the way, and how many rows: a new required column without a
        default, NULL in a column that becomes required, duplicates where values become unique,
        values that the new type does not have. Repair those rows with `swisma db execute`, or make
        the change in two steps. Views and triggers that use what is dropped are named: drop them
        first, or in the migration, and create them again as they should be. Nothing was changed.
        """),
    ErrorExplanation(
      "M0005", "Something is dropped and something like it is added: was it renamed?",
      remedy: """
        `--rename Model.previous=next` (or `Previous=Next` for a model) keeps the data under the new
        name and may be repeated; `--no-rename` drops and adds.
        """),
    ErrorExplanation(
      "M0006", "--rename names something that cannot be renamed so.",
      remedy: """
        Check the spelling: the previous name is the one that the database has, which may be that
        of `@@map` or `@map`; the next one is written as in the schema. A field of a renamed model
        stands behind the model's next name, and each name is given once.
        """),
    ErrorExplanation(
      "M0007", "The planned migration would not lead to the schema.",
      remedy: """
        This is a fault of swisma; nothing was written or changed. Please report it with the schema
        and the lines of the message.
        """),
    ErrorExplanation(
      "P3001", "The change loses data, and nobody agreed.",
      remedy: """
        Each line says what is lost and how many rows are concerned. --accept-data-loss agrees.
        Where something was only renamed, --rename keeps it.
        """),
    ErrorExplanation(
      "P3005", "The database has tables, but no history of migrations.",
      remedy: """
        Adopt it: `swisma db pull` writes its schema, `swisma migrate diff --from-empty --to-schema
        <schema> --script` the SQL for the folder of a first migration, and `swisma migrate resolve
        --applied <name>` records that as applied.
        """),
    ErrorExplanation(
      "P3006", "A migration cannot be replayed on an empty database.",
      remedy: """
        Each migration must run on what those before it leave. It may lean on something that was
        made by hand: add that to the migration, or to `migrations.initShadowDb` of the
        configuration.
        """),
    ErrorExplanation(
      "P3008", "The migration is recorded as applied already.",
      remedy: "There is nothing to record. `swisma migrate status` shows the history."),
    ErrorExplanation(
      "P3009", "A migration failed earlier, and nothing is applied until that is resolved.",
      remedy: """
        Look at what it has left in the database. If that is nothing, run `swisma migrate resolve
        --rolled-back <name>`, mend the script and deploy again. If you complete it by hand, run
        `swisma migrate resolve --applied <name>`.
        """),
    ErrorExplanation(
      "P3011", "The migration was never applied, so it cannot be marked as rolled back.",
      remedy: "Check the name: it is the whole name of the folder, with its time."),
    ErrorExplanation(
      "P3012", "The migration did not fail, so it cannot be marked as rolled back.",
      remedy: "To undo an applied migration, write a new one that takes its changes back."),
    ErrorExplanation(
      "P3014", "The scratch database that migrations are replayed in could not be made.",
      remedy: """
        Let the user create databases, or set `shadowDatabaseUrl` to an empty database that is used
        for nothing else: it is emptied. SQLite needs none.
        """),
    ErrorExplanation(
      "P3015", "A folder of the migrations has no migration.sql.",
      remedy: "Restore the file from version control, or delete the folder if it is a left-over."),
    ErrorExplanation(
      "P3017", "The migrations folder has no migration of that name.",
      remedy: "Give the whole name of its folder, with its time."),
    ErrorExplanation(
      "P3018", "A migration failed.",
      remedy: """
        The message names the line of the script and the database's reason, and says whether
        everything was rolled back. Mend the script or the data, tell `swisma migrate resolve` what
        became of it, and deploy again.
        """),
    ErrorExplanation(
      "P3019", "The migrations are for another database product than the schema.",
      remedy: """
        A history cannot change its product: move the migrations folder away and start a new one
        with `swisma migrate dev`.
        """),
    ErrorExplanation(
      "P4001", "The database has no tables, so there is no schema to write.",
      remedy: """
        Is it the right database, and the right `schema` in the URL? Else create tables, or declare
        models and run `swisma db push`.
        """),
  ]
}

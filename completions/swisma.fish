function __swisma_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __swisma_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __swisma_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __swisma_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __swisma_parse_tokens -S
    set -l unparsed_tokens (__swisma_tokens -pc)
    switch $unparsed_tokens[1]
    case 'swisma'
        __swisma_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'init'
            __swisma_parse_subcommand 0 'datasource-provider=' 'url=' 'generator-provider=' 'output=' 'preview-feature=+' 'with-model' 'json' 'no-color' 'version' 'h/help'
        case 'validate'
            __swisma_parse_subcommand 1 'fix' 'dry-run' 'schema=' 'config=' 'json' 'no-color' 'version' 'h/help'
        case 'format'
            __swisma_parse_subcommand 1 'check' 'schema=' 'config=' 'json' 'no-color' 'version' 'h/help'
        case 'generate'
            __swisma_parse_subcommand 0 'generator=+' 'check' 'print-dmmf' 'schema=' 'config=' 'json' 'no-color' 'version' 'h/help'
        case 'migrate'
            __swisma_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'dev'
                __swisma_parse_subcommand 0 'n/name=' 'create-only' 'accept-data-loss' 'reset' 'rename=+' 'no-rename' 'skip-generate' 'skip-seed' 'schema=' 'config=' 'url=' 'json' 'no-color' 'no-input' 'version' 'h/help'
            case 'deploy'
                __swisma_parse_subcommand 0 'dry-run' 'lock-timeout=' 'schema=' 'config=' 'url=' 'json' 'no-color' 'version' 'h/help'
            case 'status'
                __swisma_parse_subcommand 0 'schema=' 'config=' 'url=' 'json' 'no-color' 'version' 'h/help'
            case 'reset'
                __swisma_parse_subcommand 0 'f/force' 'skip-generate' 'skip-seed' 'schema=' 'config=' 'url=' 'json' 'no-color' 'no-input' 'version' 'h/help'
            case 'resolve'
                __swisma_parse_subcommand 0 'applied=' 'rolled-back=' 'schema=' 'config=' 'url=' 'json' 'no-color' 'version' 'h/help'
            case 'diff'
                __swisma_parse_subcommand 0 'from-empty' 'from-schema=' 'from-schema-datasource=' 'from-config-datasource' 'from-url=' 'from-migrations=' 'to-empty' 'to-schema=' 'to-schema-datasource=' 'to-config-datasource' 'to-url=' 'to-migrations=' 'shadow-database-url=' 'config=' 'script' 'exit-code' 'o/output=' 'rename=+' 'json' 'no-color' 'version' 'h/help'
            end
        case 'db'
            __swisma_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'pull'
                __swisma_parse_subcommand 0 'print' 'force' 'check' 'schemas=' 'naming=' 'composite-type-depth=' 'schema=' 'config=' 'url=' 'json' 'no-color' 'version' 'h/help'
            case 'push'
                __swisma_parse_subcommand 0 'accept-data-loss' 'force-reset' 'skip-generate' 'rename=+' 'no-rename' 'schema=' 'config=' 'url=' 'json' 'no-color' 'no-input' 'version' 'h/help'
            case 'execute'
                __swisma_parse_subcommand 0 'stdin' 'file=' 'schema=' 'config=' 'url=' 'json' 'no-color' 'version' 'h/help'
            case 'seed'
                __swisma_parse_subcommand -r 1 'schema=' 'config=' 'json' 'no-color' 'version' 'h/help'
            end
        case 'query'
            __swisma_parse_subcommand 1 'f/file=' 'format=' 'stdin' 'protocol=' 'read-only' 'log=' 'schema=' 'config=' 'url=' 'json' 'no-color' 'version' 'h/help'
        case 'explain'
            __swisma_parse_subcommand 1 'json' 'no-color' 'version' 'h/help'
        case 'version'
            __swisma_parse_subcommand 0 'json' 'no-color' 'version' 'h/help'
        case 'debug'
            __swisma_parse_subcommand 0 'schema=' 'config=' 'url=' 'json' 'no-color' 'version' 'h/help'
        case 'completion'
            __swisma_parse_subcommand 1 'version' 'h/help'
        case 'help'
            __swisma_parse_subcommand -r 1 'version'
        end
    end
end

function __swisma_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __swisma_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __swisma_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __swisma_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__swisma_tokens -p)
    if test -z "$(__swisma_tokens -t)"
        set -l index (count (__swisma_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'swisma' -f
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma" -eq 1' -fa 'init' -d 'Create a schema, and a place for its secrets.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma" -eq 1' -fa 'validate' -d 'Check a schema and report every problem in it.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma" -eq 1' -fa 'format' -d 'Format a schema in place.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma" -eq 1' -fa 'generate' -d 'Write the Swift client of a schema.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma" -eq 1' -fa 'migrate' -d 'Plan, apply and inspect migrations.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma" -eq 1' -fa 'db' -d 'Work with a database directly, without migration files.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma" -eq 1' -fa 'query' -d 'Run queries of the client on a database.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma" -eq 1' -fa 'explain' -d 'Say what the code of an error means.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma" -eq 1' -fa 'version' -d 'Show the version and what it can work with.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma" -eq 1' -fa 'debug' -d 'Show where everything of a project was found.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma" -eq 1' -fa 'completion' -d 'Write a completion script for a shell.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma init" datasource-provider' -l 'datasource-provider' -d 'The kind of database: postgresql, mysql, sqlite, sqlserver, mongodb, cockroachdb.' -rfka 'postgresql mysql sqlite sqlserver mongodb cockroachdb'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma init" url' -l 'url' -d 'The connection URL to write into .env.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma init" generator-provider' -l 'generator-provider' -d 'The generator to start with.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma init" output' -l 'output' -d 'Where the generator writes to.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma init"' -l 'preview-feature' -d 'A preview feature of the generator; may be repeated.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma init" with-model' -l 'with-model' -d 'Start with a model User.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma init" json' -l 'json' -d 'Write one JSON document to standard output.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma init" no-color' -l 'no-color' -d 'Write no colours. NO_COLOR=1 does the same.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma init" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma init" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma validate" -eq 1' -F
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma validate" fix' -l 'fix' -d 'Make the fixes that are certain, and report what is left.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma validate" dry-run' -l 'dry-run' -d 'With --fix: say what would be done, and write nothing.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma validate" schema' -l 'schema' -d 'The schema file, or the folder whose .prisma files are one schema.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma validate" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma validate" json' -l 'json' -d 'Write one JSON document to standard output.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma validate" no-color' -l 'no-color' -d 'Write no colours. NO_COLOR=1 does the same.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma validate" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma validate" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma format" -eq 1' -F
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma format" check' -l 'check' -d 'Change nothing; list the files that would change, with status 1.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma format" schema' -l 'schema' -d 'The schema file, or the folder whose .prisma files are one schema.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma format" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma format" json' -l 'json' -d 'Write one JSON document to standard output.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma format" no-color' -l 'no-color' -d 'Write no colours. NO_COLOR=1 does the same.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma format" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma format" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma generate"' -l 'generator' -d 'Run this generator only; may be repeated.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma generate" check' -l 'check' -d 'Write nothing; exit with 2 when something would be written.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma generate" print-dmmf' -l 'print-dmmf' -d 'Print the description of the schema that generators get, as JSON, and run none.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma generate" schema' -l 'schema' -d 'The schema file, or the folder whose .prisma files are one schema.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma generate" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma generate" json' -l 'json' -d 'Write one JSON document to standard output.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma generate" no-color' -l 'no-color' -d 'Write no colours. NO_COLOR=1 does the same.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma generate" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma generate" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma migrate" -eq 1' -fa 'dev' -d 'Make a migration from the changes of the schema and apply it.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma migrate" -eq 1' -fa 'deploy' -d 'Apply the migrations that a database lacks.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma migrate" -eq 1' -fa 'status' -d 'Compare the migrations with a database.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma migrate" -eq 1' -fa 'reset' -d 'Empty a database and apply all migrations again.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma migrate" -eq 1' -fa 'resolve' -d 'Record a migration as applied or as rolled back.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma migrate" -eq 1' -fa 'diff' -d 'Compare two schemas, wherever they are.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate dev" n name' -s 'n' -l 'name' -d 'What the migration is called; said in words.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate dev" create-only' -l 'create-only' -d 'Write the migration for you to edit; the database is not changed.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate dev" accept-data-loss' -l 'accept-data-loss' -d 'Go on where the change loses data.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate dev" reset' -l 'reset' -d 'Delete all data and start again where database and migrations have gone apart.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate dev"' -l 'rename' -d 'What was renamed, so that its data is kept: Model.previous=next or Previous=Next. May be repeated.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate dev" no-rename' -l 'no-rename' -d 'Nothing is renamed: drop and add.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate dev" skip-generate' -l 'skip-generate' -d 'Do not run the generators.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate dev" skip-seed' -l 'skip-seed' -d 'Do not run the seed command on a new or emptied database.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate dev" schema' -l 'schema' -d 'The schema file, or the folder whose .prisma files are one schema.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate dev" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate dev" url' -l 'url' -d 'The connection URL, instead of the one of the configuration or the schema.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate dev" json' -l 'json' -d 'Write one JSON document to standard output.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate dev" no-color' -l 'no-color' -d 'Write no colours. NO_COLOR=1 does the same.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate dev" no-input' -l 'no-input' -d 'Never ask: fail with status 3 where an answer is missing.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate dev" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate dev" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate deploy" dry-run' -l 'dry-run' -d 'Write the statements that would run to standard output, and change nothing.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate deploy" lock-timeout' -l 'lock-timeout' -d 'How long to wait for another run that is under way.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate deploy" schema' -l 'schema' -d 'The schema file, or the folder whose .prisma files are one schema.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate deploy" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate deploy" url' -l 'url' -d 'The connection URL, instead of the one of the configuration or the schema.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate deploy" json' -l 'json' -d 'Write one JSON document to standard output.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate deploy" no-color' -l 'no-color' -d 'Write no colours. NO_COLOR=1 does the same.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate deploy" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate deploy" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate status" schema' -l 'schema' -d 'The schema file, or the folder whose .prisma files are one schema.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate status" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate status" url' -l 'url' -d 'The connection URL, instead of the one of the configuration or the schema.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate status" json' -l 'json' -d 'Write one JSON document to standard output.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate status" no-color' -l 'no-color' -d 'Write no colours. NO_COLOR=1 does the same.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate status" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate status" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate reset" f force' -s 'f' -l 'force' -d 'Delete all data without asking.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate reset" skip-generate' -l 'skip-generate' -d 'Do not run the generators.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate reset" skip-seed' -l 'skip-seed' -d 'Do not run the seed command.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate reset" schema' -l 'schema' -d 'The schema file, or the folder whose .prisma files are one schema.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate reset" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate reset" url' -l 'url' -d 'The connection URL, instead of the one of the configuration or the schema.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate reset" json' -l 'json' -d 'Write one JSON document to standard output.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate reset" no-color' -l 'no-color' -d 'Write no colours. NO_COLOR=1 does the same.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate reset" no-input' -l 'no-input' -d 'Never ask: fail with status 3 where an answer is missing.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate reset" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate reset" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate resolve" applied' -l 'applied' -d 'The migration to record as applied.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate resolve" rolled-back' -l 'rolled-back' -d 'The failed migration to mark as rolled back.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate resolve" schema' -l 'schema' -d 'The schema file, or the folder whose .prisma files are one schema.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate resolve" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate resolve" url' -l 'url' -d 'The connection URL, instead of the one of the configuration or the schema.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate resolve" json' -l 'json' -d 'Write one JSON document to standard output.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate resolve" no-color' -l 'no-color' -d 'Write no colours. NO_COLOR=1 does the same.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate resolve" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate resolve" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" from-empty' -l 'from-empty' -d 'Start with nothing.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" from-schema from-schema-datamodel' -l 'from-schema' -l 'from-schema-datamodel' -d 'Start with what a schema asks for.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" from-schema-datasource' -l 'from-schema-datasource' -d 'Start with the database that a schema names.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" from-config-datasource' -l 'from-config-datasource' -d 'Start with the database that the configuration file names.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" from-url' -l 'from-url' -d 'Start with a live database.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" from-migrations' -l 'from-migrations' -d 'Start with what a folder of migrations makes.' -rfa '(__swisma_complete_directories)'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" to-empty' -l 'to-empty' -d 'End with nothing.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" to-schema to-schema-datamodel' -l 'to-schema' -l 'to-schema-datamodel' -d 'End with what a schema asks for.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" to-schema-datasource' -l 'to-schema-datasource' -d 'End with the database that a schema names.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" to-config-datasource' -l 'to-config-datasource' -d 'End with the database that the configuration file names.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" to-url' -l 'to-url' -d 'End with a live database.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" to-migrations' -l 'to-migrations' -d 'End with what a folder of migrations makes.' -rfa '(__swisma_complete_directories)'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" shadow-database-url' -l 'shadow-database-url' -d 'An empty database to replay migrations in; SQLite needs none.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" script' -l 'script' -d 'Write the SQL instead of a list of differences.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" exit-code' -l 'exit-code' -d 'End with status 2 when there is a difference.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" o output' -s 'o' -l 'output' -d 'Write to a file instead of standard output.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff"' -l 'rename' -d 'What was renamed, so that its data is kept: Model.previous=next or Previous=Next. May be repeated.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" json' -l 'json' -d 'Write one JSON document to standard output.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" no-color' -l 'no-color' -d 'Write no colours. NO_COLOR=1 does the same.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma migrate diff" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma db" -eq 1' -fa 'pull' -d 'Write the schema of a database.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma db" -eq 1' -fa 'push' -d 'Bring a database to a schema without a migration.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma db" -eq 1' -fa 'execute' -d 'Run SQL on a database.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma db" -eq 1' -fa 'seed' -d 'Run the seed command of the project.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db pull" print' -l 'print' -d 'Write to standard output instead of the schema.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db pull" force' -l 'force' -d 'Ignore the models that are there, with their names and comments.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db pull" check' -l 'check' -d 'Change nothing; show how the schema would change, with status 2 if it would.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db pull" schemas' -l 'schemas' -d 'The database schemas to read, separated by commas; the datasource names them then.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db pull" naming' -l 'naming' -d 'Names of new models and fields: those of the database, or BlogPost for blog_posts.' -rfka 'keep prisma'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db pull" composite-type-depth' -l 'composite-type-depth' -d 'For document databases; other databases ignore it.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db pull" schema' -l 'schema' -d 'The schema file, or the folder whose .prisma files are one schema.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db pull" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db pull" url' -l 'url' -d 'The connection URL, instead of the one of the configuration or the schema.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db pull" json' -l 'json' -d 'Write one JSON document to standard output.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db pull" no-color' -l 'no-color' -d 'Write no colours. NO_COLOR=1 does the same.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db pull" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db pull" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db push" accept-data-loss' -l 'accept-data-loss' -d 'Go on where the change loses data.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db push" force-reset' -l 'force-reset' -d 'Delete all data and start again.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db push" skip-generate' -l 'skip-generate' -d 'Do not run the generators.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db push"' -l 'rename' -d 'What was renamed, so that its data is kept: Model.previous=next or Previous=Next. May be repeated.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db push" no-rename' -l 'no-rename' -d 'Nothing is renamed: drop and add.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db push" schema' -l 'schema' -d 'The schema file, or the folder whose .prisma files are one schema.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db push" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db push" url' -l 'url' -d 'The connection URL, instead of the one of the configuration or the schema.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db push" json' -l 'json' -d 'Write one JSON document to standard output.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db push" no-color' -l 'no-color' -d 'Write no colours. NO_COLOR=1 does the same.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db push" no-input' -l 'no-input' -d 'Never ask: fail with status 3 where an answer is missing.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db push" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db push" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db execute" stdin' -l 'stdin' -d 'Read the SQL from standard input.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db execute" file' -l 'file' -d 'The file with the SQL.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db execute" schema' -l 'schema' -d 'The schema file, or the folder whose .prisma files are one schema.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db execute" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db execute" url' -l 'url' -d 'The connection URL, instead of the one of the configuration or the schema.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db execute" json' -l 'json' -d 'Write one JSON document to standard output.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db execute" no-color' -l 'no-color' -d 'Write no colours. NO_COLOR=1 does the same.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db execute" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db execute" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db seed" schema' -l 'schema' -d 'The schema file, or the folder whose .prisma files are one schema.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db seed" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db seed" json' -l 'json' -d 'Write one JSON document to standard output.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db seed" no-color' -l 'no-color' -d 'Write no colours. NO_COLOR=1 does the same.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db seed" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma db seed" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma query" f file' -s 'f' -l 'file' -d 'A file with the queries.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma query" format' -l 'format' -d 'How results are written: json (unless said), table, csv or ndjson.' -rfka 'json table csv ndjson'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma query" stdin' -l 'stdin' -d 'Read requests from standard input, one a line; needs --protocol.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma query" protocol' -l 'protocol' -d 'The protocol of --stdin: engine.' -rfka 'engine'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma query" read-only' -l 'read-only' -d 'Refuse everything that would change data, raw SQL too.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma query" log' -l 'log' -d 'Write every SQL statement with its duration to standard error: query.' -rfka 'query'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma query" schema' -l 'schema' -d 'The schema file, or the folder whose .prisma files are one schema.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma query" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma query" url' -l 'url' -d 'The connection URL, instead of the one of the configuration or the schema.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma query" json' -l 'json' -d 'Write one JSON document to standard output.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma query" no-color' -l 'no-color' -d 'Write no colours. NO_COLOR=1 does the same.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma query" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma query" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma explain" -eq 1' -fka 'S0001 S0002 S0003 S0004 S0005 S0006 S0007 S0008 S0009 S0010 S0101 S0102 S0103 S0104 S0105 S0106 S0107 S0108 S0109 S0110 S0111 S0201 S0202 S0203 S0204 S0205 S0206 S0207 S0208 S0209 S0210 S0211 S0212 S0301 S0302 S0303 S0304 S0305 S0306 S0307 S0308 S0309 S0310 S0401 S0402 S0403 S0404 S0405 S0406 S0407 S0408 S0409 S0410 S0411 S0412 S0413 S0414 S0501 S0502 S0503 S0504 S0505 S0506 S0507 S0508 S0509 S0510 S0511 S0512 S0513 S0514 S0515 S0516 S0517 S0601 S0602 S0603 S0604 S0701 S0702 S0704 S0705 S0706 S0707 S0708 S0709 S0710 S0711 C0002 C0003 C0010 C0011 C0012 C0013 C0014 C0015 C0016 C0017 C0064 D0000 D0001 D0002 F0001 F0002 F0010 F0011 F0013 G0001 G0002 G0003 M0001 M0002 M0003 M0004 M0005 M0006 M0007 P1000 P1001 P1002 P1003 P1008 P1009 P1010 P1011 P1012 P1013 P1017 P2000 P2002 P2003 P2004 P2009 P2010 P2011 P2012 P2014 P2017 P2018 P2019 P2020 P2021 P2022 P2023 P2024 P2025 P2028 P2029 P2032 P2034 P3001 P3005 P3006 P3008 P3009 P3011 P3012 P3014 P3015 P3017 P3018 P3019 P4001 Q0001 Q0002 Q0003'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma explain" json' -l 'json' -d 'Write one JSON document to standard output.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma explain" no-color' -l 'no-color' -d 'Write no colours. NO_COLOR=1 does the same.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma explain" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma explain" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma version" json' -l 'json' -d 'Write one JSON document to standard output.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma version" no-color' -l 'no-color' -d 'Write no colours. NO_COLOR=1 does the same.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma version" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma version" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma debug" schema' -l 'schema' -d 'The schema file, or the folder whose .prisma files are one schema.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma debug" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma debug" url' -l 'url' -d 'The connection URL, instead of the one of the configuration or the schema.' -rfka ''
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma debug" json' -l 'json' -d 'Write one JSON document to standard output.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma debug" no-color' -l 'no-color' -d 'Write no colours. NO_COLOR=1 does the same.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma debug" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma debug" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_positional "swisma completion" -eq 1' -fka 'bash zsh fish'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma completion" version' -l 'version' -d 'Show the version.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma completion" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'swisma' -n '__swisma_should_offer_completions_for_flags_or_options "swisma help" version' -l 'version' -d 'Show the version.'

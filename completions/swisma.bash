#!/bin/bash

__swisma_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__swisma_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__swisma_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__swisma_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_swisma() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(--version -h --help)
    local -a repeating_options=()
    local -a non_repeating_options=()
    __swisma_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    init|validate|format|generate|migrate|db|query|explain|version|debug|completion|help)
        # Offer subcommand argument completions
        "_swisma_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'init validate format generate migrate db query explain version debug completion help' -- "${cur}"))
        ;;
    esac
}

_swisma_init() {
    repeating_flags=()
    non_repeating_flags=(--with-model --json --no-color --version -h --help)
    repeating_options=(--preview-feature)
    non_repeating_options=(--datasource-provider --url --generator-provider --output)
    __swisma_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--datasource-provider')
        __swisma_add_completions -W 'postgresql'$'\n''mysql'$'\n''sqlite'$'\n''sqlserver'$'\n''mongodb'$'\n''cockroachdb'
        return
        ;;
    '--url')
        return
        ;;
    '--generator-provider')
        return
        ;;
    '--output')
        __swisma_add_completions -f
        return
        ;;
    '--preview-feature')
        return
        ;;
    esac
}

_swisma_validate() {
    repeating_flags=()
    non_repeating_flags=(--fix --dry-run --json --no-color --version -h --help)
    repeating_options=()
    non_repeating_options=(--schema --config)
    __swisma_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--schema')
        __swisma_add_completions -f
        return
        ;;
    '--config')
        __swisma_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __swisma_add_completions -f
        return
        ;;
    esac
}

_swisma_format() {
    repeating_flags=()
    non_repeating_flags=(--check --json --no-color --version -h --help)
    repeating_options=()
    non_repeating_options=(--schema --config)
    __swisma_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--schema')
        __swisma_add_completions -f
        return
        ;;
    '--config')
        __swisma_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __swisma_add_completions -f
        return
        ;;
    esac
}

_swisma_generate() {
    repeating_flags=()
    non_repeating_flags=(--check --print-dmmf --json --no-color --version -h --help)
    repeating_options=(--generator)
    non_repeating_options=(--schema --config)
    __swisma_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--generator')
        return
        ;;
    '--schema')
        __swisma_add_completions -f
        return
        ;;
    '--config')
        __swisma_add_completions -f
        return
        ;;
    esac
}

_swisma_migrate() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __swisma_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    dev|deploy|status|reset|resolve|diff)
        # Offer subcommand argument completions
        "_swisma_migrate_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'dev deploy status reset resolve diff' -- "${cur}"))
        ;;
    esac
}

_swisma_migrate_dev() {
    repeating_flags=()
    non_repeating_flags=(--create-only --accept-data-loss --reset --no-rename --skip-generate --skip-seed --json --no-color --no-input --version -h --help)
    repeating_options=(--rename)
    non_repeating_options=(-n --name --schema --config --url)
    __swisma_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-n'|'--name')
        return
        ;;
    '--rename')
        return
        ;;
    '--schema')
        __swisma_add_completions -f
        return
        ;;
    '--config')
        __swisma_add_completions -f
        return
        ;;
    '--url')
        return
        ;;
    esac
}

_swisma_migrate_deploy() {
    repeating_flags=()
    non_repeating_flags=(--dry-run --json --no-color --version -h --help)
    repeating_options=()
    non_repeating_options=(--lock-timeout --schema --config --url)
    __swisma_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--lock-timeout')
        return
        ;;
    '--schema')
        __swisma_add_completions -f
        return
        ;;
    '--config')
        __swisma_add_completions -f
        return
        ;;
    '--url')
        return
        ;;
    esac
}

_swisma_migrate_status() {
    repeating_flags=()
    non_repeating_flags=(--json --no-color --version -h --help)
    repeating_options=()
    non_repeating_options=(--schema --config --url)
    __swisma_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--schema')
        __swisma_add_completions -f
        return
        ;;
    '--config')
        __swisma_add_completions -f
        return
        ;;
    '--url')
        return
        ;;
    esac
}

_swisma_migrate_reset() {
    repeating_flags=()
    non_repeating_flags=(-f --force --skip-generate --skip-seed --json --no-color --no-input --version -h --help)
    repeating_options=()
    non_repeating_options=(--schema --config --url)
    __swisma_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--schema')
        __swisma_add_completions -f
        return
        ;;
    '--config')
        __swisma_add_completions -f
        return
        ;;
    '--url')
        return
        ;;
    esac
}

_swisma_migrate_resolve() {
    repeating_flags=()
    non_repeating_flags=(--json --no-color --version -h --help)
    repeating_options=()
    non_repeating_options=(--applied --rolled-back --schema --config --url)
    __swisma_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--applied')
        return
        ;;
    '--rolled-back')
        return
        ;;
    '--schema')
        __swisma_add_completions -f
        return
        ;;
    '--config')
        __swisma_add_completions -f
        return
        ;;
    '--url')
        return
        ;;
    esac
}

_swisma_migrate_diff() {
    repeating_flags=()
    non_repeating_flags=(--from-empty --from-config-datasource --to-empty --to-config-datasource --script --exit-code --json --no-color --version -h --help)
    repeating_options=(--rename)
    non_repeating_options=(--from-schema --from-schema-datamodel --from-schema-datasource --from-url --from-migrations --to-schema --to-schema-datamodel --to-schema-datasource --to-url --to-migrations --shadow-database-url --config -o --output)
    __swisma_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--from-schema'|'--from-schema-datamodel')
        __swisma_add_completions -f
        return
        ;;
    '--from-schema-datasource')
        __swisma_add_completions -f
        return
        ;;
    '--from-url')
        return
        ;;
    '--from-migrations')
        __swisma_add_completions -d
        return
        ;;
    '--to-schema'|'--to-schema-datamodel')
        __swisma_add_completions -f
        return
        ;;
    '--to-schema-datasource')
        __swisma_add_completions -f
        return
        ;;
    '--to-url')
        return
        ;;
    '--to-migrations')
        __swisma_add_completions -d
        return
        ;;
    '--shadow-database-url')
        return
        ;;
    '--config')
        __swisma_add_completions -f
        return
        ;;
    '-o'|'--output')
        __swisma_add_completions -f
        return
        ;;
    '--rename')
        return
        ;;
    esac
}

_swisma_db() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __swisma_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    pull|push|execute|seed)
        # Offer subcommand argument completions
        "_swisma_db_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'pull push execute seed' -- "${cur}"))
        ;;
    esac
}

_swisma_db_pull() {
    repeating_flags=()
    non_repeating_flags=(--print --force --check --json --no-color --version -h --help)
    repeating_options=()
    non_repeating_options=(--schemas --naming --composite-type-depth --schema --config --url)
    __swisma_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--schemas')
        return
        ;;
    '--naming')
        __swisma_add_completions -W 'keep'$'\n''prisma'
        return
        ;;
    '--composite-type-depth')
        return
        ;;
    '--schema')
        __swisma_add_completions -f
        return
        ;;
    '--config')
        __swisma_add_completions -f
        return
        ;;
    '--url')
        return
        ;;
    esac
}

_swisma_db_push() {
    repeating_flags=()
    non_repeating_flags=(--accept-data-loss --force-reset --skip-generate --no-rename --json --no-color --no-input --version -h --help)
    repeating_options=(--rename)
    non_repeating_options=(--schema --config --url)
    __swisma_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--rename')
        return
        ;;
    '--schema')
        __swisma_add_completions -f
        return
        ;;
    '--config')
        __swisma_add_completions -f
        return
        ;;
    '--url')
        return
        ;;
    esac
}

_swisma_db_execute() {
    repeating_flags=()
    non_repeating_flags=(--stdin --json --no-color --version -h --help)
    repeating_options=()
    non_repeating_options=(--file --schema --config --url)
    __swisma_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--file')
        __swisma_add_completions -f
        return
        ;;
    '--schema')
        __swisma_add_completions -f
        return
        ;;
    '--config')
        __swisma_add_completions -f
        return
        ;;
    '--url')
        return
        ;;
    esac
}

_swisma_db_seed() {
    repeating_flags=()
    non_repeating_flags=(--json --no-color --version -h --help)
    repeating_options=()
    non_repeating_options=(--schema --config)
    __swisma_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--schema')
        __swisma_add_completions -f
        return
        ;;
    '--config')
        __swisma_add_completions -f
        return
        ;;
    esac
}

_swisma_query() {
    repeating_flags=()
    non_repeating_flags=(--stdin --read-only --json --no-color --version -h --help)
    repeating_options=()
    non_repeating_options=(-f --file --format --protocol --log --schema --config --url)
    __swisma_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--file')
        __swisma_add_completions -f
        return
        ;;
    '--format')
        __swisma_add_completions -W 'json'$'\n''table'$'\n''csv'$'\n''ndjson'
        return
        ;;
    '--protocol')
        __swisma_add_completions -W 'engine'
        return
        ;;
    '--log')
        __swisma_add_completions -W 'query'
        return
        ;;
    '--schema')
        __swisma_add_completions -f
        return
        ;;
    '--config')
        __swisma_add_completions -f
        return
        ;;
    '--url')
        return
        ;;
    esac
}

_swisma_explain() {
    repeating_flags=()
    non_repeating_flags=(--json --no-color --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __swisma_offer_flags_options 1

    # Offer positional completions
    case "${positional_number}" in
    1)
        __swisma_add_completions -W 'S0001'$'\n''S0002'$'\n''S0003'$'\n''S0004'$'\n''S0005'$'\n''S0006'$'\n''S0007'$'\n''S0008'$'\n''S0009'$'\n''S0010'$'\n''S0101'$'\n''S0102'$'\n''S0103'$'\n''S0104'$'\n''S0105'$'\n''S0106'$'\n''S0107'$'\n''S0108'$'\n''S0109'$'\n''S0110'$'\n''S0111'$'\n''S0201'$'\n''S0202'$'\n''S0203'$'\n''S0204'$'\n''S0205'$'\n''S0206'$'\n''S0207'$'\n''S0208'$'\n''S0209'$'\n''S0210'$'\n''S0211'$'\n''S0212'$'\n''S0301'$'\n''S0302'$'\n''S0303'$'\n''S0304'$'\n''S0305'$'\n''S0306'$'\n''S0307'$'\n''S0308'$'\n''S0309'$'\n''S0310'$'\n''S0401'$'\n''S0402'$'\n''S0403'$'\n''S0404'$'\n''S0405'$'\n''S0406'$'\n''S0407'$'\n''S0408'$'\n''S0409'$'\n''S0410'$'\n''S0411'$'\n''S0412'$'\n''S0413'$'\n''S0414'$'\n''S0501'$'\n''S0502'$'\n''S0503'$'\n''S0504'$'\n''S0505'$'\n''S0506'$'\n''S0507'$'\n''S0508'$'\n''S0509'$'\n''S0510'$'\n''S0511'$'\n''S0512'$'\n''S0513'$'\n''S0514'$'\n''S0515'$'\n''S0516'$'\n''S0517'$'\n''S0601'$'\n''S0602'$'\n''S0603'$'\n''S0604'$'\n''S0701'$'\n''S0702'$'\n''S0704'$'\n''S0705'$'\n''S0706'$'\n''S0707'$'\n''S0708'$'\n''S0709'$'\n''S0710'$'\n''S0711'$'\n''C0002'$'\n''C0003'$'\n''C0010'$'\n''C0011'$'\n''C0012'$'\n''C0013'$'\n''C0014'$'\n''C0015'$'\n''C0016'$'\n''C0017'$'\n''C0064'$'\n''D0000'$'\n''D0001'$'\n''D0002'$'\n''F0001'$'\n''F0002'$'\n''F0010'$'\n''F0011'$'\n''F0013'$'\n''G0001'$'\n''G0002'$'\n''G0003'$'\n''M0001'$'\n''M0002'$'\n''M0003'$'\n''M0004'$'\n''M0005'$'\n''M0006'$'\n''M0007'$'\n''P1000'$'\n''P1001'$'\n''P1002'$'\n''P1003'$'\n''P1008'$'\n''P1009'$'\n''P1010'$'\n''P1011'$'\n''P1012'$'\n''P1013'$'\n''P1017'$'\n''P2000'$'\n''P2002'$'\n''P2003'$'\n''P2004'$'\n''P2009'$'\n''P2010'$'\n''P2011'$'\n''P2012'$'\n''P2014'$'\n''P2017'$'\n''P2018'$'\n''P2019'$'\n''P2020'$'\n''P2021'$'\n''P2022'$'\n''P2023'$'\n''P2024'$'\n''P2025'$'\n''P2028'$'\n''P2029'$'\n''P2032'$'\n''P2034'$'\n''P3001'$'\n''P3005'$'\n''P3006'$'\n''P3008'$'\n''P3009'$'\n''P3011'$'\n''P3012'$'\n''P3014'$'\n''P3015'$'\n''P3017'$'\n''P3018'$'\n''P3019'$'\n''P4001'$'\n''Q0001'$'\n''Q0002'$'\n''Q0003'
        return
        ;;
    esac
}

_swisma_version() {
    repeating_flags=()
    non_repeating_flags=(--json --no-color --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __swisma_offer_flags_options 0
}

_swisma_debug() {
    repeating_flags=()
    non_repeating_flags=(--json --no-color --version -h --help)
    repeating_options=()
    non_repeating_options=(--schema --config --url)
    __swisma_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--schema')
        __swisma_add_completions -f
        return
        ;;
    '--config')
        __swisma_add_completions -f
        return
        ;;
    '--url')
        return
        ;;
    esac
}

_swisma_completion() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __swisma_offer_flags_options 1

    # Offer positional completions
    case "${positional_number}" in
    1)
        __swisma_add_completions -W 'bash'$'\n''zsh'$'\n''fish'
        return
        ;;
    esac
}

_swisma_help() {
    repeating_flags=()
    non_repeating_flags=(--version)
    repeating_options=()
    non_repeating_options=()
    __swisma_offer_flags_options -1
}

complete -o filenames -F _swisma swisma

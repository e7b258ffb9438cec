#compdef etabli

autoload -U is-at-least

_etabli() {
    typeset -A opt_args
    typeset -a _arguments_options
    local ret=1

    if is-at-least 5.2; then
        _arguments_options=(-s -S -C)
    else
        _arguments_options=(-s -C)
    fi

    local context curcontext="$curcontext" state line
    _arguments "${_arguments_options[@]}" : \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'-V[Print version]' \
'--version[Print version]' \
":: :_etabli_commands" \
"*::: :->etabli" \
&& ret=0
    case $state in
    (etabli)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:etabli-command-$line[1]:"
        case $line[1] in
            (check)
_arguments "${_arguments_options[@]}" : \
'--level=[How deep files are read]:LEVEL:((structure\:"Names, headers, tables and chunk leaders"
pixels\:"Every pixel too"))' \
'*--select=[Only these faults\: codes, names, or the beginning of codes (IMG, EXR0)]:CODES:_default' \
'*--ignore=[Not these faults]:CODES:_default' \
'--files-from=[Also the paths of this file (- for standard input), one a line or between NULs]:FILE:_files' \
'*--exclude=[Not what this glob names (*.tmp, wip/**); may be repeated]:GLOB:_default' \
'--since=[Only what was modified since a moment (2026-11-24, 2026-11-24T10\:30, in universal time), or what an earlier report in JSON lines does not name]:DATE|REPORT:_default' \
'--frames=[Only these frames of each sequence (1001-1100x2,1150)]:FRAMES:_default' \
'--expect-range=[The frames that every sequence must have (1001-1100)]:FRAMES:_default' \
'--min-age=[Files younger than this (30, 90s, 2m) are still being written and not judged]:SECONDS:_default' \
'-j+[Threads that read \[default\: one a core\]]:N:_default' \
'--jobs=[Threads that read \[default\: one a core\]]:N:_default' \
'--memory=[Memory of the reader (1GiB, 512MiB) \[default\: 1 GiB and 512 MiB a job\]]:SIZE:_default' \
'--ops-max=[At most so many files a second are opened, for a tired filer]:N:_default' \
'--output-format=[Shape of the output]:FORMAT:((full\:"One block a sequence"
concise\:"One line a finding"
grouped\:"By fault"
jsonl\:"JSON lines, for programs"
sarif\:"SARIF 2.1.0"
junit\:"JUnit XML"
csv\:"CSV"
markdown\:"Markdown tables"
html\:"One self-contained page with pictures"))' \
'-o+[Write into this file instead of standard output]:FILE:_files' \
'--output=[Write into this file instead of standard output]:FILE:_files' \
'--baseline=[Hide the findings that \`etabli baseline\` recorded in this file]:FILE:_files' \
'--fail-on=[Least weight of a finding that makes the exit status 1]:WEIGHT:(error warning note)' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'--allow-holes[Holes in sequences are meant]' \
'--no-cache[Read every file again, and keep no facts]' \
'--strict[Pixels that nobody reads here (an unusual codec) make the exit status 3 as well]' \
'--statistics[Counts for each fault instead of findings]' \
'--exit-zero[Exit with 0 whatever is found]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::paths -- Folders, with all below them, and files \[default\: the current folder\]:_files' \
&& ret=0
;;
(explain)
_arguments "${_arguments_options[@]}" : \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'()--all[Explain every fault, then every cause]' \
'--markdown[Write Markdown, one section a page]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::faults -- Code or name ("IMG001", "nan-pixels"), or etabli.toml:_default' \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
'--output-format=[Shape of the list]:FORMAT:((table\:"For people"
jsonl\:"One JSON object a line"))' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(inject)
_arguments "${_arguments_options[@]}" : \
'--seed=[The same seed makes the same fault]:N:_default' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'--dry-run[Say where, and change nothing]' \
'--json[As one JSON object]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':fault -- Code or name, with a variant behind a colon ("IMG001", "nan-pixels\:plane"):_default' \
':path -- A folder that may be spoiled; its originals are kept, and undo gives them back:_files' \
&& ret=0
;;
(undo)
_arguments "${_arguments_options[@]}" : \
'--root=[The folder that was changed; searched upwards for its trash]:FOLDER:_files' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'--list[Show the runs that can be undone, and undo none]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::run -- The run, as it was named when it was made \[default\: the last one\]:_default' \
&& ret=0
;;
(seal)
_arguments "${_arguments_options[@]}" : \
'--format=[What is written]:FORMAT:((ascmhl\:"One more generation of an ASC MHL 2 history"
bagit\:"A BagIt 1.0 bag around data/"
md5\:"A list, as md5sum writes it"
sha1\:"A list, as sha1sum writes it"
sha256\:"A list, as sha256sum writes it"
xxh64\:"A list, as xxhsum writes it"
xxh3\:"A list, as xxhsum -H3 writes it"
blake3\:"A list, as b3sum writes it"))' \
'*--algorithm=[Which hashes, separated by commas \[default\: xxh128 for ASC MHL, sha512 for a bag\]]:ALGORITHMS:_default' \
'--author=[Who seals it]:NAME:_default' \
'--role=[What they do (DIT, data wrangler)]:ROLE:_default' \
'--location=[Where]:PLACE:_default' \
'--comment=[Anything that whoever receives it should know]:TEXT:_default' \
'*--exclude=[Leave out what this pattern names, as Git reads it; an ASC MHL history keeps it; may be repeated]:PATTERN:_default' \
'-j+[Threads that read \[default\: one a core\]]:N:_default' \
'--jobs=[Threads that read \[default\: one a core\]]:N:_default' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':path -- The folder:_files' \
&& ret=0
;;
(verify)
_arguments "${_arguments_options[@]}" : \
'--source=[The folder that was copied\: altered files are compared with it, and the first differing byte is told]:FOLDER:_files' \
'--output-format=[Shape of the output]:FORMAT:((full\:"One block a sequence"
concise\:"One line a finding"
grouped\:"By fault"
jsonl\:"JSON lines, for programs"
sarif\:"SARIF 2.1.0"
junit\:"JUnit XML"
csv\:"CSV"
markdown\:"Markdown tables"
html\:"One self-contained page with pictures"))' \
'-o+[Write into this file instead of standard output]:FILE:_files' \
'--output=[Write into this file instead of standard output]:FILE:_files' \
'-j+[Threads that read \[default\: one a core\]]:N:_default' \
'--jobs=[Threads that read \[default\: one a core\]]:N:_default' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'--no-cache[Read every file again, also what an interrupted run had read]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':path -- A folder with its manifests, or one list:_files' \
&& ret=0
;;
(baseline)
_arguments "${_arguments_options[@]}" : \
'--level=[How deep files are read]:LEVEL:((structure\:"Names, headers, tables and chunk leaders"
pixels\:"Every pixel too"))' \
'*--select=[Only these faults\: codes, names, or the beginning of codes (IMG, EXR0)]:CODES:_default' \
'*--ignore=[Not these faults]:CODES:_default' \
'--files-from=[Also the paths of this file (- for standard input), one a line or between NULs]:FILE:_files' \
'*--exclude=[Not what this glob names (*.tmp, wip/**); may be repeated]:GLOB:_default' \
'--since=[Only what was modified since a moment (2026-11-24, 2026-11-24T10\:30, in universal time), or what an earlier report in JSON lines does not name]:DATE|REPORT:_default' \
'--frames=[Only these frames of each sequence (1001-1100x2,1150)]:FRAMES:_default' \
'--expect-range=[The frames that every sequence must have (1001-1100)]:FRAMES:_default' \
'--min-age=[Files younger than this (30, 90s, 2m) are still being written and not judged]:SECONDS:_default' \
'-j+[Threads that read \[default\: one a core\]]:N:_default' \
'--jobs=[Threads that read \[default\: one a core\]]:N:_default' \
'--memory=[Memory of the reader (1GiB, 512MiB) \[default\: 1 GiB and 512 MiB a job\]]:SIZE:_default' \
'--ops-max=[At most so many files a second are opened, for a tired filer]:N:_default' \
'-o+[The file to write]:FILE:_files' \
'--output=[The file to write]:FILE:_files' \
'--until=[Last day on which they are accepted (2027-01-31); for ever by default]:DAY:_default' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'--allow-holes[Holes in sequences are meant]' \
'--no-cache[Read every file again, and keep no facts]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::paths -- Folders, with all below them, and files \[default\: the current folder\]:_files' \
&& ret=0
;;
(cache)
_arguments "${_arguments_options[@]}" : \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'--clear[Forget everything]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(doctor)
_arguments "${_arguments_options[@]}" : \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'--json[As one JSON object]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(demo)
_arguments "${_arguments_options[@]}" : \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::folder -- A folder to make it in, new or empty \[default\: a new one among the system'\''s temporary files\]:_files' \
&& ret=0
;;
(completions)
_arguments "${_arguments_options[@]}" : \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':shell -- The shell:(bash elvish fish powershell zsh)' \
&& ret=0
;;
(man)
_arguments "${_arguments_options[@]}" : \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::command -- The page of one command ("check"); that of the whole when none is named:_default' \
&& ret=0
;;
(version)
_arguments "${_arguments_options[@]}" : \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
        esac
    ;;
esac
}

(( $+functions[_etabli_commands] )) ||
_etabli_commands() {
    local commands; commands=(
'check:Find what is wrong in rendered frames' \
'explain:Explain a fault or a cause\: what is seen, how it comes about, what to do; or every key of etabli.toml' \
'list:List every fault' \
'inject:Make a fault on purpose, in a copy of a folder, and say where' \
'undo:Give back the first bytes of what a run changed' \
'seal:Seal a folder\: write down the hash of every file in it, and change none of them' \
'verify:Read a delivery against its manifests\: ASC MHL, \`BagIt\`, md5, sha1, sha256, xxh64, xxh3 and blake3 lists' \
'baseline:Record the findings of today, for check --baseline' \
'cache:Show where facts about files are kept between checks, or forget them' \
'doctor:Show what this machine gives\: walls around the reader, cache, limits' \
'demo:Paint a small production, spoil it, and show what a check finds' \
'completions:Write the completions of a shell to standard output' \
'man:Write the manual page (roff) to standard output' \
'version:Show the version' \
    )
    _describe -t commands 'etabli commands' commands "$@"
}
(( $+functions[_etabli__subcmd__baseline_commands] )) ||
_etabli__subcmd__baseline_commands() {
    local commands; commands=()
    _describe -t commands 'etabli baseline commands' commands "$@"
}
(( $+functions[_etabli__subcmd__cache_commands] )) ||
_etabli__subcmd__cache_commands() {
    local commands; commands=()
    _describe -t commands 'etabli cache commands' commands "$@"
}
(( $+functions[_etabli__subcmd__check_commands] )) ||
_etabli__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'etabli check commands' commands "$@"
}
(( $+functions[_etabli__subcmd__completions_commands] )) ||
_etabli__subcmd__completions_commands() {
    local commands; commands=()
    _describe -t commands 'etabli completions commands' commands "$@"
}
(( $+functions[_etabli__subcmd__demo_commands] )) ||
_etabli__subcmd__demo_commands() {
    local commands; commands=()
    _describe -t commands 'etabli demo commands' commands "$@"
}
(( $+functions[_etabli__subcmd__doctor_commands] )) ||
_etabli__subcmd__doctor_commands() {
    local commands; commands=()
    _describe -t commands 'etabli doctor commands' commands "$@"
}
(( $+functions[_etabli__subcmd__explain_commands] )) ||
_etabli__subcmd__explain_commands() {
    local commands; commands=()
    _describe -t commands 'etabli explain commands' commands "$@"
}
(( $+functions[_etabli__subcmd__inject_commands] )) ||
_etabli__subcmd__inject_commands() {
    local commands; commands=()
    _describe -t commands 'etabli inject commands' commands "$@"
}
(( $+functions[_etabli__subcmd__list_commands] )) ||
_etabli__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'etabli list commands' commands "$@"
}
(( $+functions[_etabli__subcmd__man_commands] )) ||
_etabli__subcmd__man_commands() {
    local commands; commands=()
    _describe -t commands 'etabli man commands' commands "$@"
}
(( $+functions[_etabli__subcmd__seal_commands] )) ||
_etabli__subcmd__seal_commands() {
    local commands; commands=()
    _describe -t commands 'etabli seal commands' commands "$@"
}
(( $+functions[_etabli__subcmd__undo_commands] )) ||
_etabli__subcmd__undo_commands() {
    local commands; commands=()
    _describe -t commands 'etabli undo commands' commands "$@"
}
(( $+functions[_etabli__subcmd__verify_commands] )) ||
_etabli__subcmd__verify_commands() {
    local commands; commands=()
    _describe -t commands 'etabli verify commands' commands "$@"
}
(( $+functions[_etabli__subcmd__version_commands] )) ||
_etabli__subcmd__version_commands() {
    local commands; commands=()
    _describe -t commands 'etabli version commands' commands "$@"
}

if [ "$funcstack[1]" = "_etabli" ]; then
    _etabli "$@"
else
    compdef _etabli etabli
fi

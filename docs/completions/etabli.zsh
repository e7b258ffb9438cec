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
'--min-age=[Files younger than this (30, 90s, 2m) that a walk meets are still being written and not judged; a file that is named is]:SECONDS:_default' \
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
'--fix[Fix what can be fixed safely; the originals are kept, and undo gives them back]' \
'--unsafe-fixes[Fix also what takes a decision\: names, rights, single samples, quarantine, salvage]' \
'--fix-only[Say only what was fixed or not, and exit with 0]' \
'(--fix-only)--diff[Show what would be fixed, before and after, and change nothing]' \
'--exit-zero[Exit with 0 whatever is found]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::paths -- Folders, with all below them, files, and sequences as `beauty.1001-1100#.exr` or `beauty.####.exr` \[default\: the current folder\]:_files' \
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
'::run -- The run, as it was named when it was made \[default\: the last one, or all fixes of the last check\]:_default' \
&& ret=0
;;
(salvage)
_arguments "${_arguments_options[@]}" : \
'-o+[The new file; a folder when several files are named]:NEW:_files' \
'--output=[The new file; a folder when several files are named]:NEW:_files' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::files -- Damaged files:_files' \
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
'--source=[The folder that was copied\: altered files are compared with it and the first differing byte is told, and fixes copy from it]:FOLDER:_files' \
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
'--fix[Fix what can be fixed safely; the originals are kept, and undo gives them back]' \
'--unsafe-fixes[Fix also what takes a decision\: names, rights, single samples, quarantine, salvage]' \
'--fix-only[Say only what was fixed or not, and exit with 0]' \
'(--fix-only)--diff[Show what would be fixed, before and after, and change nothing]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':path -- A folder with its manifests, or one list:_files' \
&& ret=0
;;
(compare)
_arguments "${_arguments_options[@]}" : \
'--inside=[Whether all that changed lies within the places of a fault\: its code, looked for in BEFORE, or a report in JSON lines]:CODE|FINDINGS.jsonl:_default' \
'--margin=[Pixels around these places that may change too]:PIXELS:_default' \
'--tolerance=[Samples that differ by no more count as the same; integers count as 0 to 1]:DIFFERENCE:_default' \
'--relative=[The same as a share of the larger sample (0.01); the larger of both tolerances holds]:SHARE:_default' \
'--percent=[Percent of the pixels of a frame that may change]:PERCENT:_default' \
'*--ignore-attribute=[Attributes that do not count (Software, exif\:*); may be repeated]:GLOB:_default' \
'--frames=[Only these frames of each sequence (1001-1100x2,1150)]:FRAMES:_default' \
'--heat=[Write a picture of the differences of each changed frame into this folder, at most 1920 pixels on a side]:FOLDER:_files' \
'--output-format=[Shape of the output]:FORMAT:((full\:"Each thing that changed once, with its frames"
jsonl\:"JSON lines, for programs"
html\:"One self-contained page with pictures"))' \
'-o+[Write into this file instead of standard output]:FILE:_files' \
'--output=[Write into this file instead of standard output]:FILE:_files' \
'-j+[Threads that read \[default\: one a core\]]:N:_default' \
'--jobs=[Threads that read \[default\: one a core\]]:N:_default' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'--ignore-metadata[What headers say does not count, windows and sample types included]' \
'--common[Only frames that are on both sides]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':before -- The picture, the folder or the sequence (beauty.#.exr) as it was:_files' \
':after -- The same as it is now:_files' \
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
'--min-age=[Files younger than this (30, 90s, 2m) that a walk meets are still being written and not judged; a file that is named is]:SECONDS:_default' \
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
'*::paths -- Folders, with all below them, files, and sequences as `beauty.1001-1100#.exr` or `beauty.####.exr` \[default\: the current folder\]:_files' \
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
'--data=[Also the desk'\''s data in this folder\: database, files and audit chain, all read again]:DIR:_files' \
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
'(--no-serve)--serve[Open the desk too, although nobody sits at a terminal]' \
'--no-serve[Do not open the desk\: paint, spoil, check, and end]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::folder -- A folder to make it in, new or empty \[default\: a new one among the system'\''s temporary files\]:_files' \
&& ret=0
;;
(report)
_arguments "${_arguments_options[@]}" : \
'--desk=[Address of the desk (<http\://desk\:8480>) \[default\: \`ETABLI_DESK\`\]]:ADDRESS:_default' \
'--token-file=[A file that holds the token]:FILE:_files' \
'--production=[Short name of the production \[default\: the only one\]]:CODE:_default' \
'--blocking=[Whether you can go on]:BLOCKING:((blocked\:"No"
slowed\:"Yes, but slowly"
question\:"It is a question"))' \
'--since=[Since when, in your own words]:WORDS:_default' \
'--key=[The same key files a report once, however often it is sent \[default\: a new one\]]:KEY:_default' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':sentence -- What you see, in one sentence:_default' \
'*::paths -- Files or folders that it is about:_files' \
&& ret=0
;;
(serve)
_arguments "${_arguments_options[@]}" : \
'--data=[The folder that holds the desk'\''s data, on a local disk; it is made when missing]:DIR:_files' \
'--database=[A \`PostgreSQL\` database (<postgres\://user@host/name>) \[default\: \`SQLite\` in the data folder\]]:ADDRESS:_default' \
'--listen=[Where to listen]:ADDRESS:_default' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'--plain-http[Let browsers of other machines sign in without HTTPS\: passwords and sessions cross the network in clear]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(user)
_arguments "${_arguments_options[@]}" : \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_etabli__subcmd__user_commands" \
"*::: :->user" \
&& ret=0

    case $state in
    (user)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:etabli-user-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
'--data=[The folder that holds the desk'\''s data, on a local disk; it is made when missing]:DIR:_files' \
'--database=[A \`PostgreSQL\` database (<postgres\://user@host/name>) \[default\: \`SQLite\` in the data folder\]]:ADDRESS:_default' \
'--name=[What they are called \[default\: the sign-in name\]]:NAME:_default' \
'--role=[What they are]:ROLE:(artist td lead supervisor production rd it admin candidate juror organiser)' \
'--department=[Their department]:DEPARTMENT:_default' \
'*--production=[The productions on which they work, by their short names]:CODES:_default' \
'--screens=[Language of their screens]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':login -- What they sign in as:_default' \
&& ret=0
;;
(link)
_arguments "${_arguments_options[@]}" : \
'--data=[The folder that holds the desk'\''s data, on a local disk; it is made when missing]:DIR:_files' \
'--database=[A \`PostgreSQL\` database (<postgres\://user@host/name>) \[default\: \`SQLite\` in the data folder\]]:ADDRESS:_default' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':login -- What they sign in as:_default' \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
'--data=[The folder that holds the desk'\''s data, on a local disk; it is made when missing]:DIR:_files' \
'--database=[A \`PostgreSQL\` database (<postgres\://user@host/name>) \[default\: \`SQLite\` in the data folder\]]:ADDRESS:_default' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(disable)
_arguments "${_arguments_options[@]}" : \
'--data=[The folder that holds the desk'\''s data, on a local disk; it is made when missing]:DIR:_files' \
'--database=[A \`PostgreSQL\` database (<postgres\://user@host/name>) \[default\: \`SQLite\` in the data folder\]]:ADDRESS:_default' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':login -- What they sign in as:_default' \
&& ret=0
;;
(enable)
_arguments "${_arguments_options[@]}" : \
'--data=[The folder that holds the desk'\''s data, on a local disk; it is made when missing]:DIR:_files' \
'--database=[A \`PostgreSQL\` database (<postgres\://user@host/name>) \[default\: \`SQLite\` in the data folder\]]:ADDRESS:_default' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':login -- What they sign in as:_default' \
&& ret=0
;;
        esac
    ;;
esac
;;
(token)
_arguments "${_arguments_options[@]}" : \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_etabli__subcmd__token_commands" \
"*::: :->token" \
&& ret=0

    case $state in
    (token)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:etabli-token-command-$line[1]:"
        case $line[1] in
            (new)
_arguments "${_arguments_options[@]}" : \
'--data=[The folder that holds the desk'\''s data, on a local disk; it is made when missing]:DIR:_files' \
'--database=[A \`PostgreSQL\` database (<postgres\://user@host/name>) \[default\: \`SQLite\` in the data folder\]]:ADDRESS:_default' \
'--user=[In whose name]:NAME:_default' \
'--scope=[What for]:SCOPE:((report\:"File reports, and see one'\''s own tickets"))' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
        esac
    ;;
esac
;;
(production)
_arguments "${_arguments_options[@]}" : \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_etabli__subcmd__production_commands" \
"*::: :->production" \
&& ret=0

    case $state in
    (production)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:etabli-production-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
'--data=[The folder that holds the desk'\''s data, on a local disk; it is made when missing]:DIR:_files' \
'--database=[A \`PostgreSQL\` database (<postgres\://user@host/name>) \[default\: \`SQLite\` in the data folder\]]:ADDRESS:_default' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':code -- Short name (la-vigie):_default' \
':title -- Title:_default' \
&& ret=0
;;
(root)
_arguments "${_arguments_options[@]}" : \
'--data=[The folder that holds the desk'\''s data, on a local disk; it is made when missing]:DIR:_files' \
'--database=[A \`PostgreSQL\` database (<postgres\://user@host/name>) \[default\: \`SQLite\` in the data folder\]]:ADDRESS:_default' \
'--windows=[What Windows calls it (P\:\\vigie)]:PATH:_default' \
'--macos=[What macOS calls it (/Volumes/vigie)]:PATH:_default' \
'--linux=[What Linux calls it, when another than here]:PATH:_default' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':code -- Short name of the production:_default' \
':folder -- The folder, on this machine:_files' \
&& ret=0
;;
        esac
    ;;
esac
;;
(backup)
_arguments "${_arguments_options[@]}" : \
'--data=[The folder that holds the desk'\''s data, on a local disk; it is made when missing]:DIR:_files' \
'--database=[A \`PostgreSQL\` database (<postgres\://user@host/name>) \[default\: \`SQLite\` in the data folder\]]:ADDRESS:_default' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':folder -- A folder to keep it in, new or empty:_files' \
&& ret=0
;;
(restore)
_arguments "${_arguments_options[@]}" : \
'--data=[A folder for the desk'\''s data, new or empty]:DIR:_files' \
'--lang=[Language of messages and findings \[default\: from LC_ALL, LC_MESSAGES or LANG\]]:LANGUAGE:((fr\:"French"
en\:"English"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':folder -- The folder that backup wrote:_files' \
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
'salvage:Save the good lines of unfinished or damaged OpenEXR files into new files' \
'seal:Seal a folder\: write down the hash of every file in it, and change none of them' \
'verify:Read a delivery against its manifests\: ASC MHL, \`BagIt\`, md5, sha1, sha256, xxh64, xxh3 and blake3 lists' \
'compare:Say what changed between two images or two sequences, and where' \
'baseline:Record the findings of today, for check --baseline' \
'cache:Show where facts about files are kept between checks, or forget them' \
'doctor:Show what this machine gives\: walls around the reader, cache, limits' \
'demo:Paint a small production, spoil it, and show what a check finds' \
'report:File a report with the desk' \
'serve:Open the desk in browsers' \
'user:Say who may come in to the desk' \
'token:Let programs speak to the desk' \
'production:Say what the studio works on' \
'backup:Keep a copy of the desk'\''s data, while it is open' \
'restore:Give a copy of the desk'\''s data back' \
'completions:Write the completions of a shell to standard output' \
'man:Write the manual page (roff) to standard output' \
'version:Show the version' \
    )
    _describe -t commands 'etabli commands' commands "$@"
}
(( $+functions[_etabli__subcmd__backup_commands] )) ||
_etabli__subcmd__backup_commands() {
    local commands; commands=()
    _describe -t commands 'etabli backup commands' commands "$@"
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
(( $+functions[_etabli__subcmd__compare_commands] )) ||
_etabli__subcmd__compare_commands() {
    local commands; commands=()
    _describe -t commands 'etabli compare commands' commands "$@"
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
(( $+functions[_etabli__subcmd__production_commands] )) ||
_etabli__subcmd__production_commands() {
    local commands; commands=(
'add:Add a production' \
'root:Declare a folder of it that may be read' \
    )
    _describe -t commands 'etabli production commands' commands "$@"
}
(( $+functions[_etabli__subcmd__production__subcmd__add_commands] )) ||
_etabli__subcmd__production__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'etabli production add commands' commands "$@"
}
(( $+functions[_etabli__subcmd__production__subcmd__root_commands] )) ||
_etabli__subcmd__production__subcmd__root_commands() {
    local commands; commands=()
    _describe -t commands 'etabli production root commands' commands "$@"
}
(( $+functions[_etabli__subcmd__report_commands] )) ||
_etabli__subcmd__report_commands() {
    local commands; commands=()
    _describe -t commands 'etabli report commands' commands "$@"
}
(( $+functions[_etabli__subcmd__restore_commands] )) ||
_etabli__subcmd__restore_commands() {
    local commands; commands=()
    _describe -t commands 'etabli restore commands' commands "$@"
}
(( $+functions[_etabli__subcmd__salvage_commands] )) ||
_etabli__subcmd__salvage_commands() {
    local commands; commands=()
    _describe -t commands 'etabli salvage commands' commands "$@"
}
(( $+functions[_etabli__subcmd__seal_commands] )) ||
_etabli__subcmd__seal_commands() {
    local commands; commands=()
    _describe -t commands 'etabli seal commands' commands "$@"
}
(( $+functions[_etabli__subcmd__serve_commands] )) ||
_etabli__subcmd__serve_commands() {
    local commands; commands=()
    _describe -t commands 'etabli serve commands' commands "$@"
}
(( $+functions[_etabli__subcmd__token_commands] )) ||
_etabli__subcmd__token_commands() {
    local commands; commands=(
'new:Print a new token, once\: only its hash is kept' \
    )
    _describe -t commands 'etabli token commands' commands "$@"
}
(( $+functions[_etabli__subcmd__token__subcmd__new_commands] )) ||
_etabli__subcmd__token__subcmd__new_commands() {
    local commands; commands=()
    _describe -t commands 'etabli token new commands' commands "$@"
}
(( $+functions[_etabli__subcmd__undo_commands] )) ||
_etabli__subcmd__undo_commands() {
    local commands; commands=()
    _describe -t commands 'etabli undo commands' commands "$@"
}
(( $+functions[_etabli__subcmd__user_commands] )) ||
_etabli__subcmd__user_commands() {
    local commands; commands=(
'add:Add somebody, and print a link by which they come in once' \
'link:Print a new link by which somebody comes in once' \
'list:Everybody, one a line' \
'disable:Let somebody in no more; their tickets stay' \
'enable:Let somebody in again' \
    )
    _describe -t commands 'etabli user commands' commands "$@"
}
(( $+functions[_etabli__subcmd__user__subcmd__add_commands] )) ||
_etabli__subcmd__user__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'etabli user add commands' commands "$@"
}
(( $+functions[_etabli__subcmd__user__subcmd__disable_commands] )) ||
_etabli__subcmd__user__subcmd__disable_commands() {
    local commands; commands=()
    _describe -t commands 'etabli user disable commands' commands "$@"
}
(( $+functions[_etabli__subcmd__user__subcmd__enable_commands] )) ||
_etabli__subcmd__user__subcmd__enable_commands() {
    local commands; commands=()
    _describe -t commands 'etabli user enable commands' commands "$@"
}
(( $+functions[_etabli__subcmd__user__subcmd__link_commands] )) ||
_etabli__subcmd__user__subcmd__link_commands() {
    local commands; commands=()
    _describe -t commands 'etabli user link commands' commands "$@"
}
(( $+functions[_etabli__subcmd__user__subcmd__list_commands] )) ||
_etabli__subcmd__user__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'etabli user list commands' commands "$@"
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

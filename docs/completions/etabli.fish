# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_etabli_global_optspecs
    string join \n lang= h/help V/version
end

function __fish_etabli_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_etabli_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_etabli_using_subcommand
    set -l cmd (__fish_etabli_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c etabli -n "__fish_etabli_needs_command" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_needs_command" -s V -l version -d 'Print version'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "check" -d 'Find what is wrong in rendered frames'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "explain" -d 'Explain a fault or a cause: what is seen, how it comes about, what to do; or every key of etabli.toml'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "list" -d 'List every fault'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "inject" -d 'Make a fault on purpose, in a copy of a folder, and say where'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "undo" -d 'Give back the first bytes of what a run changed'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "salvage" -d 'Save the good lines of unfinished or damaged OpenEXR files into new files'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "seal" -d 'Seal a folder: write down the hash of every file in it, and change none of them'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "verify" -d 'Read a delivery against its manifests: ASC MHL, `BagIt`, md5, sha1, sha256, xxh64, xxh3 and blake3 lists'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "compare" -d 'Say what changed between two images or two sequences, and where'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "baseline" -d 'Record the findings of today, for check --baseline'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "cache" -d 'Show where facts about files are kept between checks, or forget them'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "doctor" -d 'Show what this machine gives: walls around the reader, cache, limits'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "demo" -d 'Paint a small production, spoil it, and show what a check finds'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "report" -d 'File a report with the desk'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "serve" -d 'Open the desk in browsers'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "user" -d 'Say who may come in to the desk'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "token" -d 'Let programs speak to the desk'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "production" -d 'Say what the studio works on'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "backup" -d 'Keep a copy of the desk\'s data, while it is open'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "restore" -d 'Give a copy of the desk\'s data back'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "completions" -d 'Write the completions of a shell to standard output'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "man" -d 'Write the manual page (roff) to standard output'
complete -c etabli -n "__fish_etabli_needs_command" -f -a "version" -d 'Show the version'
complete -c etabli -n "__fish_etabli_using_subcommand check" -l level -d 'How deep files are read' -r -f -a "structure\t'Names, headers, tables and chunk leaders'
pixels\t'Every pixel too'"
complete -c etabli -n "__fish_etabli_using_subcommand check" -l select -d 'Only these faults: codes, names, or the beginning of codes (IMG, EXR0)' -r
complete -c etabli -n "__fish_etabli_using_subcommand check" -l ignore -d 'Not these faults' -r
complete -c etabli -n "__fish_etabli_using_subcommand check" -l files-from -d 'Also the paths of this file (- for standard input), one a line or between NULs' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand check" -l exclude -d 'Not what this glob names (*.tmp, wip/**); may be repeated' -r
complete -c etabli -n "__fish_etabli_using_subcommand check" -l since -d 'Only what was modified since a moment (2026-11-24, 2026-11-24T10:30, in universal time), or what an earlier report in JSON lines does not name' -r
complete -c etabli -n "__fish_etabli_using_subcommand check" -l frames -d 'Only these frames of each sequence (1001-1100x2,1150)' -r
complete -c etabli -n "__fish_etabli_using_subcommand check" -l expect-range -d 'The frames that every sequence must have (1001-1100)' -r
complete -c etabli -n "__fish_etabli_using_subcommand check" -l min-age -d 'Files younger than this (30, 90s, 2m) that a walk meets are still being written and not judged; a file that is named is' -r
complete -c etabli -n "__fish_etabli_using_subcommand check" -s j -l jobs -d 'Threads that read [default: one a core]' -r
complete -c etabli -n "__fish_etabli_using_subcommand check" -l memory -d 'Memory of the reader (1GiB, 512MiB) [default: 1 GiB and 512 MiB a job]' -r
complete -c etabli -n "__fish_etabli_using_subcommand check" -l ops-max -d 'At most so many files a second are opened, for a tired filer' -r
complete -c etabli -n "__fish_etabli_using_subcommand check" -l output-format -d 'Shape of the output' -r -f -a "full\t'One block a sequence'
concise\t'One line a finding'
grouped\t'By fault'
jsonl\t'JSON lines, for programs'
sarif\t'SARIF 2.1.0'
junit\t'JUnit XML'
csv\t'CSV'
markdown\t'Markdown tables'
html\t'One self-contained page with pictures'"
complete -c etabli -n "__fish_etabli_using_subcommand check" -s o -l output -d 'Write into this file instead of standard output' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand check" -l baseline -d 'Hide the findings that `etabli baseline` recorded in this file' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand check" -l fail-on -d 'Least weight of a finding that makes the exit status 1' -r -f -a "error\t''
warning\t''
note\t''"
complete -c etabli -n "__fish_etabli_using_subcommand check" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand check" -l allow-holes -d 'Holes in sequences are meant'
complete -c etabli -n "__fish_etabli_using_subcommand check" -l no-cache -d 'Read every file again, and keep no facts'
complete -c etabli -n "__fish_etabli_using_subcommand check" -l strict -d 'Pixels that nobody reads here (an unusual codec) make the exit status 3 as well'
complete -c etabli -n "__fish_etabli_using_subcommand check" -l statistics -d 'Counts for each fault instead of findings'
complete -c etabli -n "__fish_etabli_using_subcommand check" -l fix -d 'Fix what can be fixed safely; the originals are kept, and undo gives them back'
complete -c etabli -n "__fish_etabli_using_subcommand check" -l unsafe-fixes -d 'Fix also what takes a decision: names, rights, single samples, quarantine, salvage'
complete -c etabli -n "__fish_etabli_using_subcommand check" -l fix-only -d 'Say only what was fixed or not, and exit with 0'
complete -c etabli -n "__fish_etabli_using_subcommand check" -l diff -d 'Show what would be fixed, before and after, and change nothing'
complete -c etabli -n "__fish_etabli_using_subcommand check" -l exit-zero -d 'Exit with 0 whatever is found'
complete -c etabli -n "__fish_etabli_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand explain" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand explain" -l all -d 'Explain every fault, then every cause'
complete -c etabli -n "__fish_etabli_using_subcommand explain" -l markdown -d 'Write Markdown, one section a page'
complete -c etabli -n "__fish_etabli_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand list" -l output-format -d 'Shape of the list' -r -f -a "table\t'For people'
jsonl\t'One JSON object a line'"
complete -c etabli -n "__fish_etabli_using_subcommand list" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand inject" -l seed -d 'The same seed makes the same fault' -r
complete -c etabli -n "__fish_etabli_using_subcommand inject" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand inject" -l dry-run -d 'Say where, and change nothing'
complete -c etabli -n "__fish_etabli_using_subcommand inject" -l json -d 'As one JSON object'
complete -c etabli -n "__fish_etabli_using_subcommand inject" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand undo" -l root -d 'The folder that was changed; searched upwards for its trash' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand undo" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand undo" -l list -d 'Show the runs that can be undone, and undo none'
complete -c etabli -n "__fish_etabli_using_subcommand undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand salvage" -s o -l output -d 'The new file; a folder when several files are named' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand salvage" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand salvage" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand seal" -l format -d 'What is written' -r -f -a "ascmhl\t'One more generation of an ASC MHL 2 history'
bagit\t'A BagIt 1.0 bag around data/'
md5\t'A list, as md5sum writes it'
sha1\t'A list, as sha1sum writes it'
sha256\t'A list, as sha256sum writes it'
xxh64\t'A list, as xxhsum writes it'
xxh3\t'A list, as xxhsum -H3 writes it'
blake3\t'A list, as b3sum writes it'"
complete -c etabli -n "__fish_etabli_using_subcommand seal" -l algorithm -d 'Which hashes, separated by commas [default: xxh128 for ASC MHL, sha512 for a bag]' -r
complete -c etabli -n "__fish_etabli_using_subcommand seal" -l author -d 'Who seals it' -r
complete -c etabli -n "__fish_etabli_using_subcommand seal" -l role -d 'What they do (DIT, data wrangler)' -r
complete -c etabli -n "__fish_etabli_using_subcommand seal" -l location -d 'Where' -r
complete -c etabli -n "__fish_etabli_using_subcommand seal" -l comment -d 'Anything that whoever receives it should know' -r
complete -c etabli -n "__fish_etabli_using_subcommand seal" -l exclude -d 'Leave out what this pattern names, as Git reads it; an ASC MHL history keeps it; may be repeated' -r
complete -c etabli -n "__fish_etabli_using_subcommand seal" -s j -l jobs -d 'Threads that read [default: one a core]' -r
complete -c etabli -n "__fish_etabli_using_subcommand seal" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand seal" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand verify" -l source -d 'The folder that was copied: altered files are compared with it and the first differing byte is told, and fixes copy from it' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand verify" -l output-format -d 'Shape of the output' -r -f -a "full\t'One block a sequence'
concise\t'One line a finding'
grouped\t'By fault'
jsonl\t'JSON lines, for programs'
sarif\t'SARIF 2.1.0'
junit\t'JUnit XML'
csv\t'CSV'
markdown\t'Markdown tables'
html\t'One self-contained page with pictures'"
complete -c etabli -n "__fish_etabli_using_subcommand verify" -s o -l output -d 'Write into this file instead of standard output' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand verify" -s j -l jobs -d 'Threads that read [default: one a core]' -r
complete -c etabli -n "__fish_etabli_using_subcommand verify" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand verify" -l no-cache -d 'Read every file again, also what an interrupted run had read'
complete -c etabli -n "__fish_etabli_using_subcommand verify" -l fix -d 'Fix what can be fixed safely; the originals are kept, and undo gives them back'
complete -c etabli -n "__fish_etabli_using_subcommand verify" -l unsafe-fixes -d 'Fix also what takes a decision: names, rights, single samples, quarantine, salvage'
complete -c etabli -n "__fish_etabli_using_subcommand verify" -l fix-only -d 'Say only what was fixed or not, and exit with 0'
complete -c etabli -n "__fish_etabli_using_subcommand verify" -l diff -d 'Show what would be fixed, before and after, and change nothing'
complete -c etabli -n "__fish_etabli_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand compare" -l inside -d 'Whether all that changed lies within the places of a fault: its code, looked for in BEFORE, or a report in JSON lines' -r
complete -c etabli -n "__fish_etabli_using_subcommand compare" -l margin -d 'Pixels around these places that may change too' -r
complete -c etabli -n "__fish_etabli_using_subcommand compare" -l tolerance -d 'Samples that differ by no more count as the same; integers count as 0 to 1' -r
complete -c etabli -n "__fish_etabli_using_subcommand compare" -l relative -d 'The same as a share of the larger sample (0.01); the larger of both tolerances holds' -r
complete -c etabli -n "__fish_etabli_using_subcommand compare" -l percent -d 'Percent of the pixels of a frame that may change' -r
complete -c etabli -n "__fish_etabli_using_subcommand compare" -l ignore-attribute -d 'Attributes that do not count (Software, exif:*); may be repeated' -r
complete -c etabli -n "__fish_etabli_using_subcommand compare" -l frames -d 'Only these frames of each sequence (1001-1100x2,1150)' -r
complete -c etabli -n "__fish_etabli_using_subcommand compare" -l heat -d 'Write a picture of the differences of each changed frame into this folder, at most 1920 pixels on a side' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand compare" -l output-format -d 'Shape of the output' -r -f -a "full\t'Each thing that changed once, with its frames'
jsonl\t'JSON lines, for programs'
html\t'One self-contained page with pictures'"
complete -c etabli -n "__fish_etabli_using_subcommand compare" -s o -l output -d 'Write into this file instead of standard output' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand compare" -s j -l jobs -d 'Threads that read [default: one a core]' -r
complete -c etabli -n "__fish_etabli_using_subcommand compare" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand compare" -l ignore-metadata -d 'What headers say does not count, windows and sample types included'
complete -c etabli -n "__fish_etabli_using_subcommand compare" -l common -d 'Only frames that are on both sides'
complete -c etabli -n "__fish_etabli_using_subcommand compare" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand baseline" -l level -d 'How deep files are read' -r -f -a "structure\t'Names, headers, tables and chunk leaders'
pixels\t'Every pixel too'"
complete -c etabli -n "__fish_etabli_using_subcommand baseline" -l select -d 'Only these faults: codes, names, or the beginning of codes (IMG, EXR0)' -r
complete -c etabli -n "__fish_etabli_using_subcommand baseline" -l ignore -d 'Not these faults' -r
complete -c etabli -n "__fish_etabli_using_subcommand baseline" -l files-from -d 'Also the paths of this file (- for standard input), one a line or between NULs' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand baseline" -l exclude -d 'Not what this glob names (*.tmp, wip/**); may be repeated' -r
complete -c etabli -n "__fish_etabli_using_subcommand baseline" -l since -d 'Only what was modified since a moment (2026-11-24, 2026-11-24T10:30, in universal time), or what an earlier report in JSON lines does not name' -r
complete -c etabli -n "__fish_etabli_using_subcommand baseline" -l frames -d 'Only these frames of each sequence (1001-1100x2,1150)' -r
complete -c etabli -n "__fish_etabli_using_subcommand baseline" -l expect-range -d 'The frames that every sequence must have (1001-1100)' -r
complete -c etabli -n "__fish_etabli_using_subcommand baseline" -l min-age -d 'Files younger than this (30, 90s, 2m) that a walk meets are still being written and not judged; a file that is named is' -r
complete -c etabli -n "__fish_etabli_using_subcommand baseline" -s j -l jobs -d 'Threads that read [default: one a core]' -r
complete -c etabli -n "__fish_etabli_using_subcommand baseline" -l memory -d 'Memory of the reader (1GiB, 512MiB) [default: 1 GiB and 512 MiB a job]' -r
complete -c etabli -n "__fish_etabli_using_subcommand baseline" -l ops-max -d 'At most so many files a second are opened, for a tired filer' -r
complete -c etabli -n "__fish_etabli_using_subcommand baseline" -s o -l output -d 'The file to write' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand baseline" -l until -d 'Last day on which they are accepted (2027-01-31); for ever by default' -r
complete -c etabli -n "__fish_etabli_using_subcommand baseline" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand baseline" -l allow-holes -d 'Holes in sequences are meant'
complete -c etabli -n "__fish_etabli_using_subcommand baseline" -l no-cache -d 'Read every file again, and keep no facts'
complete -c etabli -n "__fish_etabli_using_subcommand baseline" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand cache" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand cache" -l clear -d 'Forget everything'
complete -c etabli -n "__fish_etabli_using_subcommand cache" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand doctor" -l data -d 'Also the desk\'s data in this folder: database, files and audit chain, all read again' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand doctor" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand doctor" -l json -d 'As one JSON object'
complete -c etabli -n "__fish_etabli_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand demo" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand demo" -l serve -d 'Open the desk too, although nobody sits at a terminal'
complete -c etabli -n "__fish_etabli_using_subcommand demo" -l no-serve -d 'Do not open the desk: paint, spoil, check, and end'
complete -c etabli -n "__fish_etabli_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand report" -l desk -d 'Address of the desk (<http://desk:8480>) [default: `ETABLI_DESK`]' -r
complete -c etabli -n "__fish_etabli_using_subcommand report" -l token-file -d 'A file that holds the token' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand report" -l production -d 'Short name of the production [default: the only one]' -r
complete -c etabli -n "__fish_etabli_using_subcommand report" -l blocking -d 'Whether you can go on' -r -f -a "blocked\t'No'
slowed\t'Yes, but slowly'
question\t'It is a question'"
complete -c etabli -n "__fish_etabli_using_subcommand report" -l since -d 'Since when, in your own words' -r
complete -c etabli -n "__fish_etabli_using_subcommand report" -l key -d 'The same key files a report once, however often it is sent [default: a new one]' -r
complete -c etabli -n "__fish_etabli_using_subcommand report" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand report" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand serve" -l data -d 'The folder that holds the desk\'s data, on a local disk; it is made when missing' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand serve" -l database -d 'A `PostgreSQL` database (<postgres://user@host/name>) [default: `SQLite` in the data folder]' -r
complete -c etabli -n "__fish_etabli_using_subcommand serve" -l listen -d 'Where to listen' -r
complete -c etabli -n "__fish_etabli_using_subcommand serve" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand serve" -l plain-http -d 'Let browsers of other machines sign in without HTTPS: passwords and sessions cross the network in clear'
complete -c etabli -n "__fish_etabli_using_subcommand serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand user; and not __fish_seen_subcommand_from add link list disable enable" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand user; and not __fish_seen_subcommand_from add link list disable enable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand user; and not __fish_seen_subcommand_from add link list disable enable" -f -a "add" -d 'Add somebody, and print a link by which they come in once'
complete -c etabli -n "__fish_etabli_using_subcommand user; and not __fish_seen_subcommand_from add link list disable enable" -f -a "link" -d 'Print a new link by which somebody comes in once'
complete -c etabli -n "__fish_etabli_using_subcommand user; and not __fish_seen_subcommand_from add link list disable enable" -f -a "list" -d 'Everybody, one a line'
complete -c etabli -n "__fish_etabli_using_subcommand user; and not __fish_seen_subcommand_from add link list disable enable" -f -a "disable" -d 'Let somebody in no more; their tickets stay'
complete -c etabli -n "__fish_etabli_using_subcommand user; and not __fish_seen_subcommand_from add link list disable enable" -f -a "enable" -d 'Let somebody in again'
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from add" -l data -d 'The folder that holds the desk\'s data, on a local disk; it is made when missing' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from add" -l database -d 'A `PostgreSQL` database (<postgres://user@host/name>) [default: `SQLite` in the data folder]' -r
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from add" -l name -d 'What they are called [default: the sign-in name]' -r
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from add" -l role -d 'What they are' -r -f -a "artist\t''
td\t''
lead\t''
supervisor\t''
production\t''
rd\t''
it\t''
admin\t''
candidate\t''
juror\t''
organiser\t''"
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from add" -l department -d 'Their department' -r
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from add" -l production -d 'The productions on which they work, by their short names' -r
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from add" -l screens -d 'Language of their screens' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from add" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from link" -l data -d 'The folder that holds the desk\'s data, on a local disk; it is made when missing' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from link" -l database -d 'A `PostgreSQL` database (<postgres://user@host/name>) [default: `SQLite` in the data folder]' -r
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from link" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from link" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from list" -l data -d 'The folder that holds the desk\'s data, on a local disk; it is made when missing' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from list" -l database -d 'A `PostgreSQL` database (<postgres://user@host/name>) [default: `SQLite` in the data folder]' -r
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from list" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from disable" -l data -d 'The folder that holds the desk\'s data, on a local disk; it is made when missing' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from disable" -l database -d 'A `PostgreSQL` database (<postgres://user@host/name>) [default: `SQLite` in the data folder]' -r
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from disable" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from enable" -l data -d 'The folder that holds the desk\'s data, on a local disk; it is made when missing' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from enable" -l database -d 'A `PostgreSQL` database (<postgres://user@host/name>) [default: `SQLite` in the data folder]' -r
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from enable" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand user; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand token; and not __fish_seen_subcommand_from new" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand token; and not __fish_seen_subcommand_from new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand token; and not __fish_seen_subcommand_from new" -f -a "new" -d 'Print a new token, once: only its hash is kept'
complete -c etabli -n "__fish_etabli_using_subcommand token; and __fish_seen_subcommand_from new" -l data -d 'The folder that holds the desk\'s data, on a local disk; it is made when missing' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand token; and __fish_seen_subcommand_from new" -l database -d 'A `PostgreSQL` database (<postgres://user@host/name>) [default: `SQLite` in the data folder]' -r
complete -c etabli -n "__fish_etabli_using_subcommand token; and __fish_seen_subcommand_from new" -l user -d 'In whose name' -r
complete -c etabli -n "__fish_etabli_using_subcommand token; and __fish_seen_subcommand_from new" -l scope -d 'What for' -r -f -a "report\t'File reports, and see one\'s own tickets'"
complete -c etabli -n "__fish_etabli_using_subcommand token; and __fish_seen_subcommand_from new" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand token; and __fish_seen_subcommand_from new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand production; and not __fish_seen_subcommand_from add root" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand production; and not __fish_seen_subcommand_from add root" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand production; and not __fish_seen_subcommand_from add root" -f -a "add" -d 'Add a production'
complete -c etabli -n "__fish_etabli_using_subcommand production; and not __fish_seen_subcommand_from add root" -f -a "root" -d 'Declare a folder of it that may be read'
complete -c etabli -n "__fish_etabli_using_subcommand production; and __fish_seen_subcommand_from add" -l data -d 'The folder that holds the desk\'s data, on a local disk; it is made when missing' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand production; and __fish_seen_subcommand_from add" -l database -d 'A `PostgreSQL` database (<postgres://user@host/name>) [default: `SQLite` in the data folder]' -r
complete -c etabli -n "__fish_etabli_using_subcommand production; and __fish_seen_subcommand_from add" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand production; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand production; and __fish_seen_subcommand_from root" -l data -d 'The folder that holds the desk\'s data, on a local disk; it is made when missing' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand production; and __fish_seen_subcommand_from root" -l database -d 'A `PostgreSQL` database (<postgres://user@host/name>) [default: `SQLite` in the data folder]' -r
complete -c etabli -n "__fish_etabli_using_subcommand production; and __fish_seen_subcommand_from root" -l windows -d 'What Windows calls it (P:\\vigie)' -r
complete -c etabli -n "__fish_etabli_using_subcommand production; and __fish_seen_subcommand_from root" -l macos -d 'What macOS calls it (/Volumes/vigie)' -r
complete -c etabli -n "__fish_etabli_using_subcommand production; and __fish_seen_subcommand_from root" -l linux -d 'What Linux calls it, when another than here' -r
complete -c etabli -n "__fish_etabli_using_subcommand production; and __fish_seen_subcommand_from root" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand production; and __fish_seen_subcommand_from root" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand backup" -l data -d 'The folder that holds the desk\'s data, on a local disk; it is made when missing' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand backup" -l database -d 'A `PostgreSQL` database (<postgres://user@host/name>) [default: `SQLite` in the data folder]' -r
complete -c etabli -n "__fish_etabli_using_subcommand backup" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand backup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand restore" -l data -d 'A folder for the desk\'s data, new or empty' -r -F
complete -c etabli -n "__fish_etabli_using_subcommand restore" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand completions" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand man" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c etabli -n "__fish_etabli_using_subcommand version" -l lang -d 'Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "fr\t'French'
en\t'English'"
complete -c etabli -n "__fish_etabli_using_subcommand version" -s h -l help -d 'Print help (see more with \'--help\')'

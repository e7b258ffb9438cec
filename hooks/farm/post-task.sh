#!/bin/sh
# After a task of any render farm: check the frames that it wrote.
#
#   post-task.sh FRAME...            each a path; a frame that should be there and is not is a fault
#   post-task.sh --list FILE         paths, one a line
#
# Exit status: 0 sound, 1 at least one error, 2 wrong use, 3 something could not be checked.
# ETABLI: the program (default: etabli). ETABLI_OPTIONS: more options, separated by spaces.
set -u

etabli=${ETABLI:-etabli}
list=$(mktemp) && there=$(mktemp) || exit 3
trap 'rm -f "$list" "$there"' EXIT

case "${1-}" in
"")
    echo "post-task.sh: no frame is named; give the paths that the task should have written" >&2
    exit 2
    ;;
--list)
    cat -- "${2:?post-task.sh: --list needs a file}" >"$list" || exit 2
    ;;
*)
    printf '%s\n' "$@" >"$list"
    ;;
esac

absent=0
while IFS= read -r frame; do
    if [ -e "$frame" ] || [ -L "$frame" ]; then
        printf '%s\n' "$frame" >>"$there"
    elif [ -n "$frame" ]; then
        echo "$frame: missing: the task ended and this frame is not there; look at the log, then render it again" >&2
        absent=1
    fi
done <"$list"
[ -s "$there" ] || exit 1

# shellcheck disable=SC2086 # options are meant to be split
"$etabli" check --no-cache --output-format concise ${ETABLI_OPTIONS-} --files-from "$there"
status=$?
if [ "$absent" = 1 ] && [ "$status" != 2 ]; then
    exit 1
fi
exit "$status"

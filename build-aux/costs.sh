#!/bin/sh
# costs.sh run CMD...           runs a test; its log ends with the time it took of the processors
# costs.sh show FOLDER [MOST]   the tests whose logs are there, dearest first, and the sum: seconds of
#                               processor, which say the same on a busy machine
set -u
case ${1:-} in
run)
    shift
    status=0
    "$@" || status=$?
    # The shell's own time, then that of what it ran, user and system each; in a pipe it would not know.
    times
    exit "$status"
    ;;
show)
    find "$2" -name '*.trs' | while read -r result; do
        test=${result%.trs}
        printf '%s %s\n' "$(grep -E '^[0-9]+m[0-9.]+s [0-9]+m[0-9.]+s$' "$test.log" | tail -n 1)" "${test#"$2"/}"
    done | awk '
        function seconds(text,    part) {
            split(text, part, /[ms]/)
            return part[1] * 60 + part[2]
        }
        NF == 3 {
            sum += seconds($1) + seconds($2)
            printf "%9.2f  %s\n", seconds($1) + seconds($2), $3
        }
        END { printf "%9.2f  all of them\n", sum }' | sort -rn | head -n "$((${3:-9999} + 1))"
    ;;
*)
    sed -n '2,4s/^# //p' "$0" >&2
    exit 2
    ;;
esac

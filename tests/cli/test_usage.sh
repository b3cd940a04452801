# How one asks and how it answers: help, errors in JSON, limits, and an answer nobody reads.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

# Help, in each way people ask for it.
anjuan --help
cp "$out" "$work/all"
for way in help -h; do
    anjuan $way
    status_is 0 "anjuan $way"
    same "$work/all" "$out" "is the same as --help"
done
anjuan list --help
cp "$out" "$work/list"
for way in 'help list' 'list -h' '-h list'; do
    # shellcheck disable=SC2086
    anjuan $way
    same "$work/list" "$out" "anjuan $way"
done
anjuan help user add
says 'Usage: anjuan user add NAME' "help of a command of two words"
anjuan help user
status_is 0 "help of a first word"
[ "$(wc -l <"$out")" -ge 4 ] && ! grep -vq '^  user ' "$out"
result "lists those that begin with it"
anjuan user
[ "$status" -eq 2 ] && [ ! -s "$out" ] && [ "$(grep -c '^  user ' "$err")" -ge 4 ]
result "and so does the word alone, as wrong usage"
anjuan user frobnicate
[ "$status" -eq 2 ] && grep -q 'user frobnicate' "$err" && grep -q 'user passphrase' "$err"
result "a second word that is none is told which there are"
anjuan help frobnicate
status_is 2 "help of what is no command"
anjuan --lang zh_CN help user
says '列出用户' "in Chinese"

# A command that is defined is in the list of them.
for symbol in $(sed -nE 's/^(const CliCommand |[A-Z]+\()(command_[a-z_]+).*/\2/p' "$top_srcdir"/src/cli/*.c); do
    grep -q "X($symbol)" "$top_srcdir/src/cli/commands.h"
    result "$symbol is in the list of commands"
done

# complains_json KIND WHAT: one line of JSON, of this kind, with the status.
check_json='
import json, sys
lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
said = json.loads(lines[0])
sys.exit(not (len(lines) == 1 and said["kind"] == sys.argv[2] and said["error"]
              and said["status"] == int(sys.argv[3])))
'
complains_json() {
    [ ! -s "$out" ] && "$python" -c "$check_json" "$err" "$1" "$status"
    result "$2"
}
as lin show T1-2026-999999 --json
complains_json not_found "a case that is not there, in JSON"
for wrong in '--json frobnicate' 'frobnicate --json' '--nonsense --json list' 'show --json' 'user --json' \
    'list --status x --json'; do
    # shellcheck disable=SC2086
    as lin $wrong
    complains_json usage "wrong usage in JSON: $wrong"
done
as qian new --json
complains_json refused "what is refused, in JSON"
as lin import "$work/nowhere" --json
complains_json not_found "a file that is not there, in JSON"
anjuan --store "$work/nowhere" --as lin --passphrase-file "$work/lin.secret" list --json
complains_json store "a store that is not there, in JSON"
[ "$status" -eq 3 ]
result "with its status"
as lin import "$(printf '%s/\302\233\342\200\256x' "$work")" --json
complains_json not_found "a name that drives terminals, in JSON"
! LC_ALL=C grep -q "$(printf '\302\233')" "$err" && ! LC_ALL=C grep -q "$(printf '\342\200\256')" "$err"
result "without what drives them"

# Signs that drive or reorder a terminal: C1 in a name of a file, directional marks in a text.
marks=$(printf 'a\342\200\216b\342\200\217c\330\234d')
as lin new
no=$(cat "$out")
as lin set "$no" "patient.name=$marks" "patient.address=$marks"
status_is 0 "directional marks come in with pasted text"
for answer in 'list --json' "show $no --json" "history $no --json" "show $no" list "history $no"; do
    # shellcheck disable=SC2086
    as lin $answer
    [ "$status" -eq 0 ] && ! LC_ALL=C grep -qe "$(printf '\342\200\216')" -e "$(printf '\330\234')" "$out"
    result "which do not reach the terminal: ${answer%% *} ${answer##* }"
done
as lin show "$no" --json
cp "$out" "$work/marks.json"
says 'a\u200eb\u200fc\u061cd' "but are there, escaped"
as lin import "$work/marks.json"
as lin show "$(cat "$out")" --json
same "$work/marks.json" "$out" "and come in and out with the same bytes"
as zhou backup "$(printf '%s/\302\233\342\200\256b.db' "$work")" --json
status_is 0 "a file with such a name is written"
says '\u009b\u202e' "and named harmlessly"

# An answer that nobody reads to its end is no fault.
for answer in list 'doc facts' 'history T1-2026-000001'; do
    run sh -c '"$@" 2>"$0.err" | true; cat "$0.err" >&2' "$work/pipe" "$top_builddir/anjuan" --store "$store" \
        --as lin --passphrase-file "$work/lin.secret" $answer
    silent "nobody reads: $answer"
done
if [ -w /dev/full ]; then
    run sh -c '"$@" >/dev/full' sh "$top_builddir/anjuan" --store "$store" --as lin \
        --passphrase-file "$work/lin.secret" new
    status_is 1 "an answer that has no room"
    complains 'was done' "says that the work was done"
    run sh -c '"$@" >/dev/full' sh "$top_builddir/anjuan" --store "$work/full.db" init --org '某医院' \
        --station T2 --supervisor zhou --new-passphrase-file "$work/zhou.secret" --plain
    complains 'was done' "also where a store was made"
    run sh -c '"$@" >/dev/full' sh "$top_builddir/anjuan" --store "$work/none.db" init --org '某医院' \
        --station T2 --supervisor zhou --new-passphrase-file "$work/zhou.secret"
    complains 'The recovery code could not be written' "a sealed one whose code cannot be told"
    ok "is not made" test ! -e "$work/none.db"
fi

# A limit on the size of files is an error of what met it.
as lin list
cp "$out" "$work/before"
"$python" -c 'print("[" + ",".join("{\"statement\":{\"story\":\"" + "长" * 3000 + "\"}}" for _ in range(40)) + "]")' \
    >"$work/many.json"
run sh -c 'ulimit -f 64; exec "$@"' sh "$top_builddir/anjuan" --store "$store" --as lin \
    --passphrase-file "$work/lin.secret" import "$work/many.json"
[ "$status" -eq 1 ] || [ "$status" -eq 3 ]
result "a limit on the size of files ends an import with a status"
[ "$(wc -l <"$err")" -eq 1 ] && [ ! -s "$out" ]
result "and one line"
as lin list
same "$work/before" "$out" "and nothing came in"
as zhou verify
status_is 0 "and the store is whole"
run sh -c 'ulimit -f 8; exec "$@"' sh "$top_builddir/anjuan" --store "$store" --as zhou \
    --passphrase-file "$work/zhou.secret" backup "$work/limited.db"
[ "$status" -ne 0 ] && [ "$status" -lt 4 ] && [ -s "$err" ] && [ ! -e "$work/limited.db" ]
result "nor is there half a backup"

finish

# What stands on paper held against a store: its days, an older copy, what was mistyped.
. "$top_srcdir/tests/cli/lib.sh"

anjuan practice
status_is 0 "a practice store, with days that are over"
store=$HOME/.local/share/anjuan/practice.db
printf 'lianxi-zhou\n' >"$work/secret"
look() {
    anjuan --store "$store" --as zhou --passphrase-file "$work/secret" verify "$@"
}
look --json
status_is 0 "which is whole"
words=$(sed -n 's/.*"head":{[^}]*"words":"\([^"]*\)".*/\1/p' "$out")
[ "$(printf %s "$words" | wc -m)" -eq 11 ]
result "has ten characters for the last of them"
[ "$(sed -n 's/.*"events":\([0-9]*\),.*/\1/p' "$out")" = \
    "$(sed -n 's/.*"signatures":\([0-9]*\),.*/\1/p' "$out")" ]
result "each event is signed"
look
says "$words" "and says them"
look --head "$words"
status_is 0 "the store goes on from there"
says 'goes on' "which is said"
look --json --head "$(printf %s "$words" | tr -d ' ')"
grep -qF '"paper":{"day":"' "$out"
result "however they are written down"
look --head '哎安昂傲把 百半棒保被'
status_is 1 "characters of no day"
complains 'older copy' "are those of another store, or of a later one"
look --json --head '哎安昂傲把 百半棒保被'
grep -qF '"paper":null' "$out" && grep -qF '"ok":false' "$out"
result "and no store to go on from"
look --head '哎安昂傲把 百半棒保é'
complains '“é”' "what is none of the characters is named"

# ---- against another file ----
cp "$store" "$work/older.db"
cp "$store" "$work/other.db"
add() { # STORE NAME: an event more
    printf 'long enough for %s\n' "$2" >"$work/new.secret"
    anjuan --store "$1" --as zhou --passphrase-file "$work/secret" user add "$2" --role adviser \
        --new-passphrase-file "$work/new.secret"
    status_is 0 "$2 is added"
}
add "$store" gao
look --against "$work/older.db"
status_is 0 "a store goes on from what it was"
says "goes on from $work/older.db" "which is said"
anjuan --store "$work/older.db" --as zhou --passphrase-file "$work/secret" verify --against "$store" --json
status_is 1 "what it was does not go on from it"
says "this is the older copy" "and is called an older copy"
ok "in JSON with what a script reads" "$python" -c "
import json, sys
told = json.load(open(sys.argv[1]))
for key, kind in dict(events=int, signatures=int, records=int, copies=int, ok=bool, what=str).items():
    assert type(told[key]) is kind, key
assert not told['ok'] and told['first_bad'] is None and told['against'] is None
assert told['events'] == told['signatures'] > 100 < told['records'], told
" "$out"
add "$work/other.db" meng
look --against "$work/other.db"
status_is 1 "nor does one of two that went on by themselves"
complains "part at event" "and where they part is named"
anjuan --store "$work/new.db" init --org 某医院 --station T9 --supervisor zhou --new-passphrase-file "$work/new.secret" --plain
look --against "$work/new.db"
status_is 1 "another store"
complains "is another store" "is called so"
look --against "$work/none.db"
status_is 3 "what is not there is not compared"

finish

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

finish

#!/bin/sh
# The way of a team whose store is sealed from its birth: made, people let in, a case from intake to
# the upload file, and the way back in by the recovery code.
. "$top_srcdir/tests/cli/lib.sh"

store=$work/store.db
as() {
    as_name=$1
    shift
    anjuan --store "$store" --as "$as_name" --passphrase-file "$work/$as_name.secret" "$@"
}
clear() { # TEXT: stands in some file of the store
    LC_ALL=C grep -rlF "$1" "$store"* >/dev/null
}
not() { ! "$@"; }
for person in zhou sun lin he new; do
    printf '%s\n' "long enough for $person" >"$work/$person.secret"
done

anjuan --store "$work/plain.db" init --org 某医院 --station T1 --supervisor zhou --plain \
    --new-passphrase-file "$work/zhou.secret"
complains 'not sealed' "a plain store says what that means"
ok "and anybody reads it" grep -qF 某医院 "$work/plain.db"
anjuan --store "$store" init --org 某医院社工部 --station T1 --supervisor zhou \
    --new-passphrase-file "$work/zhou.secret"
status_is 0 "a store"
silent "which is sealed without a word"
says 'The key of zhou' "the supervisor's key as characters"
grep -E '^  ([A-Z]{5} ){5}[A-Z]{5}$' "$out" | sed 's/^ *//' >"$work/code"
ok "and the recovery code" test -s "$work/code"
ok "the organisation is not in clear" not clear 某医院社工部
ok "nor is the supervisor" not clear zhou
anjuan --store "$store" --as zhou --passphrase-file "$work/lin.secret" list
complains 'do not belong together' "a wrong passphrase"
for command in list 'show T1-2026-000001' 'history T1-2026-000001' verify batches; do
    anjuan --store "$store" $command
    complains 'sealed' "without a passphrase nobody gets: $command"
done

as zhou user add lin --role social_worker --new-passphrase-file "$work/lin.secret" --own
as zhou user add sun --role supervisor --new-passphrase-file "$work/he.secret"
status_is 0 "people are added"
as lin import "$top_srcdir/data/practice/breast-cancer-teacher.json"
no=$(cat "$out")
status_is 0 "who enter a case: $no"
printf '%%PDF-1.4\n' >"$work/paper.pdf"
as lin attach "$no" D11 "$work/paper.pdf"
as lin submit "$no"
status_is 0 "and submit it"
cp "$work/he.secret" "$work/sun.secret"
as sun approve "$no" --comment 提示已核对
complains 'choose one of your own' "who has a passphrase of somebody else's chooses another"
printf 'long enough for sun\n' >"$work/sun.new"
as sun user passphrase sun --new-passphrase-file "$work/sun.new"
as sun approve "$no" --comment 提示已核对
status_is 1 "the old one opens nothing then"
cp "$work/sun.new" "$work/sun.secret"
as sun approve "$no" --comment 提示已核对
status_is 0 "the new one approves"
as zhou export --template neutral --out "$work/batch.xlsx"
status_is 0 "the upload file"
batch=$(sed -n 's/.*\(T1-B[0-9-]*\).*/\1/p' "$out" | head -n 1)
for command in "check $no" "checklist $no" "show $no" "history $no" events batches 'user list' \
    'report --from 2020-01-01 --to 2199-12-31' verify; do
    as zhou $command
    ok "works: $command" test "$status" -le 1 -a ! -s "$err"
done

as zhou user disable lin
as lin show "$no"
complains 'do not belong together' "who is disabled opens nothing"
as zhou user enable lin
as lin show "$no"
status_is 1 "nor when they are enabled"
as zhou user passphrase lin --new-passphrase-file "$work/new.secret"
cp "$work/new.secret" "$work/lin.secret"
as lin show "$no"
complains 'choose one of your own' "until they have a new passphrase"

anjuan --store "$store" recover --code-file "$work/code" --supervisor new \
    --new-passphrase-file "$work/new.secret"
status_is 0 "the code of the beginning makes a supervisor"
as new verify
status_is 0 "who finds all of it whole"
name=$(sed -n 's/.*"patient":{[^}]*"name":"\([^"]*\)".*/\1/p' \
    "$top_srcdir/data/practice/breast-cancer-teacher.json" | head -n 1)
for text in 某医院社工部 zhou lin "$no" ${name:+"$name"}; do
    ok "not in clear: $text" not clear "$text"
done
finish

# Two stations and a hub between them: each names it, its operator adds them by what they wrote, and a
# case goes there and is acknowledged, without a file in anybody's hand.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"
. "$top_srcdir/tests/cli/hub.sh"

hub_server
operator="postgresql://operator@/hub?host=$hub_at"
mailbox="postgresql:///hub?host=$hub_at"
anjuan hub init "$operator" --secret-file "$work/operator.secret"
status_is 0 "a hub"

county=$work/county.db
STATION=C1 "$top_builddir/tests/cli/people" "$county" >"$out" 2>"$err"
result "a second station"
there() {
    there_name=$1
    shift
    anjuan --store "$county" --as "$there_name" --passphrase-file "$work/$there_name.secret" "$@"
}
words_of() {
    sed -n 's/^Characters of this card: //p' "$out"
}
as zhou card --out "$work/t1.card" --name 县医院社工部
ours=$(words_of)
there zhou card --out "$work/c1.card"
as zhou trust "$work/c1.card" --words "$(words_of)"
there zhou trust "$work/t1.card" --words "$ours"
status_is 0 "the two trust each other"

as lin hub send
status_is 1 "no hub is named yet"
complains "hub join" "and the error says what to do"
as lin hub join "$mailbox" --out "$work/t1.mailbox"
status_is 1 "a social worker names none"
as zhou hub join "postgresql://zhou:secret@localhost/hub" --out "$work/t1.mailbox"
complains "password in it" "an address with a password is not kept"
as zhou hub join "$mailbox" --out "$work/t1.mailbox"
status_is 0 "a supervisor does"
there zhou hub join "$mailbox" --out "$work/c1.mailbox" --secret-out "$work/c1.mailbox.secret"
status_is 0 "over there too"
as lin hub status
complains "does not let this name in" "before its operator adds the station it does not come in"
for station in t1 c1; do
    anjuan hub add-station "$operator" "$work/$station.mailbox" --secret-file "$work/operator.secret"
    status_is 0 "the operator adds a station by its file"
done
ok "which holds no secret" test -z "$(grep -F "$(cat "$work/c1.mailbox.secret")" "$work/c1.mailbox")"
sed 's/SCRAM-SHA-256/plain/' "$work/t1.mailbox" >"$work/bent.mailbox"
anjuan hub add-station "$operator" "$work/bent.mailbox" --secret-file "$work/operator.secret"
status_is 1 "another file is none"

as lin import "$top_srcdir/data/practice/breast-cancer-teacher.json"
no=$(grep -o 'T1-[0-9]*-[0-9]*' "$out" | head -n 1)
as lin pack "$no" --to C1 --out "$work/one.anjuan"
status_is 0 "a case is packed"
as lin hub send
status_is 0 "and sent"
says "1 bundle is at the hub, fetched by its recipient: 0" "it waits there"
there lin hub status
says "Waiting for this station: 1" "for its recipient"
there zhou backup "$work/before.db"
status_is 0 "who makes a backup before"
there lin hub fetch
status_is 0 "who takes it in"
says "Bundle 1 of T1" "as what it is"
there lin show "$no"
status_is 0 "the case is there"
there lin hub fetch
ok "once" test ! -s "$out"
ok "and nothing is left in the inbox" test -z "$(find "$county.inbox" -name '*.anjuan')"
as lin hub fetch
status_is 0 "the answer came by itself"
as lin stations --json
says '"unacknowledged":[]' "so the bundle is acknowledged"
as lin hub send
says "0 bundles" "and not sent again"

for word in 县医院 "$no" 解晓 990000198009100063 乳腺恶性肿瘤 13900000041; do
    ok "no file of the server has: $word" test -z "$(hub_as grep -rlaF "$word" "$hub_in/data")"
done
verifies
status_is 0 "the history here is whole"
there qian verify
status_is 0 "and over there"
also_verifies
status_is 0 "by the other program too"

there zhou restore "$work/before.db" --older --same-station
status_is 0 "a store that was put back"
there lin hub fetch
says "Bundle 1 of T1" "is offered what it had, though that was taken once"
there lin show "$no"
status_is 0 "and has the case again"
finish

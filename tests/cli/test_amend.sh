# What goes on after the export leaves status, approval and batch alone; what was approved is changed by
# an amendment, which given up leaves no trace.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

as lin import "$top_srcdir/data/practice/leukaemia-child.json"
no=$(cat "$out")
as lin set "$no" 'aid[+].source=单位工会' 'aid[+].kind=employer' 'aid[+].state=asked' 'aid[+].amount=3000元' \
    'tranche[+].amount=180000元' 'tranche[+].seq=1' 'tranche[+].payee=hospital'
printf '%%PDF-1.4\nas it was approved first\n%%%%EOF\n' >"$work/first.pdf"
printf '%%PDF-1.4\nas it was amended\n%%%%EOF\n' >"$work/newer.pdf"
as lin attach "$no" D09 "$work/first.pdf"
as lin submit "$no"
status_is 0 "a case with an aid that was asked for and a tranche"
as zhou approve "$no" --comment '提示已逐条核对'
as zhou export --template neutral --out "$work/a.xlsx"
status_is 0 "the case goes out"

# Which approval is in force, and in which batches it went out: behind the program's back.
stands() {
    has_sqlite || return 0
    "$python" -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
print(db.execute("SELECT status, amendment FROM case_file").fetchall(),
      db.execute("SELECT id, active, snapshot FROM approval").fetchall(),
      db.execute("SELECT * FROM batch").fetchall(), db.execute("SELECT case_id, approval_id FROM batch_case").fetchall(),
      db.execute("SELECT count(*) FROM case_touch WHERE user_id = (SELECT id FROM user WHERE name = ?)", ("sun",)).fetchall())' "$store"
}
stands >"$work/before"
left_alone() {
    status_is 0 "$1"
    stands >"$work/after"
    same "$work/before" "$work/after" "which leaves status, approval and batch alone: $1"
}

printf '%%PDF-1.4\n%%%%EOF\n' >"$work/receipt.pdf"
as lin attach "$no" D14 "$work/receipt.pdf"
left_alone "a receipt attached"
as lin set "$no" 'document[+].code=D33' 'document[+].state=received'
left_alone "D33 marked"
as lin set "$no" 'event[+].kind=discharge' 'event[+].on=2026-11-20'
left_alone "discharge"
as lin set "$no" 'contact[+].on=2026-11-20' 'contact[+].note=家属来电é'
left_alone "a contact"
as lin set "$no" 'aid[1].state=granted' 'aid[1].on=2026-11-20'
left_alone "an aid granted"
as lin set "$no" 'aid[+].source=同乡会' 'aid[+].kind=other' 'aid[+].state=asked'
left_alone "another one asked for"
as lin set "$no" 'tranche[+].amount=100元'
status_is 1 "a social worker cuts no tranche anew"
as sun set "$no" 'tranche[1].amount=100元' 'tranche[+].amount=200元'
left_alone "tranches cut anew by a supervisor"
as lin set "$no" case.retain_until=2031-01-01
left_alone "the retention day set"
as lin set "$no" 'verification[+].kind=ward_call' 'verification[+].on=2026-11-20' 'verification[+].result=yes'
left_alone "a verification added"
as sun verify
status_is 0 "and the history is whole"

# The approved copy of a paper stays beside the later one.
as lin checklist "$no" --json
grep -c '"code":"D11"' "$out" >"$work/lines"
as lin attach "$no" D11 "$work/receipt.pdf"
left_alone "a further copy of an approved paper"
as lin checklist "$no" --json
[ "$(grep -c '"code":"D11"' "$out")" -eq $(($(cat "$work/lines") + 1)) ]
result "has two lines in the checklist"
says '"approved":true' "one as it was approved"
as lin show "$no"
says 'came later' "and is told apart"

# What was approved is changed by no other way than an amendment.
for frozen in payee.account=6222020200112233445 'document[1].state=missing' 'plan[+].item=x' 'aid[1].kind=charity'; do
    as lin set "$no" "$frozen"
    status_is 1 "refused: $frozen"
    complains "anjuan amend $no" "with the words to use"
done
as lin remove "$no" 'document[1]'
status_is 1 "nor is a row taken out"
as lin show "$no" --json
cp "$out" "$work/approved.json"
as lin amend "$no" --json
says '"status":"exported","amendment":"draft"' "an amendment stands beside it"
as lin list --status exported --json
says '"amendment":"draft"' "in the list too"
as lin set "$no" 'payee.branch=另一支行' 'plan[+].item=又一项' 'plan[+].estimate=100元'
status_is 0 "it takes changes"
as lin remove "$no" 'plan[1]'
as sun export --template neutral "$no" --out "$work/b.xlsx"
status_is 1 "the case is not sent again meanwhile"
as lin withdraw "$no" --json
says '"status":"exported"}' "given up"
as lin show "$no" --json
same "$work/approved.json" "$out" "the case is byte for byte as before"
stands >"$work/after"
same "$work/before" "$work/after" "with status, approval and batch"
as sun verify
status_is 0 "and the history is whole"

# Approved, it takes the other's place and is sent again.
as lin amend "$no"
as lin attach "$no" D09 "$work/newer.pdf"
status_is 0 "another copy of a paper takes the place of the approved one"
as lin set "$no" 'payee.branch=另一支行'
as lin submit "$no"
status_is 0 "an amendment is submitted"
as lin list --status submitted --json
says "\"no\":\"$no\"" "and waits among the submitted"
as lin approve "$no"
status_is 1 "not approved by who changed it"
as sun return "$no" --comment '请核对账号'
as lin list --status returned --json
says '"amendment":"returned"' "returned, it is among the returned"
as lin submit "$no"
as sun approve "$no" --comment '提示已逐条核对'
status_is 1 "not approved by who cut a tranche that it takes in"
complains 'came later' "which is said"
as zhou approve "$no" --comment '提示已逐条核对' --json
says '"status":"approved"}' "approved by four eyes"
as sun export --template neutral "$no" --out "$work/c.xlsx"
status_is 0 "and sent again"

# A consent that is withdrawn stops the case, and touches no approval.
stands >"$work/before"
row=$(as lin show "$no" --json && "$python" -c 'import json, sys
print([c["kind"] for c in json.load(open(sys.argv[1]))["consent"]].index("C") + 1)' "$out")
as lin set "$no" "consent[$row].withdrawn_on=2026-11-20"
left_alone "consent C withdrawn"
as lin list --json
says '"stop":"consent' "the case is stopped"
as sun stop "$no" --decide '家属确认不再公开' --hold
as sun close "$no" --reason other --comment '不再需要é'
status_is 0 "closed"
as lin amend "$no"
status_is 1 "and not amended before it is opened again"
as sun verify
status_is 0 "the history is whole to the end"
run "$top_builddir/anjuan-verify" "$store" --as zhou --passphrase-file "$work/zhou.secret"
status_is 0 "and what was done was right at each moment, says the other program"

# The paper behind the first approval is evidence too: nothing takes it away unseen.
if [ -z "${SEALED:-}" ] && has_sqlite; then
    sha256=$(sha256sum "$work/first.pdf" | cut -c1-64)
    first=$store.files/$(echo "$sha256" | cut -c1-2)/$(echo "$sha256" | cut -c3-64)
    "$python" -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("INSERT INTO erased_copy VALUES (?)", (sys.argv[2],))
db.commit()' "$store" "$sha256"
    as lin new
    ! grep -q 'are removed now' "$err"
    result "and is not said to have"
    ok "no list that no erasure wrote makes the program delete a copy" test -e "$first"
    as sun verify
    status_is 0 "nor is anything missed"
    rm "$first"
    as sun verify
    status_is 1 "a copy behind an earlier approval is missed"
    complains 'D09' "with its paper"
    run "$top_builddir/anjuan-verify" "$store"
    status_is 1 "by the other program too"
    says 'missing or was changed' "which says so"
fi

finish

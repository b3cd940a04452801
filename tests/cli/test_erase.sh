# A case is erased: its number, its course and its history stay, and nothing tells of its person.
. "$top_srcdir/tests/cli/lib.sh"
cases=1
. "$top_srcdir/tests/cli/store.sh"

# The bytes of everything in the store's folder, but for the secrets of the test.
gone() {
    for word in "$@"; do
        if grep -rqaF -e "$word" "$store" "$store-wal" "$store.files" 2>/dev/null; then
            echo "# still there: $word"
            return 1
        fi
    done
}

there() {
    [ -n "${SEALED:-}" ] || grep -rqaF -e "$1" "$store" "$store-wal" "$store.files" 2>/dev/null
}

verified() {
    as qian verify
    status_is 0 "$1"
}

# Whoever asks is written down before it is done, by a row of the case.
asked() {
    as zhou set "$1" 'request[+].on=2026-11-19'
    as zhou set "$1" 'request[1].by=阿依夏木é' 'request[1].relation=52' \
        'request[1].how=writing' 'request[1].ground=撤回同意' 'request[1].said=已当面答复阿依夏木é'
    status_is 0 "that it was asked is written down"
}

granted() {
    asked "$1"
    as zhou set "$1" 'request[1].answered_on=2026-11-20' 'request[1].answer=granted'
    status_is 0 "and that it was granted"
}

# ---- a case that was never sent ----

as lin import "$top_srcdir/data/practice/uraemia-farmer.json"
no=$(cat "$out")
printf '%%PDF-1.4\ncopy-of-a-paper-7731\n%%%%EOF\n' >"$work/paper.pdf"
as lin set "$no" illness.inpatient_no=ZY20269917 payee.account=6200000000998877666
as lin set "$no" patient.phone=13900007788 # the one before is in the history
as lin attach "$no" D01 "$work/paper.pdf"
status_is 0 "a copy is attached"
as lin submit "$no" --comment '买买提·吐尔逊的材料已齐'
as zhou mark "$no" 'patient.phone=请核对é' 'expense[1].from_on=请补' --reason amount_basis
status_is 0 "two places are marked"
as zhou return "$no" --reason other --comment '请给13900007788打电话'
ok "the copy is there" there copy-of-a-paper-7731
ok "and the card" there 6200000000998877666
ok "and the name" there '买买提·吐尔逊'

as zhou erase "$no" --reason '期满'
status_is 2 "what never comes back is asked for"
as zhou erase "$no" --reason '本人要求' --request --yes
status_is 1 "a case at work is not erased"
complains 'close it first' "and why"
as lin close "$no" --reason withdrawn --comment '买买提·吐尔逊家属不再需要'
as lin erase "$no" --reason '本人要求' --request --yes
status_is 1 "a social worker erases nothing"
as zhou erase "$no" --reason '期满' --yes
status_is 1 "before its day a case is erased only by request"
as zhou erase "$no" --reason '买买提·吐尔逊要求' --request --yes
status_is 1 "the reason names nobody"
for reason in '买买提 吐尔逊要求' '患者990000-19741005-0037要求' '患者九九〇〇〇〇一九七四一〇〇五〇〇三七要求'; do
    as zhou erase "$no" --reason "$reason" --request --yes
    status_is 1 "however it is written: $reason"
done
as zhou erase "$no" --certificate
status_is 1 "there is no certificate yet"
as zhou erase "$no" --reason '本人书面要求' --request --yes
status_is 1 "nor is it erased by a request that nobody wrote down"
complains 'request stands in the case' "which is said"
asked "$no"
as zhou erase "$no" --reason '本人书面要求' --request --yes
status_is 1 "nor by one that is not granted"
complains 'granted yet' "which is said too"
as zhou set "$no" 'request[1].answered_on=2026-11-20' 'request[1].answer=granted'
status_is 0 "until it is"
verified "the store is whole before"
if command -v sqlite3 >/dev/null && [ -z "${SEALED:-}" ]; then
    run sqlite3 "$store" "INSERT INTO erasure (uid, case_id, at, user_id, ground, reason) SELECT randomblob(16), c.id, 'now', u.id, 'request', 'x' FROM case_file AS c, user AS u WHERE c.no = '$no' AND u.name = 'zhou'"
    [ "$status" -ne 0 ]
    result "nor by another program without naming it"
fi

as zhou backup "$work/whole.db"
as zhou erase "$no" --reason '本人书面要求' --request --yes
status_is 0 "a closed case is erased by request"
says "$no" "the certificate has its number"
says '本人书面要求' "and the reason"
says 'Asked: 2026-11-19, by: mother, how: in writing; granted: 2026-11-20' "and the request, without a name"
ok "nothing of the person is in any byte" gone '买买提' '阿依夏木' 990000197410050037 \
    990000197702180044 13900000011 13900007788 13900000012 6200000000998877666 ZY20269917 \
    '红柳乡' copy-of-a-paper-7731
verified "the store is whole after"
as qian history "$no"
status_is 0 "its history is read"
says 'erased' "and says what was erased"
as qian erase "$no" --certificate --json
says '"ground":"request"' "the certificate is printed again"
says '"asked_on":"2026-11-19","asked_as":"52","asked_how":"writing","answered_on":"2026-11-20"' "with it"
as zhou erase "$no" --reason '再次' --request --yes
status_is 1 "it is erased once"
as lin check "$no"
status_is 0 "nothing is wrong with what is left"
ok "nor asked for any more" test -z "$(grep 'MISSING\|R[0-9]' "$out")"
as lin checklist "$no"
ok "and no papers are" test -z "$(grep '^D[0-9]' "$out")"
as zhou reopen "$no"
status_is 1 "it is not opened again"
complains 'was erased' "and why"
as zhou set "$no" 'contact[+].on=2026-11-20'
status_is 1 "it takes nothing more"
as lin show "$no"
status_is 0 "what is left is shown"
as lin list
says "$no" "its number stays"
says 'erased' "and what became of it"
ok "in one word" test -z "$(grep -F "$no" "$out" | grep 'draft\|closed')"
as lin list --json
says '"erased":true' "in JSON too"

# ---- an older backup has it whole again ----
as zhou restore "$work/whole.db" --older --same-station --json
status_is 0 "an older backup is put back"
says "\"erase_again\":[\"$no\"]" "with what is to be erased again"
as zhou events
says "to be erased again: $no" "which is an event"
as zhou erase "$no" --reason '本人书面要求' --request --yes
status_is 0 "it is erased again"
as zhou backup "$work/erased.db"
as zhou restore "$work/erased.db" --older --same-station
ok "a backup with the erasure undoes none" sh -c '! grep -q "$1" "$2"' - "$no" "$out"
says 'passphrases are those of the backup' "and whose people these are is said"
verified "the store is whole after that"

# ---- one that was sent ----

sent=$numbers
as zhou show "$sent" --json
cp "$out" "$work/sent.json"
as zhou export --template neutral --out "$work/$("$python" -c '
import json, sys; print(json.load(open(sys.argv[1]))["patient"]["name"])' "$work/sent.json")é.xlsx"
status_is 1 "a file that is called as its patient is not written"
complains 'stays in the history' "since that stays"
as zhou export --template neutral --out "$work/batch.xlsx"
status_is 0 "a batch is written"
cp "$out" "$work/told"
cp "$work/sent.json" "$out"
value() {
    "$python" -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]][sys.argv[3]])' \
        "$out" "$@"
}
name=$(value patient name) account=$(value payee account)
ok "the name is there" there "$name"
batch=$(sed -n 's/.*\(T1-B[0-9][0-9]*\).*/\1/p' "$work/told" | head -n 1)
as zhou batch "$batch" --uploaded "$(date +%F)"
status_is 0 "and uploaded"
printf '案例编号,审核结果,驳回原因\n%s,未通过,收款人银行卡号有误é\n' "$sent" >"$work/reply.csv"
as zhou receipt "$batch" "$work/reply.csv"
status_is 0 "the platform answers"
as zhou close "$sent" --reason other --comment x
granted "$sent"
as zhou erase "$sent" --reason '本人书面要求' --request --yes
status_is 0 "a case that was sent is erased"
ok "and nothing of it is left in its batch" gone "$name" "$account"
verified "the store is whole after that too"
also_verifies
status_is 0 "the other program says so too"
as zhou export --batch "$batch" --out "$work/again.xlsx"
status_is 1 "its batch is not written again"
complains 'was erased' "and why"

# An erasure takes out of a batch what it has of the case, and is no cover for more.
if [ -z "${SEALED:-}" ]; then
    cp "$store" "$work/blot.db"
    run "$python" "$top_srcdir/tests/cli/blot.py" "$work/blot.db"
    status_is 0 "somebody blots out when the batch was uploaded"
    event=$(cat "$out")
    anjuan --store "$work/blot.db" verify
    status_is 1 "which is found"
    complains "event $event" "where it was"
    run "$top_builddir/anjuan-verify" "$work/blot.db"
    status_is 1 "by the other program too"
    says "Event $event: batch, uploaded_on was erased, and no event says so" "with the column"
    says "Event $event: its seed is missing" "and the seed"
    cp "$store" "$work/blot.db"
    run "$python" "$top_srcdir/tests/cli/blot_case.py" "$work/blot.db" "$sent"
    status_is 0 "somebody blots out why an erased case was closed"
    read -r event table <"$out"
    anjuan --store "$work/blot.db" verify
    status_is 1 "which is found"
    complains "event $event" "where it was"
    run "$top_builddir/anjuan-verify" "$work/blot.db"
    status_is 1 "by the other program too"
    says "Event $event: $table, reason was erased, and no event says so" "with the column"
fi

# ---- a copy that cannot be removed: a folder has its name, which nobody unlinks ----

as lin import "$top_srcdir/data/practice/leukaemia-child.json"
other=$(cat "$out")
as lin import "$top_srcdir/data/practice/leukaemia-child.json"
no=$(cat "$out")
printf '%%PDF-1.4\ncopy-of-a-paper-7732\n%%%%EOF\n' >"$work/paper.pdf"
as lin attach "$no" D01 "$work/paper.pdf"
copy=$(find "$store.files" -type f | head -n 1)
mv "$copy" "$work/copy"
mkdir "$copy"
as lin close "$no" --reason withdrawn --comment x
granted "$no"
as zhou erase "$no" --reason '本人书面要求' --request
complains "$other" "another case of the same person is told before"
as zhou erase "$no" --reason '本人书面要求' --request --yes
status_is 3 "a copy that stays is no success"
complains 'could not be removed' "and is told"
ok "there is no certificate" test ! -s "$out"
as zhou erase "$no" --certificate
status_is 3 "nor later"
as zhou papers "$no" --out "$work/certificate"
status_is 3 "nor as a paper"
as qian verify
status_is 1 "verify names the copy"
rmdir "$copy"
mv "$work/copy" "$copy"
as zhou erase "$no" --certificate
status_is 0 "once it is gone there is one"
complains 'removed now' "and it is told"
says "$other" "it tells of the other case"
as zhou papers "$no" --out "$work/certificate"
status_is 0 "as a paper too"
ok "which tells of it as well" grep -rqF "$other" "$work/certificate"
as lin papers "$no" --out "$work/certificate" --replace
status_is 0 "which names nobody, so whoever prints papers has it"
ok "it is gone" test ! -e "$copy"
verified "and the store is whole"

# ---- the disk gets full, or another program reads, while the file is written anew ----
if [ -z "${SEALED:-}" ]; then
    as lin import "$top_srcdir/data/practice/leukaemia-child.json"
    no=$(cat "$out")
    as lin close "$no" --reason withdrawn --comment x
    granted "$no"
    mkfifo "$work/open" "$work/close"
    "$python" -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN")
db.execute("SELECT count(*) FROM case_file").fetchone()
open(sys.argv[2], "w").close()
open(sys.argv[3]).close()' "$store" "$work/open" "$work/close" &
    reader=$!
    cat "$work/open"
    as zhou erase "$no" --reason '本人书面要求' --request --yes
    status_is 3 "what still lies in the side file is no success"
    complains 'written anew' "which is said"
    ok "there is no certificate" test ! -s "$out"
    : >"$work/close"
    wait "$reader"
    as zhou erase "$no" --certificate
    status_is 0 "the next start does it, and there is one"
    verified "the store is whole"
fi

# ---- one that was packed for another station and never arrived ----
county=$work/county.db
STATION=C1 "$top_builddir/tests/cli/people" "$county" fresh >"$out" 2>"$err"
there() {
    there_name=$1
    shift
    anjuan --store "$county" --as "$there_name" --passphrase-file "$work/$there_name.secret" "$@"
}
as zhou card --out "$work/t1.card"
ours=$(sed -n 's/^Characters of this card: //p' "$out")
there zhou card --out "$work/c1.card"
theirs=$(sed -n 's/^Characters of this card: //p' "$out")
as zhou trust "$work/c1.card" --words "$theirs"
there zhou trust "$work/t1.card" --words "$ours"
as lin import "$top_srcdir/data/practice/leukaemia-child.json"
no=$(cat "$out")
as lin pack --to C1 "$no" --out "$work/1.anjuan"
status_is 0 "a case goes to another station"
[ "$(find "$store.outbox" -type f | wc -l)" -eq 1 ]
result "and the bundle is kept"
as zhou distrust C1 --reason '失联é'
as zhou takeover "$no" --comment '失联'
status_is 0 "it is taken over"
as lin close "$no" --reason withdrawn --comment x
granted "$no"
mkdir -p "$store.aside"
echo refused >"$store.aside/C1-0000000000000001-00000001.anjuan"
kept=$(find "$store.outbox" -type f)
mv "$kept" "$work/kept"
mkdir "$kept"
as zhou erase "$no" --reason '本人书面要求' --request --yes
status_is 3 "a bundle that cannot be removed is no success"
complains "${kept##*/}" "and named"
ok "there is no certificate" test ! -s "$out"
rmdir "$kept"
mv "$work/kept" "$kept"
as zhou erase "$no" --certificate
status_is 0 "once it is gone there is one"
says_it='(C1) [sent, not acknowledged]'
ok "which says that it was sent there" grep -qF "$says_it" "$out" "$err"
ok "no bundle holds the case" test -z "$(find "$store.outbox" "$store.aside" -type f)"
as zhou trust "$work/c1.card" --words "$theirs"
as zhou pack --to C1 --again --out "$work/again.anjuan"
status_is 1 "and it is not sent again"
complains 'was erased' "which is said"
as lin import "$top_srcdir/data/practice/uraemia-farmer.json"
next=$(cat "$out")
printf '%%PDF-1.4\ncopy-of-a-paper-that-left\n%%%%EOF\n' >"$work/left.pdf"
as lin attach "$next" D01 "$work/left.pdf"
as lin set "$next" illness.inpatient_no=ZY20261188
as lin pack --to C1 "$next" --out "$work/2.anjuan"
there zhou unpack "$work/2.anjuan"
status_is 0 "the next bundle is taken there all the same"
verified "and the store is whole"

# ---- erased there ----

left=$(sha256sum "$work/left.pdf" | cut -c3-64)
ok "the copy of its paper is here" test -n "${SEALED:-$(find "$store.files" -name "$left")}"
there lin import "$top_srcdir/data/practice/burn-worker.json"
other=$(grep -o 'C1-[0-9]*-[0-9]*' "$out")
there lin pack --to T1 "$other" --out "$work/other.anjuan"
as zhou unpack "$work/other.anjuan"
status_is 0 "another case of there comes here"
there zhou close "$next" --reason withdrawn --comment x
there zhou set "$next" 'request[+].on=2026-11-19'
there zhou set "$next" 'request[1].by=家属' 'request[1].relation=52' 'request[1].how=writing' \
    'request[1].said=已答复' 'request[1].answered_on=2026-11-20' 'request[1].answer=granted'
there zhou erase "$next" --reason '本人书面要求' --request --yes
status_is 0 "the case is erased there"
there zhou pack --to T1 "$next" --out "$work/erased.anjuan"
mkdir -p "$store.aside"
cp "$work/other.anjuan" "$store.aside/C1-0000000000000001-00000007.anjuan"
cp "$work/erased.anjuan" "$store.aside/C1-0000000000000001-00000008.anjuan"
as zhou unpack "$work/erased.anjuan"
status_is 0 "and comes home so"
! grep -q 'no certificate' "$err"
result "without a word of what is left"
ok "the copy of its paper is gone" test -z "$(find "$store.files" -name "$left")"
ok "and so are its words, in every page" gone ZY20261188 copy-of-a-paper-that-left
ok "a bundle with it that was put aside goes" test ! -e "$store.aside/C1-0000000000000001-00000008.anjuan"
ok "one of another case stays" test -e "$store.aside/C1-0000000000000001-00000007.anjuan"
verified "and the store is whole"

finish

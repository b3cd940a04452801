# Two stations: each takes in the other's card, and bundles go between them. What is wrong with a card
# or a bundle is said in a sentence, and nothing of it is taken in.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

county=$work/county.db
STATION=C1 "$top_builddir/tests/cli/people" "$county" >"$out" 2>"$err"
result "a second station"

# county NAME ARG...: as that person over there
there() {
    there_name=$1
    shift
    anjuan --store "$county" --as "$there_name" --passphrase-file "$work/$there_name.secret" "$@"
}

# words of the card that was just written, in the last run's output
words_of() {
    sed -n 's/^Characters of this card: //p' "$out"
}

# ---- cards ----
as lin card --out "$work/t1.card"
status_is 1 "a social worker makes no card"
complains 'said by supervisors' "and is told who does"
as zhou card --out "$work/t1.card" --name '县医院é 社工部'
status_is 0 "a supervisor does"
says 'Characters of this card: ' "with ten characters to read out"
ours=$(words_of)
ok "the card names the people" grep -q '"name":"he"' "$work/t1.card"
as zhou card --out "$work/t1.card"
status_is 1 "a file that is there stays"
there zhou card --out "$work/c1.card" --paper "$work/c1.pdf"
theirs=$(words_of)
if command -v pdftotext >/dev/null; then
    pdftotext -layout "$work/c1.pdf" "$work/c1.txt"
    ok "the paper has the ten characters" grep -qF "$theirs" "$work/c1.txt"
    ok "and beside the code of them what it says" grep -qF "C1 $theirs" "$work/c1.txt"
    ok "the card itself in codes" grep -q 'code 1 of [2-9]' "$work/c1.txt"
fi

there zhou trust "$work/t1.card"
status_is 1 "without the characters nothing is taken in"
complains 'read out the ten characters' "and it is said what to do"
says "Characters of this card: $ours" "they are shown"
there zhou trust "$work/t1.card" --words "$theirs"
status_is 1 "other characters are refused"
complains 'not the ten characters of this card' "in words"
there lin trust "$work/t1.card" --words "$ours"
status_is 1 "a social worker trusts nobody"
there zhou stations --json
ok "and no station is there" test ! -s "$out"
there zhou trust "$work/t1.card" --words "$(echo "$ours" | tr -d ' ')"
status_is 0 "the right ones, blanks aside, are taken"
as zhou trust "$work/c1.card" --words "$theirs" --json
status_is 0 "and there is one here"
says '"persons":6' "with its people"
as lin stations --json
says '"station":"C1"' "everybody sees who exchanges with us"
says '"as":"both"' "and how"
there lin stations
says '县医院é 社工部' "by the name that it gave itself"

# ---- what is wrong with a card ----
as zhou trust "$work/t1.card" --words "$ours"
status_is 1 "one's own card is no other station"
complains 'of this station itself' "in words"
sed 's/"name":"he"/"name":"hu"/' "$work/c1.card" >"$work/bent.card"
as zhou trust "$work/bent.card" --words "$theirs"
status_is 1 "a card that was changed is refused"
complains 'changed since the station signed it' "in words"
sed 's/"anjuan card":2/"anjuan card":3/' "$work/c1.card" >"$work/newer.card"
as zhou trust "$work/newer.card" --words "$theirs"
complains 'newer form' "so is one of a newer form"
head -c 900 "$work/c1.card" >"$work/cut.card"
as zhou trust "$work/cut.card" --words "$theirs"
complains 'no card of a station' "and one that was cut"
sed 's/$/\r/; s/^ *//; 3s/$/\n/' "$work/c1.card" >"$work/mailed.card"
as zhou trust "$work/mailed.card" --words "$theirs" --role recipient
status_is 0 "mail may end its lines otherwise"
as zhou stations --json
says '"as":"recipient"' "and what it is trusted as may change"
as zhou trust "$work/c1.card" --words "$theirs"
STATION=C1 TMPDIR=$work "$top_builddir/tests/cli/people" "$work/other.db" fresh >"$out" 2>"$err"
result "another store with the same code"
anjuan --store "$work/other.db" --as zhou --passphrase-file "$work/zhou.secret" card --out "$work/other.card"
as zhou trust "$work/other.card" --words "$(words_of)"
status_is 1 "a second station with that code is refused"
complains 'a code stands for one station' "in words"
as zhou card --out "$work/again.card" --name 另一个名字
status_is 1 "whom others know keeps its name"

# ---- a case goes there ----
as lin import "$top_srcdir/data/practice/breast-cancer-teacher.json"
no=$(grep -o 'T1-[0-9]*-[0-9]*' "$out" | head -n 1)
printf '%%PDF-1.4\n石头开花\n%%%%EOF\n' >"$work/paper.pdf"
as lin attach "$no" D11 "$work/paper.pdf"
status_is 0 "a case with a paper"
as qian pack --to C1 "$no" --out "$work/1.anjuan"
status_is 1 "an auditor hands nothing over"
as lin pack --to X9 "$no" --out "$work/1.anjuan"
status_is 1 "nor does anybody to whom was not taken in"
complains 'No station of that code was taken in' "in words"
as lin pack --to C1 "$no" --out "$work/1.anjuan" --json
status_is 0 "who enters cases packs one"
says '"number":1' "the first of the pair"
says '"copies":1' "with its paper"
ok "nobody reads it on the way" sh -c '! grep -aq -e 石头开花 -e "$2" -e 解晓 -e 查文彬 -e 990000198009100063 -e 乳腺恶性肿瘤 "$1"' - "$work/1.anjuan" "$no"
as lin stations
says '1 case: not acknowledged' "it waits for an answer"

there lin unpack "$work/1.anjuan" --dry-run
status_is 0 "it is looked at over there"
says 'Nothing was changed yet' "and nothing is done"
there lin unpack "$work/1.anjuan"
status_is 0 "then it is taken in"
there zhou show "$no" --json
cp "$out" "$work/there.json"
as zhou show "$no" --json
same "$out" "$work/there.json" "the case is what it was here"
there lin checklist "$no" --json
says '"code":"D11","title"' "with its papers"
there qian verify
status_is 0 "and the store over there is whole"
there lin unpack "$work/1.anjuan"
status_is 0 "the same once more"
says 'is here already' "changes nothing"

# ---- the answer comes back ----
there lin pack --to T1 --out "$work/answer.anjuan"
says 'Receipts for T1, and nothing else' "what only answers has no number"
as lin unpack "$work/answer.anjuan"
says '1 bundle of ours is acknowledged' "and tells what came"
as lin stations
ok "so nothing waits any more" sh -c '! grep -q acknowledged "$1"' - "$out"
ok "and its bytes are kept no longer" sh -c '! ls "$1".outbox | grep -q 00000001' - "$store"

# ---- numbers ----
as lin set "$no" patient.phone=13900000042
status_is 0 "what is written of a case that was handed over is kept"
says 'is at another station: kept here' "and that is said"
as lin list --json
says '"at":"' "the list says it too"
as lin import "$top_srcdir/data/practice/burn-worker.json"
second=$(grep -o 'T1-[0-9]*-[0-9]*' "$out" | head -n 1)
as lin pack --to C1 "$second" --out "$work/2.anjuan"
as lin import "$top_srcdir/data/practice/uraemia-farmer.json"
third=$(grep -o 'T1-[0-9]*-[0-9]*' "$out" | head -n 1)
as lin set "$third" patient.phone=13900000043
as lin pack --to C1 "$third" --out "$work/3.anjuan" --text
ok "a bundle may be letters" grep -q 'BEGIN ANJUAN BUNDLE' "$work/3.anjuan"
there lin unpack "$work/3.anjuan"
status_is 1 "one that skips another is refused"
complains 'C1 --again 2 --out FILE' "with the command that gives that one again"
as lin pack --to C1 --again 2 --out "$work/2.again.anjuan"
same "$work/2.anjuan" "$work/2.again.anjuan" "again is the same bytes"
there lin unpack "$work/2.again.anjuan"
status_is 0 "then it comes"
{
    echo 'Hello, here it is:'
    sed 's/^/> /; s/$/\r/' "$work/3.anjuan"
} >"$work/3.mail"
there lin unpack "$work/3.mail"
status_is 0 "and the next, as a mail quotes it"
there lin show "$third" --reveal
says '139 0000 0043' "with what was changed last"
there zhou events
says 'bundle refused' "what was refused is in the history"

# ---- what is refused ----
there lin unpack "$work/t1.card"
complains '(T1) and no bundle' "a card"
echo 'no bundle' >"$work/notes.anjuan"
there lin unpack "$work/notes.anjuan"
complains 'This file is no bundle' "a file that is none"
as lin unpack "$work/2.anjuan"
complains 'for another station' "a bundle of ours for them"
head -c 3000 "$work/2.anjuan" >"$work/cut.anjuan"
there lin unpack "$work/cut.anjuan"
complains 'not as long as it says' "one that was cut"
{
    head -c 9 "$work/2.anjuan"
    printf '\002'
    tail -c +11 "$work/2.anjuan"
} >"$work/newer.anjuan"
there lin unpack "$work/newer.anjuan"
complains 'newer form' "one of a newer form"
{
    head -c 2000 "$work/2.anjuan"
    printf 'XX'
    tail -c +2003 "$work/2.anjuan"
} >"$work/bent.anjuan"
there lin unpack "$work/bent.anjuan"
complains 'T1: This bundle is not what the station signed' "one that was changed"

# ---- copies of a store ----
cp "$store" "$work/copy.db"
cp -r "$store.files" "$work/copy.db.files"
anjuan --store "$work/copy.db" --as lin --passphrase-file "$work/lin.secret" pack --to C1 "$no" --out "$work/c4.anjuan" --json
status_is 0 "a plain copy of the store packs as well"
says '"number":1' "under numbers of its own"
there lin unpack "$work/c4.anjuan"
status_is 0 "which is taken for a store that goes on"
as lin pack --to C1 "$no" --out "$work/4.anjuan"
there lin unpack "$work/4.anjuan"
status_is 1 "but the one it was copied from is not any more"
complains 'a copy of that station is at work' "and that is said"
there lin pack --to T1 --out "$work/tells.anjuan"
as lin unpack "$work/tells.anjuan"
complains 'numbered anew' "it is told here too"
as lin pack --to C1 "$no" --out "$work/5.anjuan" --json
says '"number":1' "so it begins anew"
there lin unpack "$work/5.anjuan"
status_is 0 "and is heard again"

# ---- put back ----
there lin import "$top_srcdir/data/practice/assets-unclear.json"
sixth=$(grep -o 'C1-[0-9]*-[0-9]*' "$out" | head -n 1)
there lin import "$top_srcdir/data/practice/leukaemia-child.json"
seventh=$(grep -o 'C1-[0-9]*-[0-9]*' "$out" | head -n 1)
there zhou backup "$work/there.bak"
there zhou unpack "$work/5.anjuan"
says 'is here already' "what came is in the backup"
there zhou pack --to T1 "$sixth" --out "$work/t6.anjuan" --json
says '"number":1' "what goes there now"
there zhou restore "$work/there.bak" --older --same-station
status_is 0 "a station is put back"
there zhou pack --to T1 "$seventh" --out "$work/t7.anjuan" --json
says '"number":1' "it gives no number twice, but begins anew"
as lin unpack "$work/t6.anjuan"
as lin unpack "$work/t7.anjuan"
status_is 0 "and is heard as what it is"

# ---- no longer ----
as zhou distrust C1
status_is 2 "why is to be said"
as sun distrust C1 --reason '笔记本被盗'
status_is 0 "another supervisor trusts it no longer"
complains 'From now on its bundles are refused' "and is told what follows"
as zhou stations
says 'trusted no longer' "it says so"
as lin pack --to C1 --out "$work/6.anjuan"
complains 'trusted no longer: 笔记本被盗' "nothing is made for it"
there lin pack --to T1 --out "$work/7.anjuan"
as lin unpack "$work/7.anjuan"
complains 'C1: This station is not one' "and nothing taken from it"
as zhou trust "$work/c1.card" --words "$theirs"
status_is 0 "and is trusted again by its card"
as zhou events
says "station trusted no" "all of it is in the history"
verifies
status_is 0 "which is whole"
also_verifies
status_is 0 "for the other program too"
finish

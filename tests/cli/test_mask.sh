# Numbers and addresses are masked until somebody looks at them, and that is in the journal.
. "$top_srcdir/tests/cli/lib.sh"
cases=0
. "$top_srcdir/tests/cli/store.sh"

id=990000197410050037 phone=13900000011 card=6200000000000000333
lacks() {
    ! grep -qF -e "$1" "$out"
    result "$2"
}
looks() {
    as zhou events --json
    ok "$2" test "$(grep -c '"verb": *"reveal"' "$out")" -eq "$1"
}

as lin import "$top_srcdir/data/practice/uraemia-farmer.json"
no=$(cat "$out")
address=$("$python" -c 'import json, sys; print(json.load(open(sys.argv[1]))["patient"]["address"])' \
    "$top_srcdir/data/practice/uraemia-farmer.json")
as lin show "$no"
says "990000 19741005 003 7" "whoever enters a case sees what they type"
silent "and nothing is masked for them"

as zhou show "$no"
says '9900**************' "another sees an ID masked"
says '1390***0011' "and a phone"
lacks "$address" "and no address"
says '买买提' "a name is no secret among colleagues"
complains '--reveal' "and is told how to look"
as qian show "$no" --json
lacks "$id" "an auditor sees no ID in the portable file"
lacks "$phone" "nor a phone"
cp "$out" "$work/masked.json"
as zhou show "$no" --out "$work/out.json"
ok "nor is one in a file" sh -c '! grep -q "$1" "$2"' - "$phone" "$work/out.json"
as lin import "$work/masked.json"
status_is 1 "what is masked is not taken in"
complains 'patient.' "with the field"
as zhou check "$no" --json
lacks "$id" "the findings have no number"

# A site's rule says what it likes, and no message says what is masked.
mkdir -p "$store.site/rules"
cat >"$store.site/rules/own.ini" <<'INI'
[r950.own]
title = "Leak"
title[zh_CN] = "泄露"
message = "leak {patient.id_number} {patient.id_number:money} {payee.account} {patient.address} {patient.phone}"
message[zh_CN] = "泄露 {patient.id_number}"
severity = "info"
field = "patient.name"
when = "patient.id_number IS NOT NULL"
version = "1"
authority = "own"
authority[zh_CN] = "本院"
grade = "R"
INI
for who in lin zhou qian admin; do
    as "$who" check "$no"
    says 'leak 9900**************' "$who reads the message masked"
    for value in "$id" "$card" "$address" "$phone"; do
        lacks "$value" "without $value"
    done
    [ "$who" = lin ] && continue # who sees what they type
    as "$who" check "$no" --json
    lacks "$id" "and in the portable form"
done
rm -r "$store.site/rules"

# Facts of its own make something else of a value, by whatever way; what tells nobody is shown.
mkdir -p "$store.site/rules" "$store.site/facts"
cat >"$store.site/facts/own.ini" <<'INI'
[leak_hex]
meaning = "leak"
meaning[zh_CN] = "泄露"
sql = "hex(patient.phone)"
[leak_piece]
meaning = "leak"
meaning[zh_CN] = "泄露"
sql = "substr(patient.phone, 6, 6)"
[leak_number]
meaning = "leak"
meaning[zh_CN] = "泄露"
sql = "CAST(patient.phone AS INTEGER) + 1"
[leak_further]
meaning = "leak"
meaning[zh_CN] = "泄露"
sql = "'x' || leak_piece"
[leak_star]
meaning = "leak"
meaning[zh_CN] = "泄露"
sql = "(WITH w AS (SELECT * FROM patient) SELECT 'y' || substr(w.phone, 6) FROM w)"
[has_phone]
meaning = "phone"
meaning[zh_CN] = "电话"
sql = "patient.phone IS NOT NULL"
INI
cat >"$store.site/rules/own.ini" <<'INI'
[r950.own]
title = "Leak"
title[zh_CN] = "泄露"
message = "leak {leak_hex}/{leak_piece}/{leak_number}/{leak_further}/{leak_star}/{has_phone}"
message[zh_CN] = "泄露 {leak_hex}"
severity = "info"
field = "patient.name"
when = "has_phone"
version = "1"
authority = "own"
authority[zh_CN] = "本院"
grade = "R"
INI
as zhou check "$no"
says 'leak ***/***/***/***/***/1' "facts made of what is masked are masked as well"
as zhou check "$no" --json
for value in 313339 000011 13900000012 x000011 y000011; do
    lacks "\"$value\"" "nor is $value among what was read"
done
rm -r "$store.site/rules" "$store.site/facts"

as lin set "$no" patient.phone=13900007788
as zhou history "$no"
says '1390***7788' "the history is masked too"
lacks 13900007788 "every line of it"
as zhou history "$no" --json
lacks 13900007788 "as JSON too"
as zhou find 13900007788
says "$no" "who has the whole number still finds the case by it"
looks 0 "nobody has looked so far"
for asked in 13900007788 7788 1390 "$id" 990000 0037; do
    as admin find "$asked"
    lacks "$no" "who may see no number finds nothing by $asked"
    as he find "$asked"
    lacks "$no" "nor an adviser in the case of another"
    as lin find "$asked"
    says "$no" "who may see it does"
done
as admin find "$id"
complains 'not searched' "and is told"
as admin find "${no##*-}"
says "$no" "the number of a case is no secret"

as zhou show "$no" --reveal
says '139 0000 7788' "with --reveal it is shown"
looks 1 "and that is in the journal"
as zhou events
says 'case unmasked' "in words"
says "$no" "with the case"
as zhou show "$no" --reveal --json
as zhou history "$no" --reveal
says '139 0000 7788' "the history as well"
looks 1 "once a day"
as zhou show "$no"
lacks '139 0000 7788' "the next look is masked again"
as qian show "$no" --reveal --json
says 13900007788 "an auditor may look"
looks 2 "which is another line"
as qian history "$no"
says 'looked at what is masked: numbers' "the history of the case names who did"
as lin history "$no"
lacks 'looked at what is masked' "for supervisors and auditors alone"
as admin show "$no" --reveal
status_is 1 "an administrator looks at nothing"
as admin show "$no"
lacks '慢性肾衰竭' "nor at what is said of health"

as admin statement "$no"
status_is 0 "a draft of the statement is made for an administrator"
for value in 慢性肾衰竭 肾内 透析; do
    lacks "$value" "of what is said of health it has no $value"
done
as admin statement "$no" --json
lacks '慢性肾衰竭' "in no form"
as zhou statement "$no"
says '慢性肾衰竭' "who works on cases reads it"
mkdir -p "$store.site/statement"
sed 's/^text = ".*/text = "{substr(patient.phone, 6)} {hex(patient.address)} {patient.name}"/' \
    "$top_srcdir/data/statement/appeal.ini" >"$store.site/statement/appeal.ini"
as zhou statement "$no"
says '买买提' "a text of the house"
lacks 007788 "makes nothing of a masked number"
lacks "$(printf %s "$address" | od -An -tx1 | tr -d ' \n' | tr a-f A-F)" "nor of an address"
rm -r "$store.site/statement"

as admin list
lacks '慢性肾衰竭' "and the list names no disease"
says "$no" "of the case that is there"
as admin list --json
lacks '慢性肾衰竭' "in no form"
as admin find 慢性肾衰竭
lacks "$no" "and by a disease nothing is found"
complains 'disease here' "which is said"
for how in show history; do
    as admin "$how" "$no"
    lacks '慢性肾衰竭' "$how tells it in no text"
    lacks '肾内' "nor by department and ward"
done
as he find 慢性肾衰竭
says "$no" "an adviser finds by it"

as lin submit "$no" --comment '材料已核对'
status_is 0 "a case that somebody looked at goes on"
as lin show "$no"
as qian verify
status_is 0 "the store is whole"

# What was changed behind the program's back is told as the screens would show it.
has_sqlite && "$python" - "$store" <<'EOF'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
for name, _ in triggers:
    db.execute(f'DROP TRIGGER "{name}"')
db.execute("UPDATE patient SET phone = '13900006666'")
db.execute("UPDATE illness SET disease = '别的病é'")
for _, sql in triggers:
    db.execute(sql)
EOF
seen_by() {
    if [ "$1" = nobody ]; then anjuan --store "$store" verify $2; else as "$1" verify $2; fi
    cat "$err" >>"$out"
    shift 2
    for value; do
        lacks "$value" "and no $value"
    done
}
for how in "" --json; do
    has_sqlite || continue
    seen_by admin "$how" 13900006666 13900007788 别的病 慢性肾衰竭
    ok "an administrator reads of both changes $how" test "$(grep -o '1390\*\*\*6666\|“\*\*\*”' "$out" | wc -l)" -ge 2
    seen_by he "$how" 13900006666 13900007788
    says '1390***6666' "an adviser of another case $how"
    says '别的病é' "whom health is told"
    seen_by nobody "$how" 13900006666 1390 别的病
    says 'Phone' "and nobody signed in where it is $how"
    seen_by zhou "$how"
    says 13900006666 "who may look at the case reads what it is now $how"
    says 13900007788 "and was"
done
finish

# What is written otherwise is the same: names, numbers and people of other cases, as the inputs of
# tests/field have them.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

field=$top_srcdir/tests/field
cp "$store" "$work/empty.db"

# take FILE: imports it; $no is its number
take() {
    as lin import "$field/$1.json"
    no=$(cat "$out")
    [ -n "$no" ] || result "$1 comes in"
}

# raises NO RULE SEVERITY WHAT: in the findings of the case
raises() {
    as lin check "$1" --json
    grep -q "\"rule\":\"$2\",[^}]*\"severity\":\"$3\"" "$out"
    result "$4"
}

calm() {
    as lin check "$1" --json
    ! grep -q "\"rule\":\"$2\"" "$out"
    result "$3"
}

# One name with another dot, a blank, capital letters: one person, whose number it is.
for pair in "h05a-name-dot-00b7 h05b-name-dot-2022" "h05c-name-inner-blank-1 h05d-name-inner-blank-2" \
    "h05e-name-upper h05f-name-title-case"; do
    # shellcheck disable=SC2086 # two names
    set -- $pair
    take "$1"
    first=$no
    take "$2"
    raises "$no" R306 warn "$2: a number of the same patient"
    says "$first" "which is in case $first"
    ! grep -q '"rule":"R306",[^}]*"severity":"block"' "$out"
    result "and none of another"
    raises "$no" R110 warn "$2: the same patient has another case"
done

# One number in three writings, of three patients.
take h06a-inpatient-upper
first=$no
for name in h06b-inpatient-fullwidth h06c-inpatient-lower; do
    take "$name"
    raises "$no" R306 block "$name: a number of another patient"
    says "$first" "which is in case $first"
done
raises "$first" R306 block "the first case says it too"

# Ten of one household: what the queue says of the first is still what it lacks.
take h07a-same-id
as zhou verify
status_is 0 "all that share something with a case that came in are judged anew"

# The same patient in two cases, of which the first knows as well; not once the other one is closed.
first=$no
calm "$first" R110 "nobody else has that patient"
take h07b-same-id
raises "$no" R110 warn "the same patient has another case"
as lin check "$first" --lang zh_CN
says "同一患者另有案卷 $no（尚在办理）" "and the first says so"

# Brothers: told as such, and what both count.
take 07a-sibling
first=$no
calm "$first" R111 "no brother yet"
take 07b-sibling
raises "$no" R111 info "a brother has a case"
raises "$no" R112 warn "and the same sums are in both"
[ "$(grep -o '"rule":"R112"' "$out" | wc -l)" -eq 2 ]
result "the deposit and the debt"
calm "$no" R209 "their father may be paid for both"
calm "$no" R306 "no number is another one's"
as lin set "$no" asset[1].value=18000 debt[1].amount=90000
calm "$no" R112 "sums of their own are no double ones"
calm "$first" R112 "in the first case neither"

# The mother acts in one, the father in the other: by who belongs to both households.
take 07b-sibling
as lin set "$no" initiator.name=赵玉莲 initiator.relation=52 initiator.id_number= initiator.phone= \
    guardian.name=赵玉莲 guardian.relation=52 guardian.id_number= guardian.phone= payee.name=赵玉莲 \
    payee.relation=52 payee.id_number= payee.phone= payee.account= patient.name=盘家佳 patient.id_number= \
    patient.born_on=2018-01-02 patient.phone= illness.inpatient_no=D777
as lin check "$no" --json
grep -q "\"rule\":\"R111\",.*$first" "$out"
result "a brother whose other parent acts"
[ "$(grep -o '"rule":"R111",[^}]*'"$first" "$out" | wc -l)" -eq 1 ]
result "is told once"
as lin check "$first" --json
grep -q "\"rule\":\"R111\",.*$no" "$out"
result "and from the other side"
as lin set "$no" member[1].born_on=1980-01-01 member[2].born_on=1980-01-01
as lin check "$no" --json
! grep -q "\"rule\":\"R111\",.*$first" "$out"
result "people of the same name are no parents yet"

# By a passport here, by a birth certificate there.
as lin import "$top_srcdir/data/practice/leukaemia-child.json"
first=$(cat "$out")
as lin set "$first" patient.certificate=03 patient.id_number=E12345678
as lin import "$top_srcdir/data/practice/leukaemia-child.json"
no=$(cat "$out")
as lin set "$no" patient.certificate=A3 patient.id_number=A123456789
raises "$no" R110 warn "a patient by another paper is the same one"
! grep -q "\"severity\":\"block\",\"message\":\"[^\"]*case $first of another patient" "$out"
result "whose number is not another patient's"
raises "$first" R110 warn "as the other case says"
as lin set "$no" patient.born_on=2019-03-15
calm "$no" R110 "born on another day it is somebody else"
as lin set "$no" patient.born_on=2019-03-14 patient.certificate=01 patient.id_number=990000201903140064
as lin set "$first" patient.certificate=01 patient.id_number=990000201903140013
calm "$no" R110 "and two ID cards are two persons"

# One number under two names, in this case and in another.
as lin set "$no" guardian.name=何大海
raises "$no" R116 warn "a number under two names"
as lin check "$first" --lang zh_CN
says "案卷 $no 中此号码用于另一姓名" "and from the other case"
as lin set "$no" guardian.name=罗建国
calm "$first" R116 "one name is none"

# Whoever submits the second case of a patient says how the two belong together.
as lin import "$top_srcdir/data/practice/uraemia-farmer.json"
first=$(cat "$out")
as lin import "$top_srcdir/data/practice/uraemia-farmer.json"
no=$(cat "$out")
as lin submit "$no"
status_is 1 "the second case of a patient is not submitted without a word"
complains "$first, still open" "which names the first"
as lin submit "$no" --comment "the first was entered twice"
status_is 0 "and with one it is"

# Signs that nobody sees are dropped where somebody types, and refused by name in a file.
for pair in "h04-child-id-with-zero-width-space U+200B" "zero-width-name U+200B" "bidi-name U+202E" \
    "lone-name -"; do
    # shellcheck disable=SC2086 # a name and a code point
    set -- $pair
    as lin import "$field/$1.json"
    [ "$status" -ne 0 ]
    result "$1 does not come in"
    [ "$2" = - ] || complains "$2" "and the code point is said"
done
as lin new
own=$(cut -d' ' -f1 "$out" | head -1)
zero=$(printf '\342\200\213')
as lin set "$own" patient.name="欧阳${zero}大川" patient.certificate=01 \
    patient.id_number="99000019880702005×" patient.phone="0816-2345678转801"
as lin show "$own" --json
says '"欧阳大川"' "typed, it is dropped"
says '"99000019880702005X"' "and × is an X"

as lin set "$own" patient.id_number="99000019880702005Ⅹ"
as lin show "$own" --json
says '"99000019880702005X"' "and so is the Roman ten"
as lin set "$own" patient.name="欧阳$(printf '\357\270\217')大川"
as lin show "$own" --json
says '"欧阳大川"' "a selector of variants is dropped too"

# Phones: typed, wanted in the store, whether R108 tells of it (h08-phones.tsv).
tail -n +2 "$field/h08-phones.tsv" | cut -f1-3 >"$work/phones"
while IFS="$(printf '\t')" read -r typed wanted tells; do
    as lin set "$own" patient.phone=13900000009
    as lin set "$own" patient.phone="$typed"
    case $wanted in
    *refused*) [ "$status" -ne 0 ]; result "$typed is refused" ;;
    *)
        as lin show "$own" --json
        says "\"phone\": \"$wanted\"" "$typed is kept as $wanted"
        [ "$tells" = yes ] || calm "$own" R108 "and is a phone"
        ;;
    esac
done <"$work/phones"

# Found by second readings, rare characters and other writings (h13-find.tsv).
while read -r name query; do
    as lin set "$own" patient.name="$name"
    as lin find "$query"
    grep -q "$own" "$out"
    result "$name is found by $query"
done <<'NAMES'
解晓𠮷 xxj
覃瑞 qr
覃瑞 tr
买买提·吐尔逊 买买提•吐尔逊
黎茜茜 lxx
黎茜茜 lqq
刘晟 ls
刘晟 lc
张国荣 張國榮
張國榮 张国荣
王𬎆 wy
NAMES

# Who is of neither family and stands in both, an account of two hospitals, one who is ill in the other's family.
kept=$no
take 03-foreign-spouse
one=$no
take h14-residence-permit-other-wrong-check
for case in "$one" "$no"; do
    as lin set "$case" 'verification[+].kind=witness' 'verification[+].contact=139 0007 7777'
done
raises "$one" R232 warn "one witness of two families"
raises "$no" R232 warn "is said in both"
as lin set "$no" 'case.adviser_phone=+86 13900003002'
raises "$no" R221 warn "an adviser asks elsewhere"
raises "$one" R221 warn "and who asks is an adviser elsewhere"
as lin set "$no" 'verification[1].contact=13900003002' case.adviser_phone=
raises "$one" R232 warn "who asks vouches elsewhere"
raises "$no" R232 warn "and who vouches asks elsewhere"
as lin set "$one" payee.kind=hospital payee.name=练习省肿瘤医院 payee.account=0200000000000123456 payee.relation=
as lin set "$no" payee.kind=hospital payee.name=虚构市人民医院 payee.account='0200 0000 0000 0123 456' payee.relation=
raises "$no" R209 warn "one account of two hospitals"
as lin set "$no" payee.name=练习省肿瘤医院肝胆外科
calm "$no" R209 "and none where one is a department"
as lin set "$no" payee.name='练习省肿瘤 医院' payee.account=0200000000000999999
raises "$no" R209 warn "one hospital with two accounts"
raises "$one" R209 warn "is said in both"
as lin set "$no" payee.account='0200 0000 0000 0123 456'
calm "$no" R209 "and none with one account in two writings"
as lin set "$no" patient.name=林试二 patient.born_on=1980-05-06
as lin set "$one" 'member[+].name=林試二' 'member[+].relation=74' 'member[+].born_on=1980-05-06'
raises "$one" R111 info "a member of the family is ill in another case"
raises "$no" R111 info "and whose family it is has one too"
calm "$one" R232 "who vouches for a family is asked for nothing where the two are one"
no=$kept

# What an older program wrote is made anew by the first that writes.
if has_sqlite; then
    sqlite3 "$store" "DELETE FROM alike_form; DELETE FROM search_term;
        DELETE FROM meta WHERE name = 'found.forms'"
    as lin find 盘家亮
    [ ! -s "$out" ]
    result "a store of before finds nobody"
    as lin set "$first" case.note=x
    as lin find 盘家亮
    [ -s "$out" ]
    result "until somebody writes"
    raises "$no" R110 warn "and cases that are alike are found"
fi

as zhou verify
status_is 0 "and what the queue says of all is what they lack"

# Of several in one file each is judged once all are there: what is kept of their findings, and of those before
# them that they are alike with, is what is found now.
store=$work/empty.db
take h06c-inpatient-lower
take h07b-same-id
printf '[' >"$work/together.json"
for name in h06a-inpatient-upper h06b-inpatient-fullwidth h07a-same-id; do
    cat "$field/$name.json"
    [ "$name" = h07a-same-id ] && echo ']' || echo ','
done >>"$work/together.json"
as lin import "$work/together.json"
ok "three come in with one file" test "$(wc -l <"$out")" = 3
as zhou verify
status_is 0 "and verify finds what is kept of each"

finish

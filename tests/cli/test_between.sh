# Two laptops and a desk, without a network: cases are entered, handed over as files, returned with
# marks, corrected, approved, exported, the platform's reply taken in, and handed back for the
# follow-up. Each laptop shows what became of its case, and every store is whole.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

# at STORE NAME ARG...: as that person there; the store of T1 is the script's own
at() {
    at_store=$1 at_name=$2
    shift 2
    anjuan --store "$at_store" --as "$at_name" --passphrase-file "$work/$at_name.secret" "$@"
}

one=$store two=$work/two.db desk=$work/desk.db
STATION=V2 TMPDIR=$work "$top_builddir/tests/cli/people" "$two" fresh >"$out" 2>"$err"
result "a second laptop"
STATION=C1 TMPDIR=$work "$top_builddir/tests/cli/people" "$desk" fresh >"$out" 2>"$err"
result "a desk"

# card_of STORE FILE NAME: FILE and FILE.words, as they are read out
card_of() {
    at "$1" zhou card --out "$2" --name "$3"
    status_is 0 "the card of $3"
    sed -n 's/^Characters of this card: //p' "$out" >"$2.words"
}
trusts() {
    at "$1" zhou trust "$2" --words "$(cat "$2.words")"
    status_is 0 "$(basename "$1") trusts $(basename "$2")"
}
card_of "$one" "$work/t1.card" 王村顾问
card_of "$two" "$work/v2.card" 李村顾问
card_of "$desk" "$work/c1.card" 县督导台
trusts "$one" "$work/c1.card"
trusts "$two" "$work/c1.card"
trusts "$desk" "$work/t1.card"
trusts "$desk" "$work/v2.card"

# hand FROM CODE TO WHO NO: a file on a stick
sticks=0
hand() {
    sticks=$((sticks + 1))
    at "$1" "$4" pack --to "$2" "$5" --out "$work/$sticks.anjuan"
    status_is 0 "$5 goes to $2"
    at "$3" zhou unpack "$work/$sticks.anjuan"
    status_is 0 "and arrives"
}

practice=$top_srcdir/data/practice
at "$one" he import "$practice/breast-cancer-teacher.json"
first=$(grep -o 'T1-[0-9]*-[0-9]*' "$out" | head -n 1)
at "$one" he import "$practice/burn-worker.json"
second=$(grep -o 'T1-[0-9]*-[0-9]*' "$out" | head -n 1)
at "$two" he import "$practice/uraemia-farmer.json"
third=$(grep -o 'V2-[0-9]*-[0-9]*' "$out" | head -n 1)
at "$one" he submit "$first" --comment 已核对
status_is 0 "the adviser submits"
at "$two" he submit "$third" --comment 已核对
status_is 0 "so does the other"
hand "$one" C1 "$desk" he "$first"
hand "$one" C1 "$desk" he "$second"
hand "$two" C1 "$desk" he "$third"
at "$one" he show "$first"
status_is 0 "what is away is read"
at "$one" he set "$first" case.note=还想改
status_is 0 "and what is written of it meanwhile"
says 'kept here, and entered when it is home' "waits for it"
at "$one" he show "$first" --json
! grep -q 还想改 "$out"
result "and changes nothing yet"
at "$desk" zhou list --json
says "$first" "the desk has all of them"
says "$third" "of both laptops"

# ---- returned with a mark, corrected, submitted again ----
at "$desk" zhou mark "$first" patient.phone=号码少一位
status_is 0 "the desk marks a field"
at "$desk" zhou return "$first" --reason inconsistent --comment 请核对电话
status_is 0 "and returns the case"
hand "$desk" T1 "$one" zhou "$first"
at "$one" he mark "$first"
says '号码少一位' "the laptop shows the mark"
at "$one" he clashes
says 'to be entered' "what he wrote meanwhile waits for him, not for who took the case in"
at "$one" he set "$first" patient.phone=13900000045
status_is 0 "it is corrected there"
at "$one" he submit "$first" --comment 已更正
status_is 0 "and submitted again"
hand "$one" C1 "$desk" he "$first"

# ---- decided, sent, answered ----
at "$desk" zhou approve "$first" --comment 已核对
status_is 0 "the desk approves"
at "$desk" zhou reject "$third" --comment 不符合
status_is 0 "another one is rejected"
at "$desk" zhou export --template neutral "$first" --out "$work/batch.xlsx"
status_is 0 "it is exported"
batch=$(grep -o 'C1-B[0-9]*' "$out" | head -n 1)
hand "$desk" T1 "$one" zhou "$first"
at "$one" he stage "$first"
! grep -q 'sent' "$out"
result "whether the file was uploaded is not known elsewhere"
says 'exported' "so there it is exported"
at "$one" he report --from 2026-01-01 --to 2027-12-31
says 'exported at another station' "and counted as that"
hand "$one" C1 "$desk" he "$first"
at "$desk" zhou stage "$first"
says 'to be uploaded' "where it was, it is to be uploaded"
printf '案例编号,审核结果,平台编号\n%s,通过,P-77\n' "$first" >"$work/reply.csv"
at "$desk" zhou receipt "$batch" "$work/reply.csv"
status_is 0 "and the platform's reply taken in"
hand "$desk" T1 "$one" zhou "$first"
hand "$desk" V2 "$two" zhou "$third"
at "$one" he show "$first" --json
at "$one" he list --json
says '"status":"exported"' "the laptop shows the outcome"
says '"stage":"accepted"' "and what the platform said"
at "$two" he list --json
says '"status":"rejected"' "and so does the other"

# ---- the follow-up, and back ----
at "$one" he set "$first" 'contact[+].note=已通知家属'
status_is 0 "the adviser goes on with it"
hand "$one" C1 "$desk" he "$first"
at "$desk" zhou show "$first"
says '已通知家属' "and the desk reads it"
at "$desk" sun history "$first"
says 'hand over to another station' "the history tells where it was"
for each in "$one" "$two" "$desk"; do
    at "$each" qian verify
    status_is 0 "$(basename "$each") is whole"
    run "$top_builddir/anjuan-verify" "$each" ${SEALED:+--as qian --passphrase-file "$work/qian.secret"}
    status_is 0 "for the other program too"
done
finish

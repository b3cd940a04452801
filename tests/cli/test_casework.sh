# The records of social work: what is approved of them and what goes on, masks, the portable file, the
# referral letter, the dossier, and that nothing of them outlives an erasure.
. "$top_srcdir/tests/cli/lib.sh"
cases=0
. "$top_srcdir/tests/cli/store.sh"

as lin import "$top_srcdir/data/practice/burn-worker.json"
no=$(cat "$out")
as lin check "$no" --json
says '"rule":"R730"' "nothing is told of what was tried before the public is asked"
as lin set "$no" 'insurance[+].person=阿依é𠮷' 'insurance[+].relation=01' 'insurance[+].basic=resident' \
    'insurance[+].insurer=河西人寿' 'insurance[+].person=罗建国' 'insurance[+].commercial=yes' \
    recourse.insurance=granted recourse.medical_aid=not_eligible recourse.note=县里三月审批 \
    'assessment.state=母亲失眠、自责é𠮷' assessment.suitable=yes \
    'goal[+].goal=解决住处' 'goal[+].who=罗建国' 'goal[+].until=2026-12-20' \
    'referral[+].to=虚构慈善总会é𠮷' 'referral[+].on=2026-11-20' 'referral[+].purpose=第二次化疗的资助' \
    'referral[+].contact=13900007766' evaluation.said=以前没人说过
status_is 0 "all of them are entered"
as lin set "$no" recourse.note= 'insurance[1].insurer='
status_is 0 "and emptied"
as lin set "$no" "recourse.note=$(printf '%0401d' 0)"
status_is 1 "but hold no more than their share"
as lin set "$no" recourse.charity=maybe
status_is 1 "nor what is no result"
as lin set "$no" recourse.note=Pneumonoultramicroscopicsilicovolcanoconiosis
as lin check "$no" --json
ok "what was tried is told" sh -c '! grep -q R730 "$1"' - "$out"

as lin show "$no" --out "$work/whole.json"
as lin import "$work/whole.json"
status_is 0 "the portable file is taken in"
second=$(cat "$out")
as lin show "$second" --out "$work/again.json"
carried() {
    "$python" - "$@" <<'EOF'
import json, sys
one, two = (json.load(open(name)) for name in sys.argv[1:])
for key in ("insurance", "recourse", "assessment", "goal", "referral", "evaluation"):
    assert one[key] == two[key] and one[key], key
EOF
}
ok "with every one of them" carried "$work/whole.json" "$work/again.json"
as lin close "$second" --reason referred --comment 转介
as zhou set "$second" 'request[+].on=2026-11-19'
as zhou set "$second" 'request[1].by=家属' 'request[1].relation=52' 'request[1].answered_on=2026-11-20' \
    'request[1].answer=granted'
status_is 0 "whose person asked for it"
as zhou erase "$second" --reason 本人要求 --request --yes
status_is 0 "a case with them is erased"
as qian show "$second"
ok "and nothing of them is left" sh -c '! grep -q -e 虚构慈善总会 -e 解决住处 -e 以前没人说过 "$1"' - "$out"
as zhou show "$no"
ok "a number of theirs is masked" sh -c 'grep -q "1390[*]*7766" "$1" && ! grep -q 13900007766 "$1"' - "$out"

letter() {
    tr -d '\n' <"$work/papers/$no-$3.txt" | sed 's/　//g' | grep -qF -e "$1"
    result "$2"
}
as lin papers "$no" --only referral-letter --out "$work/papers"
letter '致：虚构慈善总会é𠮷' "the letter goes where the family was referred to" referral-letter-1
letter '希望得到的帮助：第二次化疗的资助' "and asks for what is entered" referral-letter-1
letter '2026年11月20日' "of that day" referral-letter-1

as lin submit "$no"
status_is 0 "the case is submitted"
as zhou approve "$no" --comment "提示事项已逐条核对
R519：单位垫付的五万元已计入账单"
status_is 0 "and approved"
as lin set "$no" 'insurance[1].basic=employee'
status_is 1 "who is insured how was approved"
as lin set "$no" 'insurance[2].claim=asked' 'insurance[2].claim_on=2026-11-20' 'insurance[+].person=罗小禾'
status_is 0 "what becomes of a claim goes on, and a person may come later"
as lin set "$no" recourse.charity=asked 'goal[1].reached=yes' 'referral[1].answered_on=2026-11-21' \
    'referral[1].accepted=yes' evaluation.reached=part evaluation.satisfaction=satisfied
status_is 0 "and so does the help"
as lin list --status approved --json
says "\"no\":\"$no\"" "the approval stays"
rm -r "$work/papers"
as lin papers "$no" --only referral --out "$work/papers"
letter '致：＿＿＿' "where the receipt is back the next letter is a form" referral
as lin dossier "$no" --out "$work/one.zip"
status_is 0 "a dossier"
run "$top_builddir/anjuan-verify" "$work/one.zip"
status_is 0 "holds for the other program"

as qian verify
status_is 0 "the store holds"
also_verifies "for the other program too"
finish

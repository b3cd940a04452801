# Cases in and out: portable files, set, show, find, history, check.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

# What is given comes out again, but for empty values; that taken in once more gives the same bytes.
without_empty='
import json, sys
def clean(x):
    if isinstance(x, dict):
        x = {k: clean(v) for k, v in x.items()}
        return {k: v for k, v in x.items() if v not in ("", None, {}, [])}
    if isinstance(x, list):
        return [v for v in map(clean, x) if v != {}]
    return x
given, shown = (json.load(open(f, encoding="utf-8")) for f in sys.argv[1:])
sys.exit(clean(given) != shown)
'
for file in "$top_srcdir"/data/practice/*.json; do
    name=$(basename "$file" .json)
    as lin import "$file"
    status_is 0 "$name comes in"
    as lin show "$(cat "$out")" --json
    cp "$out" "$work/first.json"
    ok "$name comes out as it came in" "$python" -c "$without_empty" "$file" "$work/first.json"
    as lin import "$work/first.json"
    as lin show "$(cat "$out")" --json
    same "$work/first.json" "$out" "$name comes in and out with the same bytes"
done

as lin find 买买提 --json
says '"patient":"买买提·吐尔逊"' "find finds a name"
as lin find mmttex --limit 1
[ "$(wc -l <"$out")" -eq 1 ]
result "find finds initials, and keeps to its limit"
as qian list --status draft --json
[ "$(grep -c '"status":"draft"' "$out")" -eq 10 ]
result "list lists the drafts"
says '"target_fen":28000000' "with their targets in fen"

# set
as lin new
status_is 0 "new makes a case"
no=$(cat "$out")
as lin set "$no" 'patient.name=赵　é小明' 'patient.id_number=99000020190314001３' case.target_fen=12万 \
    'plan[+].item=化疗' 'plan[+].estimate_fen=3.5w' 'plan[+].item=移植' 'illness.diagnosed_on=2026/8/19'
status_is 0 "set takes what a person types"
as lin show "$no" --json
says '"id_number": "990000201903140013"' "an ID in full-width digits"
says '"born_on": "2019-03-14"' "its date of birth"
says '"sex": "1"' "its sex"
says '"target_fen": 12000000' "an amount in wan"
says '"estimate_fen": 3500000' "the same new row is filled"
says '"item": "移植"' "and a second one begins"
as lin set "$no" 'plan[2].item=' 'plan[1].doctor=周医生'
as lin show "$no" --json
! grep -q 移植 "$out"
result "an empty value empties the field"
as lin history "$no"
says 'patient.name Name:  -> 赵　é小明' "history shows what was entered"
says 'plan.item Treatment: 移植 -> ' "and what was taken out"

as lin check "$no" --json
status_is 1 "check ends with 1 when something blocks"
says '"rule":"R501","version":"' "unanswered disclosure"
says '"severity":"block"' "which blocks"
as lin set "$no" patient.phone=139000 patient.id_number=990000201903140011
status_is 0 "a wrong check digit and a short phone are kept"
as lin check "$no"
says 'block   R101' "the ID blocks"
says 'warn    R108' "the phone only warns"
as lin submit "$no"
status_is 1 "so the case cannot be submitted"
complains 'cannot be submitted' "and is told why"
as lin checklist "$no" --on 2026-11-21 --json
says '"code":"D11","title":"' "checklist names documents"
says '"required":true,"because":"' "and why"

printf '第一段é\n\n第二段𠮷' >"$work/story"
input=$work/story
as lin set "$no" statement.story=-
unset input
as lin show "$no"
grep -qx ' *第二段𠮷' "$out" && ! grep -q '?' "$out"
result "show keeps the lines of a text"

# Several changes are one: when one is wrong, none is made.
as lin show "$no" --json
cp "$out" "$work/before.json"
as lin set "$no" patient.name=新名 illness.diagnosed_on=2026-02-31
status_is 1 "an impossible day is refused"
complains 'illness.diagnosed_on' "and named"
as lin show "$no" --json
same "$work/before.json" "$out" "and nothing was changed"
for bad in patient.nope=1 nope=1 patient.name 'plan[9].item=x' 'plan.item=x' 'patient[1].name=x' case.no=1 \
    "patient.sex=7" case.target_fen=-5 case.target_fen=99999999999999 case.target_fen=viel \
    "patient.name=$(printf 'a\033[2Jb')" "patient.name=$(printf '\377')" document[+].file=x \
    case.target_fen=1.234; do
    as lin set "$no" "$bad"
    [ "$status" -eq 1 ] && [ "$(wc -l <"$err")" -eq 1 ] && ! grep -q "$(printf '\033')" "$err"
    result "refused with one clear line: $(printf %s "$bad" | tr -d '\033\377')"
done
as lin show "$no" --json
same "$work/before.json" "$out" "and nothing was changed"
as lin show T1-2026-999999
status_is 1 "a case that is not there"
complains 'T1-2026-999999' "is named"

# The figures: who may read which, and a period that must be one.
as lin report --from 2026-11-01
status_is 2 "a period has two days"
as lin report --from 2026-11-31 --to 2026-12-01
status_is 2 "both of the calendar"
as lin report --from 2026-12-01 --to 2026-11-01
status_is 1 "the first of them first"
as lin report --from 2000-01-01 --to 2199-12-31 --json
status_is 0 "a social worker reads figures"
says '{"figure":"outcome","from":"2000-01-01","to":"2199-12-31","unit":"cases","own":true,' "of their own cases"
as zhou report --from 2000-01-01 --to 2199-12-31 --json
says '"own":false,' "and a supervisor those of all"
as zhou report --from 2000-01-01 --to 2199-12-31 --exact
status_is 2 "exact figures are about the file"
as lin sent "$no"
status_is 0 "a case that never went out"
says 'never in a batch' "says so"

as zhou verify --json
status_is 0 "the history is whole"
says '"ok":true,"first_bad":null' "and says so in JSON"

finish

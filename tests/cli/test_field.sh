# What a hospital brings: large lists, a file that names a copy that is not there, and the hospital's route
# after the launch. The other inputs of its kind are in test_same.sh and test_certificates.sh.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

rules() {
    as lin check "$no" --json
}

printf '{"case":{},"document":[{"code":"D11","state":"verified","file":"%s"}]}\n' \
    "$(printf 'a%.0s' $(seq 64))" >"$work/copy.json"
as lin import "$work/copy.json"
status_is 1 "a file that names a copy which is not there is refused"
complains 'document[1].file' "and the place is named"

# Lists of a thousand and of three hundred rows are taken and judged.
"$python" - "$top_srcdir/data/practice/leukaemia-child.json" "$work" <<'PYTHON'
import copy, json, sys
case = json.load(open(sys.argv[1], encoding="utf-8"))
long = copy.deepcopy(case)
long["expense"] = [dict(case["expense"][0], invoice_no="F%07d" % i) for i in range(1000)]
wide = copy.deepcopy(case)
for name in ("member", "expense", "plan", "document", "debt"):
    wide[name] = [dict(wide[name][i % len(wide[name])]) for i in range(300)]
for name, which in (("long", long), ("wide", wide)):
    json.dump(which, open("%s/%s.json" % (sys.argv[2], name), "w", encoding="utf-8"))
PYTHON
for name in long wide; do
    as lin import "$work/$name.json"
    no=$(cat "$out")
    rules
    [ "$(grep -c '"rule":"R412"' "$out")" -eq 1 ]
    result "the $name case is taken and judged"
done

# 352,000 raised of 450,000, the hospital paid: the tranches no longer add up; cutting them anew keeps the
# approval, and the hospital's account is all that the sum asks for.
as lin import "$top_srcdir/tests/rules/field/10-hospital-route.json"
no=$(cat "$out")
as lin submit "$no"
as zhou approve "$no" --comment "seen"
as lin set "$no" funding.raised_fen=35200000
rules
says '"rule":"R411"' "tranches that no longer add up are told"
! grep -q '"rule":"R406"' "$out"
result "and no plan is asked for, since the hospital is paid"
as zhou set "$no" tranche[1].amount_fen=25200000 tranche[2].amount_fen=10000000
status_is 0 "a supervisor cuts them anew"
rules
! grep -q '"rule":"R411"' "$out"
result "then they add up"
as lin list
grep "$no" "$out" | grep -q approved
result "and the case is approved still"

finish

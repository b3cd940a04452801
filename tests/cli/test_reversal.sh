# A bill takes back what it said, as hospitals print it: a row of expenses with a minus that names the invoice.
# Sums, papers and the portable file take it with its sign; a minus anywhere else is a finding, or refused.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

# found WHAT: whether the rule stands in the findings.
found() {
    as lin check "$no" --json
    grep -q "\"rule\":\"$1\"" "$out"
}

as lin import "$top_srcdir/data/practice/leukaemia-child.json"
no=$(cat "$out")
as lin set "$no" illness.bill_total=142200元 'expense[+].category=13'
as lin set "$no" 'expense[5].amount=-860元' 'expense[5].insured=-400元' \
    'expense[5].self=－460' 'expense[5].invoice_no=0260820099' 'expense[5].reverses=0260820011'
status_is 0 "a reversal is entered with a minus"
as lin show "$no" --reveal
says '-860.00' "and shown with it"
! found R403
result "it takes back less than the invoice came to, and splits up as other rows do"
found R402
result "the bill in total no longer fits the rows"
as lin set "$no" illness.bill_total=141340元
! found R402
result "until it is that of the hospital, with the reversal"
as lin papers "$no" --out "$work/papers" --only case-sheet
grep -q '红冲（冲销票据 0260820011）西药费：-860.00 元，医保 -400.00 元' "$work/papers/$no-case-sheet.txt" &&
    grep -q '合计：账单总额 141,340.00 元' "$work/papers/$no-case-sheet.txt"
result "the case sheet has it, and sums by sign"

as lin show "$no" --json --reveal
cp "$out" "$work/out.json"
grep -q '"amount_fen": *-86000' "$work/out.json"
result "so has the portable file"
as lin import "$work/out.json"
again=$(cat "$out")
as lin show "$again" --json --reveal
cmp -s "$work/out.json" "$out"
result "which is taken in and written again byte for byte"

as lin set "$no" 'expense[5].amount=-90000元' 'expense[5].insured=' 'expense[5].self='
found R403
result "more than the invoice came to is a finding"
as lin set "$no" 'expense[5].amount=-860元' 'expense[5].reverses='
found R403
result "so is a minus that takes back nothing"
as lin set "$no" 'expense[5].amount=860元' 'expense[5].reverses=0260820011'
found R403
result "and a reversal without one"
for field in expense[1].unpaid debt[1].amount plan[1].estimate case.target; do
    as lin set "$no" "$field=-5"
    status_is 1 "no minus in $field"
    as lin set "$no" "${field}_fen=-500"
    status_is 1 "nor in ${field}_fen"
done
sed 's/"target_fen": */&-/' "$work/out.json" >"$work/below.json"
as lin import "$work/below.json"
status_is 1 "nor in a case file, where no bill takes anything back"
complains 'from 0 to' "which says what an amount is"

# stored FEN SETTING: what the amount of the row is then.
stored() {
    as lin set "$no" "$2"
    as lin show "$no" --json
    grep -q "\"amount_fen\": *$1," "$out"
    result "$2 is $1 fen"
}
stored -86000 'expense[5].amount_fen=-86000'
stored -35000 'expense[5].amount=￥－350'
stored 0 'expense[5].amount=-0'
as lin set "$no" 'expense[5].amount_fen=-1,500'
complains 'fen or yuan' "what could be both is told so with a minus too"
stored -86000 'expense[5].amount=负860元'
as lin history "$no"
says 'Amount: 0.00 yuan -> -860.00 yuan' "the history tells both amounts"

# The whole bill in two parts; its number may be written with blanks.
as lin set "$no" 'expense[4].unpaid=5100元' 'expense[5].category=1' 'expense[5].amount=-13000元' \
    'expense[5].insured=-8000元' 'expense[5].self=-5000元' 'expense[5].reverses=0260 8200 14' \
    'expense[+].category=1' 'expense[+].amount=-100元' 'expense[+].self=-100元' \
    'expense[+].invoice_no=0260820098' 'expense[+].reverses=0260820014' illness.bill_total=129100元
as lin check "$no" --json
! grep -q 'taken back by more' "$out"
result "a bill may be taken back as a whole"
! found R402
result "which leaves the others"
grep -q 'more of it stands as unpaid than is left' "$out"
result "but then nothing of it is unpaid"
as lin set "$no" 'expense[4].unpaid=' 'expense[6].amount=-100.01元' 'expense[6].self=-100.01元' --json
as lin check "$no" --json
[ "$(grep -c 'is taken back by more' "$out")" -eq 1 ]
result "a fen more is a finding, and one of both rows"
as lin set "$no" 'expense[6].invoice_no=0260820099' 'expense[6].amount=-100元' 'expense[6].self=-100元'
found R415
result "a reversal comes once"
verifies
status_is 0 "the store verifies"
also_verifies
status_is 0 "by the other program too"

finish

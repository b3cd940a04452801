# The ledger of a case: its sums, the two equations, what does not add up; follow-up after approval.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

as lin import "$top_srcdir/data/practice/breast-cancer-teacher.json"
no=$(cat "$out")
as lin money "$no" --json
status_is 0 "a case without entries"
says '"raised_fen":30200000,"fee_fen":500000,"paid_out_fen":0,"held_fen":29700000' "has the sums of the platform"
says '"entries":[]' "and no entries"

as lin submit "$no"
as zhou approve "$no" --comment 提示事项已逐条核对
as lin set "$no" 'money[+].kind=raised' 'money[+].amount=302000' 'money[+].on=2026-07-05' \
    'money[+].kind=fee' 'money[+].amount=5000' 'money[+].on=2026-07-06' \
    'money[+].kind=paid_person' 'money[+].amount=12万' 'money[+].on=2026-11-01' 'money[+].tranche=1' \
    'money[+].kind=spent' 'money[+].amount=98765.43' 'money[+].on=2026-11-12' 'money[+].payee=某医院é𠮷'
status_is 0 "entries are made after the approval"
as lin list --status approved --json
says "\"no\":\"$no\"" "which stays"
as lin money "$no" --json
status_is 0 "the sums hold"
says '"paid_out_fen":12000000,"held_fen":17700000,"returned_fen":0,"charity_fen":0,"receipts_fen":9876543,"unspent_fen":2123457' \
    "all sums come from the entries"
says '"holds":true' "and add up"
says '{"what":"funding.withdrawn_fen","fen":12000000}' "where the platform shows something else, by how much"
as lin money "$no"
says 'Raised 302,000.00 = fee 5,000.00 + paid out 120,000.00 + held 177,000.00 + returned 0.00' "for people too"
says 'Paid out 120,000.00 = receipts 98,765.43 + unspent 21,234.57' "both equations"
says '2026-11-12  spent, with receipt        98,765.43      177,000.00       21,234.57' "and what is left after each entry"

as lin set "$no" 'money[3].amount=297000.01'
as lin money "$no" --json
status_is 1 "more was paid out than there was"
says '{"what":"held_fen","fen":-1}' "by one fen"
says '"rule":"R420"' "as the check says"
as lin show "$no" --json
cp "$out" "$work/first.json"
as lin import "$work/first.json"
as lin show "$(cat "$out")" --json
same "$work/first.json" "$out" "the ledger comes in and out with the same bytes"

finish

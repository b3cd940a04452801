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
says '2026-11-12  spent                  98,765.43      177,000.00       21,234.57' "and what is left after each entry"

as lin set "$no" 'money[3].amount=297000.01'
as lin money "$no" --json
status_is 1 "more was paid out than there was"
says '{"what":"held_fen","fen":-1}' "by one fen"
says '"rule":"R420"' "as the check says"
# The question to the donors, and a letter for each office that has not replied.
as lin papers "$no" --out "$work/before"
[ "$(ls "$work/before" | grep -c -e surplus -e inquiry)" -eq 0 ]
result "nobody is asked before it is time"
as lin set "$no" 'money[3].amount=120000' 'event[+].kind=death' 'event[+].on=2026-11-20' \
    'surplus.until=2026-12-20' 'inquiry[+].to=community' 'inquiry[+].facts=名下有无住房é𠮷' \
    'inquiry[+].office=河西村民委员会' 'inquiry[+].to=hospital' 'inquiry[+].facts=费用' \
    'inquiry[+].answered_on=2026-11-21' 'inquiry[+].to=registry' 'inquiry[+].facts=房产'
as lin papers "$no" --out "$work/papers"
status_is 0 "after an end with money left"
letter() {
    tr -d '\n' <"$work/papers/$no-$1.txt" | sed 's/　//g' | grep -qF -e "$2"
    result "$3"
}
letter surplus '剩余款项合计 198,234.57 元：平台留存 177,000.00 元，已拨付未使用21,234.57 元' "the donors are told what is left"
letter surplus '截止：2026年12月20日' "and until when they may answer"
letter inquiry-1 '河西村民委员会：' "a letter goes to an office by its name"
letter inquiry-1 '名下有无住房é𠮷' "and says what is asked"
letter inquiry-3 '不动产登记机构：' "or by its kind"
ok "and none where there was a reply" test ! -e "$work/papers/$no-inquiry-2.txt"

as lin set "$no" 'money[1].amount=9999999999.99' 'money[3].amount=8888888888.88'
as lin money "$no"
says ' 9,999,999,999.99  9,999,999,999.99 ' "an amount is never cut"
says ' 8,888,888,888.88  1,111,106,111.11  8,888,888,888.88 ' "and stands below its heading"

as lin show "$no" --json --reveal
cp "$out" "$work/first.json"
as lin import "$work/first.json"
as lin show "$(cat "$out")" --json
same "$work/first.json" "$out" "the ledger comes in and out with the same bytes"

finish

# The loop with a platform: a batch of twelve, its reply, what is done about it, a second batch.
. "$top_srcdir/tests/cli/lib.sh"
cases=12
. "$top_srcdir/tests/cli/store.sh"

# shellcheck disable=SC2086 # one word each
set -- $numbers
as zhou export --template neutral --out "$work/a.xlsx"
status_is 0 "a batch of twelve"
reply=$work/回执.csv
{
    echo '案例编号,患者姓名,审核结果,驳回原因,平台编号'
    for no in $1 $2 $3 $4 $5 $6 $7 $8 $9; do
        echo "$no,,通过,,SDC-$no"
    done
    echo "${10},,驳回,收款人银行卡号有误é,"
    echo "${11},,不通过,\"缺少诊断证明
请补充\","
    echo "T9-2026-000001,,通过,,SDC-x"
} >"$reply"

as lin receipt T1-B0001 "$reply" --dry-run
status_is 1 "a social worker takes in no reply"
complains 'Only a supervisor' "and is told who does"
as zhou receipt T1-B0009 "$reply"
status_is 1 "a batch that is not there"
mkfifo "$work/pipe"
run timeout 20 "$top_builddir/anjuan" --store "$store" --as zhou --passphrase-file "$work/zhou.secret" receipt T1-B0001 "$work/pipe"
status_is 1 "a pipe that nobody writes to does not hold the program"
complains 'not a file' "and it says why"
as zhou receipt T1-B0001 "$work/nowhere.csv"
status_is 1 "a file that is not there"
as zhou receipt T1-B0001 "$reply" --dry-run
status_is 0 "a reply is looked at first"
says 'accepted 9, refused 2, without an answer 1, rows left out 1' "what it comes to"
says "Without an answer: ${12}" "which case is missing"
says 'no case of this batch has that number' "which row is unknown"
says 'Nothing was changed yet' "and that nothing was done"
on_terminal "$top_builddir/anjuan" --store "$store" --as zhou --passphrase-file "$work/zhou.secret" \
    receipt T1-B0001 "$reply" --dry-run
head -n 1 "$out" | grep -q '^Row  *Case  *Compared  *Answer  *Its number  *Why'
result "on a terminal the columns have names"
as zhou batches --json
says '"state":"written"' "as the batch tells"
as zhou show "$1" --json
cp "$out" "$work/case.json"
name=$("$python" -c "
import json, sys
print(json.load(open(sys.argv[1]))['patient']['name'])" "$out")
cp "$reply" "$work/回执-$name.csv"
as zhou receipt T1-B0001 "$work/回执-$name.csv"
status_is 1 "a reply whose file is named after a patient is not taken in"
complains "leave out of it who the case is about" "for the name outlives the case"
initiator=$("$python" -c "
import json, sys
print(json.load(open(sys.argv[1]))['initiator']['name'])" "$work/case.json")
[ "$initiator" != "$name" ]
result "who asks for help is another"
cp "$reply" "$work/回执-$initiator.csv"
as zhou receipt T1-B0001 "$work/回执-$initiator.csv"
status_is 1 "nor is one that is named after them"
as zhou receipt T1-B0001 "$reply" --comment "已与 $name 核对"
status_is 1 "nor is a comment that names one"
complains "leave out of it who the case is about" "which stands with the other cases"
as zhou receipt T1-B0001 "$reply" --json
status_is 0 "then it is taken in"
says '"accepted":9,"refused":2,"missing":["'"${12}"'"]' "by the same figures"
says '"row":"row 13, column A","case":"T9-2026-000001","fate":"unmatched"' "and rows"
as zhou receipt T1-B0001 "$reply"
status_is 0 "the same file again"
says 'It changes nothing' "changes nothing"
says 'This file was taken in already' "and is known"
as zhou batches --json
says '"state":"written"' "with a case missing the batch waits on"

# What the cases tell.
as lin history "${10}"
says 'batch_case.outcome Answer of the platform:  -> refused' "the history tells the outcome"
says 'batch_case.reason Reason of the platform:  -> 收款人银行卡号有误é' "the reason"
says 'payee.account  inconsistent' "and where it is marked"
as lin show "${11}"
says '请补充' "a reason of two lines is a mark too"
as lin history "$1"
says "batch_case.platform_no Number at the platform:  -> SDC-$1" "an accepted case has its number"

# Contradictions.
sed "s/SDC-$1/SDC-0/; s/^$2,,通过/$2,,驳回/" "$reply" >"$work/other.csv"
as zhou receipt T1-B0001 "$work/other.csv"
status_is 1 "a reply that says otherwise needs a word"
complains "$1 (row 2, column A)" "and the case is named"
as zhou receipt T1-B0001 "$work/other.csv" --dry-run --json
says '"contrary":2' "a look may be taken"
as zhou receipt T1-B0001 "$work/other.csv" --dry-run
says '2 rows say otherwise than what is known; they are taken in only with the word why (--comment)' \
    "and tells what it would take"
says 'an earlier reply said: ' "and against what"
as zhou receipt T1-B0001 "$work/other.csv" --comment '平台来电更正é'
status_is 0 "with a word it counts"
as zhou history "$2"
says 'accepted -> refused' "and the history has both"
says '平台来电更正é' "and the word"
as zhou receipt T1-B0001 "$reply" --comment '平台又更正'
status_is 0 "and back again"

# What is missing comes later, as GB18030 with other separators.
printf '批次号;案例编号;结果;平台\nT1-B0001;%s;通过;水滴筹平台\n' "${12}" |
    iconv -f UTF-8 -t GB18030 >"$work/later.txt"
as zhou receipt T1-B0001 "$work/later.txt"
status_is 0 "a later reply completes the first"
says 'without an answer 0' "nothing is missing now"
as zhou batches --json
says '"state":"answered"' "and the batch is answered"

# The refused are corrected, approved once more, and sent again by themselves.
for no in ${10} ${11}; do
    as lin amend "$no"
    status_is 0 "a refused case is amended"
    as lin show "$no"
    says 'The platform:' "what the platform said stands there still"
    as lin set "$no" payee.phone=13900000042
    as lin submit "$no"
    status_is 0 "and submitted"
    as zhou approve "$no" --comment '平台所提已改é'
    status_is 0 "and approved again"
done
as zhou export --template neutral --refused T1-B0001 --out "$work/b.xlsx" --json
status_is 0 "only the refused go out again"
says '"batch":"T1-B0002"' "in a second batch"
says '"cases":2' "of the two"
printf '案例编号,结果,平台编号\n%s,通过,SDC-10\n%s,通过,SDC-11\n' "${10}" "${11}" >"$work/second.csv"
as zhou receipt T1-B0002 "$work/second.csv"
status_is 0 "which the platform answers too"
as zhou receipt T1-B0001 "$reply"
status_is 0 "and the first reply still changes nothing"
says 'It changes nothing' "of what came after it"
as lin sent "${10}"
says 'T1-B0001' "the ledger tells the first batch"
says '收款人银行卡号有误é' "why it was refused"
says 'T1-B0002' "the second"
says 'SDC-10' "and its number there"
as zhou batches --json
says '"predecessor":"T1-B0001"' "the second batch names the first"

# Another's reply.
printf '案例编号,结果\nT9-2026-000001,通过\n' >"$work/foreign.csv"
as zhou receipt T1-B0001 "$work/foreign.csv"
status_is 1 "a reply about something else"
complains 'not about batch T1-B0001' "is refused as a whole"
printf '案例编号,结果,批次编号,平台,患者姓名\n%s,驳回,T1-B0002,,\n%s,驳回,,轻松筹,\n%s,驳回,,,某甲乙丙丁\n' \
    "$1" "$2" "$3" >"$work/mixed.csv"
as zhou receipt T1-B0001 "$work/mixed.csv"
status_is 0 "rows that cannot be true are left out"
says 'names the batch “T1-B0002”' "of another batch"
says 'names the platform “轻松筹”' "of another platform"
says 'another name' "of another patient"
says 'It changes nothing' "and change nothing"
for name in '不是水滴筹而是轻松筹' 'not Shuidichou' ' 水 滴筹平台' 'SHUIDICHOU'; do
    printf '案例编号,结果,平台\n%s,驳回,%s\n' "$1" "$name" >"$work/named.csv"
    as zhou receipt T1-B0001 "$work/named.csv" --dry-run
    case $name in
    *'不是'* | not*) says "names the platform “$name”" "of a name that holds the platform's" ;;
    *) ! grep -q 'names the platform' "$out"
       result "not of the platform written otherwise" ;;
    esac
done
printf '案例编号,结果,驳回原因\n%s,驳回,a\n%s,驳回,a\n%s,驳回,b\n%s,通过,\n%s,\033[31m,\n' \
    "$1" "$1" "$2" "$2" "$3" >"$work/double.csv"
as zhou receipt T1-B0001 "$work/double.csv" --dry-run --json
says '"double":3' "double rows are named"
says '"unclear":1' "and what cannot be shown safely"
# shellcheck disable=SC1003
ok "nor is it" sh -c '! grep -q "$(printf "\033")" "$1"' - "$out"
as zhou verify
status_is 0 "the history is whole"
finish

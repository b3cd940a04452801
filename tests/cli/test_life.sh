# The life of a case by the command line: stages, stops, closing from every status and back.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

new_case() {
    as lin import "$top_srcdir/data/practice/$1.json"
    no=$(cat "$out")
}

approve() {
    as lin submit "$no"
    as zhou approve "$no" --comment '提示已逐条核对'
}

# ---- closed from every status, and back ----

new_case uraemia-farmer
as lin close "$no"
status_is 1 "a case is closed with a reason"
complains 'achieved' "and the reasons are named"
as qian close "$no" --reason other
status_is 1 "an auditor closes nothing"
as he close "$no" --reason other
status_is 1 "nor an adviser what others entered"
as lin close "$no" --reason withdrawn --comment '家属不再需要é' --json
status_is 0 "a draft is closed"
says "{\"no\":\"$no\",\"status\":\"closed\",\"stage\":\"closed\"}" "with its stage"
as lin set "$no" patient.phone=13900000001
status_is 1 "and not edited"
as lin set "$no" 'event[+].kind=discharge'
status_is 1 "nor followed up by a social worker"
as zhou set "$no" 'contact[+].on=2026-11-20'
status_is 0 "but by a supervisor"
as lin close "$no" --reason other
status_is 1 "it is closed once"
as lin history "$no"
says '家属不再需要é' "the history tells why"
says 'case_file.stage' "and the stage"
says 'withdrawn by the family' "and the reason in words"
as lin stage "$no" archived
status_is 1 "a social worker does not archive"
as zhou stage "$no" archived
status_is 0 "a supervisor does"
as zhou set "$no" 'contact[+].on=2026-11-20'
status_is 1 "the archive is read"
as lin reopen "$no"
status_is 1 "and opened by a supervisor"
as zhou reopen "$no" --json
says '"stage":"closed"' "to a closed case"
as lin reopen "$no" --json
says '"status":"draft","stage":"prepared"' "which is opened as a draft"

as lin submit "$no"
as lin close "$no" --reason duplicate --json
says '"status":"closed","stage":"closed"' "a submitted case is closed"
as lin reopen "$no"
as lin submit "$no"
as zhou return "$no" --reason other
as lin close "$no" --reason not_eligible --json
says '"status":"closed","stage":"closed"' "and a returned one"
as lin reopen "$no"
as lin submit "$no"
as zhou reject "$no" --reason inconsistent
as lin close "$no" --reason not_eligible --json
says '"status":"rejected","stage":"closed"' "a rejected one stays rejected"
as lin reopen "$no" --json
says '"status":"rejected","stage":"prepared"' "also when it is opened"

new_case leukaemia-child
approve
as lin stage "$no" raising
status_is 1 "no stage is skipped to raising"
as lin stage "$no" archived
status_is 1 "nor to the archive"
as lin stage "$no" nonsense
status_is 2 "a stage that is none"
as lin close "$no" --reason withdrawn --json
says '"status":"approved","stage":"closed"' "an approved case stays approved"
as zhou export --template neutral --out "$work/closed.xlsx"
status_is 1 "and is not exported while it is closed"
as lin list --status closed --json
says "\"no\":\"$no\",\"status\":\"approved\"" "the list of closed ones has it"
says '"stage":"closed"' "with its stage"
as lin list --status approved --json
! grep -qF "\"no\":\"$no\"" "$out"
result "and that of approved ones has not"
as lin reopen "$no" --json
says '"status":"approved","stage":"prepared"' "it goes back to where it was"

# ---- stops ----

as lin stop "$no" --reason fraud
status_is 1 "a stop needs words"
as lin stop "$no" --reason nonsense --comment x
status_is 2 "and a reason that is one"
as lin stop "$no" --reason fraud --comment '票据对不上é' --json
status_is 0 "a social worker stops a case"
says '"stop":"fraud"' "which is said"
as zhou export --template neutral "$no" --out "$work/stopped.xlsx"
status_is 1 "it is not exported"
ok "and there is no file" test ! -e "$work/stopped.xlsx"
as lin set "$no" 'tranche[1].state=requested'
status_is 1 "no payment is requested"
as lin close "$no" --reason other --comment x
status_is 1 "nor is it closed before somebody decided"
complains 'stopped' "and is told so"
as lin stop "$no" --decide '可以'
status_is 1 "a social worker does not decide"
as zhou stop "$no" --decide '已核实，票据无误é' --json
status_is 0 "a supervisor does"
! grep -qF '"stop"' "$out"
result "and nothing stops it"
as lin stage "$no"
says '已核实，票据无误é' "the steps tell of it"
as lin history "$no"
says 'decide a stop' "and the history"
as lin checklist "$no" --json
! grep -q '"code":"D33"' "$out"
result "no certificate of a death is asked for"
as lin stop "$no" --reason death --comment '家属来电告知'
as lin checklist "$no" --json
says '"code":"D33"' "it is after a death that is told as a stop"
as zhou stop "$no" --decide '误报' --go-on
as lin checklist "$no" --json
! grep -q '"code":"D33"' "$out"
result "and not any more when that was none"
as zhou export --template neutral "$no" --out "$work/sent.xlsx"
status_is 0 "it is exported"
as lin list --json
says '"status":"exported"' "as such"
says '"stage":"sent"' "and sent"
as lin list
says 'to be uploaded' "which nobody is told before the upload"
as lin stage "$no"
says 'to be uploaded' "nor by its steps"
as zhou batches --json
batch=$(sed -n '1s/.*"batch":"\([^"]*\)".*/\1/p' "$out")
as zhou batch "$batch" --uploaded "$(date +%Y-%m-%d)"
status_is 0 "the batch is uploaded"
as lin stage "$no"
! grep -q 'to be uploaded' "$out" && grep -q '  sent' "$out"
result "after it the case is sent"

# ---- along its life ----

as lin stage "$no" accepted --on 2090-01-01
status_is 1 "nothing came about tomorrow"
as lin stage "$no" accepted --on 2020-01-01
status_is 1 "nor before the stage before it"
complains 'is before that of the stage' "which is said"
for stage in accepted raising raising_ended settling; do
    as lin stage "$no" "$stage" --json
    status_is 0 "$stage"
    says "\"stage\":\"$stage\"" "is said"
done
as lin stage "$no" raising
status_is 1 "a social worker does not go back"
as lin close "$no" --reason achieved --json
says '"status":"exported","stage":"closed"' "an exported case is closed"
as lin reopen "$no" --json
says '"status":"exported","stage":"settling"' "and goes back to where it was"

# ---- a patient who dies after the upload, taken to the end by what the program says ----

new_case breast-cancer-teacher
approve
as zhou export --template neutral "$no" --out "$work/died.xlsx"
status_is 0 "a case is sent"
as lin stage "$no" raising
as zhou set "$no" 'money[+].kind=raised' 'money[+].on=2026-11-12' 'money[+].amount=100000元'
as zhou set "$no" 'money[+].kind=fee' 'money[+].on=2026-11-13' 'money[+].amount=3000元'
as zhou set "$no" 'money[+].kind=paid_person' 'money[+].on=2026-11-14' 'money[+].amount=40000元'
as lin set "$no" 'event[+].kind=death' 'event[+].on=2026-11-20' 'event[+].note=抢救无效'
status_is 0 "the patient dies"
complains 'is stopped now: the patient died' "which is noted"
as lin list --json
says '"stop":"death"' "which stops the case by itself"
as lin stage "$no"
says 'still open: it is stopped' "and is told"
as zhou export --template neutral "$no" --out "$work/again.xlsx"
status_is 1 "it is not sent a second time"
complains 'the patient died' "for that reason"
as zhou batches --json
batch=$(sed -n 's/.*"batch":"\([^"]*\)".*/\1/p' "$work/out" | head -n 1)
as zhou export --batch "$batch" --out "$work/copy.xlsx"
status_is 1 "nor is the batch that has it written again"
complains "holds case $no" "which is named"
as zhou set "$no" 'money[+].kind=requested' 'money[+].on=2026-11-21' 'money[+].amount=1000元'
status_is 1 "and no payment is requested"
complains 'the patient died' "for that reason too"
as zhou stop "$no" --decide '停止筹款，征询捐助人'
status_is 1 "after a death nothing goes on unsaid"
as zhou stop "$no" --decide '停止筹款，征询捐助人' --hold
status_is 0 "a supervisor decides"
as zhou export --batch "$batch" --out "$work/copy.xlsx"
status_is 1 "what stays held is not written again either"
as zhou set "$no" 'tranche[2].state=requested'
status_is 1 "no payment is requested of a case that stays held"
complains 'stays held' "and it is said why"
as lin stage "$no" raising_ended
as lin stage "$no" settling
as lin close "$no" --reason death --comment '想结案'
status_is 1 "it is not closed over money"
complains '40,000.00 yuan were paid out and not spent' "what has no receipt is named"
complains 'the donors were not asked' "the donors"
complains '57,000.00 yuan are still held' "and what the platform holds"
as lin set "$no" 'money[+].kind=spent' 'money[+].on=2026-11-19' 'money[+].amount=32000元' \
    'money[+].receipt_no=0051238876'
as lin set "$no" 'money[+].kind=paid_back' 'money[+].on=2026-11-22' 'money[+].amount=8000元'
as lin set "$no" surplus.asked_on=2026-11-21 surplus.asked_how=平台公告 surplus.answers=210 \
    surplus.for_return=198 surplus.for_charity=12
as lin close "$no" --reason death --comment '想结案'
status_is 1 "asked is not decided"
complains 'is not decided' "which is said"
as lin set "$no" surplus.decided_by=平台 surplus.decided_on=2026-11-23
as lin set "$no" 'money[+].kind=returned' 'money[+].on=2026-11-24' 'money[+].amount=65000元'
as lin close "$no" --reason death
status_is 1 "decided is not done"
as lin set "$no" surplus.done_on=2026-11-24
as lin close "$no" --reason death
status_is 1 "a payment that was requested is no reason to hold it, but to say why"
complains 'a payment is requested' "or to take the request back"
as zhou set "$no" 'tranche[1].state=refused'
as lin stage "$no"
! grep -qF 'still open' "$out"
result "nothing is open any more"
as lin close "$no" --reason death --json
status_is 0 "it is closed"
says '"status":"exported","stage":"closed"' "as it was sent"
as lin money "$no"
status_is 0 "and nothing is unaccounted for"
as zhou verify
status_is 0 "the history is whole"

finish

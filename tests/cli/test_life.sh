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
as zhou export --template neutral "$no" --out "$work/sent.xlsx"
status_is 0 "it is exported"
as lin list --json
says '"status":"exported"' "as such"
says '"stage":"sent"' "and sent"

# ---- along its life ----

as lin stage "$no" accepted --on 2090-01-01
status_is 1 "nothing came about tomorrow"
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
anjuan --store "$store" verify
status_is 0 "the history is whole"

finish

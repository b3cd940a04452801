# A station that one supervisor trusts alone stands for that supervisor: what its people approve of a
# case in which she had a hand goes out here only once another one compared its card too. Where two
# approvals are asked for here, what was approved elsewhere takes two as well.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

at() { # STORE NAME ARG...
    at_store=$1 at_name=$2
    shift 2
    anjuan --store "$at_store" --as "$at_name" --passphrase-file "$work/$at_name.secret" "$@"
}

other=$work/other.db
rm -f "$store"
TMPDIR=$work "$top_builddir/tests/cli/people" "$store" fresh >"$out" 2>"$err"
result "a station"
STATION=C9 TMPDIR=$work "$top_builddir/tests/cli/people" "$other" fresh >"$out" 2>"$err"
result "another, of which nobody here knows whose it is"
card_of() { # STORE FILE
    at "$1" zhou card --out "$2"
    status_is 0 "the card of $2"
    sed -n 's/^Characters of this card: //p' "$out" >"$2.words"
}
card_of "$store" "$work/t1.card"
card_of "$other" "$work/c9.card"
at "$other" zhou trust "$work/t1.card" --words "$(cat "$work/t1.card.words")"
status_is 0 "it trusts the first"
as sun trust "$work/c9.card" --words "$(cat "$work/c9.card.words")"
status_is 0 "and sun alone trusts it"
complains 'trusted by one alone' "which she is told"
as qian stations
says 'trusted by sun 先生 alone' "and everybody sees"
as qian stations --json
says '"trusted_by":["sun 先生"]' "programs too"

sticks=0
there_and_back() { # NO [WORDS OF THE APPROVAL]: it is approved there
    sticks=$((sticks + 1))
    as sun pack --to C9 "$1" --out "$work/$sticks.there"
    status_is 0 "$1 goes there"
    at "$other" zhou unpack "$work/$sticks.there"
    at "$other" zhou approve "$1" --comment "${2:-已核对}"
    status_is 0 "and is approved there"
    at "$other" zhou pack --to T1 "$1" --out "$work/$sticks.back"
    as sun unpack "$work/$sticks.back"
    status_is 0 "it comes home, as it does to who works alone on a laptop"
}
entered() { # WHO FILE; sets $no
    as "$1" import "$top_srcdir/data/practice/$2.json"
    no=$(grep -o 'T1-[0-9]*-[0-9]*' "$out" | head -n 1)
    as "$1" submit "$no" --comment 已核对
    status_is 0 "$1 submits $no"
}
sends() { # NO...
    as zhou export --template neutral --out "$work/$1.xlsx" "$@"
}
whole() { # STORE WORDS
    at "$1" qian verify
    status_is 0 "$2"
    run "$top_builddir/anjuan-verify" "$1" ${SEALED:+--as qian --passphrase-file "$work/qian.secret"}
    status_is 0 "for the other program too"
}

entered sun breast-cancer-teacher
own=$no
there_and_back "$own"
complains 'goes out here only once' "what its approval is worth is said"
entered he uraemia-farmer
there_and_back "$no"
! grep -q 'goes out here only once' "$err"
result "of a case of somebody else's nothing is"
sends "$own"
status_is 1 "her own case does not go out by that"
complains 'sun 先生 alone' "for it may be her own approval"
sends "$no"
status_is 0 "that of an adviser does"
as zhou show "$own"
as zhou dossier "$no" --out "$work/one.zip"
run "$top_builddir/anjuan-verify" "$work/one.zip"
status_is 0 "a dossier of it is whole"

# Behind the program's back.
sent_alone() { # NO; sets $event
    rm -rf "$work"/bad.db*
    cp "$store" "$work/bad.db"
    cp -r "$store.files" "$work/bad.db.files" 2>"$err"
    SENT=$1 "$top_builddir/tests/cli/forger" "$work/bad.db" sent_alone >"$work/forged" 2>&1
    result "what the program refuses is written by another: $1"
    event=$(sed -n 's/^sent_alone //p' "$work/forged")
}
sent_alone "$own"
at "$work/bad.db" qian verify
status_is 1 "verify names it"
grep -q "event $event.*nobody without a hand in the case trusted the station" "$err"
result "and why"
run "$top_builddir/anjuan-verify" "$work/bad.db" ${SEALED:+--as qian --passphrase-file "$work/qian.secret"}
status_is 1 "so does the other program"
grep -q "^Event $event: .*nobody without a hand in the case trusted the station" "$out"
result "and why"

# Parts of the money are cut anew after the approval, so they are those of the case then.
rm -rf "$work"/bad.db*
cp "$store" "$work/bad.db"
cp -r "$store.files" "$work/bad.db.files" 2>"$err"
SENT=$own "$top_builddir/tests/cli/forger" "$work/bad.db" sent_parts >"$work/forged" 2>&1
result "another part of the money is sent: $(cat "$work/forged")"
event=$(sed -n 's/^sent_parts //p' "$work/forged")
at "$work/bad.db" qian verify
grep -q "event $event: .*the parts of the money are not those of the case" "$err"
result "verify names it"
run "$top_builddir/anjuan-verify" "$work/bad.db" ${SEALED:+--as qian --passphrase-file "$work/qian.secret"}
grep -q "^Event $event: .*the parts of the money are not those of the case" "$out"
result "so does the other program"

# ---- a second supervisor vouches ----
as sun trust "$work/c9.card" --words "$(cat "$work/c9.card.words")"
sends "$own"
status_is 1 "to trust it twice alone is to trust it alone"
as zhou trust "$work/c9.card" --words "$(cat "$work/c9.card.words")"
status_is 0 "another supervisor compares the card"
as qian stations
says 'trusted by sun 先生, zhou' "both are named"
sends "$own"
status_is 0 "and it goes out"
whole "$store" "the store is whole"
whole "$other" "and the other"
as zhou distrust C9 --reason '电脑被偷'
status_is 0 "the station is lost"
as sun trust "$work/c9.card" --words "$(cat "$work/c9.card.words")"
status_is 0 "and one alone trusts it again"
as qian stations
says 'trusted by sun 先生 alone' "whoever trusted it before does no longer"
entered sun burn-worker
there_and_back "$no" '已核对
R519: 单位垫付的已写在借款里'
sends "$no"
status_is 1 "what comes now does not, though it was trusted by two once"
complains 'sun 先生 alone' "for it may be her own approval"
sent_alone "$no"
at "$work/bad.db" qian verify
grep -q "event $event: .*without a hand in the case trusted" "$err"
result "verify names one that went out"
run "$top_builddir/anjuan-verify" "$work/bad.db" ${SEALED:+--as qian --passphrase-file "$work/qian.secret"}
grep -q "^Event $event: .*without a hand in the case trusted" "$out"
result "so does the other program"
as zhou dossier "$own" --out "$work/two.zip"
run "$top_builddir/anjuan-verify" "$work/two.zip"
status_is 0 "and a dossier of it"

# ---- a fraud that is suspected here, and not there ----
entered he leukaemia-child
fraud=$no
there_and_back "$fraud"
as sun stop "$fraud" --reason fraud --comment '发票号对不上'
status_is 0 "a fraud is suspected by who alone trusts the other station"
as sun pack --to C9 "$fraud" --out "$work/fraud.there"
at "$other" zhou unpack "$work/fraud.there"
at "$other" zhou stop "$fraud" --decide '已核实' --go-on
status_is 0 "there it is decided that it is none"
at "$other" zhou pack --to T1 "$fraud" --out "$work/fraud.back"
as sun unpack "$work/fraud.back"
as zhou export --template launch-shuidichou --out "$work/fraud.xlsx" "$fraud"
status_is 1 "it does not go out by that"
complains 'nobody but who suspected it vouched for' "and it is said why"
sent_alone "$fraud"
at "$work/bad.db" qian verify
grep -q "event $event: .*nobody but who suspected a fraud trusted the station" "$err"
result "verify names one that went out"
run "$top_builddir/anjuan-verify" "$work/bad.db" ${SEALED:+--as qian --passphrase-file "$work/qian.secret"}
grep -q "^Event $event: .*nobody but who suspected a fraud trusted the station" "$out"
result "so does the other program"
as zhou stop "$fraud" --reason fraud --comment '再查'
as sun stop "$fraud" --decide '医院已核实' --go-on
as zhou export --template launch-shuidichou --out "$work/fraud.xlsx" "$fraud"
status_is 0 "stopped again, and decided by two here, it goes"

again='R110: 同一患者另案已了结
R306: 同一患者
R704: 已核对
其余提示已核对'

# ---- entered at a station that the approver alone trusts ----
at "$other" he import "$top_srcdir/data/practice/uraemia-farmer.json"
there=$(grep -o 'C9-[0-9]*-[0-9]*' "$out" | head -n 1)
at "$other" he submit "$there" --comment 已核对
at "$other" he pack --to T1 "$there" --out "$work/entered"
as sun unpack "$work/entered"
as sun approve "$there" --comment "$again"
status_is 0 "what was entered there is approved here"
as qian history "$there"
says 'entered or changed at C9, a station that nobody but the approver had trusted' "beside it stands whose word it is"
as qian verify
status_is 0 "it is no fault"
says "at C9, a station that nobody but sun 先生 had trusted, and approved here by that person: $there" "and verify tells it"
run "$top_builddir/anjuan-verify" "$store" ${SEALED:+--as qian --passphrase-file "$work/qian.secret"}
status_is 0 "nor for the other program"
says 'approved what was entered or changed at C9, a station that nobody else had trusted' "which tells it too"

# ---- the setting for two ----
entered he leukaemia-child
two=$no
there_and_back "$two" "$again"
as zhou second-approval --above 1
sends "$two"
status_is 1 "where two are asked for here, one there is not enough"
complains 'Two approvals are asked for here' "and says so"
sent_alone "$two"
at "$work/bad.db" qian verify
grep -q "event $event: .*two approvals were asked for" "$err"
result "verify names it"
run "$top_builddir/anjuan-verify" "$work/bad.db" ${SEALED:+--as qian --passphrase-file "$work/qian.secret"}
grep -q "^Event $event: .*two approvals were asked for" "$out"
result "so does the other program"
as zhou second-approval --above none
sends "$two"
status_is 1 "nor once it is no longer asked for: it was since the submission"
finish

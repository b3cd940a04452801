# A case that was handed over is asked for again: the other station is told, answers, and hands it over;
# what a station had that is lost a supervisor takes over. The history of each store tells of it.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

county=$work/county.db
STATION=C1 TMPDIR=$work "$top_builddir/tests/cli/people" "$county" fresh >"$out" 2>"$err"
result "a second station"
there() {
    there_name=$1
    shift
    anjuan --store "$county" --as "$there_name" --passphrase-file "$work/$there_name.secret" "$@"
}
as zhou card --out "$work/t1.card" --name 王村顾问é
ours=$(sed -n 's/^Characters of this card: //p' "$out")
there zhou card --out "$work/c1.card" --name 县督导台
theirs=$(sed -n 's/^Characters of this card: //p' "$out")
as zhou trust "$work/c1.card" --words "$theirs"
there zhou trust "$work/t1.card" --words "$ours"
status_is 0 "both trust each other"

sticks=0
# goes NO...: from T1 to C1; comes NO...: back. Without a case what is to be said goes alone.
goes() {
    sticks=$((sticks + 1))
    as he pack --to C1 "$@" --out "$work/$sticks.anjuan"
    there zhou unpack "$work/$sticks.anjuan"
}
comes() {
    sticks=$((sticks + 1))
    there zhou pack --to T1 "$@" --out "$work/$sticks.anjuan"
    as he unpack "$work/$sticks.anjuan"
}

as he import "$top_srcdir/data/practice/burn-worker.json"
no=$(grep -o 'T1-[0-9]*-[0-9]*' "$out" | head -n 1)
as he callback "$no"
status_is 1 "what is here is asked of nobody"
complains 'The case is here' "and it is said"
goes "$no"
status_is 0 "a case goes to the desk"

# ---- asked for, kept, and asked for again ----
as qian callback "$no"
status_is 1 "an auditor asks for nothing"
as he callback "$no" --reason family
status_is 2 "a reason is one of four"
as he callback "$no" --reason news
status_is 0 "the adviser asks for it"
says 'asked back' "and is told what became of it"
complains 'anjuan pack --to STATION' "and how it gets there"
as he callback "$no"
status_is 1 "once is enough"
complains 'asked for already' "and it is said"
as he list
says 'asked back' "the list shows it here"
there zhou keep "$no"
status_is 1 "there nobody knows of it yet"
complains 'Nobody asks' "and it is said"
goes
says 'asks for 1 case' "the desk is told"
there lin list
says '王村顾问é asks for it' "and its list shows who asks"
there lin calls
says 'the family came with news' "and why"
there qian keep "$no"
status_is 1 "an auditor answers nothing"
there zhou keep "$no" --reason elsewhere
status_is 2 "what only the program says nobody says"
there zhou keep "$no" --reason review
status_is 0 "a supervisor keeps it for now"
comes
says 'answers about 1 case' "the laptop hears of it"
as he calls --json
says '"answer":"review"' "and why it stays"
says '"station":"C1"' "where it is"
as he list
says 'stays for now' "the list shows that too"
as he callback "$no" --reason quiet
status_is 0 "later it is asked for again"
goes
goes
there zhou calls --json
ok "what was told is not told twice" test "$(wc -l <"$out")" -eq 2
comes "$no"
status_is 0 "now it is handed over"
as he calls
ok "and nothing is asked for any more" test ! -s "$out"
there zhou calls
ok "on either side" test ! -s "$out"
as he set "$no" case.note=已回来
status_is 0 "it is worked on here"

# ---- what is not there any more ----
goes "$no"
as he callback "$no"
status_is 0 "asked for while it comes already"
sticks=$((sticks + 1))
there zhou pack --to T1 "$no" --out "$work/crosses.anjuan"
goes
as he unpack "$work/crosses.anjuan"
status_is 0 "both cross on the way"
as he calls
ok "which answers it" test ! -s "$out"
there zhou calls
ok "for both" test ! -s "$out"

# ---- submitted there in one act, and all that waits ----
as he import "$top_srcdir/data/practice/breast-cancer-teacher.json"
second=$(grep -o 'T1-[0-9]*-[0-9]*' "$out" | head -n 1)
as he submit "$second" --to C1
status_is 2 "where to has a file"
as he submit "$second" --out "$work/no.anjuan"
status_is 2 "and a file a station"
as he new
empty=$(grep -o 'T1-[0-9]*-[0-9]*' "$out" | head -n 1)
as he submit "$empty" --to C1 --out "$work/no.anjuan"
status_is 1 "what cannot be submitted goes nowhere"
complains 'cannot be submitted' "and it is said why"
ok "no file is there" test ! -e "$work/no.anjuan"
as he set "$empty" case.note=还在这里
status_is 0 "and the case is here"
as he submit "$second" --comment 已核对 --to C1 --out "$work/submitted.anjuan"
status_is 0 "another one is submitted and packed in one act"
says '1 case' "by one command"
there zhou unpack "$work/submitted.anjuan"
there zhou list --status submitted
says "$second" "and is there, submitted"
as he import "$top_srcdir/data/practice/uraemia-farmer.json"
third=$(grep -o 'T1-[0-9]*-[0-9]*' "$out" | head -n 1)
as he submit "$third" --comment 已核对
goes --waiting
status_is 0 "all that waits for the desk goes"
there zhou list --status submitted
says "$third" "a case that was submitted here"
there zhou return "$second" --comment 请补材料
comes --waiting
status_is 0 "all that waits for the laptop comes"
says '1 case' "which is what was returned"
as he list --status returned
says "$second" "and is worked on here"
comes --waiting
says 'Receipts' "nothing more waits"

# ---- what a colleague may not hand over holds up nothing ----
as he import "$top_srcdir/data/practice/burn-worker.json"
mine=$(grep -o 'T1-[0-9]*-[0-9]*' "$out" | head -n 1)
as lin import "$top_srcdir/data/practice/burn-worker.json"
others=$(grep -o 'T1-[0-9]*-[0-9]*' "$out" | head -n 1)
as he submit "$mine" --comment 已核对
as lin submit "$others" --comment 已核对
as he pack --to C1 --waiting --out "$work/mine.anjuan"
status_is 0 "what waits goes, as far as one may"
says '1 case' "which is one's own"
complains "$others" "and what stays is told by its number"
complains 'stays here' "with why"
as lin pack --to C1 --waiting --out "$work/others.anjuan" --json
says '"cases":1' "the colleague hands that over"
says '"stay":0' "and nothing stays"
there zhou unpack "$work/mine.anjuan"
there zhou unpack "$work/others.anjuan"
status_is 0 "and both come"
as he pack --to C1 --again --waiting --out "$work/no.anjuan"
status_is 2 "the same bytes are no others"

# ---- written about while it is away, and entered when it is home ----
goes "$no"
as he set "$no" 'contact[+].note=家属来电é' 'contact[+].on=2026-11-20' case.note=我改的 case.ward=内科
status_is 0 "what is away is written about"
says 'kept here' "and that is kept"
as lin set "$no" illness.bed=12
status_is 0 "by everybody for themselves"
as qian set "$no" illness.bed=13
status_is 1 "who edits nothing keeps nothing"
as he set "$no" patient.born_on=某天
status_is 1 "what is no value is refused at once"
as he clashes
says 'until it is home' "the list tells what is kept"
as lin clashes
ok "each sees their own" sh -c '[ "$(grep -c "written here" "$0")" -eq 1 ]' "$out"
as he clashes --enter
says '0 entered, 4 left' "nothing of it is entered before"
there zhou set "$no" case.note=督导改的 illness.bed=12
status_is 0 "the desk goes on with it"
comes "$no"
status_is 0 "it comes home"
says '3 values that were kept meanwhile are entered' "with it what clashes with nothing"
says '1 value that was kept waits' "and the rest is told"
as he show "$no"
says '家属来电é' "the contact is there"
says '督导改的' "and what the desk entered"
as he clashes
says '我改的' "both values stand side by side"
says 'entered there by zhou: 督导改的' "with who entered it"
clash=$(sed -n 's/^\([0-9]*\)  .*/\1/p' "$out")
as he clashes "$no" "$clash" --take both
status_is 2 "one of them counts"
as lin clashes "$no" "$clash" --take ours
status_is 1 "whoever wrote it says which"
as he clashes "$no" "$clash" --take theirs
status_is 0 "and does"
as he history "$no"
says '我改的' "the history keeps what gave way"
as he show "$no"
says '督导改的' "and the case what counts"
as he clashes
ok "nothing is left" test ! -s "$out"
as lin clashes --enter
status_is 0 "what somebody else entered alike is done with"
as lin clashes
ok "too" test ! -s "$out"

# ---- what another program leaves in somebody's name is entered by nobody ----
if has_sqlite; then
    as lin import "$top_srcdir/data/practice/uraemia-farmer.json"
    never=$(grep -o 'T1-[0-9]*-[0-9]*' "$out" | head -n 1)
    sqlite3 "$store" "INSERT INTO kept_change SELECT NULL, c.id, u.id, 'payee.account', 0, 0, p.account,
        '6222020200009999999', '2026-11-30T16:00:00.000Z', NULL FROM case_file AS c, user AS u, payee AS p
        WHERE u.name = 'lin' AND c.no = '$never' AND p.case_id = c.id"
    as lin clashes --enter
    says '0 entered, 1 left' "an account that somebody planted is not entered"
    says 'not written by you' "and is shown as what it is"
    clash=$(sed -n 's/^\([0-9]*\)  .*not written by you/\1/p' "$out")
    as lin clashes "$never" "$clash" --take ours
    status_is 1 "it cannot count"
    as lin clashes "$never" "$clash" --take theirs
    status_is 0 "but be thrown away"
    says 'Thrown away' "and that is said"
    as lin history "$never"
    ok "no history tells of it" sh -c '! grep -q 9999999 "$0"' "$out"
    as lin clashes
    ok "and nothing is left of it" test ! -s "$out"
fi

# ---- what is masked is so while it waits, and what is frozen can be given up ----
as lin import "$top_srcdir/data/practice/uraemia-farmer.json"
kept=$(grep -o 'T1-[0-9]*-[0-9]*' "$out" | head -n 1)
as lin submit "$kept" --comment 已核对
as lin pack --to C1 "$kept" --out "$work/kept.anjuan"
there zhou unpack "$work/kept.anjuan"
there zhou return "$kept" --comment 请补材料
as zhou set "$kept" case.note=这边 case.ward=外科 payee.account=6200000000000000333
as zhou clashes --json
says '"ours":"这边"' "what is kept is listed"
ok "a number of it masked" sh -c '! grep -q "6200 *00000" "$0"' "$out"
as zhou clashes --reveal
says '6200' "until somebody looks"
as qian events --json
says '"verb":"reveal"' "which is written down"
there zhou set "$kept" case.note=那边
there lin submit "$kept" --comment 再报
there zhou pack --to T1 "$kept" --out "$work/frozen.anjuan"
as zhou unpack "$work/frozen.anjuan"
as zhou clashes
clash=$(sed -n 's/^\([0-9]*\)  .*changed there as well/\1/p' "$out")
as zhou clashes "$kept" "$clash" --take ours
status_is 1 "into what was submitted nothing is written"
complains 'once the case is returned' "and it is said what to do"
as zhou clashes "$kept" "$clash" --take theirs
status_is 0 "but what is there may count"
as zhou clashes
for clash in $(sed -n 's/^\([0-9]*\)  .*to be entered/\1/p' "$out"); do
    as zhou clashes "$kept" "$clash" --take theirs
done
as zhou clashes
ok "so nothing stays for good" test ! -s "$out"

# ---- what lies on a stick ----
mkdir "$work/stick"
there zhou pack --to T1 --waiting --out "$work/stick/a.anjuan"
cp "$work/1.anjuan" "$work/stick/b.anjuan"
echo '?' >"$work/stick/c.anjuan"
ln -s "$work/stick/a.anjuan" "$work/stick/d.anjuan"
as he unpack --from "$work/stick"
status_is 0 "bundles are listed"
ok "those for this station alone" test "$(wc -l <"$out")" -eq 1
says 'stick/a.anjuan' "by their file"
as qian unpack --from "$work/stick"
status_is 1 "to whoever carries bundles"

# ---- who had it before asks for it, whatever it went through since ----
town=$work/town.db
STATION=D1 TMPDIR=$work "$top_builddir/tests/cli/people" "$town" fresh >"$out" 2>"$err"
result "a third station"
third() {
    third_name=$1
    shift
    anjuan --store "$town" --as "$third_name" --passphrase-file "$work/$third_name.secret" "$@"
}
third zhou card --out "$work/d1.card" --name 市督导台
words=$(sed -n 's/^Characters of this card: //p' "$out")
as zhou trust "$work/d1.card" --words "$words"
third zhou trust "$work/t1.card" --words "$ours"
third zhou trust "$work/c1.card" --words "$theirs"
there zhou trust "$work/d1.card" --words "$words"
status_is 0 "trusts both"
round=0
# carries FROM TO NO...: between T1, C1 and D1
carries() {
    round=$((round + 1))
    carries_to=$2
    case $1 in T1) giver="as he" ;; C1) giver="there zhou" ;; *) giver="third zhou" ;; esac
    case $2 in T1) taker="as he" ;; C1) taker="there zhou" ;; *) taker="third zhou" ;; esac
    shift 2
    $giver pack --to "$carries_to" "$@" --out "$work/round$round.anjuan"
    $taker unpack "$work/round$round.anjuan"
}
as he import "$top_srcdir/data/practice/burn-worker.json"
roams=$(grep -o 'T1-[0-9]*-[0-9]*' "$out" | head -n 1)
carries T1 C1 "$roams"
carries C1 T1 "$roams"
carries T1 D1 "$roams"
carries D1 T1 "$roams"
status_is 0 "a case went to the desk, and elsewhere, and came"
there zhou callback "$roams"
carries C1 T1
says 'asks for 1 case' "the desk asks for it, knowing nothing of that"
as he calls --json
says '"station":"C1"' "and is listed"
carries T1 D1 "$roams"
carries T1 C1
there zhou calls
ok "what went to a third station first is answered" test ! -s "$out"
there zhou callback "$roams"
status_is 0 "and may be asked for again"
carries C1 T1
carries T1 C1
there zhou calls
ok "it is elsewhere still" test ! -s "$out"
carries D1 T1 "$roams"
there zhou callback "$roams"
carries C1 T1
says 'asks for 1 case' "until it is back"
as he pack --to C1 --waiting --out "$work/last.anjuan"
there zhou unpack "$work/last.anjuan"
status_is 0 "and handed over"
as he calls
ok "nothing is asked for any more" test ! -s "$out"

# ---- a station is lost ----
goes "$no"
as zhou takeover "$no" --comment 电脑丢失
status_is 1 "from a station that is trusted nothing is taken"
complains 'anjuan callback' "but asked for"
as zhou distrust C1 --reason 电脑丢失
as he callback "$no"
status_is 1 "one that is not is not asked"
complains 'trusted no longer' "and it is said"
as he takeover "$no" --comment 电脑丢失
status_is 1 "an adviser takes nothing over"
as zhou takeover "$no"
status_is 2 "nor a supervisor without a word"
as zhou takeover "$no" --comment 电脑丢失
status_is 0 "a supervisor does"
as he set "$no" case.note=接手
status_is 0 "and the case is worked on here"
as sun history "$no"
says 'take over from a station' "the history tells of it"
there zhou set "$no" case.note=那边
there zhou pack --to T1 "$no" --out "$work/late.anjuan"
as he unpack "$work/late.anjuan"
status_is 1 "what comes late from there is not taken"

# ---- what was taken over goes to a third one, which has to trust the lost one no longer ----
as zhou trust "$work/c1.card" --words "$theirs"
as he import "$top_srcdir/data/practice/burn-worker.json"
no=$(grep -o 'T1-[0-9]*-[0-9]*' "$out" | head -n 1)
as he pack --to C1 "$no" --out "$work/lost.anjuan"
as zhou distrust C1 --reason 电脑丢失
as zhou takeover "$no" --comment 电脑丢失
as he pack --to D1 "$no" --out "$work/third.anjuan"
third zhou unpack "$work/third.anjuan"
status_is 1 "what was taken from one that it trusts it does not take"
complains 'trust it no longer' "and is told what to do"
third zhou distrust C1 --reason 电脑丢失
third zhou pack --to T1 --out "$work/why.anjuan"
as he unpack "$work/why.anjuan"
as he pack --to D1 "$no" --out "$work/again.anjuan"
third zhou unpack "$work/again.anjuan"
status_is 0 "then it does"
third zhou set "$no" case.note=市里接着办
status_is 0 "and works on it"

for each in "$store" "$county" "$town"; do
    anjuan --store "$each" --as qian --passphrase-file "$work/qian.secret" verify
    status_is 0 "$(basename "$each") is whole"
    run "$top_builddir/anjuan-verify" "$each" ${SEALED:+--as qian --passphrase-file "$work/qian.secret"}
    status_is 0 "for the other program too"
done
finish

# Two stations: each takes in the other's card, and bundles go between them. What is wrong with a card
# or a bundle is said in a sentence, and nothing of it is taken in.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

county=$work/county.db
STATION=C1 "$top_builddir/tests/cli/people" "$county" >"$out" 2>"$err"
result "a second station"

# county NAME ARG...: as that person over there
there() {
    there_name=$1
    shift
    anjuan --store "$county" --as "$there_name" --passphrase-file "$work/$there_name.secret" "$@"
}

# words of the card that was just written, in the last run's output
words_of() {
    sed -n 's/^Characters of this card: //p' "$out"
}

# ---- cards ----
as lin card --out "$work/t1.card"
status_is 1 "a social worker makes no card"
complains 'said by supervisors' "and is told who does"
as zhou card --out "$work/t1.card" --name '县医院é 社工部'
status_is 0 "a supervisor does"
says 'Characters of this card: ' "with ten characters to read out"
ours=$(words_of)
ok "the card names the people" grep -q '"name":"he"' "$work/t1.card"
as zhou card --out "$work/t1.card"
status_is 1 "a file that is there stays"
there zhou card --out "$work/c1.card"
theirs=$(words_of)

there zhou trust "$work/t1.card"
status_is 1 "without the characters nothing is taken in"
complains 'read out the ten characters' "and it is said what to do"
says "Characters of this card: $ours" "they are shown"
there zhou trust "$work/t1.card" --words "$theirs"
status_is 1 "other characters are refused"
complains 'not the ten characters of this card' "in words"
there lin trust "$work/t1.card" --words "$ours"
status_is 1 "a social worker trusts nobody"
there zhou stations --json
ok "and no station is there" test ! -s "$out"
there zhou trust "$work/t1.card" --words "$(echo "$ours" | tr -d ' ')"
status_is 0 "the right ones, blanks aside, are taken"
as zhou trust "$work/c1.card" --words "$theirs" --json
status_is 0 "and there is one here"
says '"persons":6' "with its people"
as lin stations --json
says '"station":"C1"' "everybody sees who exchanges with us"
says '"as":"both"' "and how"
there lin stations
says '县医院é 社工部' "by the name that it gave itself"

# ---- what is wrong with a card ----
as zhou trust "$work/t1.card" --words "$ours"
status_is 1 "one's own card is no other station"
complains 'of this station itself' "in words"
sed 's/"name":"he"/"name":"hu"/' "$work/c1.card" >"$work/bent.card"
as zhou trust "$work/bent.card" --words "$theirs"
status_is 1 "a card that was changed is refused"
complains 'changed since the station signed it' "in words"
sed 's/"anjuan card":1/"anjuan card":2/' "$work/c1.card" >"$work/newer.card"
as zhou trust "$work/newer.card" --words "$theirs"
complains 'newer form' "so is one of a newer form"
head -c 900 "$work/c1.card" >"$work/cut.card"
as zhou trust "$work/cut.card" --words "$theirs"
complains 'no card of a station' "and one that was cut"
sed 's/$/\r/' "$work/c1.card" >"$work/mailed.card"
as zhou trust "$work/mailed.card" --words "$theirs" --role recipient
status_is 0 "mail may end its lines otherwise"
as zhou stations --json
says '"as":"recipient"' "and what it is trusted as may change"
as zhou trust "$work/c1.card" --words "$theirs"
STATION=C1 TMPDIR=$work "$top_builddir/tests/cli/people" "$work/other.db" fresh >"$out" 2>"$err"
result "another store with the same code"
anjuan --store "$work/other.db" --as zhou --passphrase-file "$work/zhou.secret" card --out "$work/other.card"
as zhou trust "$work/other.card" --words "$(words_of)"
status_is 1 "a second station with that code is refused"
complains 'a code stands for one station' "in words"
as zhou card --out "$work/again.card" --name 另一个名字
status_is 1 "whom others know keeps its name"

# ---- no longer ----
as zhou distrust C1
status_is 2 "why is to be said"
as sun distrust C1 --reason '笔记本被盗'
status_is 0 "another supervisor trusts it no longer"
complains 'From now on its bundles are refused' "and is told what follows"
as zhou stations
says 'trusted no longer' "it says so"
as zhou trust "$work/c1.card" --words "$theirs"
status_is 0 "and is trusted again by its card"
as zhou events
says "station trusted no" "all of it is in the history"
verifies
status_is 0 "which is whole"
also_verifies
status_is 0 "for the other program too"
finish

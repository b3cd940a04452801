# Lists of people and entries of our own: taken in, met by a case, confirmed and lifted by two, and
# nothing of anybody in clear.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

list=$work/失信名单.csv
{
    echo '姓名,身份证号,手机号,银行卡号,原因,列入日期,有效期至'
    echo '罗守信é,99000019860702011X,,,伪造诊断证明,2025-03-01,'
    echo '阿依古丽·买买提,9900**********2247,,,挪用善款,2025-04-01,2099-12-31'
    echo ',,139 0000 7788,,冒充患者家属,2025-05-01,'
    echo ',,,6200 0000 0000 0000 117,拒不退款,2025-06-01,'
    echo '王某某,,,,只有姓名,2025-06-01,'
    echo '赵无名,,,,只有姓名,2025-06-01,'
    echo ',,13900007799,,请致电 13900007799,2025-06-01,'
    echo '钱多多,99000019860702021X,,,钱多多骗捐,2025-06-01,'
    echo ',,139 0000 7788,,冒充患者家属,2025-05-01,'
    echo ',,13800001111,,过期,2020-01-01,2021-01-01'
} >"$list"

# ---- a list ----
as lin blacklist import "$list" --source 平台名单
status_is 1 "a social worker takes in no list"
complains 'Only a supervisor keeps the blacklist' "and is told who does"
as qian blacklist import "$list" --source 平台名单
status_is 1 "nor does an auditor"
as zhou blacklist import "$list" --source ' '
status_is 1 "a list is somebody's"
as zhou blacklist import "$list" --source 平台名单 --dry-run
status_is 0 "a list is looked at first"
says 'new entries 5' "what is new"
says 'double 1' "what stands there twice"
says 'unclear 4' "what cannot be taken"
says 'row 8, column A: left out: The words hold a long number' "a number in the words, with its place"
says 'the reason names the person' "a name in the words"
says 'it names nobody who could be told from others' "a name alone"
says 'Nothing was changed yet' "and nothing was done"
as zhou blacklist list
ok "no entry is there" test ! -s "$out"
as zhou blacklist import "$list" --source 平台名单 --json
status_is 0 "then it is taken in"
says '"new":5,"known":0' "by the same figures"
as zhou blacklist import "$list" --source 平台名单
says 'It changes nothing' "the same file changes nothing"
says 'known already 5' "since all is known"
as qian blacklist list
status_is 0 "an auditor reads the list"
says '伪造诊断证明' "why"
says 'name and end of the ID' "and by what an entry is compared"
says 'lapsed' "what has lapsed says so"
as he blacklist list
status_is 1 "an adviser does not"

# ---- a case meets it ----
as lin new
no=$(sed -n 's/.*\(T1-[0-9]*-[0-9]*\).*/\1/p' "$out" | head -n 1)
as lin set "$no" patient.name=林小禾 patient.certificate=01 patient.id_number='99000019860702011x'
status_is 0 "a case of somebody on the list"
as lin check "$no"
says 'R507' "is told"
says '平台名单' "with the list"
says '伪造诊断证明' "the reason"
says '2025-03-01' "and the day"
as lin set "$no" patient.id_number= patient.name=罗守信é patient.born_on=1986-01-05
as lin check "$no"
says '伪造诊断证明' "a name counts with the year of birth"
as lin set "$no" patient.born_on=1987-01-05
as lin check "$no"
ok "and not with another" test -z "$(grep R507 "$out")"
as lin set "$no" patient.born_on=1986-01-05 patient.id_number=99000019860702031X
as lin check "$no"
ok "nor where both IDs are known and differ" test -z "$(grep R507 "$out")"
as lin set "$no" 'payee.name=阿依古丽．买买提' payee.id_number=990000198607022247
as lin check "$no"
says '挪用善款' "a name of two parts counts with the end of the ID, however the dot is typed"
as lin set "$no" payee.name=甲 payee.id_number= payee.account='6200000000000000117' payee.phone=13800001111
as lin check "$no"
says '拒不退款' "a card counts, whatever its blanks"
ok "what has lapsed does not" test -z "$(grep 过期 "$out")"
as lin set "$no" payee.account= payee.phone=

# ---- a newer list ----
sed '/拒不退款/d; /王某某/d; /赵无名/d; /13900007799/d; /钱多多/d' "$list" >"$work/newer.csv"
echo ',,13700002222,,新增,2025-07-01,' >>"$work/newer.csv"
as zhou blacklist import "$work/newer.csv" --source 平台名单 --dry-run
says 'no longer listed 1' "what a newer list has no more"
says 'stays' "stays unless somebody says why"
as zhou blacklist import "$list" --source 平台名单 --replace 新一期
status_is 1 "a list with unclear rows takes the place of none"
as zhou blacklist import "$work/newer.csv" --source 平台名单 --replace 新一期名单
status_is 0 "with the word why one asks that it be lifted"
says '1 entry is to be lifted: another supervisor' "and is told who does that"
as zhou blacklist import "$work/newer.csv" --source 平台名单 --replace 新一期名单
says 'It changes nothing' "which the same person cannot do"
as qian blacklist list --json
[ "$(grep -c '"state":"lifting"' "$out")" -eq 1 ]
result "so the entry counts on"
if command -v sqlite3 >/dev/null; then
    run sqlite3 "$store" "UPDATE blacklist SET ended_by = 1, ended_reason = 'x', ended_at = 'now' WHERE reason = '拒不退款'"
    [ "$status" -ne 0 ]
    result "in the database too"
    run sqlite3 "$store" "UPDATE blacklist SET ended_by = 1, ended_reason = 'x', ended_at = 'now' WHERE reason = '伪造诊断证明'"
    [ "$status" -ne 0 ]
    result "as one of which nobody asks that"
fi
as sun blacklist import "$list" --source 平台名单
says '1 entry is listed again and stays' "a file that has it again ends the question"
as zhou blacklist import "$work/newer.csv" --source 平台名单 --replace 新一期名单
as sun blacklist import "$work/newer.csv" --source 平台名单 --replace 新一期名单 --json
says '"gone":1,"asked":0,"ended":1' "another supervisor with the same file lifts it"
as zhou blacklist list --all
says '新一期名单' "and the list says so"
as zhou blacklist import "$list" --source 平台名单 --dry-run
says 'new entries 1' "what a list has again then is new"

# ---- our own ----
as zhou blacklist add name=何失信 --reason 伪造票据 --evidence 医院财务科核对
status_is 1 "a name alone accuses nobody"
as zhou blacklist add phone=13600003333 --reason 伪造票据
status_is 1 "an entry of our own has evidence"
as zhou blacklist add phone=13600003333 --reason '致电13600003333' --evidence x
status_is 1 "and no number in its words"
complains 'they are kept in clear' "which says why"
for words in 136.0000.3333 136_0000_3333 13600x003333 一三六〇〇〇〇三三三三 ①③⑥⓪⓪⓪⓪③③③③; do
    as zhou blacklist add phone=13600003333 --reason "致电$words" --evidence x
    complains 'long number' "nor written otherwise: $words"
done
printf 'name=何失信\nborn=1990\nphone=136 0000 3333\n' >"$work/whom"
input=$work/whom
as zhou blacklist add - --reason 伪造票据 --evidence 医院财务科核对 --document 'T1-2026-000001 D11'
status_is 0 "whom may come from standard input"
unset input
number=$(sed -n 's/^Entry \([0-9]*\);.*/\1/p' "$out")
as lin set "$no" initiator.phone=13600003333
as lin check "$no"
ok "unconfirmed it stops nobody" test -z "$(grep 伪造票据 "$out")"
as zhou blacklist confirm "$number"
status_is 1 "nobody confirms what they entered"
complains 'It takes two' "as is said"
as sun blacklist confirm "$number"
status_is 0 "another supervisor does"
as lin check "$no"
says '伪造票据' "then it counts"
as sun blacklist lift "$number"
status_is 1 "lifting needs a reason"
as sun blacklist lift "$number" --reason 查无实据
status_is 0 "one asks"
as lin check "$no"
says '伪造票据' "and it counts on"
as sun blacklist confirm "$number"
status_is 1 "nobody lifts what they asked to lift"
as zhou blacklist decline "$number" --reason 证据仍在
status_is 0 "another may decline"
as sun blacklist lift "$number" --reason 家属已退款
as zhou blacklist confirm "$number"
status_is 0 "or lift it"
as lin check "$no"
ok "then it counts no more" test -z "$(grep 伪造票据 "$out")"
as zhou blacklist add phone=13500004444 --reason 待核实 --evidence 电话举报
complains 'list of processes' "what stands in the arguments is seen by others"
number=$(sed -n 's/^Entry \([0-9]*\);.*/\1/p' "$out")
as zhou blacklist lift "$number" --reason 误录
status_is 0 "what was not confirmed one takes back"

# ---- submitting and approving over a hit ----
as lin import "$top_srcdir/data/practice/leukaemia-child.json"
whole=$(cat "$out")
phone=$(sed -n 's/.*"phone": "\([0-9][0-9]*\)".*/\1/p' "$top_srcdir/data/practice/leukaemia-child.json" | head -n 1)
as zhou blacklist add "phone=$phone" --reason 曾虚报票据 --evidence 平台通报 --since 2025-01-02
number=$(sed -n 's/^Entry \([0-9]*\);.*/\1/p' "$out")
as sun blacklist confirm "$number"
as lin submit "$whole"
status_is 1 "a case that meets the list is not submitted in silence"
complains 'Submitting it needs a comment' "as is said"
as lin submit "$whole" --comment '已当面核对，本人不知情é'
status_is 0 "with what is known about it it is"
as zhou approve "$whole" --comment 提示已逐条核对
status_is 1 "and not approved by words for all warnings"
complains 'begin a line of the comment with “R507:”' "but by words of its own"
as zhou approve "$whole" --comment "提示已逐条核对
R507: 已与平台核实"
status_is 0 "of a supervisor who saw it"

# ---- behind the program's back ----
sql() {
    "$python" - "$store" "$1" <<'EOF' >"$out" 2>&1
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute(sys.argv[2])
db.commit()
EOF
}
as zhou blacklist add phone=13500005555 --reason 待核实 --evidence 来函
number=$(sed -n 's/^Entry \([0-9]*\);.*/\1/p' "$out")
for change in "UPDATE blacklist SET confirmed_by = entered_by, confirmed_at = 'now' WHERE id = $number" \
    "UPDATE blacklist SET reason = 'x'" "DELETE FROM blacklist" "DELETE FROM secret" \
    "UPDATE secret SET bytes = zeroblob(32)" \
    "UPDATE blacklist SET ended_by = NULL, ended_at = 'now' WHERE id = $number"; do
    has_sqlite || continue
    ! sql "$change"
    result "refused: ${change%% SET*}"
done

# Another key in the place of the secret: the entries would find nobody.
if has_sqlite; then
    for change in "UPDATE secret SET bytes = zeroblob(32)" "DELETE FROM secret"; do
        cp "$store" "$work/whole.db"
        "$python" - "$store" "$change" <<'EOF'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
kept = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'secret'").fetchall()
for name, _ in kept:
    db.execute("DROP TRIGGER " + name)
db.execute(sys.argv[2])
for _, text in kept:
    db.execute(text)
db.commit()
EOF
        as lin check "$no"
        status_is 1 "no case is judged by another key: ${change%% *}"
        complains 'The key of the blacklist is not the one' "which is said"
        as zhou verify
        complains 'The key of the blacklist is not the one' "verify names it"
        run "$top_builddir/anjuan-verify" "$store"
        grep -q 'The key of the blacklist is not the one' "$out" "$err"
        result "the other program too"
        rm -f "$store"-*
        mv "$work/whole.db" "$store"
    done
fi

# ---- hostile files ----
printf '姓名,原因\n' >"$work/empty.csv"
as zhou blacklist import "$work/empty.csv" --source x
status_is 1 "a list without rows"
printf 'a,b\n1,2\n' >"$work/heads.csv"
as zhou blacklist import "$work/heads.csv" --source x
status_is 1 "a file without heads"
complains '原因' "which says the heads"
printf '姓名,姓名,原因\nx,y,z\n' >"$work/twice.csv"
as zhou blacklist import "$work/twice.csv" --source x
status_is 1 "a head that stands there twice"
printf '手机号,原因\n13900009999,\033[31mx\n1.39E+10,y\n13900009998,=cmd()\n' >"$work/bad.csv"
as zhou blacklist import "$work/bad.csv" --source x --dry-run
status_is 0 "signs that drive a terminal and lost digits"
says 'unclear 2' "are left out"
printf '手机号,原因,列入日期\n13900009997,x,上月\n13900009997,x,\n13900009997,x,\n' >"$work/faulty.csv"
as zhou blacklist import "$work/faulty.csv" --source x --dry-run
says 'new entries 1, double 1, unclear 1' "of rows that say the same the first that can be read counts"
printf '姓名,手机号,原因\n,13900009997,x\n,13900009997,x\n王某某,,y\n' >"$work/faulty.csv"
as zhou blacklist import "$work/faulty.csv" --source x --replace z
status_is 1 "a list with an unclear row takes no other's place"
complains '(first row 4, column A: it names nobody' "which is named, and not one that stands there twice"
as zhou blacklist import "$work/bad.csv" --source x --dry-run
ok "and never shown" test -z "$(grep "$(printf '\033')" "$out")"

# ---- nothing in clear ----
# The store of the tests is made with two settings of which no history tells.
as zhou verify
ok "the history tells of every entry" test -z "$(grep -i 'blacklist\|secret' "$out" "$err")"
cat "$store"* >"$work/raw"
for text in 罗守信 阿依古丽 99000019860702011 13900007788 13700002222 何失信 13500005555 13500004444; do
    # What lin typed into the case is the case's own.
    case $text in 罗守信 | 阿依古丽 | 99000019860702011) continue ;; esac
    ! grep -qa "$text" "$work/raw"
    result "$text is nowhere in the store"
done

# ---- sealed, and under another key ----
anjuan --as zhou --passphrase-file "$work/zhou.secret" seal "$store"
status_is 0 "the store is sealed"
as zhou check "$whole"
says '曾虚报票据' "what was digested before is met"
as zhou rekey
status_is 0 "the key is changed"
as zhou check "$whole"
says '曾虚报票据' "and it is met still"
as zhou blacklist import "$work/newer.csv" --source 平台名单
says 'It changes nothing' "and the same list is known"
finish

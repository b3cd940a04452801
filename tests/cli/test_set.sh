# Changing a case by the command line: units of money, secrets on standard input, rows taken out,
# reopening, and the reason of a return.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

as lin import "$top_srcdir/data/practice/leukaemia-child.json"
no=$(cat "$out")

# stores ARGUMENT FEN: sets the amount, and the answer and the case have it in fen and in yuan.
stores() {
    as lin set "$no" "$1" --json
    grep -q "\"stored\":\[{\"field\":\"case.target_fen\",\"fen\":$2}\]" "$out" && as lin show "$no" --json &&
        grep -q "\"target_fen\": $2[,]*\$" "$out"
    result "$1 is $2 fen"
}
stores case.target_fen=15000000 15000000
stores case.target_fen=0 0
stores case.target_fen=００１２０ 120
stores case.target_fen=12万 12000000
stores case.target_fen=3.5w 3500000
stores case.target_fen=1,200.50元 120050
stores case.target=15000000 1500000000
stores case.target=1,200.50 120050
stores case.target=2万 2000000
as lin set "$no" case.target_fen=15000050
says 'case.target_fen (Target): 150,000.50 yuan' "the answer says what was stored"
as lin set "$no" case.target_fen=15000050 --lang zh_CN
says '150,000.50 元' "in Chinese too"
for bad in case.target_fen=150000.50 case.target_fen=1,500 case.target_fen=12.3 'case.target_fen=1 500' \
    case.target_fen=1000000000001 case.target_fen=1.5元5 patient.name_x=1 patient.na=1; do
    as lin set "$no" "$bad"
    [ "$status" -eq 1 ] && [ "$(wc -l <"$err")" -eq 1 ]
    result "refused: $bad"
done
as lin set "$no" case.target_fen=150000.50
complains 'fen or yuan' "what could be both is told so"
complains 'case.target=150000.50' "with what to write"
as lin show "$no" --json
says '"target_fen": 15000050' "and nothing was changed"
as lin show "$no"
says '150,000.50 yuan' "show names the unit"
as lin history "$no" --lang zh_CN
says '→ 150,000.50 元' "history too"
as lin list
says '150,000.50 yuan' "and list"
anjuan doc fields
! grep '| money fen' "$out" | grep -v '| money fen | .*(yuan) | .*yuan' >"$err"
result "the list of fields names the unit of every amount"
says 'case.target=280000' "and which one set takes"
anjuan doc fields --json
! grep '"type":"money"' "$out" | grep -v '"unit":"fen"' >"$err"
result "JSON says that its own is fen"
anjuan doc fields --lang zh_CN
! grep '| money fen' "$out" | grep -v '（元） | .*元' >"$err"
result "in Chinese as well"

# What is private does not belong into arguments.
as lin set "$no" patient.phone=13900000000
status_is 0 "a private value as an argument is taken"
complains 'list of processes' "with a warning"
as lin set "$no" case.urgent=yes
silent "another without"
printf 'patient.phone=13900000001\r\n\npatient.name=王é小明\ncase.target_fen=500\nplan[+].item=- 甲\n' >"$work/lines"
input=$work/lines
as lin set "$no" - --json
status_is 0 "- reads changes from standard input"
silent "without a warning"
as lin show "$no" --json
says '"phone": "13900000001"' "the first line"
says '"name": "王é小明"' "the second"
says '"target_fen": 500' "amounts as everywhere"
says '"item": "- 甲"' "and what begins with -"
printf '第一段\n\n第二段=完\n' >"$work/story"
input=$work/story
as lin set "$no" statement.story=- case.ward=4
status_is 0 "FIELD=- reads one value"
as lin show "$no" --json
says '"story": "第一段\n\n第二段=完"' "with its lines"
as lin set "$no" statement.story=- statement.title=-
status_is 2 "standard input is read once"
input=/dev/null
as lin set "$no" statement.story=-
status_is 1 "standard input that is empty empties no field"
complains 'write statement.story=' "and it is said how that is done"
as lin show "$no" --json
says '"story": "第一段\n\n第二段=完"' "its value stays"
input=$work/story
as lin set "$no" -
status_is 1 "a line that is no change is refused"
input=/dev/null
as lin set "$no" -
status_is 1 "and so is no line at all"
unset input

# Rows are taken out.
as lin set "$no" 'member[+].name=甲' 'member[+].name=乙' 'member[+].name=丙'
as lin show "$no" --json
n=$(grep -c '"name": "[甲乙丙]"' "$out")
rows=$("$python" -c 'import json,sys; print(len(json.load(open(sys.argv[1]))["member"]))' "$out")
as lin remove "$no" "member[$((rows - 1))]" --json
status_is 0 "remove takes a row out"
as lin show "$no" --json
[ "$n" -eq 3 ] && ! grep -q '"name": "乙"' "$out" && grep -q '"name": "甲"' "$out" && grep -q '"name": "丙"' "$out"
result "the one that was named"
for bad in "member[$rows]" 'member[0]' 'member[+]' 'member' 'patient[1]' 'patient' 'nope[1]' 'member[1].name' 'member[]' ''; do
    as lin remove "$no" "$bad"
    [ "$status" -eq 1 ] && [ "$(wc -l <"$err")" -eq 1 ]
    result "no row: $bad"
done
as qian remove "$no" 'member[1]'
status_is 1 "an auditor takes nothing out"
as lin history "$no" --json
says '"op":"remove"' "history shows it"

# The reason of a return, and reopening.
as lin import "$top_srcdir/data/practice/leukaemia-child.json"
no=$(cat "$out")
as lin submit "$no" --comment '同一患儿的另一案卷用于核对'
as zhou return "$no" --reason unclear_document
as lin history "$no"
says 'return  unclear_document' "history names the reason of a return"
as lin history "$no" --lang zh_CN
says 'unclear_document 材料' "and says it in words"
as lin history "$no" --json
says '"reason":"unclear_document"' "and to scripts"
as lin submit "$no" --comment '同一患儿的另一案卷用于核对'
as zhou approve "$no" --comment '提示已逐条核对
R110: 另一案卷用于核对
R306: 同一住院号，已核对
R116: 另一案卷录入时姓名有误，已与证件核对'
as lin remove "$no" 'plan[1]'
status_is 1 "an approved case is not edited by taking rows out"
complains "anjuan amend $no" "and the words to use are said"
as lin reopen "$no"
status_is 1 "nor by making it a draft"
as he amend "$no"
status_is 1 "an adviser does not amend what others entered"
as lin amend "$no" --comment '补充é' --json
status_is 0 "a social worker amends an approved case"
says '"status":"approved","amendment":"draft"' "which stays approved"
as lin withdraw "$no" --json
says '"status":"approved"}' "and is as it was when the amendment is withdrawn"
as lin new
no=$(cat "$out")
as lin set "$no" patient.name=丁
as lin withdraw "$no"
as lin reopen "$no"
status_is 0 "a closed one is reopened"
as zhou verify
status_is 0 "the history is whole"

finish

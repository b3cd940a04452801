# What a person reads on the command line is in words of the language; what a script reads is not.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

as lin import "$top_srcdir/data/practice/leukaemia-child.json"
no=$(cat "$out")
as lin set "$no" patient.sex=2 patient.name='e´ 王́小' case.target_fen=3.5w
as lin submit "$no"

as lin history "$no" --lang zh_CN
says 'patient.sex 性别：1 男 → 2 女' "history shows codes by their text"
says 'case.target_fen 目标金额：280,000.00 元 → 35,000.00 元' "amounts as amounts"
says 'case_file.status 案卷状态：草稿 → 待审核' "and the status in words"
! grep -q 'draft\|submitted' "$out"
result "and nowhere by its word for machines"
as lin history "$no" --json
says '"after":"submitted"' "which scripts still read"

as lin checklist "$no" --lang zh_CN
says '已核验' "checklist shows states in words"
! grep -q 'verified\|missing\|received' "$out"
result "and in no others"
as lin checklist "$no" --json
says '"state":"verified"' "scripts read the state as it is kept"

as lin check "$no"
says 'warn    R' "check says how grave a finding is"

# What knowledge files say in Chinese, Taiwan reads in its own signs and words, and may type so.
as lin show "$no" --lang zh_TW
says '居民戶口簿' "codes are in the signs of Taiwan"
as lin checklist "$no" --lang zh_TW
says '收款人金融卡照片' "and in its words"
as lin new
as lin set "$(cat "$out")" patient.certificate=居民戶口簿 --lang zh_TW
status_is 0 "and taken as they are shown"

finish

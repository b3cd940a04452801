# Who may do what: the way round four eyes by a passphrase that was reset, two approvals, handing over.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

anjuan doc roles
status_is 0 "the table of roles"
says '| approve | submitted |  |  | others'"'"' work |  |  |' "says who approves"
[ "$(grep -c '^?' "$out")" -eq 0 ] && grep -q '^One.s own cases' "$out"
result "and below it what its words mean"
anjuan doc roles --json
says '"action":"close"' "for scripts too"
says '"social_worker":"own"' "by words of its own"

# A supervisor resets a colleague's passphrase, and approves her own case by it.
as zhou import "$top_srcdir/data/practice/uraemia-farmer.json"
own=$(cat "$out")
as zhou submit "$own"
status_is 0 "zhou submits a case of her own"
as zhou approve "$own" --comment '已核对'
status_is 1 "which she does not approve"
complains 'You entered this case; it takes another supervisor to approve it: sun 先生' \
    "and is told why, and who could"
printf 'known to zhou, until now\n' >"$work/reset.secret"
as zhou user passphrase sun --new-passphrase-file "$work/reset.secret"
status_is 0 "she sets the passphrase of sun"
mv "$work/reset.secret" "$work/sun.secret"
as sun approve "$own" --comment '已核对'
status_is 1 "with it nothing is approved"
printf 'and changed in the name of sun\n' >"$work/reset.secret"
as sun user passphrase sun --new-passphrase-file "$work/reset.secret"
status_is 0 "it is changed as sun would"
mv "$work/reset.secret" "$work/sun.secret"
as sun approve "$own" --comment '已核对'
status_is 1 "nor is that"
complains 'zhou, who added you or set your passphrase, entered this case' "and the words say whose it was"
complains 'have an administrator set you another passphrase' "and that nobody else could, and who helps"
if has_sqlite; then
    run sqlite3 "$store" "INSERT INTO approval (uid, case_id, approver, at, snapshot, knowledge_version, active)
        SELECT randomblob(16), c.id, u.id, '', '{}', (SELECT version FROM knowledge_text), 1
        FROM case_file AS c, user AS u WHERE c.no = '$own' AND u.name = 'sun'"
    [ "$status" -ne 0 ]
    result "sqlite3 is refused as well"
    run sqlite3 "$store" "UPDATE user SET reset_by = NULL"
    [ "$status" -ne 0 ]
    result "and who set it is not forgotten"
fi
printf 'set by the administrator é\n' >"$work/reset.secret"
as admin user passphrase sun --new-passphrase-file "$work/reset.secret"
mv "$work/reset.secret" "$work/sun.secret"
printf 'chosen by sun alone again é\n' >"$work/reset.secret"
as sun user passphrase sun --new-passphrase-file "$work/reset.secret"
mv "$work/reset.secret" "$work/sun.secret"
as sun approve "$own" --comment '已核对'
status_is 0 "once a third person has set it, sun approves"

# Nor by a user whom she adds, whoever typed the passphrase, or who is added by one of those.
as sun import "$top_srcdir/data/practice/burn-worker.json"
hers=$(cat "$out")
as sun submit "$hers" --comment '已核对'
status_is 0 "sun submits a case of her own"
for name in office li; do
    printf 'whatever %s would take\n' "$name" >"$work/$name.secret"
done
as sun user add office --role administrator --own --new-passphrase-file "$work/office.secret"
as office user add li --role supervisor --display 李督导é --own --new-passphrase-file "$work/li.secret"
as li approve "$hers" --comment '已核对'
status_is 1 "who is added by whom she added approves nothing of hers"
complains 'sun 先生, who added you or set your passphrase, entered this case' "and is told why"
complains 'another supervisor to approve it: zhou' "and who could"
if has_sqlite; then
    run sqlite3 "$store" "INSERT INTO approval (uid, case_id, approver, at, snapshot, knowledge_version, active)
        SELECT randomblob(16), c.id, u.id, '', '{}', (SELECT version FROM knowledge_text), 1
        FROM case_file AS c, user AS u WHERE c.no = '$hers' AND u.name = 'li'"
    [ "$status" -ne 0 ]
    result "sqlite3 is refused as well"
fi
as zhou new
complains '李督导é was added by office on' "each supervisor is told of a new one"
as zhou new
silent "once"
printf 'whatever yang would take\n' >"$work/yang.secret"
as zhou user add yang --role supervisor --own --new-passphrase-file "$work/yang.secret"
complains 'yang approves no case that you had a hand in' "who adds a supervisor hears whose cases"
as zhou user disable yang
as lin import "$top_srcdir/data/practice/breast-cancer-teacher.json"
no=$(cat "$out")
as lin submit "$no" --comment '已核对'
as li approve "$no" --comment '已核对'
status_is 0 "what she had no hand in, such a user approves"
as qian history "$no"
says 'the approver was added on' "which the history tells"
says 'by office' "with who it was"

# Two supervisors approve what is above an amount.
as lin second-approval --above 1
status_is 1 "a social worker does not say what takes two approvals"
as zhou second-approval --above 1 --findings R1,R9999
status_is 1 "nor do rules that there are not"
as admin second-approval --above 100 --findings R406
status_is 0 "an administrator does"
as zhou events
says 'two approvals above: 100.00 yuan' "which the events say, with the amount"
as lin second-approval --json
says '{"above_fen":10000,"findings":"R406"}' "which all may read"
as lin import "$top_srcdir/data/practice/leukaemia-child.json"
no=$(cat "$out")
as lin submit "$no"
as zhou approve "$no" --comment '已核对' --json
status_is 0 "the first approves"
says "{\"no\":\"$no\",\"status\":\"submitted\",\"approvals\":1}" "and the case stays submitted"
as lin list
says '1 approval of 2' "as the list says"
as zhou approve "$no" --comment '已核对'
status_is 1 "who gives no second one"
complains 'You gave the first of two approvals' "and is told why"
as sun approve "$no" --comment '已核对'
status_is 0 "the second approves"
as lin list --status approved --json
says "\"no\":\"$no\"" "and it is approved"
as zhou second-approval --above none --findings none
says 'One supervisor approves a case' "as before"
silent "and there is nothing to warn of"
as zhou events
says 'two approvals above: 100.00 yuan → none' "nor is it forgotten that it was lifted"
as zhou user list --json
ok "a key has ten characters" grep -q '"name":"zhou".*"key":"[^"]' "$out"

# What was asked when it was submitted stays asked, whoever lifts the setting, until it is submitted again.
as zhou second-approval --above 1
as lin import "$top_srcdir/data/practice/uraemia-farmer.json"
lone=$(cat "$out")
as lin submit "$lone" --comment '已核对'
own_words='R110: 已核对
R306: 已核对
R704：已核对
其余提示已核对'
for time in first again; do
    as zhou approve "$lone" --comment "$own_words"
done
status_is 1 "one approval of two"
as zhou second-approval --above none
as zhou approve "$lone" --comment "$own_words"
status_is 1 "is still one where the setting is lifted"
as zhou return "$lone" --reason other --comment '请再提交'
as lin submit "$lone" --comment '已核对'
as zhou approve "$lone" --comment "$own_words" --json
status_is 0 "one is enough once it is submitted again"
says "{\"no\":\"$lone\",\"status\":\"approved\"" "and moves the case on"
as zhou user disable sun
as zhou user disable li
as zhou second-approval --above 1
status_is 0 "two where there is one supervisor"
complains 'No two supervisors could give both' "is warned of"
as zhou second-approval --above none
as zhou user enable sun
as zhou user enable li

# Whose case it is.
as he set "$no" 'contact[+].note=电话'
status_is 1 "an adviser changes no case of a colleague"
complains 'kept by lin' "and is told whose it is"
as he hand "$no" he
status_is 1 "nor takes it"
as lin hand "$no" qian
status_is 1 "it is not handed to who may not work on it"
as lin hand "$no" he --comment '请接手'
status_is 0 "lin hands it over"
as he set "$no" 'contact[+].note=电话'
status_is 0 "and the adviser works on it"
as lin amend "$no"
status_is 1 "which lin amends no more"
as qian history "$no"
says '请接手' "the history tells"
as zhou verify
status_is 0 "the history is whole"

finish

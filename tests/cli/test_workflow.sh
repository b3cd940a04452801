# The whole main job by the command line: in, submitted, approved by a second person, exported.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

case_file=$top_srcdir/data/practice/leukaemia-child.json
as lin import "$case_file"
no=$(cat "$out")
as lin submit "$no"
status_is 0 "a social worker submits"
for person in lin he qian admin; do
    as "$person" approve "$no"
    status_is 1 "$person may not approve"
done
as zhou return "$no"
status_is 1 "a return without a word is refused"
as zhou return "$no" --reason nonsense
status_is 1 "a reason that is none is refused"
as lin mark "$no" 'patient.phone=x'
status_is 1 "who works on the case does not mark it"
as zhou mark "$no" 'plan[9].item=x'
status_is 1 "a row that is not there is not marked"
as zhou mark "$no" 'patient.phone=请核对é' 'plan[2]=' --json
status_is 1 "of two marks one cannot be made"
as zhou mark "$no" --json
[ ! -s "$out" ]
result "and none was made"
as zhou mark "$no" 'patient.phone=请核对é' 'plan[2]=拆成两行' --reason amount_basis
status_is 0 "a supervisor marks a field and a row"
as zhou return "$no" --reason missing_document --comment '请补充é'
status_is 0 "a supervisor returns with a reason"
as lin mark "$no" --answer 3 '改了'
status_is 1 "there is no third mark"
as lin mark "$no" --answer 1 '已核对，号码没错'
status_is 0 "the social worker answers the first"
as lin show "$no"
says '请核对é' "the case shows the mark"
says '已核对，号码没错' "and the answer"
as lin mark "$no" --json
says '"mark":1,"open":true,"place":"patient.phone","reason":"amount_basis","text":"请核对é"' \
    "marks as JSON"
says '"place":"plan[2]"' "with the row"
as lin history "$no"
says 'patient.phone  amount_basis' "the history tells where and why"
as lin set "$no" 'illness.doctor=吴医生'
as lin submit "$no"
complains '1 mark is not answered yet' "what a return still waits for is noted"
status_is 0 "corrected, it is submitted again"
as lin set "$no" 'illness.doctor=郑医生'
status_is 1 "a submitted case is not edited"
as zhou approve "$no"
status_is 1 "open warnings are not approved without a comment"
as zhou approve "$no" --comment '提示已逐条核对' --json
status_is 0 "another person approves"
says "{\"no\":\"$no\",\"status\":\"approved\"}" "and it is approved"

# Nobody approves their own case.
as sun import "$top_srcdir/data/practice/uraemia-farmer.json"
own=$(cat "$out")
as sun submit "$own"
status_is 0 "a supervisor may enter and submit"
as sun approve "$own"
status_is 1 "but not approve their own"
complains 'another supervisor' "and is told who may"
as he import "$top_srcdir/data/practice/breast-cancer-teacher.json"
touched=$(cat "$out")
as zhou set "$touched" patient.occupation=教师
as he submit "$touched"
as zhou approve "$touched"
status_is 1 "nor what they changed"
if has_sqlite; then
    me="(SELECT id FROM user WHERE name = 'sun')"
    here="(SELECT id FROM case_file WHERE no = '$own')"
    for forged in \
        "UPDATE case_file SET status = 'approved' WHERE no = '$own'" \
        "UPDATE case_file SET created_by = 99 WHERE no = '$own'" \
        "DELETE FROM case_touch" \
        "INSERT INTO approval (uid, case_id, approver, at, snapshot, knowledge_version, active) SELECT randomblob(16), $here, $me, at, snapshot, knowledge_version, 1 FROM approval" \
        "UPDATE approval SET case_id = $here, approver = $me" \
        "UPDATE user SET role = 'supervisor' WHERE name = 'lin'"; do
        run sqlite3 "$store" "$forged"
        [ "$status" -ne 0 ]
        result "sqlite3 is refused: $forged"
    done
fi
as zhou approve "$own" --comment '提示已逐条核对'
status_is 0 "a second supervisor approves it"

# Export.
as zhou backup "$work/before-export.db"
as lin export --template neutral --out "$work/a.xlsx"
status_is 1 "a social worker does not export"
as zhou export --template nonsense --out "$work/a.xlsx"
status_is 1 "a template that is not there"
as zhou export --template neutral --out -
status_is 2 "a batch is no stream"
ok "nor a file of that name" test ! -e ./-
for folder in "$work" "$work/missing/"; do
    as zhou export --template neutral --platform shuidichou --replace --out "$folder"
    status_is 1 "a folder is no workbook"
    complains 'is a folder' "which is said"
done
as zhou export --template neutral --platform shuidichou --out "$work/missing/a.xlsx"
status_is 1 "a folder that is not there"
as zhou export --template neutral "$touched" --out "$work/a.xlsx"
status_is 1 "a case that is not approved"
as zhou export --template neutral --out "$work/a.xlsx"
status_is 1 "cases of several platforms are no batch"
complains 'shuidichou Shuidichou 1, qingsongchou Qingsongchou 1' "and the platforms are told"
as zhou export --template neutral --platform nobody --out "$work/a.xlsx"
status_is 1 "a platform that is not known"
as zhou export --template neutral --platform qingsongchou "$no" --out "$work/a.xlsx"
status_is 1 "a case for another platform"
complains 'It is for Shuidichou, and this batch goes to Qingsongchou' "which is told"
as zhou export --template neutral "$no" "$touched" --dry-run --json
status_is 0 "a preview"
says "\"platform\":\"shuidichou\",\"would_go\":[{\"case\":\"$no\"}]" "tells what would go"
says "\"left_out\":[{\"case\":\"$touched\",\"reason\":\"" "and what not"
as zhou export --template neutral "$touched" --dry-run
[ "$(head -n 1 "$out")" = "0 cases can go, 1 cannot" ]
result "where nothing goes, nobody is named to whom"
mkdir -p "$store.site/codes"
printf '[code.shuidichou]\ndesignated_until = "2026-01-01"\n' >"$store.site/codes/platform.ini"
accepts
as zhou export --template neutral "$no" --out "$work/a.xlsx"
status_is 1 "a platform that is no longer designated"
complains 'R706' "and is told the rule"
rm -r "$store.site"
accepts
as zhou batches
[ ! -s "$out" ] && [ -z "$(find "$work" -name '*.xlsx*')" ]
result "none of these left a batch or a file"
as zhou export --template neutral "$touched" "$no" --out "$work/a.xlsx" --json
status_is 0 "a supervisor exports"
complains "$touched was left out" "without the case that is not approved"
says "\"left_out\":[{\"case\":\"$touched\"" "which the answer names"
says '"platform":"shuidichou"' "and the platform"
says '{"batch":"T1-B0001","template":"neutral","file":"' "batch T1-B0001"
says "\"cases\":1,\"rows\":" "with one case"
says "\"sha256\":\"$(sha256sum <"$work/a.xlsx" | cut -d ' ' -f 1)\"" "and the digest of the file"
for list in list batches; do
    as zhou "$list"
    [ "$(head -n 1 "$out" | cut -c 1-2)" = T1 ]
    result "$list: a script has rows alone"
    on_terminal "$top_builddir/anjuan" --store "$store" --as zhou --passphrase-file "$work/zhou.secret" "$list"
    head -n 1 "$out" | grep -q -e '^Case  *State  *Patient' -e '^Batch  *Platform  *Template'
    result "a person the names of the columns"
done
for list in 'user list' 'template list' "export --template dossier --find $no --dry-run"; do
    # shellcheck disable=SC2086 # the words of a command
    on_terminal "$top_builddir/anjuan" --store "$store" --as zhou --passphrase-file "$work/zhou.secret" $list
    grep -q -e '^User  *Role  *Shown as  *Key  *State' -e '^Template  *Purpose  *Platform  *Title' \
        -e '^Case  *State  *Patient  *Why' "$out"
    result "$list: so do these"
done
as zhou export --template dossier --find "$no" --dry-run
status_is 0 "what is found is chosen"
[ "$(grep -c "^T1-" "$out")" -eq 1 ] && grep -q "^$no .*can go" "$out"
result "and nothing else"
as zhou export --template dossier --find "$no" --tranche 1 --dry-run
status_is 1 "tranches are of requests for payment"
complains 'asks for no money' "which is said"
as zhou export --template neutral "$no" --out "$work/b.xlsx"
status_is 1 "the same case is not exported twice"
complains 'in batch T1-B0001, which can be written again' "but pointed to its batch"
as zhou export --template neutral "$no" --out "$work/a.xlsx" --json
status_is 0 "the very same command is answered again"
says '"batch":"T1-B0001"' "with the batch that stands there"
printf 'of somebody else\n' >"$work/taken.xlsx"
as zhou export --template neutral --out "$work/taken.xlsx"
status_is 1 "a file that is there is not replaced"
complains '--replace' "unless that is said"
as zhou export --batch T1-B0001 --out "$work/taken.xlsx"
status_is 1 "nor by a batch that is written again"
[ "$(cat "$work/taken.xlsx")" = 'of somebody else' ]
result "and it is as it was"
as zhou export --batch T1-B0001 --replace --out "$work/taken.xlsx"
status_is 0 "with the word it is"
same "$work/a.xlsx" "$work/taken.xlsx" "by the same bytes"
as zhou export --batch T1-B0001 --out "$work/taken.xlsx"
status_is 0 "which may be asked for again"
# Nothing takes the place of a store, whatever is asked for.
as zhou backup "$work/spared.db"
for spared in "$store" "$store-wal" "$work/spared.db" "$store.files/aa/bb" "$work/anjuan-copies/cc"; do
    as zhou export --batch T1-B0001 --replace --out "$spared"
    status_is 1 "no workbook in the place of $(basename "$spared")"
    complains 'belongs to a store' "says why"
done
as lin show T1-2026-000001 --replace --out "$store"
status_is 1 "no case file either"
as lin papers T1-2026-000001 --out "$store.files"
status_is 1 "no papers among the attached copies"
# Only files are replaced, and nothing that is no file is waited for.
mkdir "$work/odd"
mkfifo "$work/odd/pipe"
ln -s "$work/nowhere" "$work/odd/link"
ln -s /dev/zero "$work/odd/zero"
mkdir "$work/odd/folder"
for odd in pipe link zero folder; do
    for how in '' --replace; do
        run timeout 60 "$top_builddir/anjuan" --store "$store" --as zhou \
            --passphrase-file "$work/zhou.secret" export --batch T1-B0001 $how \
            --out "$work/odd/$odd"
        status_is 1 "no file in the place of a $odd ${how:-without --replace}"
        complains "$work/odd/$odd" "which is named"
    done
done
[ -p "$work/odd/pipe" ] && [ -L "$work/odd/link" ] && [ -L "$work/odd/zero" ] &&
    [ -d "$work/odd/folder" ] && [ ! -e "$work/nowhere" ]
result "all stand as they did"

# What was sent stays as it was sent.
as zhou export --template neutral --out "$work/c.xlsx"
status_is 0 "without numbers all approved cases are exported"
as lin set "$no" 'illness.doctor=改后医生'
status_is 1 "no edit after the export"
complains "anjuan amend $no" "but the words to use"
as lin amend "$no"
as lin set "$no" 'illness.doctor=改后医生'
status_is 0 "an amendment takes it"
as lin list --status exported --json
says "\"no\":\"$no\"" "and the case stays exported"
as sun export --template neutral "$no" --out "$work/twice.xlsx"
status_is 1 "and is not sent again as it is"
TZ=Asia/Shanghai
export TZ
as zhou export --batch T1-B0001 --out "$work/again.xlsx" --json
status_is 0 "the batch is written again, in another time zone"
same "$work/a.xlsx" "$work/again.xlsx" "with the same bytes"
TZ=UTC
# After a backup was put back it is the same too, in another place and another language.
as zhou backup "$work/after-export.db"
status_is 0 "a backup with the batch"
put_back=$work/put-back.db
as_of_backup() {
    run "$top_builddir/anjuan" --store "$put_back" --as zhou \
        --passphrase-file "$work/zhou.secret" "$@"
}
as_of_backup restore "$work/after-export.db" --same-station
status_is 0 "it is put back elsewhere"
mkdir "$work/locale"
locales=C.UTF-8
if command -v localedef >/dev/null && [ -e /usr/share/i18n/locales/zh_CN ] &&
    localedef -c -i zh_CN -f UTF-8 "$work/locale/zh_CN.UTF-8" 2>/dev/null; then
    locales="$locales zh_CN.UTF-8"
fi
for locale in $locales; do
    for zone in UTC America/St_Johns; do
        [ "$locale" = C.UTF-8 ] || LOCPATH=$work/locale
        LC_ALL=$locale TZ=$zone
        export LOCPATH
        as_of_backup export --batch T1-B0001 --replace --out "$work/restored.xlsx"
        same "$work/a.xlsx" "$work/restored.xlsx" "its batch has the same bytes: $locale, $zone"
    done
done
unset LOCPATH
LC_ALL=C.UTF-8 TZ=UTC
as lin submit "$no"
as sun approve "$no" --comment '提示已逐条核对'
status_is 0 "approved again"
as sun export --template neutral --out "$work/d.xlsx"
as sun batches --json
[ "$(wc -l <"$out")" -eq 3 ] && [ "$(grep -c '"state":"written"' "$out")" -eq 3 ]
result "the ledger has three batches, all written"
if "$python" -c 'import openpyxl' 2>/dev/null; then
    ok "the workbook holds what was entered" "$python" "$top_srcdir/tests/cli/workbook.py" \
        "$work/a.xlsx" "$case_file" "$no"
fi
if command -v soffice >/dev/null; then
    run soffice --headless --convert-to csv --outdir "$work" "$work/a.xlsx"
    ok "LibreOffice converts the workbook" test -s "$work/a.csv"
fi

# withdraw
as lin new
draft=$(cat "$out")
as lin withdraw "$draft" --json
says '"status":"closed"' "a draft withdrawn is closed"
as he submit "$draft"
status_is 1 "and not submitted"
as lin withdraw "$touched" --json
says '"status":"draft"' "a submitted case withdrawn is a draft"

as qian history "$no"
says '请补充é' "history tells the comments"
as zhou verify
status_is 0 "the history is whole"
as zhou batches --json
cp "$out" "$work/batches"
as zhou restore "$work/before-export.db" --older --same-station
status_is 0 "a backup from before the batches"
as zhou export --template neutral "$no" --out "$work/after.xlsx" --json
status_is 0 "after which its cases can be exported again"
! grep -qF "$(grep -o '"batch":"[^"]*"' "$out")" "$work/batches"
result "under a number that was not given before"
if has_sqlite; then
    sqlite3 "$store" "DROP TRIGGER journal_change_keep; 
        UPDATE journal_change SET body = zeroblob(length(body)) WHERE instr(body, CAST('吴医生' AS BLOB))"
    as zhou verify --json
    status_is 1 "a change behind its back is found"
    says '"ok":false' "and said in JSON"
fi

finish

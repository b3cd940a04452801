# What a site lays over the knowledge counts for a submission, an approval and an export once a supervisor
# has accepted it, and not before.
. "$top_srcdir/tests/cli/lib.sh"
cases=1
. "$top_srcdir/tests/cli/store.sh"

approved=$numbers site=$store.site
as lin import "$top_srcdir/data/practice/leukaemia-child.json"
no=$(cat "$out")

as zhou knowledge changes
status_is 0 "of a store without files of its own"
says 'Nothing' "nothing is to be accepted"

# Who can write beside the store has the workbook name another account.
mkdir -p "$site/templates" "$site/rules"
cat >"$site/templates/launch.ini" <<'INI'
[column.cases.payee_account]
value = "'6222020200099999999'"
INI
as zhou export --template launch-shuidichou "$approved" --out "$work/a.xlsx"
status_is 1 "a template that somebody put there writes no workbook"
complains 'templates/launch.ini (new)' "its file is named"
complains 'zhou, sun 先生' "and who may accept it"
[ "$(wc -l <"$err")" -eq 1 ] && [ ! -e "$work/a.xlsx" ]
result "in one sentence, and there is no file"
as zhou export --template launch-shuidichou "$approved" --dry-run
status_is 1 "nor is one promised"
as lin check "$no"
says "$no" "checking goes on"
complains 'templates/launch.ini (new)' "and tells it"
as lin set "$no" 'patient.occupation=学生é'
status_is 0 "so does entering"
as lin submit "$no" --comment '材料已核对'
status_is 1 "but not submitting"
complains 'templates/launch.ini (new)' "which tells it"

# It is looked at, and accepted as it was seen.
as zhou knowledge changes
status_is 1 "that something waits is a status"
says "$site/templates/launch.ini" "the file is told"
says "+value = \"'6222020200099999999'\"" "with what it says"
version=$(sed -n 's/.*anjuan knowledge accept \([0-9a-f]\{16\}\).*/\1/p' "$out")
[ "${#version}" -eq 16 ]
result "and how it is accepted"
for who in lin he qian admin; do
    as "$who" knowledge accept "$version"
    status_is 1 "$who accepts nothing"
done
complains 'Only a supervisor' "which is said"
as zhou knowledge accept 0123456789abcdef
status_is 1 "nor does a supervisor what they did not see"
complains 'others by now' "which is said"
printf '; é\n' >>"$site/templates/launch.ini"
as zhou knowledge accept "$version"
status_is 1 "nor what was changed since"
accepts --reason '平台新表é'
status_is 0 "what was seen is accepted"
as qian events
says 'templates/launch.ini' "the events name the file"
says '平台新表é' "and why"
as zhou export --template launch-shuidichou "$approved" --out "$work/a.xlsx"
status_is 0 "then the workbook is written"

# A rule that goes is a change as one that comes.
cat >"$site/rules/own.ini" <<'INI'
[x001]
title = "No ward"
title[zh_CN] = "缺病区"
message = "Name the ward"
message[zh_CN] = "请填病区"
severity = "block"
field = "case.ward"
when = "case_file.ward IS NULL"
version = "1"
authority = "hospital"
grade = "R"
raises = "case.ward="
calm = "case.ward=3"
INI
sed -i 's/9999999/8888888/' "$site/templates/launch.ini"
as zhou knowledge changes --json
grep -F '"file":"rules/own.ini"' "$out" | grep -qF '"state":"new"'
result "what is new is told"
grep -F '"file":"templates/launch.ini"' "$out" | grep -qF '"state":"changed"'
result "and what is changed"
as zhou knowledge changes
says "-value = \"'6222020200099999999'\"" "with what it was"
says "+value = \"'6222020200088888889'\"" "and what it is"
accepts
status_is 0 "both are accepted"
rm "$site/rules/own.ini"
as lin submit "$no" --comment '材料已核对'
complains 'rules/own.ini (gone)' "a file that is gone is missed"
as zhou knowledge changes
says '-severity = "block"' "and what it said is shown"
accepts
rm -r "$site"
as zhou knowledge changes
status_is 1 "all of them gone is a change too"
accepts
as lin submit "$no" --comment '材料已核对'
! grep -q 'accepted' "$err"
result "without files of the site all goes on"
verifies
status_is 0 "the history is whole"
also_verifies
status_is 0 "for the other program as well"

# Of what stands there instead of an acceptance nothing is believed.
if has_sqlite; then
    mkdir -p "$site/templates"
    printf '[column.cases.payee_account]\nvalue = "1"\n' >"$site/templates/launch.ini"
    accepts
    kept=$(sqlite3 "$store" "SELECT value FROM setting WHERE name = 'knowledge.accepted'")
    printf '[column.cases.payee_account]\nvalue = "2"\n' >"$site/templates/launch.ini"
    as zhou knowledge changes --json
    now=$(sed -n 's/.*"digest":"\([0-9a-f]*\)".*/\1/p' "$out")
    sqlite3 "$store" "UPDATE setting SET value = replace(value, '$(echo "$kept" |
        sed 's/.*launch.ini":"\([0-9a-f]*\)".*/\1/')', '$now') WHERE name = 'knowledge.accepted'"
    as zhou approve "$no" --comment '材料已核对'
    status_is 1 "a list of what is accepted that somebody put there"
    complains 'anjuan verify' "is found"
fi

# What was accepted is kept, and shown beside what is new: where that is not what it was, nothing is shown as it.
if has_sqlite; then
    mkdir -p "$work/kept.db.site/templates"
    cp "$store" "$work/kept.db"
    cp -r "$store.files" "$work/kept.db.files" 2>"$err"
    printf '[column.cases.payee_account]\nvalue = "3"\n' >"$work/kept.db.site/templates/launch.ini"
    for packed in "'x'" "(SELECT replace(packed, 'R704', 'R705') FROM knowledge_text LIMIT 1)"; do
        sqlite3 "$work/kept.db" "DROP TRIGGER IF EXISTS knowledge_text_keep" "UPDATE knowledge_text SET packed = $packed"
        anjuan --store "$work/kept.db" --as zhou --passphrase-file "$work/zhou.secret" knowledge changes
        [ "$status" -ne 0 ]
        result "texts that were put there are not shown as what was accepted"
        complains 'are not what they were' "and that is said"
    done
fi

# Nor is another folder of knowledge what anybody accepted.
rm -rf "$site"
accepts
cp -R "$top_srcdir/data" "$work/data"
chmod -R u+w "$work/data"
as zhou export --data "$work/data" --template launch-shuidichou "$approved" --dry-run
! grep -qF -- --data "$err"
result "a copy of what is installed is what is installed"
sed -i '/^\[column.cases.payee_account\]/,/^$/s/^value = .*/value = "patient.phone"/' "$work/data/templates/launch.ini"
as zhou export --data "$work/data" --template launch-shuidichou "$approved" --out "$work/b.xlsx"
status_is 1 "one that names another account writes no workbook"
complains "$work/data: not the rules" "and is named"
[ ! -e "$work/b.xlsx" ]
result "there is no file"

# A name that is no text is refused, as is one that could pass for two.
rm -rf "$site"
mkdir -p "$site/rules"
: >"$site/rules/a
b.ini"
as zhou knowledge check
status_is 1 "a name with a line's end"
complains 'name' "is refused"

finish

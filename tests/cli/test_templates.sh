# Templates on the command line: listed, checked, drafted from a form; and the one of the manual.
. "$top_srcdir/tests/cli/lib.sh"

anjuan template list
status_is 0 "the templates are listed"
says 'payment-qingsongchou' "with the payment request of a platform"
! grep -q '^launch ' "$out"
result "those that are only there to be extended are not"
anjuan template list --json
says '{"template":"launch-shuidichou","version":"3","platform":"shuidichou","purpose":"launch",' "as JSON too"
anjuan template check
status_is 0 "all that ship are right"
anjuan template check nobody
status_is 1 "one that is not there cannot be checked"

# The example of the manual is a template.
site=$HOME/.config/anjuan/site/templates
mkdir -p "$site"
sed -n '/^# templates\/ours.ini/,/^\.RE/p' "$top_srcdir/src/anjuan.1.in" |
    sed '/^\.RE/d; s/\\\[u[0-9A-F]*\]/x/g' >"$site/ours.ini"
[ "$(grep -c '^\[' "$site/ours.ini")" -eq 2 ]
result "the manual has an example"
printf 'lianxi-zhou\n' >"$work/secret"
anjuan practice
store=$HOME/.local/share/anjuan/practice.db
anjuan --store "$store" template check ours
status_is 0 "which is right"
anjuan --store "$store" --as zhou --passphrase-file "$work/secret" export --template ours --out "$work/ours.xlsx"
status_is 0 "and writes a workbook"
anjuan template draft "$work/ours.xlsx" --name again
says 'title = "案例编号"' "whose head is found in its second row"
says 'head = "lines names' "below the note"

# A name that ends in .csv is a CSV file's: the main sheet, and no other.
anjuan --store "$store" --as zhou --passphrase-file "$work/secret" export --template neutral \
    --platform nuanxinhuimin --out "$work/list.csv" --json
status_is 0 "a batch as CSV"
complains 'other sheets of the template are not in it' "which says what it does not hold"
batch=$(sed -n 's/.*"batch":"\([^"]*\)".*/\1/p' "$out")
grep -q "$(sha256sum <"$work/list.csv" | cut -d ' ' -f 1)" "$out"
result "the ledger has its digest"
head -n 2 "$work/list.csv" | tail -n 1 | grep -q '^\*案例编号,'
result "its names stand below the stamp of practice"
anjuan --store "$store" --as zhou --passphrase-file "$work/secret" export --batch "$batch" --out "$work/list.xlsx"
status_is 1 "it is not written again as a workbook"
anjuan --store "$store" --as zhou --passphrase-file "$work/secret" export --batch "$batch" --out "$work/again.csv"
cmp -s "$work/list.csv" "$work/again.csv"
result "but with the same bytes"

# A report shows what happened afterwards, as it was then; the next one what is new.
as_zhou() {
    anjuan --store "$store" --as zhou --passphrase-file "$work/secret" "$@"
}
sent=$("$top_builddir/anjuan" --store "$store" --as zhou --passphrase-file "$work/secret" list --status exported |
    sed -n '1s/ .*//p')
cat >"$site/sums.ini" <<EOF
[template]
name = "sums"
extends = "follow-up"
title = "Sums"
title[zh_CN] = "和"
csv = "cases"
EOF
as_zhou set "$sent" funding.raised=1000 funding.fee=10 funding.withdrawn=500 funding.used=200
as_zhou export --template sums --out "$work/sums.csv" "$sent"
grep -q ',平台页面,1000.00,10.00,500.00,200.00,300.00,0.00,0.00' "$work/sums.csv"
result "without a ledger a report has what the platform shows, in every column"
as_zhou set "$sent" 'money[+].kind=spent' 'money[+].on=2026-01-02' 'money[+].amount=12.34' 'money[+].receipt_no=00017'
status_is 0 "a receipt after the launch"
cat >"$site/report.ini" <<EOF
[template]
name = "report"
extends = "follow-up"
title = "Report"
title[zh_CN] = "表"
csv = "money"
EOF
as_zhou export --template report --out "$work/first.csv" "$sent"
status_is 0 "a report"
grep -q '2026-01-02,.*,12.34,,00017,' "$work/first.csv"
result "holds it"
batch=$(sed -n 's/^Batch //p' "$out")
as_zhou set "$sent" 'money[+].kind=spent' "money[+].on=$(date +%F)" 'money[+].amount=5.00'
as_zhou export --batch "$batch" --out "$work/same.csv"
cmp -s "$work/first.csv" "$work/same.csv"
result "and is written again as it was, whatever came since"
as_zhou set "$sent" 'money[+].kind=spent' 'money[+].on=2026-01-01' 'money[+].amount=6.00' 'money[+].receipt_no=00018'
as_zhou export --template report --out "$work/second.csv" "$sent"
batch=$(sed -n 's/^Batch //p' "$out")
grep -q ',5.00,' "$work/second.csv" && ! grep -q '00017' "$work/second.csv"
result "the next one holds what is new"
grep -q '2026-01-01,.*,6.00,,00018,' "$work/second.csv"
result "whatever day it is of"
as_zhou export --template report --out "$work/third.csv" "$sent"
! grep -q ',[56].00,' "$work/third.csv"
result "each row is in one report"
as_zhou export --batch "$batch" --out "$work/same.csv" --replace
cmp -s "$work/second.csv" "$work/same.csv"
result "which is written again as it was too"

# The rows of statistics stand in an order that tells nothing, another one in each batch.
for i in 1 2; do
    as_zhou export --template statistics --out "$work/figures$i.csv"
    status_is 0 "statistics"
    sed '1,2d' "$work/figures$i.csv" | cut -d , -f 2- >"$work/rows$i"
done
batch=$(sed -n 's/^Batch //p' "$out")
[ "$(wc -l <"$work/rows1")" -ge 4 ] && ! cmp -s "$work/rows1" "$work/rows2"
result "have the cases of two batches in two orders"
sort "$work/rows1" >"$work/sorted1" && sort "$work/rows2" | cmp -s "$work/sorted1" -
result "which are the same cases"
as_zhou export --batch "$batch" --out "$work/figures3.csv"
cmp -s "$work/figures2.csv" "$work/figures3.csv"
result "and each is the same whenever it is written"

printf '身份证号,神秘代码\n' >"$work/form.csv"
anjuan template draft "$work/form.csv" --name drafted --out "$site/drafted.ini"
status_is 0 "a form is drafted"
complains '1 known' "which says how much is known"
complains '1 to be completed' "and how much is not"
anjuan template draft "$work/form.csv" --name drafted --out "$site/drafted.ini"
status_is 1 "over a file that is there it is not written"
anjuan --store "$store" template check drafted
status_is 1 "what is to be completed is a fault"
grep -q 'drafted.ini:.*\[column.s1.c2\] value' "$out"
result "named with file, section and key"
anjuan template draft "$work/form.csv" --name "A b"
status_is 2 "the name is a word"
anjuan template draft "$work/nobody.csv" --name x
status_is 1 "the form must be there"

finish

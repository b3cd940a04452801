# Papers to sign: which a case needs, what they say, and files that cannot be written.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

# entered NAME: a practice case; its number is in $no.
entered() {
    as lin import "$top_srcdir/data/practice/$1.json"
    no=$(cat "$out")
}
# paper NAME TEXT WHAT: the paper of the case holds the text, whatever lines it was broken into.
paper() {
    tr -d '\n' <"$work/papers/$no-$1.txt" | sed 's/　//g' | grep -qF -e "$2"
    result "$3"
}

entered leukaemia-child
as lin papers "$no" --out "$work/papers"
status_is 0 "papers into a folder that is made"
[ "$(wc -l <"$out")" -eq 11 ] && ! sed 's/.*/test -s "&" || echo no/' "$out" | sh | grep -q no
result "it names the files"
ok "a patient under 14 needs no authorisation" test ! -e "$work/papers/$no-authorisation.txt"
paper consent-a '2026-01' "the consents name their edition"
paper consent-a '罗小禾' "and the patient"
paper consent-a '撤回' "A says how to withdraw"
paper consent-a '保存期限' "and how long it is kept"
paper consent-b '未满十四周岁' "B says what a child's age means"
paper consent-b '对您的影响' "and what the risk is"
paper consent-c '运营者' "C names who receives it"
paper consent-d '不特定公众' "D says that everybody will see it"
paper consent-e '向谁核实' "E says who is asked"
for letter in a b c d e; do
    paper "consent-$letter" '监护人（签名）' "$letter is signed by the guardian"
done
paper commitment '佣金' "the commitment forbids commissions"
paper notice '第一百二十四条' "the notice names the law"
paper case-sheet '302,000.00' "the case sheet has the gap"
paper case-sheet '9900**************' "and numbers only as far as they are needed"
paper case-sheet '监护人：罗建国（父亲）' "the guardian"
paper case-sheet '现住址：川西某县河坝镇三村五组' "where they live"
paper case-sheet '2026年11月25日至2027年2月10日' "and when which treatment is planned"
! grep -rq '[{}]' "$work"/papers/*.txt
result "no place was left unfilled"
[ "$(cat "$work"/papers/*.txt | wc -L)" -le 72 ]
result "no line is too long"
ok "a text that is only read and signed has no more than a page" [ "$(wc -l <"$work/papers/$no-notice.txt")" -le 56 ]
if "$python" -c 'import openpyxl' 2>/dev/null; then
    run "$python" -c 'import openpyxl, sys
book = openpyxl.load_workbook(sys.argv[1])
for sheet in book: print(sheet.title, sheet.page_setup.paperSize, sheet["A1"].value)' \
        "$work/papers/$no-papers.xlsx"
    says '同意书B 9 知情同意书 B' "the workbook has a sheet for each, for A4"
fi

pdf=$work/papers/$no-papers.pdf
if command -v pdftotext >/dev/null; then
    pdftotext -layout "$pdf" "$work/pdf.txt"
    grep -q '知情同意书 D：公开展示' "$work/pdf.txt" && grep -q '罗小禾' "$work/pdf.txt"
    result "the PDF says the same"
    grep -q '第1页.*共[12]页' "$work/pdf.txt"
    result "each page says which it is of how many"
    [ $(($(pdfinfo "$pdf" | awk '$1 == "Pages:" { print $2 }') % 2)) -eq 0 ]
    result "no paper begins on the back of another"
    grep -q '材料收据 .*第1页 *共1页' "$work/pdf.txt"
    result "a receipt of twenty papers has one page"
    pdffonts "$pdf" | awk 'NR > 2 && $(NF - 4) != "yes" { bad = 1 } END { exit bad || NR < 4 }'
    result "every face is in it"
fi
paper commitment '经办社工（签名）' "both who keep a commitment sign it"
paper commitment '单位盖章' "and the hospital seals it"
paper notice '单位盖章' "a notice as well"
paper received '材料收据2026-12 版患者 罗小禾' "each page of a receipt names the patient"
child=$no
as lin import "$top_srcdir/tests/rules/field/05-orphan-village.json"
no=$(cat "$out")
as lin papers "$no" --out "$work/papers"
paper commitment '本单位郑重承诺' "an office commits itself as an office"
for name in commitment notice received; do
    paper $name '监护单位经办人姓名：＿＿＿＿＿＿＿＿职务：' "and who signs for it is named with the post on the $name"
done
guardian=$(grep -o '"name": "[^"]*委员会"' "$top_srcdir/tests/rules/field/05-orphan-village.json" | cut -d'"' -f4)
paper received "致：$guardian" "a receipt is for the office"
rm -f "$work/papers/$no"-*
no=$child
mkdir "$work/no-fonts"
printf '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>\n' \
    >"$work/no-fonts/fonts.conf"
FONTCONFIG_FILE=$work/no-fonts/fonts.conf
export FONTCONFIG_FILE
cp -R "$work/papers" "$work/older"
echo x >>"$work/older/$no-notice.txt"
as lin papers "$no" --out "$work/older" --replace
ok "nor does a PDF of before stay beside newer texts" test ! -e "$work/older/$no-papers.pdf"
ok "and of the texts of before nothing is said, they are these" test -z "$(grep 'older paper' "$err")"
echo x >"$work/older/$no-witness.txt"
echo x >"$work/older/other-witness.txt"
as lin papers "$no" --out "$work/older" --replace
complains '1 older paper' "a paper of before that was not made anew is told of"
as lin papers "$no" --out "$work/faceless"
unset FONTCONFIG_FILE
status_is 0 "without a Chinese font the other papers are written"
complains 'fonts-noto-cjk' "and what is missing is said"
ok "there is no PDF then" test ! -e "$work/faceless/$no-papers.pdf"
as lin new
long=$(cat "$out")
as lin set "$long" patient.name=甲 "illness.disease=$(printf '2026-01-01:1200.00,%.0s' 1 2 3 4 5 6 7 8 9)完"
as lin papers "$long" --out "$work/long"
if command -v pdftotext >/dev/null; then
    pdftotext -bbox "$work/long/$long-papers.pdf" "$work/long/box"
    awk -F '"' '/<word/ && $6 > 530 { bad = 1 } END { exit bad }' "$work/long/box"
    result "a number without an end breaks where the line does"
fi
as lin import "$top_srcdir/tests/rules/field/01-nicu-newborn.json"
baby=$(cat "$out")
as lin papers "$baby" --out "$work/baby"
if command -v pdftotext >/dev/null; then
    pdftotext -layout "$work/baby/$baby-papers.pdf" "$work/baby/text"
    [ "$(grep -cE '(承诺书|告知书) .*第1页 *共1页' "$work/baby/text")" -eq 2 ]
    result "what a newborn's parent signs twice has one page each"
    grep -q '材料收据 .*第1页 *共1页' "$work/baby/text"
    result "and so has the receipt"
fi
as lin import "$top_srcdir/tests/rules/field/05-orphan-village.json"
orphan=$(cat "$out")
as lin papers "$orphan" --out "$work/orphan"
if command -v pdftotext >/dev/null; then
    pdftotext -layout "$work/orphan/$orphan-papers.pdf" - |
        awk 'BEGIN { RS = "\f" } /监护单位经办人（签名）/ && /代签人/ { n++; if (!/自愿同意/) bad = 1 } END { exit bad || n != 5 }'
    result "and what an office signs stands where it consents"
fi
as lin new
rare=$(cat "$out")
as lin set "$rare" patient.name=𠮷田𱍐
as lin papers "$rare" --out "$work/rare"
status_is 1 "a sign that no font has is no small matter"
complains 'U+31350' "it is named"
complains 'Patient, Name' "with its field"
ok "and what needs no PDF is written" test -s "$work/rare/$rare-consent-a.txt"
! grep -q 'U+20BB7' "$err" && [ ! -e "$work/rare/$rare-papers.pdf" ]
result "and no PDF with a hole in it is made"

as lin set "$rare" patient.name=田小禾 illness.disease=肺炎 'illness.stage=晚𱍐期'
as lin papers "$rare" --out "$work/part"
status_is 1 "a sign that is in one paper alone"
complains 'U+31350' "is named too"
complains 'Illness, Stage' "with its field"
ok "and the other papers are printed" test -s "$work/part/$rare-papers.pdf"

as lin papers "$no" --out "$work/papers"
status_is 0 "the same again over the same papers"
rm "$work/papers/$no-notice.txt"
as lin papers "$no" --out "$work/papers"
status_is 0 "and over those that a run which was cut off has left"
ok "puts what is missing" test -s "$work/papers/$no-notice.txt"
[ -z "$(find "$work/papers" "$work" -maxdepth 1 -name '.*anj*')" ]
result "nothing hidden stays"
cp "$work/papers/$no-consent-a.txt" "$work/consent"
echo x >>"$work/papers/$no-consent-a.txt"
as lin papers "$no" --out "$work/papers"
status_is 1 "a file that is another one stays"
complains "$no-consent-a.txt" "and is named"
cp "$work/consent" "$work/papers/$no-consent-a.txt"
cp -R "$work/papers" "$work/before"
as lin papers "$no" --out "$work/papers" --replace
status_is 0 "unless their replacement is asked for"
ok "the same case gives the same bytes" diff -r "$work/before" "$work/papers"

# Forms for which somebody has to ask, and one that is wanted by itself.
as lin papers "$no" --out "$work/papers" --only withdrawal,erasure-request
status_is 1 "two of them would replace the PDF of all"
as lin papers "$no" --out "$work/papers" --only withdrawal
status_is 0 "a form that a case has only when somebody asks"
paper withdrawal '撤回不影响撤回前' "says what it does"
ok "its PDF stands beside that of all" test -s "$work/papers/$no-withdrawal.pdf"
as lin papers "$no" --out "$work/asked" --only "withdrawal referral"
ok "names may have blanks between" test -s "$work/asked/$no-referral.txt"
as lin papers "$no" --out "$work/papers" --only consent-a,nothing
status_is 1 "a paper that there is not"
complains 'There is no paper nothing; there are: consent-a' "is refused, and those that there are named"
[ "$(sed -n 's/.*内容校验 //p' "$work/papers/$no-case-sheet.txt")" = \
    "$("$top_builddir/anjuan" --store "$store" --as lin --passphrase-file "$work/lin.secret" \
        show "$no" --reveal --json | sha256sum | cut -c 1-16)" ]
result "the case sheet names the digest of what the case holds"

# What is noted of earlier referrals is no addressee.
as lin set "$no" case.referral=县医疗救助已办
as lin papers "$no" --out "$work/noted" --only referral
! grep -q '^致：县医疗救助' "$work/noted/$no-referral.txt"
result "a referral is not written to a note"

# A letter for each referral that is open, none for one whose receipt came back; who helps declares that
# nobody was paid.
kept=$no
entered breast-cancer-teacher
for to in 虚构县民政局 虚构市慈善总会 虚构基金会; do
    as lin set "$no" "referral[+].to=$to" case.adviser=何大海 case.adviser_kind=platform
done
as lin set "$no" "referral[2].purpose=资助移植" "referral[3].answered_on=2026-11-20"
as lin papers "$no" --out "$work/referred"
ok "a letter for each open referral" test "$(find "$work/referred" -name '*-referral-letter-*.txt' | wc -l)" -eq 2
grep -q '虚构市慈善总会' "$work/referred/$no-referral-letter-2.txt" &&
    grep -q '资助移植' "$work/referred/$no-referral-letter-2.txt"
result "to whom, and for what"
grep -q '顾问：何大海' "$work/referred/$no-adviser.txt" && grep -q '所属单位盖章' "$work/referred/$no-adviser.txt"
result "the declaration of the adviser"
as lin set "$no" case.adviser_declared_on=2026-11-20
as lin papers "$no" --out "$work/declared"
ok "which is signed once" test ! -e "$work/declared/$no-adviser.txt"
no=$kept

# A link that leads nowhere is something too, and only files are replaced.
rm "$work/papers/$no-notice.txt"
ln -s "$work/elsewhere" "$work/papers/$no-notice.txt"
as lin papers "$no" --out "$work/papers"
status_is 1 "a link that leads nowhere is there already"
as lin papers "$no" --out "$work/papers" --replace
status_is 1 "nor is it replaced"
complains 'symbolic link' "which is said"
[ -L "$work/papers/$no-notice.txt" ] && [ ! -e "$work/elsewhere" ]
result "and it stands as it did"
rm "$work/papers/$no-notice.txt"
mkfifo "$work/papers/$no-notice.txt"
as lin papers "$no" --out "$work/papers" --replace
status_is 1 "nor a pipe"
ok "which stands too" test -p "$work/papers/$no-notice.txt"
rm "$work/papers/$no-notice.txt"
ln -s "$work/elsewhere" "$work/nowhere"
as lin papers "$no" --out "$work/nowhere"
status_is 1 "no folder is made where a link leads nowhere"
[ ! -e "$work/elsewhere" ]
result "nor where it leads to"
as lin show "$no" --out "$work/nowhere"
status_is 1 "nor is it a name for a case file"
as lin show "$no" --out "$work/nowhere" --replace
status_is 1 "also with --replace"
ok "it stands as it did" test -L "$work/nowhere"

entered uraemia-farmer
as lin papers "$no" --out "$work/papers" --json
says "\"file\":\"$work/papers/$no-authorisation.txt\"" "one who is paid for the patient is authorised"
paper authorisation '委托期限' "for a time"
paper authorisation '阿依夏木·艾山' "by name"

as admin papers "$no" --out "$work/other"
status_is 1 "an administrator writes no papers"
ok "nor makes the folder" test ! -e "$work/other"
as qian papers "$no" --out "$work/audited"
status_is 0 "an auditor prints them"
as zhou events --json
ok "which is a look at the case" test "$(grep -c '"verb": *"reveal"' "$out")" -eq 1
as qian history "$no"
says 'looked at what is masked: numbers' "in its history"
as he papers "$no" --out "$work/strange"
status_is 1 "an adviser prints none of a case of another"
ok "nor makes that folder" test ! -e "$work/strange"
as he new
own=$(cat "$out")
as he set "$own" patient.name=甲 patient.phone=13900001234
as he papers "$own" --out "$work/own"
status_is 0 "but of their own"
as zhou papers "$own" --out "$work/own"
as qian history "$own"
says 'looked at what is masked: numbers' "a supervisor who prints is in the history too"
as lin new
empty=$(cat "$out")
as lin show "$empty" --out "$work/empty.json"
status_is 1 "a case without a word is no file"
complains 'Nothing is written' "since its number may still be given to another"
as lin papers "$empty" --out "$work/empty"
status_is 1 "nor is it papers"
as lin papers "$no"
status_is 2 "a folder is needed"
: >"$work/file"
as lin papers "$no" --out "$work/file"
status_is 1 "a file is no folder"
if [ "$(id -u)" -ne 0 ]; then
    mkdir "$work/locked"
    chmod 500 "$work/locked"
    as lin papers "$no" --out "$work/locked"
    status_is 1 "a folder that cannot be written to"
fi
bad=$(printf 'b\377d')
as lin papers "$no" --out "$work/$bad"
status_is 0 "a folder's name need not be UTF-8"
mkdir "$work/small"
if unshare -rm sh -c 'mount -t tmpfs -o size=16k tmpfs "$0"' "$work/small" 2>/dev/null; then
    run unshare -rm sh -c 'mount -t tmpfs -o size=16k tmpfs "$0" && "$@"; s=$?; ls -A "$0"; exit $s' \
        "$work/small" "$top_builddir/anjuan" --store "$store" --as lin --passphrase-file \
        "$work/lin.secret" papers "$no" --out "$work/small"
    [ "$status" -eq 1 ] && [ "$(wc -l <"$err")" -eq 1 ] && [ ! -s "$out" ]
    result "a full disk is said, and nothing is left"
fi

# An interpreter has a place; an office is no relation of anybody.
as lin import "$top_srcdir/tests/rules/field/05-orphan-village.json"
village=$(cat "$out")
as lin papers "$village" --out "$work/village"
for letter in a b c d e; do
    grep -q '翻译（签名）' "$work/village/$village-consent-$letter.txt" &&
        grep -q '监护单位：虚构县练习镇三村村民委员会　统一' "$work/village/$village-consent-$letter.txt" &&
        grep -q '监护单位盖章' "$work/village/$village-consent-$letter.txt"
    result "consent $letter of an office as guardian"
done
grep -q '监护单位经办人（签名）' "$work/village/$village-notice.txt"
result "whose person in charge signs the notice"

# Nobody asks the dead to sign, nor whoever was their guardian.
as lin import "$top_srcdir/data/practice/leukaemia-child.json"
dead=$(cat "$out")
as lin set "$dead" 'event[+].kind=death' 'event[+].on=2026-11-20'
as lin papers "$dead" --out "$work/dead"
! grep -lE '(患者|监护人|监护人兼发起人)(（能表达意见，|（)签名|(患者|监护人)捺印' "$work/dead"/*.txt
result "no paper asks the dead to sign"
[ "$(grep -l '近亲属（签名）' "$work/dead"/*.txt | wc -l)" -ge 8 ]
result "but the family"

# A site changes a paper; a fault in it is named.
site=$store.site/papers
mkdir -p "$site"
printf '[p.020]\ntext = "{patient.name} 本院另行说明"\n' >"$site/20-commitment.ini"
as lin papers "$no" --out "$work/site"
grep -q '本院另行说明' "$work/site/$no-commitment.txt"
result "a site's own paragraph"
printf '[p.020]\ntext = "{day: today.day} {patient.name}"\n' >"$site/20-commitment.ini"
as lin papers "$no" --out "$work/before"
grep -q '^20[0-9]*年[0-9]*月[0-9]*日 ' "$work/before/$no-commitment.txt"
result "a place in the form of before is filled in"
anjuan --store "$store" knowledge check
[ "$status" -eq 1 ] && grep -q 'p.020.*{day: today.day} is written {today.day:day} now' "$out"
result "and knowledge check names the one of now"
for text in '{patient.nobody}' '{(SELECT 1); DROP TABLE fact}' '{open' '{@nobody}'; do
    printf '[p.020]\ntext = "%s"\n' "$text" >"$site/20-commitment.ini"
    as lin papers "$no" --out "$work/fault"
    [ "$status" -ne 0 ] && grep -q '20-commitment' "$err" && grep -q 'p.020' "$err"
    result "$text is refused with file and section"
    anjuan --store "$store" knowledge check
    status_is 1 "and found by knowledge check"
done
as lin papers "$no" --out -
status_is 2 "papers are no stream"
ok "nor a folder of that name" test ! -e ./-

finish

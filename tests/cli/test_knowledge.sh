# Where knowledge comes from: the machine's folder, the store's, and the person's own for practice.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

# A program that carries its share folder beside it carries the machine's folder too, so that the
# real /etc is neither read nor written here.
mkdir "$work/carried"
cp "$top_builddir/anjuan" "$work/carried/anjuan"
ln -s "$top_builddir/share" "$work/carried/share"
top_builddir=$work/carried
machine=$work/carried/etc/anjuan own=$HOME/.config/anjuan/site

# limit FOLDER FEN: the target's limit, as that place says it.
limit() {
    mkdir -p "$1/facts"
    printf '[limit_target_fen]\nsql = "%s"\n' "$2" >"$1/facts/limit.ini"
}

as lin import "$top_srcdir/data/practice/leukaemia-child.json"
no=$(cat "$out")
as lin check "$no" --json
cp "$out" "$work/before"
as lin check "$no" --json
version=$(sed -n 's/.*"knowledge":"\([0-9a-f]*\)".*/\1/p' "$out" | sort -u)
[ "$(echo "$version" | wc -w)" -eq 1 ] && [ "${#version}" -eq 16 ]
result "every finding names the knowledge it was found by, one for all"
as lin check "$no"
says "$version" "and people are told it once"
anjuan --store "$store" knowledge check
says "$version" "knowledge check names the same version"
says "$machine is not there" "and where the machine's files would be"

limit "$own" 100
anjuan --store "$store" knowledge check
status_is 0 "a real store"
says "$own is not read" "has no use for what one person put into a home folder"
as lin check "$no" --json
same "$work/before" "$out" "and is judged as before"


limit "$machine" 200
as lin check "$no" --json
cp "$out" "$work/machine"
! cmp -s "$work/before" "$work/machine"
result "the machine's limit counts"
limit "$store.site" 99999999999
as lin check "$no" --json
sed 's/"knowledge":"[0-9a-f]*"//' "$out" >"$work/after.plain"
sed 's/"knowledge":"[0-9a-f]*"//' "$work/machine" >"$work/machine.plain"
! cmp -s "$work/after.plain" "$work/machine.plain"
result "the store's counts above the machine's"
mkdir -p "$store.site/rules" "$store.site/pinyin"
printf '[x001]\ntitle = "No ward"\ntitle[zh_CN] = "缺病区"\nmessage = "Name the ward"\nmessage[zh_CN] = "请填病区"\nseverity = "warn"\nfield = "case.ward"\nwhen = "case_file.ward IS NULL"\nversion = "1"\nauthority = "hospital"\ngrade = "R"\nraises = "case.ward="\ncalm = "case.ward=3"\n' \
    >"$store.site/rules/own.ini"
printf '示范医院\tshi fan yi yuan\t500\n' >"$store.site/pinyin/own.tsv"
anjuan --store "$store" knowledge check
says "$store.site/rules/own.ini" "knowledge check names the store's file"
says "adds x001" "what it adds"
says "$store.site/facts/limit.ini" "and the one that changes what ships"
says "changes limit_target_fen" "with the entry"
says "$store.site/pinyin/own.tsv" "and the words of the pinyin entry"
mkdir -p "$store.site/codes"
printf 'code\ttext[zh_CN]\tshort\trank\nown\t示范工商银行\t示范 工行\t1\n' >"$store.site/codes/bank.tsv"
anjuan --store "$store" knowledge check
status_is 1 "a short name that two banks have"
says '工行' "is named"
printf 'code\ttext[zh_CN]\tshort\trank\nown\t示范工商银行\t示范\tfirst\n' >"$store.site/codes/bank.tsv"
anjuan --store "$store" knowledge check
says 'bank.tsv:2: rank' "and a rank that is no number"
rm "$store.site/codes/bank.tsv"
anjuan --store "$store" knowledge check --json
grep -F "\"file\":\"$machine/facts/limit.ini\"" "$out" | grep -F '"place":"machine"' |
    grep -qF '"changes":["limit_target_fen"]'
result "in JSON the machine's"
grep -F "\"file\":\"$store.site/rules/own.ini\"" "$out" | grep -F '"place":"store"' |
    grep -qF '"adds":["x001"]'
result "and the store's"
grep -F '"place":"person"' "$out" | grep -qF '"read":false'
result "and that the person's own is not read"
as lin check "$no" --json
later=$(sed -n 's/.*"knowledge":"\([0-9a-f]*\)".*/\1/p' "$out" | sort -u)
[ -n "$later" ] && [ "$later" != "$version" ]
result "other knowledge has another version"

# What cannot be read is said to be that, and by whom.
if [ "$(id -u)" -ne 0 ]; then
    chmod 000 "$machine/facts/limit.ini"
    anjuan --store "$store" knowledge check
    complains 'may not be read by you' "a file that may not be read"
    complains "$machine/facts/limit.ini" "is named"
    ! grep -q 'limit.ini.*limit.ini' "$err"
    result "once"
    chmod 644 "$machine/facts/limit.ini"
fi

# In a practice store a person may try something out.
anjuan practice
status_is 0 "a practice store"
practice=$HOME/.local/share/anjuan/practice.db
anjuan --store "$practice" knowledge check --json
grep -F '"place":"person"' "$out" | grep -qF '"read":true'
result "reads the person's own too"
grep -F "\"file\":\"$own/facts/limit.ini\"" "$out" | grep -qF '"changes":["limit_target_fen"]'
result "laid over the machine's"

# Every sentence with amounts and every column of them says what they are in.
: >"$out"
amounts='(:money|:wan|:short|:yuan)}|[{]money:'
! grep -rE --include='*.ini' "^[a-z_]+([[]zh_CN[]])? = .*($amounts)" "$top_srcdir/data" | sed 's/{[^}]*}//g' |
    grep -v '元\|yuan' >"$err"
result "texts with amounts name the unit"
awk '/^[[]/ { title = "" } /^title / { title = $0 }
    (/^type .*"money"/ || /^value .*_fen"$/) && title !~ /元/ { print FILENAME ": " title "; " $0 }' \
    "$top_srcdir"/data/templates/*.ini >"$err"
silent "and so do the columns of a workbook"

finish

# A fault in a site's knowledge files: what needs no rule works, what needs one says why not.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

as lin import "$top_srcdir/data/practice/leukaemia-child.json"
no=$(cat "$out")
site=$store.site
mkdir -p "$site/rules" "$site/facts" "$site/codes"

# works WHAT ARG...: as if nothing were wrong, with the fault named on standard error.
works() {
    works_what=$1
    shift
    as "$@"
    [ "$status" -eq 0 ] && grep -qF "$fault" "$err"
    result "$works_what works and names the fault ($fault)"
}

# refuses WHAT ARG...
refuses() {
    refuses_what=$1
    shift
    as "$@"
    [ "$status" -eq 1 ] && grep -qF "$fault" "$err" && [ "$(grep -cF "$fault" "$err")" = 1 ]
    result "$refuses_what refuses and names the fault once ($fault)"
}

try() {
    for command in verify list "show $no" "history $no" 'user list' batches "find 张"; do
        # shellcheck disable=SC2086
        works "$command" lin $command
    done
    rm -rf "$work/copy.db"*
    works backup zhou backup "$work/copy.db"
    works import lin import "$top_srcdir/data/practice/burn-worker.json"
    works set lin set "$no" 'patient.occupation=学生é'
    as lin show "$no"
    says '学生é' "and what was typed is stored"
    refuses check lin check "$no"
    refuses submit lin submit "$no"
    refuses export zhou export --template neutral --out "$work/none.xlsx"
    as zhou knowledge check
    status_is 1 "knowledge check tells it"
}

printf '[r905\ntitle = "é"\n' >"$site/rules/own.ini"
fault=own.ini
try
rm "$site/rules/own.ini"
printf '[own_fact]\nmeaning = "é"\nmeaning[zh_CN] = "无"\nsql = "fact.no_such_fact > 1"\n' \
    >"$site/facts/own.ini"
fault='[own_fact]'
try
rm "$site/facts/own.ini"
printf '1\t2\n\377\n' >"$site/codes/region.tsv"
fault=region.tsv
try
rm "$site/codes/region.tsv"
as lin check "$no"
ok "mended, it is judged again" test ! -s "$err"

# What SQLite says about a condition is known only when it is asked.
cat >"$site/rules/own.ini" <<'INI'
[r905]
title = "Own"
title[zh_CN] = "本院"
message = "Own rule"
message[zh_CN] = "本院规定"
severity = "warn"
when = "patient.no_such_column = 1"
version = "1"
authority = "house"
grade = "R"
INI
as lin set "$no" 'patient.occupation=务农'
status_is 0 "a condition that SQLite refuses does not keep from typing"
as lin check "$no"
status_is 1 "but from being judged"
complains '[r905]' "and is named"

finish

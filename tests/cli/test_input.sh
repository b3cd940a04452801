# Bad input: each gets one clear line that names the place, a status, and changes nothing.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

as lin list
cp "$out" "$work/none"

# refuses NAME TEXT: an import of this text is refused.
refuses() {
    printf "$2" >"$work/bad.json"
    as lin import "$work/bad.json"
    [ "$status" -eq 1 ] && [ "$(wc -l <"$err")" -eq 1 ] && grep -qF "$work/bad.json" "$err" &&
        ! LC_ALL=C grep -q "[$(printf '\001-\010\013-\037\177')]" "$err"
    result "$1"
}

refuses "an empty file" ''
refuses "no JSON" 'hello'
refuses "cut off" '{"patient":{"name":"王'
refuses "not UTF-8" '{"patient":{"name":"\377\376"}}'
refuses "a byte order mark in the middle" '{"patient":\357\273\277{"name":"x"}}'
refuses "a case without anything" '{}'
refuses "nor with empty records" '{"patient":{},"plan":[{}],"case":{"ward":""}}'
refuses "a list without cases" ' [ ]'
refuses "a list with an empty case" '[{"patient":{"name":"x"}},{}]'
refuses "a byte order mark alone" '\357\273\277'
refuses "more after the end" '{} x'
refuses "an unknown record" '{"patent":{}}'
refuses "an unknown key" '{"patient":{"nmae":"x"}}'
refuses "a key given twice" '{"patient":{"name":"x","name":"y"}}'
refuses "a key that drives terminals" '{"patient":{"\\u001b[2Jx":"x"}}'
refuses "a control character" '{"patient":{"name":"x\\u0007"}}'
refuses "an escape sequence" '{"patient":{"name":"\\u001b[31mred"}}'
refuses "NUL" '{"patient":{"name":"x\\u0000y"}}'
refuses "half a surrogate" '{"patient":{"name":"\\ud800"}}'
refuses "a text where a number belongs" '{"case":{"target_fen":"100"}}'
refuses "a fraction of a fen" '{"case":{"target_fen":1.5}}'
refuses "negative money" '{"case":{"target_fen":-1}}'
refuses "too much money" '{"case":{"target_fen":1000000000001}}'
refuses "a number out of range" '{"case":{"target_fen":1e30}}'
refuses "an impossible day" '{"patient":{"born_on":"2026-02-30"}}'
refuses "a day written otherwise" '{"patient":{"born_on":"2026/02/03"}}'
refuses "a code that is in no table" '{"patient":{"sex":"7"}}'
refuses "a list where a record belongs" '{"patient":[]}'
refuses "a record where a list belongs" '{"plan":{"item":"x"}}'
refuses "a case number of its own" '{"case":{"no":"T1-2026-000001"}}'
refuses "the second of two" '[{"patient":{"name":"好"}},{"patient":{"sex":"7"}}]'

"$python" -c 'print("[" * 100000 + "]" * 100000)' >"$work/deep.json"
as lin import "$work/deep.json"
status_is 1 "deep nesting"
"$python" -c 'print("{\"patient\":{\"name\":\"" + "长" * 100000 + "\"}}")' >"$work/long.json"
as lin import "$work/long.json"
status_is 1 "an over-long name"
complains "name" "which is named"
head -c 70000000 /dev/zero | tr '\0' ' ' >"$work/huge.json"
as lin import "$work/huge.json"
status_is 1 "an oversized file"
as lin import "$work/not-there.json" "$work"
status_is 1 "a file that is not there"
as lin import "$work"
status_is 1 "a folder"
as lin import "$top_srcdir/data/practice/leukaemia-child.json" "$work/bad.json"
status_is 1 "a good file with a bad one"
as lin list
same "$work/none" "$out" "nothing came in"

printf '\357\273\277{"patient":{"name":"有签名"}}' >"$work/marked.json"
as lin import "$work/marked.json"
status_is 0 "a byte order mark first is taken"
no=$(cat "$out")
input=$work/marked.json
as lin import -
status_is 0 "- is standard input"
input=$work/bad.json
as lin import -
[ "$status" -eq 1 ] && [ "$(wc -l <"$err")" -eq 1 ] && grep -q 'standard input' "$err"
result "which is named when it is bad"
unset input
as lin show "$no" --out - && cp "$out" "$work/shown.json"
as lin show "$no" --json
same "$work/shown.json" "$out" "show --out - is the portable file"
as lin show "$no" --out "$work/kept.json"
same "$work/shown.json" "$work/kept.json" "and so is --out FILE"
as lin show "$no" --out "$work/kept.json"
status_is 1 "which is not overwritten"
as lin show "$no" --out "$work/kept.json" --replace
status_is 0 "unless that is said"

# A passphrase is in a file of one's own that nobody else can read, or comes through a pipe.
for mode in 644 640 604 620 602 666; do
    chmod "$mode" "$work/lin.secret"
    as lin list
    [ "$status" -eq 1 ] && [ ! -s "$out" ] && grep -qF "chmod 600 $work/lin.secret" "$err"
    result "a passphrase file with mode $mode is refused"
done
as zhou user add x --role adviser --new-passphrase-file "$work/lin.secret"
complains 'chmod 600' "also for a new passphrase"
chmod 400 "$work/lin.secret"
as lin list
status_is 0 "mode 400 will do"
chmod 600 "$work/lin.secret"
run sh -c 'cat "$0" | "$@"' "$work/lin.secret" "$top_builddir/anjuan" --store "$store" --as lin \
    --passphrase-file /dev/stdin list
status_is 0 "a pipe is no file of anybody"
mkfifo "$work/pipe"
anjuan --store "$store" --as lin --passphrase-file "$work/pipe" list
status_is 1 "a pipe that nobody writes to does not hold the program"
no_pipe() { # NAME WORD...: what holds the program is ended after a while
    what=$1
    shift
    run timeout 20 "$@"
    [ "$status" -ne 0 ] && [ "$status" -ne 124 ] && grep -q 'not a file' "$err"
    result "$what of a pipe is refused and says why"
}
for command in 'blacklist import --source x' 'import' 'template draft --name x' 'backup --check' \
    'restore' 'verify --against'; do
    # shellcheck disable=SC2086
    no_pipe "$command" "$top_builddir/anjuan" --store "$store" --as zhou \
        --passphrase-file "$work/zhou.secret" $command "$work/pipe"
done
no_pipe "seal" "$top_builddir/anjuan" --as zhou --passphrase-file "$work/zhou.secret" seal "$work/pipe"
no_pipe "list" "$top_builddir/anjuan" --store "$work/pipe" --as zhou --passphrase-file "$work/zhou.secret" list
no_pipe "anjuan-verify" "$top_builddir/anjuan-verify" "$work/pipe"
if [ "$(id -u)" -eq 0 ]; then
    cp "$work/lin.secret" "$work/other.secret"
    chown 12345 "$work/other.secret"
    anjuan --store "$store" --as lin --passphrase-file "$work/other.secret" list
    status_is 1 "somebody else's file is not read"
fi

# Words on the command line.
for wrong in '' frobnicate 'list --nonsense' 'list --status nonsense' 'list extra' show 'set T1-2026-000001' \
    'find x --limit -1' 'check' 'check T1-2026-000001 --all' 'export --out x' 'init' 'doc' 'doc keys --format x' \
    'check T1-2026-000001 --on 2026-13-01' '--json=x list' '--as'; do
    # shellcheck disable=SC2086
    as lin $wrong
    [ "$status" -eq 2 ] && [ -s "$err" ] && [ ! -s "$out" ]
    result "wrong usage: $wrong"
done
anjuan list --help --json
status_is 0 "--help of a command"
says 'Usage: anjuan list [--status S]' "shows its usage"
anjuan --version
status_is 0 "--version"

# Who is it?
anjuan --store "$store" list
status_is 1 "nobody signed in"
complains '--as' "is told how"
printf 'wrong but long enough\n' >"$work/wrong"
anjuan --store "$store" --as lin --passphrase-file "$work/wrong" list
status_is 1 "a wrong passphrase"
cp "$err" "$work/wrong.err"
anjuan --store "$store" --as nobody --passphrase-file "$work/wrong" list
same "$work/wrong.err" "$err" "reads like a wrong name"
head -c 5000 /dev/zero | tr '\0' x >"$work/long"
anjuan --store "$store" --as lin --passphrase-file "$work/long" list
status_is 1 "an over-long passphrase file"
as qian new
status_is 1 "an auditor enters nothing"
as admin new
status_is 1 "nor does an administrator"
as lin user add x --role adviser --new-passphrase-file "$work/lin.secret"
status_is 1 "a social worker adds nobody"
as zhou user add 'X Y' --role adviser --new-passphrase-file "$work/lin.secret"
status_is 1 "a name with a blank"
as zhou user add lin --role adviser --new-passphrase-file "$work/lin.secret"
status_is 1 "a name that is taken"
printf 'short\n' >"$work/short"
as zhou user add x --role adviser --new-passphrase-file "$work/short"
status_is 1 "a short passphrase"
as zhou user disable zhou
status_is 1 "nobody disables themselves"
as zhou user disable he
as he list
status_is 1 "who is disabled signs in no more"
anjuan --store "$store" sample --cases 1
status_is 1 "a real store takes no synthetic cases"
as zhou init --org x --station T1 --supervisor x --new-passphrase-file "$work/lin.secret"
[ "$status" -ne 0 ]
result "init over a store is refused"
anjuan --store "$work/other.db" init --org x --station 't 1' --supervisor x --new-passphrase-file "$work/lin.secret"
[ "$status" -eq 1 ] && [ ! -e "$work/other.db" ]
result "a bad station code leaves no store"
anjuan --store "$work/other.db" init --org x --station T1 --supervisor x --new-passphrase-file "$work/short"
[ "$status" -eq 1 ] && [ ! -e "$work/other.db" ]
result "nor does a bad passphrase"

# Knowledge files.
cp -R "$top_srcdir/data" "$work/data"
chmod -R u+w "$work/data"
anjuan --data "$work/data" knowledge check
status_is 0 "the knowledge files that ship are right"
# Each check tries every rule there is: few of them tell as much of what follows.
find "$work/data/rules" -name '*.ini' ! -name workflow.ini -delete
printf '[d11]\nrequired = "no_such_fact > 1"\nbecause = "x"\nauthority = "x"\ngrade = "R"\n' \
    >"$work/data/checklist/bad.ini"
anjuan --data "$work/data" knowledge check
status_is 1 "an unknown fact"
says 'bad.ini' "names the file"
says 'd11' "and the section"
printf '[d12]\nrequired = "(DELETE FROM fact)"\nbecause = "x"\nauthority = "x"\ngrade = "R"\n' \
    >"$work/data/checklist/bad.ini"
anjuan --data "$work/data" knowledge check --json
status_is 1 "a write statement in a condition"
says '"where":"' "in JSON too"
rm "$work/data/checklist/bad.ini"

# Long lists are rows; a site adds its own and changes what ships, cell by cell.
site=$HOME/.local/share/anjuan/store.db.site/codes
mkdir -p "$site"
printf 'code\ttext[zh_CN]\treading\nh1\t某大学附属医院\tmou da xue fu shu yi yuan\n' >"$site/hospital.tsv"
printf 'code\ttext\ttext[zh_CN]\tretired\nbeijing\t\t\tyes\nours\tour bank\t本地银行\t\n' \
    >"$site/bank.tsv"
anjuan --data "$work/data" knowledge check
status_is 0 "rows of a site"
printf 'code\ttext\nh1\ta\nh2\tb\nh1\tc\n' >"$site/hospital.tsv"
anjuan --data "$work/data" knowledge check
status_is 1 "a code given twice"
says 'hospital.tsv:4: code' "names file, line and column"
printf 'code\ttext\treading\nh1\t某医院\tMǒu\n' >"$site/hospital.tsv"
anjuan --data "$work/data" knowledge check
status_is 1 "a reading with signs that nobody types"
says 'hospital.tsv:2: reading' "named as well"
printf 'text\n某医院\n' >"$site/hospital.tsv"
anjuan --data "$work/data" knowledge check
status_is 1 "rows without a code"
rm -r "$site"

# The words of the pinyin entry.
mkdir -p "$HOME/.local/share/anjuan/store.db.site/pinyin"
printf '# words of the hospital\n示范医院\tshi fan yi yuan\t500\n' \
    >"$HOME/.local/share/anjuan/store.db.site/pinyin/own.tsv"
anjuan --data "$work/data" knowledge check
status_is 0 "a hospital's own words for the pinyin entry"
printf '示范\tshifan\t500\n' >>"$HOME/.local/share/anjuan/store.db.site/pinyin/own.tsv"
anjuan --data "$work/data" knowledge check
status_is 1 "a word without a syllable for each character"
says 'own.tsv, line 3' "names file and line"
rm "$HOME/.local/share/anjuan/store.db.site/pinyin/own.tsv"
rm -r "$work/data/pinyin"
anjuan --data "$work/data" knowledge check
status_is 1 "no words at all"
says 'no words for the pinyin entry' "says so"

finish

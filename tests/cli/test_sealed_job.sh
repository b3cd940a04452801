#!/bin/sh
# The way of a team whose store is sealed from its birth: made, people let in, a case from intake to
# the upload file, and the way back in by the recovery code.
. "$top_srcdir/tests/cli/lib.sh"

store=$work/store.db
as() {
    as_name=$1
    shift
    anjuan --store "$store" --as "$as_name" --passphrase-file "$work/$as_name.secret" "$@"
}
# The names are long: three bytes stand in any megabyte of what is sealed.
clear() { # TEXT: stands in some file of the store
    LC_ALL=C grep -rlF "$1" "$store"* >/dev/null
}
not() { ! "$@"; }
for person in zhouruichang sun lindaiyun he new; do
    printf '%s\n' "long enough for $person" >"$work/$person.secret"
done

anjuan --store "$work/plain.db" init --org 某医院 --station T1 --supervisor zhouruichang --plain \
    --new-passphrase-file "$work/zhouruichang.secret"
complains 'not sealed' "a plain store says what that means"
ok "and anybody reads it" grep -qF 某医院 "$work/plain.db"
anjuan --store "$store" init --org 某医院社工部 --station T1 --supervisor zhouruichang \
    --new-passphrase-file "$work/zhouruichang.secret"
status_is 0 "a store"
silent "which is sealed without a word"
says 'The key of zhouruichang' "the supervisor's key as characters"
grep -E '^  ([A-Z]{5} ){5}[A-Z]{5}$' "$out" | sed 's/^ *//' >"$work/code"
ok "and the recovery code" test -s "$work/code"
ok "the organisation is not in clear" not clear 某医院社工部
ok "nor is the supervisor" not clear zhouruichang
anjuan --store "$store" --as zhouruichang --passphrase-file "$work/lindaiyun.secret" list
complains 'do not belong together' "a wrong passphrase"
for command in list 'show T1-2026-000001' 'history T1-2026-000001' verify batches; do
    anjuan --store "$store" $command
    complains 'sealed' "without a passphrase nobody gets: $command"
done

as zhouruichang user add lindaiyun --role social_worker --new-passphrase-file "$work/lindaiyun.secret" --own
as zhouruichang user add sun --role supervisor --new-passphrase-file "$work/he.secret"
status_is 0 "people are added"
as lindaiyun import "$top_srcdir/data/practice/breast-cancer-teacher.json"
no=$(cat "$out")
status_is 0 "who enter a case: $no"
printf '%%PDF-1.4\n' >"$work/paper.pdf"
as lindaiyun attach "$no" D11 "$work/paper.pdf"
as lindaiyun submit "$no"
status_is 0 "and submit it"
cp "$work/he.secret" "$work/sun.secret"
as sun approve "$no" --comment 提示已核对
complains 'choose one of your own' "who has a passphrase of somebody else's chooses another"
printf 'long enough for sun\n' >"$work/sun.new"
as sun user passphrase sun --new-passphrase-file "$work/sun.new"
as sun approve "$no" --comment 提示已核对
status_is 1 "the old one opens nothing then"
cp "$work/sun.new" "$work/sun.secret"
as sun approve "$no" --comment 提示已核对
status_is 0 "the new one approves"
as zhouruichang export --template neutral --out "$work/batch.xlsx"
status_is 0 "the upload file"
batch=$(sed -n 's/.*\(T1-B[0-9-]*\).*/\1/p' "$out" | head -n 1)
for command in "check $no" "checklist $no" "show $no" "history $no" events batches 'user list' \
    'report --from 2020-01-01 --to 2199-12-31' verify; do
    as zhouruichang $command
    ok "works: $command" test "$status" -le 1 -a -s "$out"
done

as zhouruichang user disable lindaiyun
complains 'rekey' "an older copy that they kept is told of"
as lindaiyun show "$no"
complains 'do not belong together' "who is disabled opens nothing"
as zhouruichang user enable lindaiyun
complains 'lindaiyun cannot open it yet' "and is let in by a passphrase alone"
as lindaiyun show "$no"
status_is 1 "nor when they are enabled"
as zhouruichang user passphrase lindaiyun --new-passphrase-file "$work/new.secret"
cp "$work/new.secret" "$work/lindaiyun.secret"
as lindaiyun show "$no"
complains 'choose one of your own' "until they have a new passphrase"

recover() { # CODE NAME
    anjuan --store "$store" recover --code-file "$work/$1" --supervisor "$2" \
        --new-passphrase-file "$work/new.secret"
}
recover code new
status_is 0 "the code of the beginning makes a supervisor"
says 'opens nothing any more' "for which it is used up"
grep -E '^  ([A-Z]{5} ){5}[A-Z]{5}$' "$out" | sed 's/^ *//' >"$work/next"
recover code newer
complains 'not the recovery code' "and so it is"
printf 'AAAAA AAAAA AAAAA AAAAA AAAAA AAAAB\n' >"$work/wrong"
recover wrong newer
complains 'letter of the recovery code' "a slip of the pen is told from a wrong code"
as new verify
status_is 0 "who finds all of it whole"
says 'made new a supervisor' "and that they are one by the code"
as new verify --json
says '"recoveries":[{"user":"new"' "for a program too"
run "$top_builddir/anjuan-verify" "$store" --as new --passphrase-file "$work/new.secret"
status_is 0 "the other verifier finds it whole"
says 'recovery code made new a supervisor' "and tells the same"
as sun list
complains 'recovery code made new' "each sign-in of a colleague tells"
recover next newer
status_is 0 "the code that came in its place opens"
as sun list
[ "$(grep -c 'recovery code made' "$err")" -eq 2 ]
result "of all who are"

# A plain copy takes the place of no sealed store.
as sun unseal "$store" --out "$work/out.db"
as sun restore "$work/out.db" --older --same-station
complains 'not sealed, and the store is' "a plain backup is not put back"
as sun --store "$work/out.db" seal "$work/out.db" --into "$work/in.db"
status_is 0 "sealed first"
as sun restore "$work/in.db" --older --same-station
status_is 0 "it is"
as sun verify
status_is 0 "and whole"
rm -f "$store".before-restore*

# What is wrong with a file is said in four ways.
printf 'x' >"$work/flip"
told() { # FILE: what is said of it
    anjuan --store "$1" --as sun --passphrase-file "$work/${2:-sun}.secret" list
    head -n 1 "$err"
}
cp "$store" "$work/page.db"
dd if="$work/flip" of="$work/page.db" bs=1 seek=$((262144 + 1000)) conv=notrunc 2>/dev/null
cp "$store" "$work/header.db"
for at in 100 131172; do
    dd if="$work/flip" of="$work/header.db" bs=1 seek=$at conv=notrunc 2>/dev/null
done
head -c 20000 /dev/zero | tr '\0' z >"$work/none.db"
for what in "store.db zhouruichang:do not belong" "page.db sun:page 1 of the sealed" \
    "header.db sun:header of the sealed" "none.db sun:not a store"; do
    file=${what%%:*}
    ok "${file%% *}: ${what#*:}" sh -c 'case $1 in *"$2"*) ;; *) false ;; esac' sh \
        "$(told "$work/${file%% *}" "${file#* }")" "${what#*:}"
done

name=$(sed -n 's/.*"name": *"\([^"]*\)".*/\1/p' \
    "$top_srcdir/data/practice/breast-cancer-teacher.json" | head -n 1)
for text in 某医院社工部 zhouruichang lindaiyun "$no" "${name:-nobody}"; do
    ok "not in clear: $text" not clear "$text"
done
finish

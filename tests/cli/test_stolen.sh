#!/bin/sh
# A stolen disk: nothing of 50 cases (STOLEN_CASES; a share of them in check) stands in the raw bytes of
# any file, while the store is open, after a crash, after closing; and a page that is not what was
# written is refused, or found by verify.
. "$(dirname "$0")/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

cases_wanted=${STOLEN_CASES:-4}
stolen=$top_srcdir/tests/cli/stolen.py
mkdir "$work/disk" "$work/disk/data" "$work/disk/tmp" "$work/disk/run" "$work/in" "$work/disk/home"
HOME=$work/disk/home TMPDIR=$work/disk/tmp XDG_RUNTIME_DIR=$work/disk/run
export HOME TMPDIR XDG_RUNTIME_DIR
run "$python" "$stolen" make "$cases_wanted" "$work/in"
marks=$work/in/marks.json
not() { ! "$@"; }
look() { # WHAT
    run "$python" "$stolen" scan "$marks" "$work/disk"
    status_is 0 "nothing is found $1"
    sed 's/^/# /' "$out"
}

as zhou seal "$store" --into "$work/disk/data/store.db"
status_is 0 "a sealed store"
store=$work/disk/data/store.db
as zhou user add geheimnisvoll --role social_worker --display 上官侦查员 \
    --new-passphrase-file "$work/lin.secret" --own
status_is 0 "a user with a name of her own"
cp "$work/lin.secret" "$work/geheimnisvoll.secret"
"$python" - "$marks" <<'END'
import json, sys
marks = json.load(open(sys.argv[1], encoding="utf-8")) + ["geheimnisvoll", "上官侦查员", "vertippt-geheim"]
json.dump(marks, open(sys.argv[1], "w", encoding="utf-8"), ensure_ascii=False)
END

run "$python" "$stolen" cut "$store" "$top_builddir/anjuan" --store "$store" --as geheimnisvoll \
    --passphrase-file "$work/geheimnisvoll.secret" import "$work/in/cases.json"
sed 's/^/# /' "$out"
look "after an intake that was killed"
as zhou import "$work/in/cases.json"
status_is 0 "all cases"
numbers=$(cat "$out")
set -- "$work"/in/*.pdf
for no in $numbers; do
    as zhou attach "$no" D01 "$1"
    [ $# -eq 1 ] || shift
done
status_is 0 "with papers"
as vertippt-geheim list
as zhou verify
status_is 0 "which verify"
look "after closing"

run "$python" "$stolen" open "$marks" "$work/disk/data" "$work/disk/tmp" "$work/disk/run" "$work/disk/home" -- \
    "$top_builddir/anjuan" --lang en --store "$store" --as geheimnisvoll \
    --passphrase-file "$work/geheimnisvoll.secret"
status_is 0 "nothing while it is open, nor after it was killed"
sed 's/^/# /' "$out" | tail -n 4
as zhou verify
status_is 0 "all is there after that"
as zhou backup "$work/disk/data/backup.db"
status_is 0 "a backup"
look "in it"
as zhou restore "$work/disk/data/backup.db" --older --same-station
status_is 0 "put back"
look "where it was put back"
as zhou rekey
status_is 0 "another key"
look "then"

# What leaves the store is in clear, and says so.
as zhou papers "$no" --out "$work/papers"
complains "is not sealed" "papers say that they are in clear"
as zhou dossier "$no" --out "$work/dossier.zip"
grep -q "in clear" "$out" "$err"
result "so does a dossier"

# The look itself is good for something.
as zhou unseal "$store" --out "$work/plain.db"
status_is 0 "in clear"
"$python" - "$marks" "$work/in/told.json" <<'END'
import json, sys
marks = [m for m in json.load(open(sys.argv[1], encoding="utf-8"))
         if not m.startswith(("出院小结", "vertippt", "打到一半"))]
json.dump(marks, open(sys.argv[2], "w", encoding="utf-8"), ensure_ascii=False)
END
run "$python" "$stolen" all "$work/in/told.json" "$work/plain.db" "$work/plain.db.files"
status_is 0 "all of them are found there"
sed 's/^/# /' "$out" | tail -n 1

# Pages that are not those that were written.
verify() {
    run "$python" "$stolen" "$@" "$top_builddir/anjuan" --store "$store" --as zhou \
        --passphrase-file "$work/zhou.secret" verify
}
anjuan --store "$work/plain.db" --as zhou --passphrase-file "$work/zhou.secret" seal "$work/plain.db" \
    --into "$work/other.db"
status_is 0 "another store with the same cases"
verify pages "${STOLEN_PAGES:-2}" "$store" "$work/other.db"
status_is 0 "each damage to a page is refused, and named"
sed 's/^/# /' "$out"
as zhou list
cp "$store" "$work/old.db"
as zhou set "$no" patient.name=慕容改了名 illness.stage=晚期
as zhou new
verify older "${OLDER_PAGES:-4}" "$store" "$work/old.db"
sed 's/^/# /' "$out"
status_is 0 "each page that was put back to its state of before is found"
finish

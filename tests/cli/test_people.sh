# Passphrases that somebody else set, and what is done to users.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

# as_new NAME ARG...: the program as somebody with the passphrase in $work/first.secret.
as_new() {
    who=$1
    shift
    anjuan --store "$store" --as "$who" --passphrase-file "$work/first.secret" "$@"
}

printf 'a first one é for them\n' >"$work/first.secret"
printf 'plum rain on the tiles\n' >"$work/own.secret"

# Who adds somebody knows the passphrase, unless the person typed it.
as zhou user add wang --role social_worker --display 王社工é --new-passphrase-file "$work/first.secret"
status_is 0 "a user is added"
as_new wang list
status_is 1 "who does nothing with a passphrase that somebody else set"
complains 'anjuan user passphrase wang' "but is told how to choose another"
as_new wang user passphrase lin --new-passphrase-file "$work/own.secret"
status_is 1 "the passphrase of a colleague is none of that"
as_new wang user passphrase wang --new-passphrase-file "$work/first.secret"
status_is 1 "nor is the same one again"
complains 'of before' "which is said"
as zhou user list --json
says '"must_change":true' "until then the list says so"
as_new wang user passphrase wang --new-passphrase-file "$work/own.secret"
status_is 0 "the person chooses another"
mv "$work/own.secret" "$work/wang.secret"
as wang list
status_is 0 "and is in"
as_new wang list
status_is 1 "the first one is no more"
as zhou user add tan --role auditor --new-passphrase-file "$work/first.secret" --own
as_new tan list
status_is 0 "who typed it themselves need not change it"

# A supervisor who resets a colleague's passphrase does not come in with it.
cp "$work/first.secret" "$work/reset.secret"
as zhou user passphrase sun --new-passphrase-file "$work/reset.secret"
status_is 0 "a supervisor sets the passphrase of another"
as_new sun list
status_is 1 "who has to change it first"
if has_sqlite; then
    [ "$(sqlite3 "$store" 'SELECT z.name FROM user AS s JOIN user AS z ON z.id = s.reset_by
            WHERE s.name = '"'sun'")" = zhou ]
    result "the store knows who did it"
fi
# Who reads a case, is kept: once a day, and for those who look after the store.
as wang new
no=$(cat "$out")
as wang show "$no"
as wang show "$no"
as zhou history "$no"
says '王社工é  read it last, on 1 day' "the history of a case tells who read it"
as zhou history "$no" --json
says '"kind":"read"' "and scripts"
as wang history "$no"
[ "$status" -eq 0 ] && ! grep -q 'read it last' "$out"
result "but not everybody"

# What is done to users, and undone.
as zhou user role lin 督导
status_is 2 "a role is one of the words"
as zhou user role zhou auditor
status_is 1 "nobody gives themselves one"
as zhou user role lin supervisor
status_is 0 "another does"
as lin user disable tan
status_is 0 "with which one manages users"
as_new tan list
status_is 1 "who is disabled is out"
as lin user enable tan
status_is 0 "until they are enabled"
as lin user enable tan
status_is 1 "once"
complains 'not disabled' "which is said"
if [ -n "${SEALED:-}" ]; then # what opened it for them was taken away
    printf 'willow by the gate\n' >"$work/tan.secret"
    as lin user passphrase tan --new-passphrase-file "$work/tan.secret"
    as tan user passphrase tan --new-passphrase-file "$work/first.secret"
fi
as_new tan list
status_is 0 "and are in again"
as admin user disable lin
as admin user disable sun
as admin user disable zhou
status_is 1 "the last supervisor is not disabled"
as admin user role zhou adviser
status_is 1 "and stays one"
complains 'the last supervisor' "which is said"
as admin user role lin supervisor
status_is 1 "a role that somebody has is none"

as zhou user passphrase zhou --new-passphrase-file "$work/first.secret"
status_is 0 "one's own"
as_new zhou list
status_is 0 "is not changed again"
as_new zhou events
says 'auditor · typed the passphrase' "the events tell how the passphrase came about"
says 'sun · chooses another passphrase first' "also of who had one"
says 'social worker → supervisor' "and who was given which role"
says 'failed sign-ins' "and sign-ins that failed"
says 'wang · 1' "one by one, without the passphrase"
as_new zhou events --json
says '"verb":"user_enable"' "scripts read their words"
as_new tan events
status_is 0 "an auditor reads them"
as wang events
status_is 1 "a social worker does not"
as_new zhou verify
status_is 0 "the history is whole"
# Keys were given, changed, ended and begun anew, each signed by somebody who may.
verifies
status_is 0 "the store is whole"
also_verifies
status_is 0 "the other program says so too"
[ -z "${SEALED:-}" ] || finish # what follows has no passphrase, and opens no sealed store
run "$top_builddir/tests/cli/people" "$store" forge
status_is 0 "whoever can write the file makes a key for zhou"
anjuan --store "$store" verify
status_is 1 "which is found"
complains "nobody signed it who may" "and named"
run "$top_builddir/anjuan-verify" "$store"
status_is 1 "by the other program too"
says "nobody signed it who may" "in its words"
as qian dossier "$no" --out "$work/forged.zip"
run "$python" "$top_srcdir/tests/cli/dossier.py" "$work/forged.zip"
says 'gives or ends a key, and nobody signed it who may' "and by a script that reads a dossier"
finish

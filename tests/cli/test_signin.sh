# Passphrases that are guessed first, and failed sign-ins from the command line.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

new_secret() {
    printf '%s\n' "$1" >"$work/new.secret"
    as zhou user passphrase lin --new-passphrase-file "$work/new.secret"
}

new_secret elevensigns
status_is 1 "a short passphrase is refused"
complains 'at least 12' "with the least there may be"
new_secret password1234
complains 'tried first' "and one that everybody tries first"
new_secret linlinlin2026
complains 'name of its user' "and the person's own name"
printf 'admin1234567\n' >"$work/new.secret"
anjuan --store "$work/other.db" init --org 医院é --station T2 --supervisor zhou \
    --new-passphrase-file "$work/new.secret"
status_is 1 "also for the first supervisor"
[ ! -e "$work/other.db" ]
result "and nothing is made then"

# Five guesses, however many programs: twenty at once look at the passphrase five times.
printf 'wrong but long enough\n' >"$work/wrong.secret"
pids=''
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    "$top_builddir/anjuan" --store "$store" --as lin --passphrase-file "$work/wrong.secret" \
        list >/dev/null 2>"$work/guess.$i" &
    pids="$pids $!"
done
for pid in $pids; do
    wait "$pid" || :
done
[ "$(cat "$work"/guess.* | grep -c 'do not belong together')" -eq 5 ]
result "twenty programs at once have five guesses"
as lin list
status_is 1 "after that the right one has to wait too"
complains 'wait 1' "and the person is told how long"
as zhou list
status_is 0 "others do not"
new_secret "a first one é for lin"
status_is 0 "a supervisor sets a new passphrase"
anjuan --store "$store" --as lin --passphrase-file "$work/new.secret" user passphrase lin \
    --new-passphrase-file "$work/lin.secret"
status_is 0 "which ends the waiting"
if has_sqlite; then
    [ "$(sqlite3 "$store" 'SELECT failed FROM sign_in JOIN user ON user.id = user_id')" = 5 ]
    result "the journal has how many failed"
fi
as zhou verify
status_is 0 "and is whole"
finish

# Things that are made whole or not at all: a store beside what another one left, and the practice
# store. Killed at a system call, the same command works again, and no hidden file outlives it.
# tests/faults does that to init, papers and the other commands.
. "$top_srcdir/tests/cli/lib.sh"

command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null ||
    skip_all "strace is not here or may not be used"

printf 'long enough for zhou\n' >"$work/zhou.secret"
chmod 600 "$work/zhou.secret"
mkdir "$work/stale"
for side in -wal -shm -journal; do
    printf 'of another store' >"$work/stale/store.db$side"
    for words in "practice" \
        "init --org O --station T1 --supervisor zhou --new-passphrase-file $work/zhou.secret"; do
        anjuan --store "$work/stale/store.db" $words
        status_is 3 "${words%% *}: no store is made beside a file $side of one that is gone"
        complains "$work/stale/store.db$side" "which is named"
    done
    [ "$(ls -A "$work/stale")" = "store.db$side" ]
    result "and stands alone"
    rm "$work/stale/store.db$side"
done
place=$work/place
mkdir "$place"

# killed CALL N CMD...: runs it, killed at the Nth call; false when it came to its end before.
killed() {
    killed_call=$1 killed_n=$2
    shift 2
    traced -f -o /dev/null -e "trace=$killed_call" \
        -e "inject=$killed_call:signal=KILL:when=$killed_n" "$@"
    [ "$status" -gt 128 ]
}

# again WHAT CHECK CMD...: for a selection of instants, the command is killed and then given again;
# CHECK, a function, looks at what is there after each.
again() {
    again_what=$1 again_check=$2 again_bad=0 again_tried=0
    shift 2
    for again_call in fsync rename,renameat2,link unlink,rmdir openat pwrite64,write; do
        case $again_call in
        fsync) again_steps='1 3' ;;
        rename* | unlink*) again_steps=1 ;;
        openat) again_steps=80 ;;
        *) again_steps=30 ;;
        esac
        for again_n in $again_steps; do
            rm -rf "$place"
            mkdir "$place"
            killed "$again_call" "$again_n" "$@" || continue
            again_tried=$((again_tried + 1))
            run "$@"
            if [ "$status" -ne 0 ] || ! "$again_check" || [ -n "$(find "$place" -name '.*anj*')" ]
            then
                again_bad=$((again_bad + 1))
                echo "# $again_call $again_n: status $status, $(cat "$err"); $(ls -A "$place")"
            fi
        done
    done
    [ "$again_bad" -eq 0 ] && [ "$again_tried" -gt 3 ]
    result "$again_what: $again_tried kills, $again_bad times not right again"
}

is_practice() {
    printf 'lianxi-zhou\n' >"$work/lianxi.secret"
    set -- "$top_builddir/anjuan" --store "$place/store.db" --as zhou \
        --passphrase-file "$work/lianxi.secret"
    "$@" verify >/dev/null 2>&1 && [ "$("$@" list --json </dev/null | wc -l)" -ge 45 ]
}
again "practice" is_practice "$top_builddir/anjuan" --store "$place/store.db" practice --json

finish

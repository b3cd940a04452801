# Things that are made whole or not at all: a store, the practice store, papers. Killed at a system
# call, the same command works again, and no hidden file outlives it.
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
        fsync) again_steps='1 3 5' ;;
        rename* | unlink*) again_steps='1 2' ;;
        openat) again_steps='60 80' ;;
        *) again_steps='2 10 30' ;;
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

is_store() {
    "$top_builddir/anjuan" --store "$place/store.db" verify >/dev/null 2>&1
}
is_practice() {
    printf 'lianxi-zhou\n' >"$work/lianxi.secret"
    chmod 600 "$work/lianxi.secret"
    is_store && [ "$("$top_builddir/anjuan" --store "$place/store.db" --as zhou \
        --passphrase-file "$work/lianxi.secret" list --json </dev/null | wc -l)" -ge 45 ]
}
export top_builddir place work
cat >"$work/init" <<EOF
[ -e "$place/store.db" ] && exec "$top_builddir/anjuan" --store "$place/store.db" verify
exec "$top_builddir/anjuan" --store "$place/store.db" init --org O --station T1 --supervisor zhou --new-passphrase-file "$work/zhou.secret"
EOF
again "init" is_store sh "$work/init"
again "practice" is_practice "$top_builddir/anjuan" --store "$place/store.db" practice --json

anjuan practice --json
practice=$HOME/.local/share/anjuan/practice.db
printf 'lianxi-lin\n' >"$work/lin.secret"
chmod 600 "$work/lin.secret"
no=$("$top_builddir/anjuan" --store "$practice" --as lin --passphrase-file "$work/lin.secret" list \
    --json </dev/null | sed -n 's/.*"no":"\([^"]*\)","status":"draft".*/\1/p' | head -n 1)
is_papers() {
    [ "$(find "$place/papers" -type f -size +0 | wc -l)" -ge 8 ] &&
        [ "$(find "$place/papers" -name '*-papers.xlsx' | wc -l)" -eq 1 ]
}
again "papers into a new folder" is_papers "$top_builddir/anjuan" --store "$practice" --as lin \
    --passphrase-file "$work/lin.secret" papers "$no" --out "$place/papers"
cat >"$work/papers" <<EOF
mkdir -p "$place/papers"
exec "$top_builddir/anjuan" --store "$practice" --as lin --passphrase-file "$work/lin.secret" papers "$no" --out "$place/papers"
EOF
again "papers into a folder that is there" is_papers sh "$work/papers"

# What says no has not done it.
refused=0 tried=0
for call in fsync rename,renameat2,link openat pwrite64; do
    for n in 1 2 3 4 6 8 70 90; do
        rm -rf "$place"
        mkdir "$place"
        traced -f -o /dev/null -e "trace=$call" -e "inject=$call:error=EIO:when=$n" \
            "$top_builddir/anjuan" --store "$place/store.db" init --org O --station T1 \
            --supervisor zhou --new-passphrase-file "$work/zhou.secret"
        tried=$((tried + 1))
        if [ "$status" -ne 0 ] && [ -e "$place/store.db" ] || [ "$status" -eq 0 ] && ! is_store; then
            refused=$((refused + 1))
            echo "# $call $n: status $status, $(cat "$err"); $(ls -A "$place")"
        fi
    done
done
[ "$refused" -eq 0 ]
result "init says no only when there is no store: $tried faults, $refused untrue"

finish

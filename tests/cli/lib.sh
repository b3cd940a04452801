# For the tests of the command line: . "$top_srcdir/tests/cli/lib.sh" at the top, finish at the end.
# Each script has a folder ($work) and a HOME of its own. Every check prints one line, "ok N - what"
# or "not ok N - what"; a failed one shows what the program said.
#
#   run CMD...           runs it without input; $status, and the files $out and $err, tell how it went
#   anjuan ARG...        the same for the program of the build tree
#   on_terminal CMD...   the same with a terminal to write to
#   traced ARG... CMD... the same for strace with these options
#   ok WHAT CMD...       passes when CMD succeeds
#   status_is N WHAT     passes when the last run ended with this status
#   says TEXT WHAT       passes when the last run's output holds the text
#   complains TEXT WHAT  the same for its errors
#   silent WHAT          passes when it printed no error
#   same A B WHAT        passes when two files are equal
#   skip_all WHY         ends the script as skipped
#   has_sqlite           is sqlite3 here, and can it read the store? With SEALED=1 in the
#                        environment that of tests/cli/store.sh is sealed: all else must hold too

set -u
: "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${top_builddir:=$top_srcdir/build}"

work=$(mktemp -d "${TMPDIR:-/tmp}/anjuan-test-XXXXXX")
trap 'chmod -R u+rwX "$work" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 99' HUP INT TERM
: "${ASAN_OPTIONS:=malloc_context_size=2:quarantine_size_mb=16}" # as tests/local.mk has it
umask 077 # a passphrase that others can read is not taken
mkdir "$work/home" "$work/reports"
HOME=$work/home LC_ALL=C.UTF-8 TZ=UTC
ASAN_OPTIONS=$ASAN_OPTIONS:log_path=$work/reports/sanitizer:exitcode=99
UBSAN_OPTIONS=$ASAN_OPTIONS:print_stacktrace=1
sanitizer=$ASAN_OPTIONS
export HOME LC_ALL TZ ASAN_OPTIONS UBSAN_OPTIONS
unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_STATE_HOME XDG_RUNTIME_DIR LANGUAGE LANG NO_COLOR
out=$work/out err=$work/err status=0
: >"$out"
: >"$err"
count=0 failed=0 starts=0
# The system's Python, whose packages are the system's, before another one on the path.
if [ -x /usr/bin/python3 ]; then python=/usr/bin/python3; else python=python3; fi

# Looking for leaks takes a fifth of a start under sanitizers, and what a command does not give back the
# system takes in the end: every eighth is looked at, and all that tests/unit and tests/ui run.
run() {
    status=0
    starts=$((starts + 1))
    case $((starts % 8)) in
    1) ASAN_OPTIONS=$sanitizer ;;
    *) ASAN_OPTIONS=$sanitizer:detect_leaks=0 ;;
    esac
    "$@" <"${input:-/dev/null}" >"$out" 2>"$err" || status=$?
}

anjuan() {
    run "$top_builddir/anjuan" "$@"
}

# The leak sanitizer is a tracer itself and cannot work below another one.
traced() {
    run env "ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0" strace "$@"
}

on_terminal() {
    status=0
    "$python" -c 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)' "$@" </dev/null \
        >"$out" 2>"$err" || status=$?
    tr -d '\r' <"$out" >"$out.plain"
    mv "$out.plain" "$out"
}

# result WHAT: counts the status of the command before it.
result() {
    result_status=$?
    count=$((count + 1))
    if [ "$result_status" -eq 0 ]; then
        echo "ok $count - $1"
        return
    fi
    failed=$((failed + 1))
    echo "not ok $count - $1"
    echo "# status $status; output:"
    head -n 40 "$out" | sed 's/^/#   /'
    echo "# errors:"
    head -n 40 "$err" | sed 's/^/#   /'
}

ok() {
    ok_what=$1
    shift
    "$@"
    result "$ok_what"
}

status_is() {
    [ "$status" -eq "$1" ]
    result "$2"
}

says() {
    grep -qF -e "$1" "$out"
    result "$2"
}

complains() {
    grep -qF -e "$1" "$err"
    result "$2"
}

silent() {
    [ ! -s "$err" ]
    result "$1"
}

same() {
    diff -u "$1" "$2" | head -n 20 | sed 's/^/# /'
    cmp -s "$1" "$2"
    result "$3"
}

skip_all() {
    echo "1..0 # SKIP $1"
    exit 77
}

has_sqlite() {
    [ -z "${SEALED:-}" ] && command -v sqlite3 >/dev/null
}

# Ends the script: the plan, and failure when a check failed or a sanitizer reported.
finish() {
    if [ -n "$(ls -A "$work/reports")" ]; then
        cat "$work"/reports/* >&2
        false
        result "no sanitizer reports"
    fi
    echo "1..$count"
    [ "$failed" -eq 0 ] && [ "$count" -gt 0 ]
    exit $?
}

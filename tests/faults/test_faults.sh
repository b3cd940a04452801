# What holds when the system fails a command: single faults, kills and power cuts, a few of each, more by
# make torture. Together, for what commands start from, and what they are compared with, is made once for
# all drivers. Under sanitizers, where a start of the program is dear and what is sought is a memory
# fault on the way out or on the way back in, a share of each. init pays for Argon2id in earnest each
# time, so it has fewer.
faults=$top_builddir/tests/faults/faults
kills=$top_builddir/tests/faults/kills
powercut=$top_builddir/tests/faults/powercut
BENCH=$(mktemp -d "${TMPDIR:-/tmp}/anjuan-bench-XXXXXX")
export BENCH SANITIZED_SHARE
trap 'chmod -R u+rwX "$BENCH" 2>/dev/null; rm -rf "$BENCH"' EXIT
trap 'exit 99' HUP INT TERM

# On sealed stores but for a few, one of each kind of call, and the toys that the driver must see
# through; no read that fails loses a copy of a paper, so each of "seal" is tried.
SANITIZED_SHARE=5
"$faults" self && KINDS=read ERRORS=EIO "$faults" all seal && KINDS=unlink "$faults" 5 init &&
    STORES=plain "$faults" 1 set restore &&
    "$faults" 1 init import attach set submit approve export export-again receipt papers report backup \
        restore user-add user-disable passphrase seal seal-into rekey unseal recover || exit

# A few of every command, under sanitizers one.
SANITIZED_SHARE=8
"$kills" self && "$kills" 5 init && "$kills" 8 papers && STORES=plain "$kills" 3 export restore &&
    "$kills" 3 import attach set submit approve export export-again receipt report backup restore \
        user-disable seal-into recover && "$kills" 5 user-add passphrase seal rekey unseal || exit

# On sealed stores but for a few, and the toys and the missing fsync that the driver must find; under
# sanitizers a tenth, and the toys.
SANITIZED_SHARE=10
"$powercut" self && "$powercut" 20 init && STORES=plain "$powercut" 20 import export &&
    "$powercut" 140 import attach set submit approve export papers backup restore user-add \
        passphrase seal rekey unseal recover

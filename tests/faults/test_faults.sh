# Single faults of commands, on sealed stores but for a few, one of each kind of call, and the toys that the driver must see through;
# all of them by make torture FAULTS=all. Under sanitizers, where a start of the program is dear and
# what is sought is a memory fault on the way out, a share of these.
faults=$top_builddir/tests/faults/faults
SANITIZED_SHARE=5
export SANITIZED_SHARE
# No read that fails loses a copy of a paper, so each of "seal" is tried.
"$faults" self && KINDS=read ERRORS=EIO "$faults" all seal && KINDS=unlink "$faults" 9 init && STORES=plain "$faults" 1 set restore &&
    "$faults" 1 init import attach set submit approve export export-again receipt papers report backup \
        restore user-add user-disable passphrase seal seal-into rekey unseal recover

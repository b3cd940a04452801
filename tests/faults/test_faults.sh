# Single faults of commands, one of each kind of call, and the toys that the driver must see through;
# all of them by make torture FAULTS=all.
faults=$top_builddir/tests/faults/faults
"$faults" self && KINDS=unlink "$faults" 9 init && "$faults" 1 init import attach set submit approve export export-again receipt papers report backup restore

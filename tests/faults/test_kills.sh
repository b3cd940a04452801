# A few kills of every command; more by make torture KILLS=N.
kills=$top_builddir/tests/faults/kills
"$kills" self && "$kills" 8 init papers &&
    "$kills" 3 import attach set submit approve export export-again receipt report backup restore

# A few kills of every command; more by make torture KILLS=N.
kills=$top_builddir/tests/faults/kills
"$kills" self && "$kills" 3 init import attach set submit approve export export-again papers backup restore

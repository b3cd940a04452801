# A few kills of every command that holds; more by make torture KILLS=N.
kills=$top_builddir/tests/faults/kills
"$kills" self && "$kills" 5 import set submit approve export export-again

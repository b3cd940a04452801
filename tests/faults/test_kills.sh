# A few kills of every command, under sanitizers one; more by make torture KILLS=N.
kills=$top_builddir/tests/faults/kills
SANITIZED_SHARE=3
export SANITIZED_SHARE
"$kills" self && "$kills" 8 init papers && STORES=plain "$kills" 3 export restore &&
    "$kills" 3 import attach set submit approve export export-again receipt report backup restore \
        user-disable seal-into recover && "$kills" 5 user-add passphrase seal rekey unseal

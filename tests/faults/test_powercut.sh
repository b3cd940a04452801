# Power cuts, on sealed stores but for a few, and the toys and the missing fsync that the driver must
# find; more by make torture IMAGES=N. Under sanitizers a tenth, and the toys. Each image of init pays
# for Argon2id in earnest when it is said again, so it has fewer.
powercut=$top_builddir/tests/faults/powercut
SANITIZED_SHARE=10
export SANITIZED_SHARE
"$powercut" self && "$powercut" 30 init && STORES=plain "$powercut" 20 import export &&
    "$powercut" 140 import attach set submit approve export papers backup restore user-add \
        passphrase seal rekey unseal recover

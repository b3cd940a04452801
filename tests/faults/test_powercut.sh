# A hundred power cuts, and the toys and the missing fsync that the driver must find; more by
# make torture IMAGES=N. Under sanitizers ten, and the toys.
powercut=$top_builddir/tests/faults/powercut
SANITIZED_SHARE=10
export SANITIZED_SHARE
"$powercut" self && "$powercut" 100 init import attach set submit approve export papers backup restore

# A hundred power cuts, and the toys and the missing fsync that the driver must find; more by
# make torture IMAGES=N.
powercut=$top_builddir/tests/faults/powercut
"$powercut" self && "$powercut" 100 import set submit approve

#!/bin/sh
# A few rounds of make torture; without its limit of time, since the machine may be busy.
exec "$top_builddir/tests/tty/torture" check 15

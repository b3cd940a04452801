# make bench CASES=N: figures of whole commands over a store of N synthetic cases. Never a test.
EXTRA_DIST += tests/bench/bench.sh
CASES = 1000
.PHONY: bench
bench: anjuan$(EXEEXT)
	sh $(top_srcdir)/tests/bench/bench.sh $(abs_top_builddir)/anjuan $(CASES)

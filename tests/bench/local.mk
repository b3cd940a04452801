# make bench CASES=N: figures of whole commands over a store of N synthetic cases, and of the
# search that runs on each key. Never a test.
EXTRA_DIST += tests/bench/bench.sh
EXTRA_PROGRAMS += tests/bench/alike
CLEANFILES += tests/bench/alike$(EXEEXT)
tests_bench_alike_SOURCES = tests/bench/alike.c
tests_bench_alike_LDADD = $(FLOORS) $(PARTS)
CASES = 1000
.PHONY: bench
bench: anjuan$(EXEEXT) tests/bench/alike$(EXEEXT)
	sh $(top_srcdir)/tests/bench/bench.sh $(abs_top_builddir)/anjuan $(CASES)

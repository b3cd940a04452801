# make bench CASES=N: figures of whole commands over a store of N synthetic cases, and of the
# search that runs on each key. Never a test.
EXTRA_DIST += tests/bench/bench.sh
EXTRA_PROGRAMS += tests/bench/alike
CLEANFILES += tests/bench/alike$(EXEEXT)
tests_bench_alike_SOURCES = tests/bench/alike.c
tests_bench_alike_LDADD = $(FLOORS) $(PARTS)
EXTRA_PROGRAMS += tests/bench/cells
CLEANFILES += tests/bench/cells$(EXEEXT)
tests_bench_cells_SOURCES = tests/bench/cells.c
tests_bench_cells_LDADD = $(FLOORS) $(PARTS)
EXTRA_PROGRAMS += tests/bench/pinyin
CLEANFILES += tests/bench/pinyin$(EXEEXT)
tests_bench_pinyin_SOURCES = tests/bench/pinyin.c
tests_bench_pinyin_LDADD = $(FLOORS) $(PARTS)
EXTRA_PROGRAMS += tests/bench/queue
CLEANFILES += tests/bench/queue$(EXEEXT)
tests_bench_queue_SOURCES = tests/bench/queue.c
tests_bench_queue_LDADD = $(FLOORS) $(PARTS)
EXTRA_PROGRAMS += tests/bench/sealed
CLEANFILES += tests/bench/sealed$(EXEEXT)
tests_bench_sealed_SOURCES = tests/bench/sealed.c
tests_bench_sealed_LDADD = $(FLOORS) $(PARTS)
EXTRA_PROGRAMS += tests/bench/xlsx
CLEANFILES += tests/bench/xlsx$(EXEEXT)
tests_bench_xlsx_SOURCES = tests/bench/xlsx.c
tests_bench_xlsx_LDADD = $(PARTS)
CASES = 1000
BENCH_SCREENS =
if HAVE_TTY_TESTS
EXTRA_PROGRAMS += tests/bench/screens
CLEANFILES += tests/bench/screens$(EXEEXT)
tests_bench_screens_SOURCES = tests/bench/screens.c tests/tty/intake.c tests/tty/intake_forms.c
tests_bench_screens_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS) $(CHECK_CFLAGS)
tests_bench_screens_LDADD = $(TTY_SUPPORT) $(FLOORS) $(PARTS)
BENCH_SCREENS += tests/bench/screens$(EXEEXT)
endif
HUB =
BUNDLE =
.PHONY: bench bench-cases
bench: $(if $(HUB),bench-hub,$(if $(BUNDLE),bench-bundles,bench-cases))
# make bench BUNDLE=1 [CASES=100] [AT="1000 10000"]: cases from one station to another.
EXTRA_DIST += tests/bench/bundles.sh
.PHONY: bench-bundles
bench-bundles: anjuan$(EXEEXT) tests/cli/people$(EXEEXT)
	top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' LC_ALL=C.UTF-8 TZ=UTC \
		CASES='$(CASES)' AT='$(AT)' sh $(top_srcdir)/tests/bench/bundles.sh
bench-cases: anjuan$(EXEEXT) tests/bench/alike$(EXEEXT) tests/bench/cells$(EXEEXT) \
		tests/bench/pinyin$(EXEEXT) tests/bench/queue$(EXEEXT) \
		tests/bench/sealed$(EXEEXT) tests/bench/xlsx$(EXEEXT) $(BENCH_SCREENS)
	top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' LC_ALL=C.UTF-8 TZ=UTC \
		sh $(top_srcdir)/tests/bench/bench.sh $(abs_top_builddir)/anjuan $(CASES) $(BENCH_SCREENS)
# make bench HUB=1 [STATIONS=200] [BUNDLES=20000] [BYTES=4000] [WORKERS=6]: a hub for many stations.
EXTRA_DIST += tests/bench/hub.sh
EXTRA_PROGRAMS += tests/bench/hub
CLEANFILES += tests/bench/hub$(EXEEXT)
tests_bench_hub_SOURCES = tests/bench/hub.c src/hub/carry.c src/hub/link.c
tests_bench_hub_CPPFLAGS = $(AM_CPPFLAGS) $(PQ_CFLAGS)
tests_bench_hub_LDADD = libbase.a $(PQ_LIBS) $(SODIUM_LIBS) $(ICU_LIBS) $(INI_LIBS)
.PHONY: bench-hub
bench-hub: anjuan-hub$(EXEEXT) tests/bench/hub$(EXEEXT)
	top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' LC_ALL=C.UTF-8 TZ=UTC \
		STATIONS='$(STATIONS)' BUNDLES='$(BUNDLES)' BYTES='$(BYTES)' WORKERS='$(WORKERS)' \
		sh $(top_srcdir)/tests/bench/hub.sh

# Tests by storey: unit (modules), ui (models and in-process screens), tty (the real program in a
# pseudo terminal), cli (shell tests of the command line), fuzz (entry points over a corpus).
AM_TESTS_ENVIRONMENT = top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' LC_ALL=C.UTF-8 TZ=UTC CK_DEFAULT_TIMEOUT=60; \
	export top_srcdir top_builddir LC_ALL TZ CK_DEFAULT_TIMEOUT; unset LANGUAGE;
# Two callers of each allocation, for a fault that is found is run again with more; what was given back is
# watched until 16 MB more were, not 256.
AM_TESTS_ENVIRONMENT += ASAN_OPTIONS=malloc_context_size=2:quarantine_size_mb=16; export ASAN_OPTIONS;
AM_TESTS_ENVIRONMENT += CC='$(CC)'; export CC;
TEST_EXTENSIONS = .sh
# Each test's log ends with what it took of the processors; make check COSTS=20 shows the 20 dearest.
LOG_COMPILER = $(SHELL) '$(abs_top_srcdir)/build-aux/costs.sh' run
SH_LOG_COMPILER = $(LOG_COMPILER) $(SHELL)
EXTRA_DIST += build-aux/costs.sh
# make check RESULTS=FOLDER keeps what the tests said, also where distcheck takes the build tree away.
check-local: check-TESTS
	@test -z '$(RESULTS)' || { \
	    $(MKDIR_P) '$(RESULTS)' && tar -cf - $(TEST_LOGS) $(TEST_LOGS:.log=.trs) | (cd '$(RESULTS)' && tar -xf -); \
	}
	@test -z '$(COSTS)' || $(SHELL) '$(top_srcdir)/build-aux/costs.sh' show tests '$(COSTS)'
	@$(MAKE) $(AM_MAKEFLAGS) check-lacking
# A check that left tests out has not passed: it says what to install, and what to do then.
.PHONY: check-lacking
check-lacking:
	@test -z '$(LACKING)' || { \
	    echo 'Tests were left out, for want of $(LACKING).' >&2; \
	    echo 'Install that, then: ./config.status --recheck && ./config.status, and make check again.' >&2; \
	    exit 1; \
	}
# make map: the sources, a line a file, from the comments that they open with.
.PHONY: map
map:
	@sh '$(top_srcdir)/build-aux/map.sh' '$(top_srcdir)'
EXTRA_DIST += build-aux/map.sh
# make torture: what is too long for check. Each part is sized by a variable and can be made alone.
TORTURES =
TORTURE_ENVIRONMENT = top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' LC_ALL=C.UTF-8 TZ=UTC
ROUNDS = 1000
FAULTS = 10
IMAGES = 1000
KILLS = 100
# What a build with sanitizers leaves to the plain one, each with its reason where it stands.
PLAIN_TESTS =
include tests/support/local.mk
# First what is longest, so that no processor waits for it at the end.
include tests/faults/local.mk
include tests/unit/local.mk
include tests/ui/local.mk
include tests/tty/local.mk
include tests/cli/local.mk
include tests/fuzz/local.mk
include tests/bench/local.mk
include tests/interop/local.mk
if !SANITIZED
TESTS += $(PLAIN_TESTS)
endif
.PHONY: torture check-loops $(TORTURES)
torture: $(TORTURES)

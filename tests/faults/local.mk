# The program when the system fails it: one call that fails, the power gone, a kill.
if HAVE_CHECK
check_LIBRARIES += libtestfaults.a
libtestfaults_a_SOURCES = tests/faults/trace.c tests/faults/state.c tests/faults/commands.c tests/faults/kept.c tests/faults/jobs.c
libtestfaults_a_SOURCES += tests/faults/disk.c tests/faults/disk_build.c
FAULT_SUPPORT = libtestfaults.a libtestbase.a $(CHECK_LIBS) $(FLOORS) $(PARTS)
check_PROGRAMS += tests/faults/careless tests/faults/faults
tests_faults_careless_SOURCES = tests/faults/careless.c
tests_faults_careless_LDADD =
tests_faults_faults_SOURCES = tests/faults/faults.c
tests_faults_faults_LDADD = $(FAULT_SUPPORT)
check_PROGRAMS += tests/faults/powercut tests/faults/kills
tests_faults_powercut_SOURCES = tests/faults/powercut.c
tests_faults_powercut_LDADD = $(FAULT_SUPPORT)
tests_faults_kills_SOURCES = tests/faults/kills.c
tests_faults_kills_LDADD = $(FAULT_SUPPORT)
TESTS += tests/faults/test_faults.sh
TORTURES += torture-faults torture-power torture-kills
torture-faults: anjuan$(EXEEXT) tests/faults/faults$(EXEEXT) tests/faults/careless$(EXEEXT)
	$(TORTURE_ENVIRONMENT) tests/faults/faults$(EXEEXT) $(FAULTS) all
torture-power: anjuan$(EXEEXT) tests/faults/powercut$(EXEEXT) tests/faults/careless$(EXEEXT)
	$(TORTURE_ENVIRONMENT) tests/faults/powercut$(EXEEXT) $(IMAGES) all
torture-kills: anjuan$(EXEEXT) tests/faults/kills$(EXEEXT) tests/faults/careless$(EXEEXT)
	$(TORTURE_ENVIRONMENT) tests/faults/kills$(EXEEXT) $(KILLS) all
# The same once more, summed up: how often a sealed store was failed, killed and cut off in all.
LOOPS = tests/unit/seal/test_power$(EXEEXT) tests/unit/seal/test_writers$(EXEEXT) tests/faults/faults$(EXEEXT)
LOOPS += tests/faults/powercut$(EXEEXT) tests/faults/kills$(EXEEXT) tests/faults/careless$(EXEEXT) anjuan$(EXEEXT)
TORTURES += torture-loops
torture-loops: $(LOOPS)
	$(TORTURE_ENVIRONMENT) sh '$(srcdir)/tests/faults/loops.sh' 10000
check-loops: $(LOOPS)
	$(TORTURE_ENVIRONMENT) CK_DEFAULT_TIMEOUT=60 sh '$(srcdir)/tests/faults/loops.sh' 1000
endif
EXTRA_DIST += tests/faults/loops.sh tests/faults/test_faults.sh

# The program when the system fails it: one call that fails, the power gone, a kill.
if HAVE_CHECK
check_LIBRARIES += libtestfaults.a
libtestfaults_a_SOURCES = tests/faults/trace.c tests/faults/state.c tests/faults/commands.c tests/faults/jobs.c
FAULT_SUPPORT = libtestfaults.a libtestbase.a $(CHECK_LIBS) $(FLOORS) $(PARTS)
check_PROGRAMS += tests/faults/careless tests/faults/faults
tests_faults_careless_SOURCES = tests/faults/careless.c
tests_faults_careless_LDADD =
tests_faults_faults_SOURCES = tests/faults/faults.c
tests_faults_faults_LDADD = $(FAULT_SUPPORT)
TESTS += tests/faults/test_faults.sh
TORTURES += torture-faults
torture-faults: anjuan$(EXEEXT) tests/faults/faults$(EXEEXT) tests/faults/careless$(EXEEXT)
	$(TORTURE_ENVIRONMENT) tests/faults/faults$(EXEEXT) $(FAULTS) all
endif
EXTRA_DIST += tests/faults/test_faults.sh

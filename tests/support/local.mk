# What the tests of several storeys share: temporary folders, and the real program in a pseudo
# terminal. A test that uses a terminal links $(TTY_SUPPORT), another one libtestbase.a.
if HAVE_CHECK
check_LIBRARIES += libtestbase.a
libtestbase_a_SOURCES = tests/support/temp.c tests/support/temp.h tests/support/suite.h \
	tests/support/store_help.c tests/support/store_help.h \
	tests/support/codes_help.c tests/support/codes_help.h
libtestbase_a_SOURCES += tests/support/seal_help.c tests/support/seal_help.h
libtestbase_a_SOURCES += tests/support/screen_help.c tests/support/screen_help.h
libtestbase_a_SOURCES += tests/support/people.c tests/support/people.h tests/support/made_store.c tests/support/made_store.h
libtestbase_a_SOURCES += tests/support/spare.c tests/support/spare.h
libtestbase_a_SOURCES += tests/support/ready_store.c tests/support/ready_store.h
libtestbase_a_SOURCES += tests/support/pending.c tests/support/pending.h
libtestbase_a_SOURCES += tests/support/app_help.c tests/support/app_help.h
libtestbase_a_SOURCES += tests/support/travel_help.c tests/support/travel_help.h
libtestbase_a_SOURCES += tests/support/forged.c tests/support/forged.h
endif
if HAVE_TTY_TESTS
check_LIBRARIES += libtestterm.a
libtestterm_a_SOURCES = tests/support/term.c tests/support/term.h tests/support/expect.c \
	tests/support/ready_term.c tests/support/ready_term.h
libtestterm_a_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS) $(CHECK_CFLAGS)
endif
TTY_SUPPORT = libtestterm.a libtestbase.a libbase.a $(ICU_LIBS) $(VTERM_LIBS) $(CHECK_LIBS) -lutil
CLEANFILES += tests/*.spare

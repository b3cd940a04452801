# The real program, and the harness, in a pseudo terminal. Without libvterm these are left out.
if HAVE_TTY_TESTS
check_PROGRAMS += tests/tty/test_term tests/tty/toy
TESTS += tests/tty/test_term
tests_tty_test_term_SOURCES = tests/tty/test_term.c
tests_tty_test_term_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS) $(CHECK_CFLAGS)
tests_tty_test_term_LDADD = $(TTY_SUPPORT)
tests_tty_toy_SOURCES = tests/tty/toy.c
tests_tty_toy_LDADD = $(NCURSES_LIBS)
endif

# The program itself.
if HAVE_TTY_TESTS
check_PROGRAMS += tests/tty/test_screens tests/tty/test_job
TESTS += tests/tty/test_screens tests/tty/test_job
tests_tty_test_screens_SOURCES = tests/tty/test_screens.c
tests_tty_test_screens_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS) $(CHECK_CFLAGS)
tests_tty_test_screens_LDADD = $(TTY_SUPPORT) $(FLOORS) $(PARTS)
tests_tty_test_job_SOURCES = tests/tty/test_job.c
tests_tty_test_job_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS) $(CHECK_CFLAGS)
tests_tty_test_job_LDADD = $(TTY_SUPPORT) $(FLOORS) $(PARTS)
endif

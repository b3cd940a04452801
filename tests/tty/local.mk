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

# The program on terminals of all kinds.
if HAVE_TTY_TESTS
check_PROGRAMS += tests/tty/test_terminals
TESTS += tests/tty/test_terminals
tests_tty_test_terminals_SOURCES = tests/tty/test_terminals.c
tests_tty_test_terminals_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS) $(CHECK_CFLAGS)
tests_tty_test_terminals_LDADD = $(TTY_SUPPORT) $(FLOORS) $(PARTS)
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

# Killed in the middle of a word.
if HAVE_TTY_TESTS
check_PROGRAMS += tests/tty/test_drafts
TESTS += tests/tty/test_drafts
tests_tty_test_drafts_SOURCES = tests/tty/test_drafts.c
tests_tty_test_drafts_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS) $(CHECK_CFLAGS)
tests_tty_test_drafts_LDADD = $(TTY_SUPPORT) $(FLOORS) $(PARTS)
endif

if HAVE_TTY_TESTS
check_PROGRAMS += tests/tty/test_paste
TESTS += tests/tty/test_paste
tests_tty_test_paste_SOURCES = tests/tty/test_paste.c
tests_tty_test_paste_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS) $(CHECK_CFLAGS)
tests_tty_test_paste_LDADD = $(TTY_SUPPORT) $(FLOORS) $(PARTS)
endif

if HAVE_TTY_TESTS
check_PROGRAMS += tests/tty/test_hands
TESTS += tests/tty/test_hands
tests_tty_test_hands_SOURCES = tests/tty/test_hands.c
tests_tty_test_hands_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS) $(CHECK_CFLAGS)
tests_tty_test_hands_LDADD = $(TTY_SUPPORT) $(FLOORS) $(PARTS)
endif

# A whole intake, planned from a portable case file, typed into the real program.
if HAVE_TTY_TESTS
check_PROGRAMS += tests/tty/test_intake
TESTS += tests/tty/test_intake
tests_tty_test_intake_SOURCES = tests/tty/test_intake.c tests/tty/intake.c tests/tty/intake_forms.c
tests_tty_test_intake_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS) $(CHECK_CFLAGS)
tests_tty_test_intake_LDADD = $(TTY_SUPPORT) $(FLOORS) $(PARTS)
endif
EXTRA_DIST += tests/tty/intake.tsv

# Killed at random moments of that intake: some in check, as many as wanted by make torture ROUNDS=N.
if HAVE_TTY_TESTS
check_PROGRAMS += tests/tty/torture
# The same intake, under sanitizers, is tests/tty/test_intake, and of a kill they say nothing.
PLAIN_TESTS += tests/tty/test_torture.sh
tests_tty_torture_SOURCES = tests/tty/torture.c tests/tty/intake.c tests/tty/intake_forms.c
tests_tty_torture_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS) $(CHECK_CFLAGS)
tests_tty_torture_LDADD = $(TTY_SUPPORT) $(FLOORS) $(PARTS)
endif
EXTRA_DIST += tests/tty/test_torture.sh
if HAVE_TTY_TESTS
TORTURES += torture-keys
torture-keys: anjuan$(EXEEXT) tests/tty/torture$(EXEEXT)
	$(TORTURE_ENVIRONMENT) tests/tty/torture$(EXEEXT) $(ROUNDS)
endif

if HAVE_TTY_TESTS
check_PROGRAMS += tests/tty/test_pinyin
TESTS += tests/tty/test_pinyin
tests_tty_test_pinyin_SOURCES = tests/tty/test_pinyin.c
tests_tty_test_pinyin_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS) $(CHECK_CFLAGS)
tests_tty_test_pinyin_LDADD = $(TTY_SUPPORT) $(FLOORS) $(PARTS)
endif

# What a locked screen leaves in memory.
if HAVE_TTY_TESTS
check_PROGRAMS += tests/tty/test_memory
# A sanitizer keeps what was given back, so that there is nothing to ask.
PLAIN_TESTS += tests/tty/test_memory
tests_tty_test_memory_SOURCES = tests/tty/test_memory.c
tests_tty_test_memory_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS) $(CHECK_CFLAGS)
tests_tty_test_memory_LDADD = $(TTY_SUPPORT) $(FLOORS) $(PARTS)
endif

# The way of a returned case.
if HAVE_TTY_TESTS
check_PROGRAMS += tests/tty/test_marks
TESTS += tests/tty/test_marks
tests_tty_test_marks_SOURCES = tests/tty/test_marks.c
tests_tty_test_marks_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS) $(CHECK_CFLAGS)
tests_tty_test_marks_LDADD = $(TTY_SUPPORT) $(FLOORS) $(PARTS)
endif

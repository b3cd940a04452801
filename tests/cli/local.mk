# The command line and the build tools, driven by shell scripts; tests/cli/lib.sh says how.
CLI_TESTS = tests/cli/test_busy.sh tests/cli/test_signin.sh
CLI_TESTS += tests/cli/test_blacklist.sh tests/cli/test_mask.sh
CLI_TESTS += tests/cli/test_bundle.sh
CLI_TESTS += tests/cli/test_attach.sh tests/cli/test_cases.sh tests/cli/test_charset.sh tests/cli/test_fault.sh tests/cli/test_field.sh tests/cli/test_full.sh tests/cli/test_input.sh tests/cli/test_papers.sh tests/cli/test_statement.sh tests/cli/test_people.sh tests/cli/test_receipt.sh tests/cli/test_store.sh tests/cli/test_usage.sh tests/cli/test_words.sh tests/cli/test_workflow.sh tests/cli/test_roles.sh
CLI_TESTS += tests/cli/test_between.sh tests/cli/test_call.sh tests/cli/test_vouch.sh
CLI_TESTS += tests/cli/test_group.sh tests/cli/test_heads.sh tests/cli/test_journal.sh
CLI_TESTS += tests/cli/test_dossier.sh tests/cli/test_erase.sh tests/cli/test_erase_sealed.sh tests/cli/test_verify.sh tests/cli/test_tamper.sh tests/cli/test_hostile.sh
CLI_TESTS += tests/cli/test_backup.sh
CLI_TESTS += tests/cli/test_move.sh
CLI_TESTS += tests/cli/test_seal.sh tests/cli/test_sealed_job.sh
CLI_TESTS += tests/cli/test_stolen.sh
CLI_TESTS += tests/cli/test_accept.sh tests/cli/test_knowledge.sh
CLI_TESTS += tests/cli/test_memory.sh
CLI_TESTS += tests/cli/test_amend.sh
CLI_TESTS += tests/cli/test_same.sh tests/cli/test_certificates.sh
CLI_TESTS += tests/cli/test_set.sh
CLI_TESTS += tests/cli/test_life.sh
CLI_TESTS += tests/cli/test_templates.sh
CLI_TESTS += tests/cli/test_hub.sh tests/cli/test_hub_folder.sh tests/cli/test_hub_store.sh
CLI_TESTS += tests/cli/test_money.sh tests/cli/test_casework.sh tests/cli/test_reversal.sh
TESTS += $(CLI_TESTS)
# About sources, build and pages more than about the program.
PLAIN_TESTS += tests/cli/test_build.sh tests/cli/test_layers.sh tests/cli/test_manual.sh tests/cli/test_map.sh
# Of a program that is killed no sanitizer says anything; what it leaves is read again in tests/faults.
PLAIN_TESTS += tests/cli/test_made.sh
check_PROGRAMS += tests/cli/people
tests_cli_people_SOURCES = tests/cli/people.c tests/support/people.c tests/support/spare.c
tests_cli_people_LDADD = $(FLOORS) $(PARTS)
check_PROGRAMS += tests/cli/fill
tests_cli_fill_SOURCES = tests/cli/fill.c
tests_cli_fill_LDADD = $(FLOORS) $(PARTS)
check_PROGRAMS += tests/cli/insider
tests_cli_insider_SOURCES = tests/cli/insider.c tests/support/bare.c tests/support/bare.h
tests_cli_insider_LDADD = $(FLOORS) $(PARTS)
check_PROGRAMS += tests/cli/forger
tests_cli_forger_SOURCES = tests/cli/forger.c tests/support/bare.c tests/support/people.c tests/support/spare.c
tests_cli_forger_LDADD = $(FLOORS) $(PARTS)
# Flipped bits of a dossier: some in check, 1,000 by make torture.
TORTURES += torture-flips
torture-flips: anjuan$(EXEEXT) anjuan-verify$(EXEEXT) tests/cli/people$(EXEEXT)
	$(TORTURE_ENVIRONMENT) FLIPS=1000 sh '$(srcdir)/tests/cli/test_verify.sh'
# Tamperings that need a look of their own: a sample in check, all of them by make torture.
TORTURES += torture-tamper
torture-tamper: anjuan$(EXEEXT) anjuan-verify$(EXEEXT) tests/cli/people$(EXEEXT) tests/cli/fill$(EXEEXT) tests/cli/insider$(EXEEXT) tests/cli/forger$(EXEEXT)
	$(TORTURE_ENVIRONMENT) SHARE=1 sh '$(srcdir)/tests/cli/test_tamper.sh'
# A stolen disk: some cases and pages in check, all by make torture.
TORTURES += torture-stolen
torture-stolen: anjuan$(EXEEXT) tests/cli/people$(EXEEXT)
	$(TORTURE_ENVIRONMENT) STOLEN_CASES=50 STOLEN_PAGES=9999 OLDER_PAGES=9999 sh '$(srcdir)/tests/cli/test_stolen.sh'
# All scripts over sealed stores.
TORTURES += torture-sealed
torture-sealed:
	SEALED=1 $(MAKE) $(AM_MAKEFLAGS) check TESTS='$(CLI_TESTS)'
EXTRA_DIST += tests/cli/test_build.sh tests/cli/test_layers.sh tests/cli/test_made.sh tests/cli/test_manual.sh tests/cli/test_map.sh
EXTRA_DIST += $(CLI_TESTS) tests/cli/lib.sh tests/cli/store.sh tests/cli/scarce.c tests/cli/dossier.py tests/cli/keys.py tests/cli/workbook.py tests/cli/journal.py tests/cli/tamper.py tests/cli/hostile.py tests/cli/stolen.py tests/cli/blot.py tests/cli/blot_case.py tests/layers.sh tests/format.sh tests/unused.sh
# A hub on a PostgreSQL of its own: some cuts in check, 200 by make torture-hub.
check_PROGRAMS += tests/cli/bundles
tests_cli_bundles_SOURCES = tests/cli/bundles.c
tests_cli_bundles_LDADD = $(FLOORS) $(PARTS)
check_PROGRAMS += tests/cli/cutter
tests_cli_cutter_SOURCES = tests/cli/cutter.c
TORTURES += torture-hub
torture-hub: anjuan-hub$(EXEEXT) tests/cli/cutter$(EXEEXT)
	$(TORTURE_ENVIRONMENT) CUTS=200 BUNDLES=150 sh '$(srcdir)/tests/cli/test_hub.sh'
EXTRA_DIST += tests/cli/hub.sh

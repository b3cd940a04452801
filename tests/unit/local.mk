# Modules, without a terminal. A test is the line that names it; its source is NAME.c and it is
# linked with $(LDADD), which every program has that names no libraries of its own.
LDADD = libtestbase.a $(FLOORS) $(PARTS) $(CHECK_LIBS)
UNIT_TESTS =
UNIT_TESTS += tests/unit/base/test_buf
UNIT_TESTS += tests/unit/base/test_catalogue
UNIT_TESTS += tests/unit/base/test_charset
UNIT_TESTS += tests/unit/base/test_compose
UNIT_TESTS += tests/unit/base/test_day
UNIT_TESTS += tests/unit/base/test_i18n
UNIT_TESTS += tests/unit/base/test_ini
UNIT_TESTS += tests/unit/base/test_money
UNIT_TESTS += tests/unit/desk/test_passphrase tests/unit/desk/test_closed
UNIT_TESTS += tests/unit/base/test_path
UNIT_TESTS += tests/unit/base/test_program
UNIT_TESTS += tests/unit/base/test_pinyin
UNIT_TESTS += tests/unit/base/test_same
UNIT_TESTS += tests/unit/base/test_text
UNIT_TESTS += tests/unit/base/test_text_diff
UNIT_TESTS += tests/unit/seal/test_bundle
UNIT_TESTS += tests/unit/seal/test_copy
UNIT_TESTS += tests/unit/seal/test_header
UNIT_TESTS += tests/unit/seal/test_passkey
UNIT_TESTS += tests/unit/seal/test_person
UNIT_TESTS += tests/unit/seal/test_head_words
UNIT_TESTS += tests/unit/seal/test_writers
UNIT_TESTS += tests/unit/seal/test_power
UNIT_TESTS += tests/unit/seal/test_vfs
UNIT_TESTS += tests/unit/store/test_guard
UNIT_TESTS += tests/unit/domain/test_casefile
UNIT_TESTS += tests/unit/domain/test_catalog
UNIT_TESTS += tests/unit/domain/test_catalog_schema
UNIT_TESTS += tests/unit/domain/test_codes
UNIT_TESTS += tests/unit/domain/test_field
UNIT_TESTS += tests/unit/domain/test_phone
UNIT_TESTS += tests/unit/domain/test_picklist
UNIT_TESTS += tests/unit/domain/test_field_forms
UNIT_TESTS += tests/unit/domain/test_resident
UNIT_TESTS += tests/unit/store/test_journal
UNIT_TESTS += tests/unit/store/test_past
UNIT_TESTS += tests/unit/app/test_over
UNIT_TESTS += tests/unit/app/test_prove
UNIT_TESTS += tests/unit/app/test_right
UNIT_TESTS += tests/unit/app/test_travel
UNIT_TESTS += tests/unit/app/test_travel_steps
UNIT_TESTS += tests/unit/app/test_bundles tests/unit/app/test_kept
UNIT_TESTS += tests/unit/app/test_tamper
UNIT_TESTS += tests/unit/store/test_draft
UNIT_TESTS += tests/unit/store/test_follow
tests_unit_store_test_follow_SOURCES = tests/unit/store/test_follow.c tests/unit/store/follow_world.c tests/unit/store/follow_world.h
UNIT_TESTS += tests/unit/store/test_habit
UNIT_TESTS += tests/unit/store/test_reading
UNIT_TESTS += tests/unit/rules/test_facts
UNIT_TESTS += tests/unit/rules/test_wards
UNIT_TESTS += tests/unit/rules/test_phrases
UNIT_TESTS += tests/unit/rules/test_knowledge
UNIT_TESTS += tests/unit/rules/test_ledger
UNIT_TESTS += tests/unit/rules/test_listed
UNIT_TESTS += tests/unit/rules/test_placeholder
UNIT_TESTS += tests/unit/rules/test_route
UNIT_TESTS += tests/unit/rules/test_words
UNIT_TESTS += tests/unit/exchange/test_papers
UNIT_TESTS += tests/unit/rules/test_rules
UNIT_TESTS += tests/unit/exchange/test_portable
UNIT_TESTS += tests/unit/exchange/test_template
UNIT_TESTS += tests/unit/exchange/test_receipt
UNIT_TESTS += tests/unit/exchange/test_table
UNIT_TESTS += tests/unit/exchange/test_workbook
UNIT_TESTS += tests/unit/exchange/test_xlsx
UNIT_TESTS += tests/unit/desk/test_desk tests/unit/desk/test_rights
UNIT_TESTS += tests/unit/verify/test_whose
tests_unit_verify_test_whose_SOURCES = tests/unit/verify/test_whose.c $(VERIFY_WHOSE)
tests_unit_verify_test_whose_LDADD = libstore.a libseal.a libbase.a $(CHECK_LIBS) $(PARTS)
UNIT_TESTS += tests/unit/verify/test_found
tests_unit_verify_test_found_SOURCES = tests/unit/verify/test_found.c src/verify/found.c
tests_unit_desk_test_desk_SOURCES = tests/unit/desk/test_desk.c tests/unit/desk/desk_help.c tests/unit/desk/desk_help.h
tests_unit_desk_test_rights_SOURCES = tests/unit/desk/test_rights.c tests/unit/desk/desk_help.c tests/unit/desk/desk_help.h
UNIT_TESTS += tests/unit/desk/test_queue_found
UNIT_TESTS += tests/unit/desk/test_queue_spans
tests_unit_desk_test_queue_spans_SOURCES = tests/unit/desk/test_queue_spans.c tests/unit/desk/desk_help.c tests/unit/desk/desk_help.h
tests_unit_desk_test_queue_found_SOURCES = tests/unit/desk/test_queue_found.c tests/unit/desk/desk_help.c tests/unit/desk/desk_help.h
UNIT_TESTS += tests/unit/desk/test_life
UNIT_TESTS += tests/unit/app/test_app tests/unit/app/test_roles
UNIT_TESTS += tests/unit/app/test_batches
UNIT_TESTS += tests/unit/app/test_recipients
UNIT_TESTS += tests/unit/app/test_due
UNIT_TESTS += tests/unit/app/test_clock
UNIT_TESTS += tests/unit/app/test_heads
UNIT_TESTS += tests/unit/app/test_hostile
UNIT_TESTS += tests/unit/app/test_keys tests/unit/app/test_together
UNIT_TESTS += tests/unit/app/test_layers
UNIT_TESTS += tests/unit/app/test_mark
UNIT_TESTS += tests/unit/app/test_payment
UNIT_TESTS += tests/unit/app/test_reply
UNIT_TESTS += tests/unit/app/test_report
UNIT_TESTS += tests/unit/app/test_judged
UNIT_TESTS += tests/unit/app/test_sent
UNIT_TESTS += tests/unit/app/test_sentences
UNIT_TESTS += tests/unit/rules/test_findings
UNIT_TESTS += tests/unit/rules/test_large
UNIT_TESTS += tests/unit/store/test_restore
UNIT_TESTS += tests/unit/store/test_schema
UNIT_TESTS += tests/unit/store/test_anchor
UNIT_TESTS += tests/unit/store/test_sealed
UNIT_TESTS += tests/unit/store/test_forms
UNIT_TESTS += tests/unit/store/test_sign
UNIT_TESTS += tests/unit/store/test_store
UNIT_TESTS += tests/unit/store/test_undo
UNIT_TESTS += tests/unit/store/test_verify
UNIT_TESTS += tests/unit/store/test_wait
if HAVE_CHECK
check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)
endif
EXTRA_DIST += tests/field tests/rules tests/unit/app/sentences.tsv tests/unit/store/past.sql

# Random ledgers: some in check, 10,000 by make torture.
TORTURES += torture-ledgers
torture-ledgers: tests/unit/rules/test_ledger$(EXEEXT)
	LEDGERS=10000 CK_TIMEOUT_MULTIPLIER=99 $(TORTURE_ENVIRONMENT) tests/unit/rules/test_ledger$(EXEEXT)

# Cases between stations: some histories in check, 100,000 by make torture.
TORTURES += torture-follow
torture-follow: tests/unit/store/test_follow$(EXEEXT)
	FOLLOW_HISTORIES=100000 CK_TIMEOUT_MULTIPLIER=99 $(TORTURE_ENVIRONMENT) tests/unit/store/test_follow$(EXEEXT)

# The cipher below the store: every byte of a log, more kills and more of the power than in check.
TORTURES += torture-seal
torture-seal: tests/unit/seal/test_vfs$(EXEEXT) tests/unit/seal/test_writers$(EXEEXT) tests/unit/seal/test_power$(EXEEXT)
	SEAL_TORTURE=1 CK_TIMEOUT_MULTIPLIER=999 $(TORTURE_ENVIRONMENT) tests/unit/seal/test_vfs$(EXEEXT)
	SEAL_KILLS=$(ROUNDS) CK_TIMEOUT_MULTIPLIER=999 $(TORTURE_ENVIRONMENT) tests/unit/seal/test_writers$(EXEEXT)
	SEAL_IMAGES=$(IMAGES)0 CK_TIMEOUT_MULTIPLIER=999 $(TORTURE_ENVIRONMENT) tests/unit/seal/test_power$(EXEEXT)

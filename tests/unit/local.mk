# Modules, without a terminal. A test is the line that names it; its source is NAME.c and it is
# linked with $(LDADD), which every program has that names no libraries of its own.
LDADD = libtestbase.a $(FLOORS) $(PARTS) $(CHECK_LIBS)
UNIT_TESTS =
UNIT_TESTS += tests/unit/test_buf
UNIT_TESTS += tests/unit/test_catalogue
UNIT_TESTS += tests/unit/test_charset
UNIT_TESTS += tests/unit/test_compose
UNIT_TESTS += tests/unit/test_day
UNIT_TESTS += tests/unit/test_i18n
UNIT_TESTS += tests/unit/test_ini
UNIT_TESTS += tests/unit/test_money
UNIT_TESTS += tests/unit/test_passphrase
UNIT_TESTS += tests/unit/test_path
UNIT_TESTS += tests/unit/test_pinyin
UNIT_TESTS += tests/unit/test_text
UNIT_TESTS += tests/unit/test_guard
UNIT_TESTS += tests/unit/test_casefile
UNIT_TESTS += tests/unit/test_catalog
UNIT_TESTS += tests/unit/test_catalog_schema
UNIT_TESTS += tests/unit/test_codes
UNIT_TESTS += tests/unit/test_field
UNIT_TESTS += tests/unit/test_picklist
UNIT_TESTS += tests/unit/test_field_forms
UNIT_TESTS += tests/unit/test_resident
UNIT_TESTS += tests/unit/test_journal
UNIT_TESTS += tests/unit/test_draft
UNIT_TESTS += tests/unit/test_habit
UNIT_TESTS += tests/unit/test_facts
UNIT_TESTS += tests/unit/test_knowledge
UNIT_TESTS += tests/unit/test_route
UNIT_TESTS += tests/unit/test_papers
UNIT_TESTS += tests/unit/test_rules
UNIT_TESTS += tests/unit/test_portable
UNIT_TESTS += tests/unit/test_workbook
UNIT_TESTS += tests/unit/test_desk
UNIT_TESTS += tests/unit/test_app
UNIT_TESTS += tests/unit/test_findings
UNIT_TESTS += tests/unit/test_large
UNIT_TESTS += tests/unit/test_store
UNIT_TESTS += tests/unit/test_undo
UNIT_TESTS += tests/unit/test_verify
UNIT_TESTS += tests/unit/test_wait
if HAVE_CHECK
check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)
endif
EXTRA_DIST += tests/rules

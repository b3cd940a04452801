# Fuzz entry points. In make check each is fed the files of its corpus by replay.c, which finds
# them by the program's name: a new target is fuzz_NAME.c, corpus/NAME/ and the lines below.
FUZZ_TESTS = tests/fuzz/fuzz_text tests/fuzz/fuzz_ini tests/fuzz/fuzz_import tests/fuzz/fuzz_xlsx \
	tests/fuzz/fuzz_pinyin tests/fuzz/fuzz_paste tests/fuzz/fuzz_csv tests/fuzz/fuzz_bundle
tests_fuzz_fuzz_text_SOURCES = tests/fuzz/fuzz_text.c tests/fuzz/replay.c
tests_fuzz_fuzz_text_LDADD = $(FLOORS) $(PARTS)
tests_fuzz_fuzz_ini_SOURCES = tests/fuzz/fuzz_ini.c tests/fuzz/replay.c
tests_fuzz_fuzz_ini_LDADD = $(FLOORS) $(PARTS)
tests_fuzz_fuzz_import_SOURCES = tests/fuzz/fuzz_import.c tests/fuzz/replay.c
tests_fuzz_fuzz_import_LDADD = $(FLOORS) $(PARTS)
tests_fuzz_fuzz_xlsx_SOURCES = tests/fuzz/fuzz_xlsx.c tests/fuzz/replay.c
tests_fuzz_fuzz_xlsx_LDADD = $(FLOORS) $(PARTS)
tests_fuzz_fuzz_pinyin_SOURCES = tests/fuzz/fuzz_pinyin.c tests/fuzz/replay.c
tests_fuzz_fuzz_pinyin_LDADD = $(FLOORS) $(PARTS)
tests_fuzz_fuzz_paste_SOURCES = tests/fuzz/fuzz_paste.c tests/fuzz/replay.c
tests_fuzz_fuzz_paste_LDADD = $(FLOORS) $(PARTS)
tests_fuzz_fuzz_csv_SOURCES = tests/fuzz/fuzz_csv.c tests/fuzz/replay.c
tests_fuzz_fuzz_csv_LDADD = $(FLOORS) $(PARTS)
tests_fuzz_fuzz_bundle_SOURCES = tests/fuzz/fuzz_bundle.c tests/fuzz/replay.c
tests_fuzz_fuzz_bundle_LDADD = $(FLOORS) $(PARTS)
check_PROGRAMS += $(FUZZ_TESTS)
TESTS += $(FUZZ_TESTS)
EXTRA_DIST += tests/fuzz/corpus

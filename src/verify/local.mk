# A second reading of the format: base and seal, and nothing of the store.
bin_PROGRAMS += anjuan-verify
anjuan_verify_SOURCES = \
	src/verify/approved.c src/verify/approved_sent.c src/verify/archive.c src/verify/body.c src/verify/check.c src/verify/clock.c src/verify/dossier.c src/verify/found.c src/verify/ground.c src/verify/hands.c src/verify/hash.c \
	src/verify/json.c src/verify/judged.c src/verify/kinds.c src/verify/keys.c src/verify/made.c src/verify/main.c src/verify/named.c src/verify/pen.c src/verify/people.c src/verify/replay.c src/verify/report.c src/verify/standing.c src/verify/station.c src/verify/steps.c \
	src/verify/store.c src/verify/store_journal.c src/verify/store_beside.c src/verify/store_copies.c src/verify/store_derived.c src/verify/store_found.c src/verify/store_numbers.c src/verify/store_records.c src/verify/store_roots.c \
	src/verify/second.c src/verify/shut.c src/verify/store_schema.c src/verify/texts.c src/verify/then.c src/verify/when.c src/verify/told.c src/verify/whose.c src/verify/whose_answer.c src/verify/whose_batch.c src/verify/whose_case.c src/verify/whose_deed.c \
	src/verify/whose_people.c
nodist_anjuan_verify_SOURCES = src/store/schema_sql.c src/store/schema_now.c
anjuan_verify_LDADD = libseal.a libbase.a $(JANSSON_LIBS) $(SODIUM_LIBS) $(CRYPTO_LIBS) $(SQLITE_LIBS) $(ICU_LIBS) $(INI_LIBS)
dist_man_MANS = src/verify/anjuan-verify.1
# What a test of the two readings links as well.
VERIFY_WHOSE = src/verify/body.c src/verify/clock.c src/verify/hash.c src/verify/keys.c src/verify/pairs.c src/verify/people.c \
	src/verify/replay.c src/verify/report.c src/verify/standing.c src/verify/steps.c src/verify/whose.c src/verify/whose_answer.c src/verify/whose_batch.c \
	src/verify/whose_case.c src/verify/whose_deed.c src/verify/whose_people.c
anjuan_verify_SOURCES += src/verify/pairs.c src/verify/pairs.h src/verify/vouch.c src/verify/vouch.h

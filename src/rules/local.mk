noinst_LIBRARIES += librules.a
librules_a_SOURCES = \
	src/rules/files/files.c \
	src/rules/files/laid.c \
	src/rules/files/lint.c \
	src/rules/files/sources.c \
	src/rules/files/texts.c \
	src/rules/language/functions.c \
	src/rules/language/placeholder.c \
	src/rules/language/phrases.c \
	src/rules/language/private.c \
	src/rules/language/tables.c \
	src/rules/language/sought.c \
	src/rules/language/spread.c \
	src/rules/language/told.c \
	src/rules/language/wordlist.c \
	src/rules/language/words.c \
	src/rules/language/wordset.c \
	src/rules/knowledge/factset.c \
	src/rules/knowledge/knowledge.c \
	src/rules/knowledge/ruleset.c \
	src/rules/staging/changes.c \
	src/rules/staging/facts.c \
	src/rules/staging/kin.c \
	src/rules/staging/outside.c \
	src/rules/staging/listed.c \
	src/rules/staging/others.c \
	src/rules/staging/records.c \
	src/rules/staging/alike.c \
	src/rules/staging/staging.c \
	src/rules/staging/story.c \
	src/rules/judge/checklist.c \
	src/rules/judge/explain.c \
	src/rules/judge/findings.c \
	src/rules/judge/judge.c \
	src/rules/judge/paper.c \
	src/rules/judge/route.c \
	src/rules/judge/telling.c \
	src/rules/check/check.c \
	src/rules/check/texts.c \
	src/rules/check/trials.c

# The version of the knowledge that ships. A cross build cannot ask for it, and reads all of it always.
nodist_librules_a_SOURCES = src/rules/files/shipped.c
EXTRA_PROGRAMS += src/rules/files/shipped_fold
src_rules_files_shipped_fold_SOURCES = src/rules/files/shipped_fold.c src/rules/files/texts.c
src_rules_files_shipped_fold_LDADD = libstore.a libseal.a libbase.a $(JANSSON_LIBS) $(SODIUM_LIBS) $(CRYPTO_LIBS) \
	$(SQLITE_LIBS) $(ICU_LIBS) $(INI_LIBS)
KNOWLEDGE_TEXTS = $(wildcard $(top_srcdir)/data/*/*.ini $(top_srcdir)/data/codes/*.tsv)
src/rules/files/shipped.c: src/rules/files/shipped_fold$(EXEEXT) $(KNOWLEDGE_TEXTS)
	$(AM_V_GEN)if test '$(cross_compiling)' = yes; then \
	    printf '%s\n' '#include "rules/files/texts.h"' 'const char texts_shipped[TEXTS_VERSION] = "";' > $@.tmp; \
	else \
	    src/rules/files/shipped_fold$(EXEEXT) '$(top_srcdir)/data' > $@.tmp; \
	fi && mv $@.tmp $@
CLEANFILES += src/rules/files/shipped.c src/rules/files/shipped_fold$(EXEEXT)

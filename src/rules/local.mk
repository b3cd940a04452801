noinst_LIBRARIES += librules.a
librules_a_SOURCES = \
	src/rules/files/files.c \
	src/rules/files/lint.c \
	src/rules/files/sources.c \
	src/rules/files/texts.c \
	src/rules/language/functions.c \
	src/rules/language/placeholder.c \
	src/rules/language/private.c \
	src/rules/language/tables.c \
	src/rules/language/words.c \
	src/rules/knowledge/factset.c \
	src/rules/knowledge/knowledge.c \
	src/rules/knowledge/ruleset.c \
	src/rules/staging/changes.c \
	src/rules/staging/facts.c \
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
	src/rules/check/check.c \
	src/rules/check/texts.c \
	src/rules/check/trials.c

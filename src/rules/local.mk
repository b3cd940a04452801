noinst_LIBRARIES += librules.a
librules_a_SOURCES = \
	src/rules/checklist.c \
	src/rules/facts.c \
	src/rules/factset.c \
	src/rules/findings.c \
	src/rules/functions.c \
	src/rules/judge.c \
	src/rules/knowledge.c \
	src/rules/lint.c \
	src/rules/others.c \
	src/rules/paper.c \
	src/rules/private.c \
	src/rules/route.c \
	src/rules/rules.c \
	src/rules/rulescheck.c \
	src/rules/share.c \
	src/rules/staged.c \
	src/rules/sources.c \
	src/rules/story.c

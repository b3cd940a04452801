noinst_LIBRARIES += librules.a
librules_a_SOURCES = \
	src/rules/checklist.c \
	src/rules/facts.c \
	src/rules/factset.c \
	src/rules/findings.c \
	src/rules/functions.c \
	src/rules/knowledge.c \
	src/rules/lint.c \
	src/rules/route.c \
	src/rules/paper.c

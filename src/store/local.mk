noinst_LIBRARIES += libstore.a
libstore_a_SOURCES =
nodist_libstore_a_SOURCES = src/store/schema_sql.c

SCHEMA_STEPS = $(sort $(wildcard $(top_srcdir)/data/schema/*.sql))
src/store/schema_sql.c: $(top_srcdir)/build-aux/embed.sh $(SCHEMA_STEPS)
	$(AM_V_GEN)$(MKDIR_P) src/store && $(top_srcdir)/build-aux/embed.sh $(SCHEMA_STEPS) > $@.tmp && mv $@.tmp $@
EXTRA_DIST += build-aux/embed.sh
CLEANFILES += src/store/schema_sql.c

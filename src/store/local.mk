noinst_LIBRARIES += libstore.a
libstore_a_SOURCES = \
	src/store/connect.c src/store/sealed.c src/store/sealed.h \
	src/store/store.h src/store/sql.h src/store/journal.h src/store/schema.h src/store/digest.h \
	src/store/search.h src/store/guard.h src/store/inner.h src/store/draft.h src/store/chain.h src/store/change.h \
	src/store/store.c src/store/open.c src/store/wait.c src/store/migrate.c src/store/backup.c src/store/fail.c src/store/then.c \
	src/store/read.h src/store/replay.h src/store/body.h src/store/past.h src/store/past_chain.h \
	src/store/sql.c src/store/value.c src/store/digest.c src/store/chain.c src/store/body.c src/store/change.c src/store/rows.c \
	src/store/commit.c src/store/read.c src/store/replay.c src/store/compare.c src/store/course.c src/store/course.h src/store/erase.c src/store/past_chain.c src/store/past_verify.c src/store/past_move.c \
	src/store/journal.c src/store/back.c src/store/undo.c src/store/history.c src/store/verify.c src/store/integrity.c src/store/search.c \
	src/store/attach.h src/store/attach.c src/store/copies.h src/store/copies.c src/store/restore.c src/store/given.c src/store/spare.c \
	src/store/group.h src/store/group.c src/store/forms.h src/store/forms.c src/store/home.h src/store/home.c src/store/draft.c src/store/habit.h src/store/habit.c src/store/reading.h src/store/reading.c src/store/pick_count.h src/store/pick_count.c src/store/view.h src/store/view.c \
	src/store/dossier.h src/store/dossier.c src/store/sign.h src/store/sign.c src/store/signatures.h src/store/signatures.c src/store/pairs.h src/store/pairs.c src/store/station.h src/store/station.c src/store/kinds.h src/store/kinds.c src/store/anchor.h src/store/anchor.c \
	src/store/guard_inner.h src/store/guard.c src/store/guard_rules.c src/store/guard_expr.c
libstore_a_SOURCES += src/store/search_inner.h src/store/search_block.c src/store/search_take.c \
	src/store/search_build.c src/store/search_find.c
libstore_a_SOURCES += src/store/reveal.h src/store/reveal.c
libstore_a_SOURCES += src/store/retired.h src/store/retired.c
libstore_a_SOURCES += src/store/secret.h src/store/secret.c
libstore_a_SOURCES += src/store/clock.h src/store/clock.c
libstore_a_SOURCES += src/store/travel.h src/store/travel_form.h src/store/travel_inner.h src/store/follow.h src/store/follow.c src/store/root.h src/store/root.c \
	src/store/travel_form.c src/store/travel_give.c src/store/travel_rows.c src/store/travel_take.c src/store/travel_told.c
nodist_libstore_a_SOURCES = src/store/schema_sql.c src/store/schema_now.c

SCHEMA_STEPS = $(sort $(wildcard $(top_srcdir)/data/schema/*.sql))
src/store/schema_sql.c: $(top_srcdir)/build-aux/embed.sh $(SCHEMA_STEPS)
	$(AM_V_GEN)$(MKDIR_P) src/store && $(top_srcdir)/build-aux/embed.sh $(SCHEMA_STEPS) > $@.tmp && mv $@.tmp $@
EXTRA_DIST += build-aux/embed.sh
CLEANFILES += src/store/schema_sql.c

# What the steps come to is found by running them. A cross build cannot, and takes it from the tarball.
EXTRA_PROGRAMS += src/store/schema_fold
src_store_schema_fold_SOURCES = src/store/schema_fold.c
nodist_src_store_schema_fold_SOURCES = src/store/schema_sql.c
src_store_schema_fold_LDADD = $(SQLITE_LIBS)
src/store/schema_now.c: src/store/schema_fold$(EXEEXT)
	$(AM_V_GEN)if test '$(cross_compiling)' = yes; then \
	    cp '$(srcdir)/src/schema_now.c' $@.tmp || \
	        { echo 'A cross build needs src/schema_now.c: build from the tarball, or copy it there from a build of this machine.' >&2; exit 1; }; \
	else \
	    src/store/schema_fold$(EXEEXT) > $@.tmp; \
	fi && mv $@.tmp $@
CLEANFILES += src/store/schema_now.c src/store/schema_fold$(EXEEXT)

# What speaks with a hub: base and libpq, which only this program is linked with.
pkglibexec_PROGRAMS += anjuan-hub
anjuan_hub_SOURCES = \
	src/hub/carry.c src/hub/link.c src/hub/main.c src/hub/office.c src/hub/spool.c
nodist_anjuan_hub_SOURCES = src/hub/schema_text.c
anjuan_hub_CPPFLAGS = $(AM_CPPFLAGS) $(PQ_CFLAGS)
anjuan_hub_LDADD = libbase.a $(PQ_LIBS) $(JANSSON_LIBS) $(SODIUM_LIBS) $(ICU_LIBS) $(INI_LIBS)

# As numbers, since a text of that length is more than a compiler has to take.
src/hub/schema_text.c: $(srcdir)/src/hub/schema.sql
	$(AM_V_GEN)$(MKDIR_P) src/hub && { \
	    echo '/* Made from src/hub/schema.sql. */'; \
	    echo '#include "config.h"'; \
	    echo '#include "hub/office.h"'; \
	    echo 'const char hub_schema[] = {'; \
	    od -An -v -tu1 '$(srcdir)/src/hub/schema.sql' | sed 's/[0-9][0-9]*/&,/g'; \
	    echo '0};'; \
	} > $@.tmp && mv $@.tmp $@
CLEANFILES += src/hub/schema_text.c
EXTRA_DIST += src/hub/schema.sql

# For who wants bundles carried by themselves; nothing is switched on by installing it.
systemduserdir = $(prefix)/lib/systemd/user
nodist_systemduser_DATA = src/hub/anjuan-hub.service
dist_systemduser_DATA = src/hub/anjuan-hub.timer
src/hub/anjuan-hub.service: $(srcdir)/src/hub/anjuan-hub.service.in Makefile
	$(AM_V_GEN)$(MKDIR_P) src/hub && sed 's,[@]bindir[@],$(bindir),g' '$(srcdir)/src/hub/anjuan-hub.service.in' > $@.tmp && mv $@.tmp $@
CLEANFILES += src/hub/anjuan-hub.service
EXTRA_DIST += src/hub/anjuan-hub.service.in

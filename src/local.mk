bin_PROGRAMS += anjuan
anjuan_SOURCES = src/main.c
# From the top floor down.
FLOORS = libui.a libcli.a libapp.a libexchange.a libdesk.a librules.a libdomain.a libstore.a libbase.a
PARTS = $(NCURSES_LIBS) $(XLSX_LIBS) $(ZIP_LIBS) $(EXPAT_LIBS) $(JANSSON_LIBS) $(SODIUM_LIBS) \
	$(SQLITE_LIBS) $(ICU_LIBS) $(INI_LIBS)
anjuan_LDADD = $(FLOORS) $(PARTS)

# The manual says what the program itself says about its commands and keys.
nodist_man_MANS = anjuan.1
anjuan.1: anjuan$(EXEEXT) $(srcdir)/src/anjuan.1.in $(srcdir)/build-aux/manual.sh | share/anjuan
	$(AM_V_GEN)'$(srcdir)/build-aux/manual.sh' ./anjuan$(EXEEXT) '$(srcdir)/src/anjuan.1.in' > $@.tmp && mv $@.tmp $@
EXTRA_DIST += src/anjuan.1.in build-aux/manual.sh
CLEANFILES += anjuan.1

# The installed program finds its own files.
installcheck-local:
	'$(DESTDIR)$(bindir)/anjuan' knowledge check

bin_PROGRAMS += anjuan
anjuan_SOURCES = src/main.c
# From the top floor down.
FLOORS = libui.a libcli.a libapp.a libexchange.a libdesk.a librules.a libdomain.a libstore.a libbase.a
PARTS = $(NCURSES_LIBS) $(XLSX_LIBS) $(ZIP_LIBS) $(EXPAT_LIBS) $(JANSSON_LIBS) $(SODIUM_LIBS) \
	$(SQLITE_LIBS) $(ICU_LIBS) $(INI_LIBS)
anjuan_LDADD = $(FLOORS) $(PARTS)

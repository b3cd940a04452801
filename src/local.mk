bin_PROGRAMS += anjuan
anjuan_SOURCES = src/main.c src/heap.c
# From the top floor down.
FLOORS = libui.a libcli.a libapp.a libexchange.a libdesk.a librules.a libdomain.a libstore.a libseal.a libbase.a
PARTS = $(NCURSES_LIBS) $(XLSX_LIBS) $(ZIP_LIBS) $(EXPAT_LIBS) $(JANSSON_LIBS) $(SODIUM_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS) \
	$(SQLITE_LIBS) $(ICU_LIBS) $(INI_LIBS) $(QR_LIBS)
anjuan_LDADD = $(FLOORS) $(PARTS)

# The manual says what the program itself says about its commands and keys. A cross build cannot ask
# it and takes the page that the tarball brings.
nodist_man_MANS = anjuan.1
noinst_DATA += anjuan.zh_CN.1
anjuan.1: LANGUAGE_OF_MANUAL = en
anjuan.zh_CN.1: LANGUAGE_OF_MANUAL = zh_CN
anjuan.zh_CN.1: $(MO_FILES)
anjuan.1 anjuan.zh_CN.1: %.1: anjuan$(EXEEXT) $(srcdir)/src/%.1.in $(srcdir)/build-aux/manual.sh | share/anjuan
	$(AM_V_GEN)if test '$(cross_compiling)' = yes; then \
	    cp '$(srcdir)/src/$@' $@.tmp || \
	        { echo 'A cross build needs src/$@: build from the tarball, or copy it there from a build of this machine.' >&2; exit 1; }; \
	else \
	    '$(srcdir)/build-aux/manual.sh' ./anjuan$(EXEEXT) '$(srcdir)/src/$*.1.in' $(LANGUAGE_OF_MANUAL) > $@.tmp; \
	fi && mv $@.tmp $@
dist-hook: anjuan.1 anjuan.zh_CN.1 src/store/schema_now.c
	cp anjuan.1 anjuan.zh_CN.1 '$(distdir)/src'
	cp src/store/schema_now.c '$(distdir)/src/schema_now.c'
EXTRA_DIST += src/anjuan.1.in src/anjuan.zh_CN.1.in build-aux/manual.sh
CLEANFILES += anjuan.1 anjuan.zh_CN.1

install-manual: anjuan.zh_CN.1
	@$(MKDIR_P) "$(DESTDIR)$(mandir)/zh_CN/man1" && \
	    $(INSTALL_DATA) anjuan.zh_CN.1 "$(DESTDIR)$(mandir)/zh_CN/man1/anjuan.1"

uninstall-manual:
	@rm -f "$(DESTDIR)$(mandir)/zh_CN/man1/anjuan.1"

install-data-local: install-manual
uninstall-local: uninstall-manual
.PHONY: install-manual uninstall-manual

# The installed program finds its own files.
installcheck-local:
	'$(DESTDIR)$(bindir)/anjuan' knowledge check

# No folder stays that installing made. Those that a system has anyway are left to it, unless all
# of the place is ours: a staging folder or a prefix of its own, of which only its empty folder stays.
uninstall-hook:
	@{ (cd '$(srcdir)/data' && find . -depth -type d) | sed 's,^\.,$(DESTDIR)$(pkgdatadir),'; \
	for lang in $(LINGUAS); do \
	    echo "$(DESTDIR)$(localedir)/$$lang/LC_MESSAGES"; echo "$(DESTDIR)$(localedir)/$$lang"; \
	done; \
	echo '$(DESTDIR)$(mandir)/zh_CN/man1'; echo '$(DESTDIR)$(mandir)/zh_CN'; \
	echo '$(DESTDIR)$(pkglibexecdir)'; \
	echo '$(DESTDIR)$(systemduserdir)'; echo '$(DESTDIR)$(prefix)/lib/systemd'; \
	case '$(DESTDIR)$(prefix)' in \
	/usr | /usr/local | / | NONE) ;; \
	*) for folder in '$(prefix)/lib' '$(libexecdir)' '$(man1dir)' '$(mandir)' '$(localedir)' '$(datadir)' '$(bindir)'; do \
	        echo "$(DESTDIR)$$folder"; \
	    done; \
	    if test -n '$(DESTDIR)'; then echo '$(DESTDIR)$(prefix)'; fi ;; \
	esac; \
	above='$(prefix)'; \
	while test -n '$(DESTDIR)' && above=$${above%/*} && test -n "$$above"; do \
	    echo "$(DESTDIR)$$above"; \
	done; } | while IFS= read -r folder; do \
	    if test -d "$$folder"; then rmdir "$$folder" 2>/dev/null || :; fi; \
	done

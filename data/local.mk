# The folder is the list: all of data/ is distributed; all but the schema, which is compiled into
# the program, is installed. In the build tree share/anjuan points at it, so that the program
# finds its files without being installed.
EXTRA_DIST += data build-aux/pinyin_words.py build-aux/head_words.py
noinst_DATA += share/anjuan

share/anjuan:
	$(AM_V_GEN)$(MKDIR_P) share && $(LN_S) '$(abs_top_srcdir)/data' $@

knowledge_files = (cd '$(srcdir)/data' && find . -type f ! -path './schema/*' \
	! -name local.mk ! -name '*~' ! -name '.*' | sed 's,^\./,,')

install-knowledge:
	@$(knowledge_files) | while read -r file; do \
	    to="$(DESTDIR)$(pkgdatadir)/$$file"; \
	    $(MKDIR_P) "$${to%/*}" && $(INSTALL_DATA) "$(srcdir)/data/$$file" "$$to" || exit 1; \
	done

uninstall-knowledge:
	@$(knowledge_files) | while read -r file; do rm -f "$(DESTDIR)$(pkgdatadir)/$$file"; done

install-data-local: install-knowledge install-locale
uninstall-local: uninstall-knowledge uninstall-locale
clean-local:
	rm -rf share

.PHONY: install-knowledge uninstall-knowledge

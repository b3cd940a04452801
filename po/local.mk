# Translations. A language is a line in LINGUAS and a file LL.po. The catalogues are compiled into
# share/locale of the build tree, where the program finds them without being installed.
#   make update-po   brings the strings of the sources into every LL.po, writes there the words of
#                    words.tsv in place of those that are not written, and brings the Chinese texts of data/ as
#                    Taiwan writes them into data.zh_TW.tsv
#   make check-po    fails unless every language is complete, right in form, and up to date, and
#                    keeps to po/words.tsv and po/signs.tsv
LINGUAS = $(shell cat '$(top_srcdir)/po/LINGUAS')
PO_FILES = $(LINGUAS:%=$(top_srcdir)/po/%.po)
MO_FILES = $(LINGUAS:%=share/locale/%/LC_MESSAGES/anjuan.mo)
EXTRA_DIST += po build-aux/check-po.sh build-aux/check-words.sh build-aux/words.awk build-aux/check-signs.sh build-aux/signs.awk build-aux/data-texts.sh build-aux/data-zh-tw.sh
noinst_DATA += $(MO_FILES)

# A language whose knowledge files are another's has their texts beside its own, in data.LL.tsv.
DATA_TEXTS = $(top_srcdir)/po/data.zh_TW.tsv
$(MO_FILES): share/locale/%/LC_MESSAGES/anjuan.mo: $(top_srcdir)/po/%.po $(DATA_TEXTS)
	$(AM_V_GEN)$(MKDIR_P) $(@D) && { cat $< && \
	    if test -f '$(top_srcdir)/po/data.$*.tsv'; then \
	        awk -F '\t' '{ printf "\nmsgctxt \"data\"\nmsgid \"%s\"\nmsgstr \"%s\"\n", $$1, $$2 }' \
	            '$(top_srcdir)/po/data.$*.tsv'; \
	    fi; } | $(MSGFMT) -o $@ -

# Every source that may hold a string; files without one cost nothing.
po/POTFILES: FORCE
	@$(MKDIR_P) po
	@cd '$(top_srcdir)' && find src ui \( -name '*.c' -o -name '*.h' -o -name '*.def' \) | LC_ALL=C sort \
	    > '$(abs_top_builddir)/$@'

# What the triggers of the schema say when they refuse, which store/fail.c translates; each under the
# name of the step that it stands in.
po/schema.c: FORCE
	@$(MKDIR_P) po
	@cd '$(top_srcdir)' && for step in data/schema/*.sql; do \
	    printf '#line 1 "%s"\n' "$$step"; \
	    sed -n "s/^.*RAISE(ABORT, '\(.*\)');$$/N_(\"\1\")/p" "$$step"; \
	done > '$(abs_top_builddir)/$@'

po/anjuan.pot: po/POTFILES po/schema.c
	@$(XGETTEXT) --directory='$(top_srcdir)' --directory='$(abs_top_builddir)' --files-from=$< po/schema.c \
	    --output='$(abs_top_builddir)/$@.new' \
	    --language=C --from-code=UTF-8 \
	    --package-name=anjuan --add-comments=TRANSLATORS --add-location=file --no-wrap --foreign-user --force-po \
	    --keyword --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=ngettext:1,2 \
	    --flag=_:1:pass-c-format --flag=N_:1:pass-c-format --flag=ngettext:1:pass-c-format \
	    --flag=ngettext:2:pass-c-format --flag=C_:2:pass-c-format \
	    --flag=err_set:3:c-format --flag=err_wrap:2:c-format --flag=buf_addf:2:c-format \
	    && grep -q '^msgid "[^"]' $@.new && sed '/^"POT-Creation-Date:/d' $@.new > $@ && rm -f $@.new || \
	    { echo 'The strings of the sources could not be gathered; the catalogues stay as they are.' >&2; exit 1; }

update-po: po/anjuan.pot
	@for po in $(PO_FILES); do \
	    $(MSGMERGE) --quiet --force-po --no-fuzzy-matching --no-wrap --add-location=file $$po $< -o po/new.po && \
	    $(MSGATTRIB) --force-po --no-obsolete --no-wrap po/new.po > po/kept.po && \
	    { cmp -s po/kept.po $$po || cp po/kept.po $$po; } || exit 1; \
	    printf '%s: ' "$$po"; $(MSGFMT) --statistics -o /dev/null $$po; \
	done; rm -f po/new.po po/kept.po
	@'$(top_srcdir)/build-aux/check-words.sh' --mend '$(top_srcdir)/po/words.tsv' $(PO_FILES)
	@if command -v uconv >/dev/null; then \
	    '$(top_srcdir)/build-aux/data-zh-tw.sh' '$(top_srcdir)/data' '$(top_srcdir)/po/words.tsv' > po/data.new && \
	    { cmp -s po/data.new '$(DATA_TEXTS)' || cp po/data.new '$(DATA_TEXTS)'; }; \
	fi; rm -f po/data.new

check-po: po/anjuan.pot
	@'$(top_srcdir)/build-aux/check-po.sh' $< $(PO_FILES)
	@'$(top_srcdir)/build-aux/check-words.sh' '$(top_srcdir)/po/words.tsv' $(PO_FILES) \
	    '$(top_srcdir)/README.zh_CN' '$(top_srcdir)/src/anjuan.zh_CN.1.in' '$(DATA_TEXTS)' \
	    $$(find '$(top_srcdir)/data' -name '*.ini' | LC_ALL=C sort)
	@'$(top_srcdir)/build-aux/check-signs.sh' '$(top_srcdir)/po/signs.tsv' $(PO_FILES) \
	    '$(top_srcdir)/README.zh_CN' '$(top_srcdir)/src/anjuan.zh_CN.1.in' '$(DATA_TEXTS)' \
	    $$(find '$(top_srcdir)/data' -name '*.ini' | LC_ALL=C sort) \
	    $$(find '$(top_srcdir)/src' '$(top_srcdir)/ui' -name '*.c' | LC_ALL=C sort)
	@'$(top_srcdir)/build-aux/data-texts.sh' '$(top_srcdir)/data' | \
	    awk -F '\t' -v behind='$(DATA_TEXTS): make update-po' 'NR == FNR { has[$$1] = 1; next } \
	        { here[$$0] = 1 } END { for (old in has) if (!(old in here)) { print behind ", gone: " old; bad = 1 } \
	        exit bad }' '$(DATA_TEXTS)' - >&2
	@if command -v uconv >/dev/null; then \
	    '$(top_srcdir)/build-aux/data-zh-tw.sh' '$(top_srcdir)/data' '$(top_srcdir)/po/words.tsv' | \
	        diff '$(DATA_TEXTS)' - >&2 || { echo '$(DATA_TEXTS): make update-po' >&2; exit 1; }; \
	fi

install-locale: $(MO_FILES)
	@for lang in $(LINGUAS); do \
	    to="$(DESTDIR)$(localedir)/$$lang/LC_MESSAGES"; \
	    $(MKDIR_P) "$$to" && $(INSTALL_DATA) share/locale/$$lang/LC_MESSAGES/anjuan.mo "$$to" || exit 1; \
	done

uninstall-locale:
	@for lang in $(LINGUAS); do rm -f "$(DESTDIR)$(localedir)/$$lang/LC_MESSAGES/anjuan.mo"; done

CLEANFILES += po/POTFILES po/schema.c po/anjuan.pot
FORCE:
.PHONY: FORCE update-po check-po install-locale uninstall-locale

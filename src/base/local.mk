noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	src/base/arena.c src/base/arena.h \
	src/base/attr.h \
	src/base/buf.c src/base/buf.h \
	src/base/catalogue.c src/base/catalogue.h \
	src/base/charset.c src/base/charset.h \
	src/base/pinyin/compose.c src/base/pinyin/compose.h src/base/pinyin/compose_inner.h src/base/pinyin/compose_letters.c \
	src/base/day.c src/base/day.h \
	src/base/err.c src/base/err.h \
	src/base/pinyin/habits.c \
	src/base/i18n.c src/base/i18n.h \
	src/base/ini.c src/base/ini.h \
	src/base/json.c src/base/json.h \
	src/base/mem.c src/base/mem.h \
	src/base/money.c src/base/money.h \
	src/base/path.c src/base/path.h src/base/path_temp.c \
	src/base/pinyin/pinyin.c src/base/pinyin/pinyin.h \
	src/base/pinyin/pinyin_fix.c src/base/pinyin/pinyin_fix.h \
	src/base/pinyin/pinyin_han.c src/base/pinyin/pinyin_han.h src/base/pinyin/han.def \
	src/base/plural.c src/base/plural.h \
	src/base/program.c src/base/program.h src/base/progress.h \
	src/base/text/text.c src/base/text/text.h \
	src/base/text/text_diff.c src/base/text/text_diff.h \
	src/base/text/text_lines.c src/base/text/text_lines.h \
	src/base/text/text_edge.c \
	src/base/text/text_fold.c \
	src/base/text/text_rune.h \
	src/base/text/text_sought.c src/base/text/text_sought.h \
	src/base/text/text_like.c src/base/text/text_like.h \
	src/base/text/text_same.c src/base/text/text_same.h src/base/text/same.def \
	src/base/qr.c src/base/qr.h \
	src/base/tsv.c src/base/tsv.h \
	src/base/uid.c src/base/uid.h \
	src/base/pinyin/wordlist.c src/base/pinyin/wordlist.h src/base/pinyin/wordlist_inner.h \
	src/base/pinyin/wordlist_pairs.c src/base/pinyin/wordlist_text.c src/base/pinyin/wordlist_tree.c
# The one place that looks for a program of ours which is not on PATH.
src/base/path.$(OBJEXT): AM_CPPFLAGS += -DPKGLIBEXECDIR='"$(pkglibexecdir)"'

noinst_LIBRARIES += libexchange.a
libexchange_a_SOURCES = \
	src/exchange/portable.c

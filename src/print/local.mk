# What sets papers as PDF: base, and the libraries that only this program is linked with.
pkglibexec_PROGRAMS = anjuan-print
anjuan_print_SOURCES = \
	src/print/block.c src/print/code.c src/print/document.c src/print/face.c src/print/main.c \
	src/print/page.c
anjuan_print_CPPFLAGS = $(AM_CPPFLAGS) $(PANGO_CFLAGS)
anjuan_print_LDADD = libbase.a $(PANGO_LIBS) $(QR_LIBS) $(JANSSON_LIBS) $(ICU_LIBS) $(INI_LIBS)

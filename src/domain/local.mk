noinst_LIBRARIES += libdomain.a
libdomain_a_SOURCES = src/domain/catalog.c

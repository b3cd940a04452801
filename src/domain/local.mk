noinst_LIBRARIES += libdomain.a
libdomain_a_SOURCES = src/domain/catalog.c src/domain/codes.c src/domain/resident.c

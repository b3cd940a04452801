noinst_LIBRARIES += libdomain.a
libdomain_a_SOURCES = src/domain/catalog.c src/domain/codes.c src/domain/resident.c \
	src/domain/casefile.c src/domain/casestore.c src/domain/caseindex.c src/domain/missing.c \
	src/domain/field.c src/domain/field_parse.c src/domain/field_remark.c src/domain/field_show.c

noinst_LIBRARIES += libdomain.a
libdomain_a_SOURCES = src/domain/catalog.h src/domain/catalog.def src/domain/codes.h \
	src/domain/casefile.h src/domain/casefile_inner.h src/domain/field.h src/domain/field_inner.h \
	src/domain/disease.h src/domain/disease.c src/domain/ledger.h src/domain/ledger.c src/domain/layer.h src/domain/layer.c \
	src/domain/picklist.h src/domain/picklist.c src/domain/picklist_inner.h src/domain/picklist_rank.c src/domain/region.h src/domain/region.c \
	src/domain/certificate.h src/domain/certificate.c src/domain/phone.h src/domain/phone.c src/domain/resident.h src/domain/catalog.c src/domain/codes.c src/domain/resident.c \
	src/domain/casefile.c src/domain/casestore.c src/domain/caseindex.c src/domain/missing.c \
	src/domain/field.c src/domain/field_number.c src/domain/field_parse.c \
	src/domain/field_remark.c src/domain/field_show.c

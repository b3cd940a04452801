noinst_LIBRARIES += libseal.a
libseal_a_SOURCES = \
	src/seal/passkey.c src/seal/passkey.h \
	src/seal/person.c src/seal/person.h

noinst_LIBRARIES += libseal.a
libseal_a_SOURCES = \
	src/seal/passkey.c src/seal/passkey.h \
	src/seal/person.c src/seal/person.h \
	src/seal/words.c src/seal/words.h src/seal/words.def

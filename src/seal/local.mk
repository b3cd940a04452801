noinst_LIBRARIES += libseal.a
libseal_a_SOURCES = \
	src/seal/armour.c src/seal/armour.h \
	src/seal/bundle.c src/seal/bundle.h src/seal/bundle_inner.h \
	src/seal/bundle_write.c src/seal/bundle_open.c src/seal/pad.h \
	src/seal/code.c src/seal/code.h \
	src/seal/copy.c src/seal/copy.h \
	src/seal/guest.c src/seal/header.c src/seal/header.h src/seal/header_bytes.c src/seal/header_inner.h \
	src/seal/key.c src/seal/key.h \
	src/seal/passkey.c src/seal/passkey.h \
	src/seal/person.c src/seal/person.h \
	src/seal/ring.c src/seal/ring.h \
	src/seal/sha256.c src/seal/sha256.h \
	src/seal/vfs.c src/seal/vfs.h src/seal/vfs_inner.h \
	src/seal/vfs_main.c src/seal/vfs_page.c src/seal/vfs_sink.c src/seal/vfs_told.c src/seal/vfs_ticket.c src/seal/vfs_wal.c \
	src/seal/whole.c src/seal/whole.h \
	src/seal/words.c src/seal/words.h src/seal/words.def

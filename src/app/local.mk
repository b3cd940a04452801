noinst_LIBRARIES += libapp.a
libapp_a_SOURCES = src/app/batches.h src/app/casemove.c src/app/cases.c src/app/cases.h \
	src/app/batches.c src/app/inner.h \
	src/app/people.c src/app/people.h src/app/practice.h src/app/session.c src/app/session.h

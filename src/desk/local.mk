noinst_LIBRARIES += libdesk.a
libdesk_a_SOURCES = src/desk/blacklist.c src/desk/blacklist.h src/desk/due.c src/desk/due.def src/desk/due.h src/desk/eyes.c src/desk/eyes.h src/desk/figures.c src/desk/figures.def \
	src/desk/figures.h src/desk/figures_show.c src/desk/figures_sql.h src/desk/guess.c src/desk/guess.h \
	src/desk/life.c src/desk/life.h src/desk/mark.c src/desk/mark.h src/desk/passphrase.c src/desk/passphrase.h \
	src/desk/people.c src/desk/people.h src/desk/queue.c src/desk/queue.h \
	src/desk/elsewhere.c src/desk/elsewhere.h src/desk/elsewhere_inner.h src/desk/elsewhere_told.c src/desk/pen.c src/desk/pen.h src/desk/station_inner.h src/desk/station_terms.c \
	src/desk/queue_inner.h src/desk/queue_where.c \
	src/desk/origin.c src/desk/origin.h src/desk/recovery.c src/desk/recovery.h src/desk/review.c src/desk/review.h src/desk/rights.c src/desk/role.def src/desk/stop.c src/desk/stop.h src/desk/talk.c src/desk/talk.h \
	src/desk/waiting.c src/desk/waiting.h src/desk/workflow.c src/desk/workflow.h
libdesk_a_SOURCES += src/desk/guests.c src/desk/guests.h src/desk/guess_closed.c src/desk/guess_inner.h src/desk/queue_found.c src/desk/queue_spans.c
libdesk_a_SOURCES += src/desk/station.c src/desk/station.h
libdesk_a_SOURCES += src/desk/mailbox.h src/desk/mailbox.c
libdesk_a_SOURCES += src/desk/call.c src/desk/call.h src/desk/bound.c src/desk/bound.h src/desk/kept.c src/desk/kept.h
libdesk_a_SOURCES += src/desk/asked.c src/desk/asked.h

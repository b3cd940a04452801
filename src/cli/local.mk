noinst_LIBRARIES += libcli.a
libcli_a_SOURCES = src/cli/accept.c src/cli/answer.c src/cli/attach.c src/cli/batch.c src/cli/check.c src/cli/checklist.c src/cli/cli.c src/cli/doc.c src/cli/dossier.c \
	src/cli/erase.c src/cli/events.c src/cli/export.c src/cli/hand.c src/cli/help.c src/cli/history.c src/cli/import.c src/cli/init.c src/cli/knowledge.c \
	src/cli/life.c src/cli/list.c src/cli/mark.c src/cli/money.c src/cli/move.c src/cli/moving.c src/cli/papers.c src/cli/people.c src/cli/practice.c src/cli/report.c src/cli/sent.c src/cli/set.c src/cli/show.c \
	src/cli/receipt.c src/cli/seal.c \
	src/cli/store.c src/cli/verify.c src/cli/template.c src/cli/user.c
libcli_a_SOURCES += src/cli/blacklist.c
libcli_a_SOURCES += src/cli/hub.c
libcli_a_SOURCES += src/cli/stations.c src/cli/bundle.c src/cli/call.c src/cli/clash.c

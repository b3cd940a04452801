# The rooms of the screens, from the ground up (ARCHITECTURE).
noinst_LIBRARIES += libui.a
libui_a_SOURCES =
libui_a_SOURCES += ui/model/columns.c ui/model/columns.h ui/model/event.h ui/model/form.c \
	ui/model/form.h ui/model/frame.c ui/model/frame.h ui/model/gaps.c ui/model/gaps.h \
	ui/model/grid.c ui/model/grid.h ui/model/lineedit.c ui/model/lineedit.h ui/model/list.c \
	ui/model/list.h ui/model/paste.c ui/model/paste.h ui/model/preedit.c ui/model/preedit.h ui/model/punctuation.c ui/model/punctuation.h \
	ui/model/tabs.c ui/model/tabs.def ui/model/tabs.h
libui_a_SOURCES += ui/cmd/cmd.c ui/cmd/cmd.h ui/cmd/commands.def ui/cmd/doc.c ui/cmd/keymap.h \
	ui/cmd/keys.c ui/cmd/keys_ini.c
libui_a_SOURCES += ui/term/decode.c ui/term/decode.h ui/term/input.c ui/term/input.h \
	ui/term/paint.c ui/term/paint.h ui/term/sequence.c ui/term/sequence.h \
	ui/term/tty.c ui/term/tty.h ui/term/width.c
libui_a_SOURCES += ui/widget/bars.c ui/widget/bars.h ui/widget/form.c ui/widget/form.h ui/widget/grid.c ui/widget/grid.h \
	ui/widget/input.c ui/widget/input.h ui/widget/table.c ui/widget/table.h
libui_a_SOURCES += ui/pinyin/pinyin.c ui/pinyin/pinyin.h ui/pinyin/typed.h
libui_a_SOURCES += ui/stage/bar.c ui/stage/chrome.c ui/stage/chrome.h ui/stage/event.c ui/stage/inner.h \
	ui/stage/keep.c ui/stage/keep.h ui/stage/lock.c ui/stage/lock.h ui/stage/message.c \
	ui/stage/message.h ui/stage/pieces.c ui/stage/screen.h ui/stage/stage.c ui/stage/stage.h ui/stage/typing.c \
	ui/stage/work.c ui/stage/work.h
libui_a_SOURCES += ui/ask/answers.c ui/ask/ask.c ui/ask/ask.h ui/ask/asked.c ui/ask/asked.h \
	ui/ask/filelist.c ui/ask/filelist.h \
	ui/ask/question.h ui/ask/rows.c ui/ask/text.c
libui_a_SOURCES += ui/parts/changes.c ui/parts/changes.h ui/parts/ledger.c ui/parts/ledger.h ui/parts/life.c ui/parts/life.h ui/parts/lines.c ui/parts/lines.h ui/parts/lines_draw.c ui/parts/lines_kept.c ui/parts/lines_sent.c \
	ui/parts/look.c ui/parts/look.h ui/parts/marking.c ui/parts/marking.h ui/parts/marks.c ui/parts/marks.h ui/parts/masks.c ui/parts/masks.h \
	ui/parts/page.c ui/parts/page.h ui/parts/plan.c ui/parts/plan.h ui/parts/preview.c \
	ui/parts/preview.h ui/parts/submit.c ui/parts/submit.h ui/parts/sums.c ui/parts/sums.h
libui_a_SOURCES += ui/case/alike.c ui/case/alike.h ui/case/case.c ui/case/case.h \
	ui/case/drafts.c ui/case/drafts.h ui/case/document.c ui/case/document.h ui/case/draw.c ui/case/edit.c ui/case/edit.h \
	ui/case/dossier.c ui/case/dossier.h ui/case/erase.c ui/case/erase.h ui/case/known.c ui/case/known.h ui/case/life.c ui/case/life.h ui/case/marks.c ui/case/marks.h ui/case/missed.c ui/case/missed.h ui/case/next.c ui/case/next.h ui/case/others.c \
	ui/case/others.h ui/case/paste.c ui/case/paste.h ui/case/place.c ui/case/place.h \
	ui/case/rows.c ui/case/rows.h ui/case/screen.h ui/case/suggest.c ui/case/suggest.h \
	ui/case/tab.h ui/case/tab_consents.c ui/case/tab_disclosure.c ui/case/tab_documents.c \
	ui/case/tab_documents.h ui/case/tab_findings.c ui/case/tab_findings.h ui/case/tab_follow_up.c \
	ui/case/tab_form.c ui/case/tab_form.h ui/case/tab_history.c ui/case/tab_info.c \
	ui/case/tab_info.h ui/case/tab_plan.c ui/case/tab_review.c ui/case/tab_row.c \
	ui/case/tab_row.h ui/case/tab_statement.c ui/case/tabs.c ui/case/entry.c ui/case/entry.h \
	ui/case/undo.c ui/case/undo.h ui/case/verbs.c ui/case/verbs.h ui/case/work.c ui/case/work.h
libui_a_SOURCES += ui/screens/ages.c ui/screens/ages.h ui/screens/batches.c ui/screens/reply_ask.c ui/screens/reply_ask.h ui/screens/begin.c ui/screens/begin.h ui/screens/export_list.c ui/screens/export_list.h ui/screens/help.c ui/screens/home.c \
	ui/screens/home.h ui/screens/lock.c ui/screens/notes.c \
	ui/screens/black_entry.c ui/screens/black_entry.h ui/screens/black_import.c ui/screens/black_import.h ui/screens/blacklist.c ui/screens/notes.h ui/screens/events.c ui/screens/knowledge.c ui/screens/card.c ui/screens/hub.c ui/screens/hub.h ui/screens/stations.c ui/screens/verify.c ui/screens/passphrase.c ui/screens/people.c ui/screens/queue.c ui/screens/queue.h \
	ui/screens/queue_filter.c ui/screens/queue_hand.c ui/screens/queue_kept.c ui/screens/queue_view.c ui/screens/report.c ui/screens/review.c ui/screens/review.h ui/screens/review_decide.c \
	ui/screens/review_mark.c ui/screens/run.c ui/screens/run.h \
	ui/screens/screens.h ui/screens/second.c ui/screens/second.h ui/screens/signin.c ui/screens/station.c ui/screens/station.h \
	ui/screens/table.c ui/screens/table.h

noinst_LIBRARIES += libui.a
libui_a_SOURCES = \
	ui/app.c ui/app.h ui/app_state.h ui/chrome.c ui/dialogs.c ui/choice.c ui/keep.c ui/pinyin.c ui/pinyin.h ui/work.c ui/run.c \
	ui/cmd/cmd.c ui/cmd/cmd.h ui/cmd/commands.def ui/cmd/doc.c ui/cmd/keymap.h ui/cmd/keys.c \
	ui/cmd/keys_ini.c \
	ui/model/columns.c ui/model/columns.h \
	ui/model/event.h \
	ui/model/frame.c ui/model/frame.h \
	ui/model/lineedit.c ui/model/lineedit.h \
	ui/model/list.c ui/model/list.h \
	ui/model/preedit.c ui/model/preedit.h \
	ui/term/decode.c ui/term/decode.h ui/term/paint.c ui/term/paint.h ui/term/tty.c ui/term/tty.h \
	ui/term/width.c \
	ui/widget/input.c ui/widget/input.h \
	ui/widget/table.c ui/widget/table.h \
	ui/screens/help.c ui/screens/lock.c \
	ui/screens/batches.c ui/screens/preview.c ui/screens/preview.h ui/screens/queue.c \
	ui/screens/queue.h ui/screens/queue_view.c ui/screens/people.c \
	ui/screens/signin.c ui/screens/station.c ui/screens/station.h
# The case file: models, widgets, screens.
libui_a_SOURCES += ui/model/case_tabs.c ui/model/case_tabs.h ui/model/form.c ui/model/form.h \
	ui/model/grid.c ui/model/grid.h ui/widget/form.c ui/widget/form.h ui/widget/grid.c ui/widget/grid.h \
	ui/screens/case.c ui/screens/case.h ui/screens/case_alike.c ui/screens/case_draft.c ui/screens/case_draw.c \
	ui/screens/case_edit.c ui/screens/case_known.c ui/screens/case_next.c \
	ui/screens/case_lists.c ui/screens/case_others.c ui/screens/case_suggest.c ui/screens/case_texts.c ui/screens/case_verbs.c \
	ui/screens/changes.c ui/screens/changes.h ui/screens/lines.c ui/screens/lines.h \
	ui/screens/look.c ui/screens/look.h \
	ui/screens/pick.c ui/screens/pick.h ui/screens/plan.c ui/screens/plan.h ui/screens/review.c \
	ui/screens/sums.c ui/screens/sums.h
libui_a_SOURCES += ui/model/paste.c ui/model/paste.h ui/screens/case_paste.c ui/screens/case_undo.c

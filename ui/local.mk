noinst_LIBRARIES += libui.a
libui_a_SOURCES =
# The case file: models, widgets, screens.
libui_a_SOURCES += ui/model/case_tabs.c ui/model/case_tabs.h ui/model/form.c ui/model/form.h \
	ui/model/grid.c ui/model/grid.h ui/widget/form.c ui/widget/form.h ui/widget/grid.c ui/widget/grid.h

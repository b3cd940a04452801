/* A tab whose records are filled in, as forms and grids. Tabs with something more of their own
 * (sums under the fields, a command) take the rest from here. */
#ifndef ANJUAN_UI_CASE_TAB_FORM_H
#define ANJUAN_UI_CASE_TAB_FORM_H

#include "ui/case/tab.h"

/* Embedded first. */
typedef struct FormTab {
    Tab tab;
    Form form;
} FormTab;

Tab *form_tab_make(void);
void form_tab_free(Tab *tab);
void form_tab_follow(Tab *tab, Stage *stage);
Form *form_tab_form(Tab *tab);
void form_tab_draw(Tab *tab, Stage *stage, Frame *frame, Rect rect);
bool form_tab_key(Tab *tab, Stage *stage, int key);
bool form_tab_command(Tab *tab, Stage *stage, CmdId id);
CmdScope form_tab_scope(Tab *tab);
unsigned form_tab_state(Tab *tab, Stage *stage);
void form_tab_status(Tab *tab, Stage *stage, const Frame *frame, Buf *out);
void form_tab_help(Tab *tab, Stage *stage, Buf *out);
void form_tab_go(Tab *tab, Stage *stage, FieldId field, size_t row);
void form_tab_focus(Tab *tab, FieldId *field, size_t *row);

#define FORM_TAB                                                                               \
    .form = form_tab_form, .draw = form_tab_draw, .key = form_tab_key,                         \
    .scope = form_tab_scope, .status = form_tab_status, .help = form_tab_help,                 \
    .go = form_tab_go, .focus = form_tab_focus

#endif

/* A tab that is a list of lines about the case: what the findings, the review and the history
 * have in common. Their own files say which lines. */
#ifndef ANJUAN_UI_CASE_TAB_INFO_H
#define ANJUAN_UI_CASE_TAB_INFO_H

#include "ui/case/tab.h"
#include "ui/parts/lines.h"

Tab *info_tab_make(void);
void info_tab_free(Tab *tab);
void info_tab_enter(Tab *tab);
void info_tab_draw(Tab *tab, Stage *stage, Frame *frame, Rect rect);
bool info_tab_key(Tab *tab, Stage *stage, int key);
unsigned info_tab_state(Tab *tab, Stage *stage);
/* Of a tab whose lines lead to their fields. */
CmdScope info_tab_goes(Tab *tab);
bool info_tab_go(Tab *tab, Stage *stage, CmdId id);
void info_tab_help(Tab *tab, Stage *stage, Buf *out);
ListView *info_tab_view(Tab *tab);
void info_tab_place(Tab *tab, LastPlace *out);
void info_tab_back(Tab *tab, const LastPlace *place);

#define INFO_TAB                                                                               \
    .make = info_tab_make, .free = info_tab_free, .enter = info_tab_enter,                     \
    .draw = info_tab_draw, .key = info_tab_key, .state = info_tab_state,                       \
    .help = info_tab_help, .place = info_tab_place, .back = info_tab_back,                     \
    .list = info_tab_view

InfoList *info_tab_list(Tab *tab);
/* Around the making of its lines: the cursor stays; done false says err. */
InfoList *info_tab_begin(Tab *tab);
void info_tab_end(Tab *tab, Stage *stage, bool done, const Err *err);

#endif

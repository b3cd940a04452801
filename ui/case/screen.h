/* The case file on the screen, as its own files see it: parts that each keep their state to
 * themselves, and the ways from one place of the case to another. A tab goes to another by
 * these, and the screen calls the tabs by their TabOps. */
#ifndef ANJUAN_UI_CASE_SCREEN_H
#define ANJUAN_UI_CASE_SCREEN_H

#include "base/arena.h"
#include "ui/case/tab.h"
#include "ui/case/work.h"

struct CaseScreen {
    Screen screen;
    Work *work; /* work.c: the case itself */
    Tab *tabs[TABS];
    int tab;                 /* the one of them that is shown */
    Tab *row;                /* a whole row in place of it, when row_shown */
    struct Entry *entry;     /* entry.c: the text that is typed */
    struct Suggest *suggest; /* suggest.c; NULL: not needed yet */
    struct Drafts *drafts;   /* drafts.c */
    struct Others *others;   /* others.c */
    struct CaseMarks *marks; /* marks.c */
    struct Missed *missed;   /* missed.c */
    struct AlikeLine *alike; /* alike.c */
    struct CasePlace *place; /* place.c */
    struct LifeAsk *life;    /* life.c */
    struct EraseAsk *erase;  /* erase.c */
};

Screen *case_screen_bare(Stage *stage, int64_t case_id); /* on its first tab, nothing typed */
void case_draw(Screen *screen, Stage *stage, Frame *frame);

/* That what was typed was stored, and when; or what else of a draft there is to say. */
void case_tell_stored(CaseScreen *self, Stage *stage, Buf *out);

Tab *shown_tab(const CaseScreen *self);
Form *case_form(const CaseScreen *self); /* of it; NULL on the tabs that are lists */
Form *case_tab_form(const CaseScreen *self, int tab);
void case_follow(CaseScreen *self, Stage *stage);            /* the case has changed */
void case_set_tab(CaseScreen *self, Stage *stage, int tab);  /* nothing is being typed */
bool case_show_tab(CaseScreen *self, Stage *stage, int tab); /* false: the field was refused */
void case_go(CaseScreen *self, Stage *stage, FieldId field, size_t row); /* row as in Gap */
void case_go_gap(CaseScreen *self, Stage *stage, const Gap *gap);
const char *case_field_title(const CaseScreen *self, FieldId field, size_t row, Arena *arena);

#endif

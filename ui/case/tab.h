/* A tab of the case file and what it does. Each row of ui/model/tabs.def names a TabOps, given
 * by a file tab_*.c; tabs.c is the table of them. What a tab remembers is its own: it embeds
 * Tab first, as screens embed Screen. Tabs are made and freed with the screen they belong to.
 */
#ifndef ANJUAN_UI_CASE_TAB_H
#define ANJUAN_UI_CASE_TAB_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/model/form.h"
#include "ui/model/list.h"
#include "ui/model/tabs.h"
#include "ui/stage/screen.h"

typedef struct CaseScreen CaseScreen;
typedef struct Tab Tab;

/* What is NULL does nothing, but for make, free, draw and scope, which every tab has. */
typedef struct TabOps {
    Tab *(*make)(void);
    void (*free)(Tab *tab);
    void (*enter)(Tab *tab);                /* come to from another tab */
    void (*follow)(Tab *tab, Stage *stage); /* shown, or the case has changed: reads it anew */
    Form *(*form)(Tab *tab); /* the fields that can be typed into; NULL: a list */
    void (*draw)(Tab *tab, Stage *stage, Frame *frame, Rect rect);
    /* What stands under the fields of file, at the bottom of rect; returns the rows taken. */
    int (*foot)(Tab *tab, Stage *stage, const CaseFile *file, Frame *frame, Rect rect);
    void (*mark)(Tab *tab, const Frame *frame, Buf *out); /* behind its title on the strip */
    /* Of a list with cells that are typed into: whether they may be now, and what is typed. */
    bool (*typing)(Tab *tab);
    bool (*text)(Tab *tab, Stage *stage, const char *text, size_t len, bool paste);
    bool (*key)(Tab *tab, Stage *stage, int key);
    bool (*command)(Tab *tab, Stage *stage, CmdId id); /* false: not handled here */
    CmdScope (*scope)(Tab *tab);
    unsigned (*state)(Tab *tab, Stage *stage); /* NEED_ bits of the focus */
    void (*status)(Tab *tab, Stage *stage, const Frame *frame,
                   Buf *out);    /* the line of the focus */
    ListView *(*list)(Tab *tab); /* as drawn: what is below the edge is told */
    void (*help)(Tab *tab, Stage *stage, Buf *out);
    /* Goes to a field of the row as a Gap has it; and which one has the focus. */
    void (*go)(Tab *tab, Stage *stage, FieldId field, size_t row);
    void (*focus)(Tab *tab, FieldId *field, size_t *row);
    /* The focus as part of the place, back to it, and the question that was open there. */
    void (*place)(Tab *tab, LastPlace *out);
    void (*back)(Tab *tab, const LastPlace *place);
    void (*again)(Tab *tab, Stage *stage, const char *question);
} TabOps;

struct Tab {
    const TabOps *ops;
    const TabDef *def; /* NULL: that of a whole row, which is in no table */
    CaseScreen *screen;
};

#define TAB(ID, name, keys, title, help, ops, ...) extern const TabOps ops##_tab;
#define LIST_TAB(ID, name, keys, title, help, ops) extern const TabOps ops##_tab;
#include "ui/model/tabs.def"

Tab *tab_new(int tab, CaseScreen *screen);
void tab_free(Tab *tab);         /* NULL is allowed */
int tab_of_command(CmdId id);    /* that goes there; -1: none does */
int tab_with(const TabOps *ops); /* that does this; the first of all when none does */

#endif

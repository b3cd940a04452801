/* What the files of the queue share: queue.c reads cases and takes keys, queue_hand.c
 * hands cases over, queue_kept.c enters what was written meanwhile, queue_filter.c asks what is
 * to be shown and how, queue_view.c draws. */
#ifndef ANJUAN_UI_SCREENS_QUEUE_H
#define ANJUAN_UI_SCREENS_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/queue.h"
#include "base/arena.h"
#include "ui/model/lineedit.h"
#include "ui/model/list.h"
#include "ui/parts/preview.h"
#include "ui/screens/hub.h"
#include "ui/stage/screen.h"

/* A filter in the row under the title. */
typedef struct QueueTab {
    const char *label; /* N_(); NULL: that of its status */
    int status;        /* -1: any */
    bool mine;
    bool asked; /* questions that wait for an answer */
} QueueTab;

enum {
    QUEUE_TABS = 9,
    QUEUE_TAB_SUBMITTED = 3,
    QUEUE_TAB_ASKED = 4,
    QUEUE_TAB_ALL = QUEUE_TABS - 1
};
extern const QueueTab queue_tabs[QUEUE_TABS];

enum { QUEUE_CELLS = 8 };

/* What is handed over, while it is asked about. */
typedef struct HandOver {
    char what;     /* of the row that was picked: HAND_... */
    char *station; /* code */
    char *no;      /* number of the case; NULL: none */
    char *words;   /* of the submission; NULL: none */
    char *folder;  /* where the last bundle went */
} HandOver;

typedef struct Queue {
    Screen screen;
    DueKind due; /* a list of what waits so, over the home screen; DUE_NONE: the queue itself */
    QueueSort sort;
    char *narrow[NARROW_COUNT]; /* the value wanted; NULL: any */
    int tab;
    int tab_before; /* a search looks everywhere; the filter to go back to then, -1: none */
    bool searching; /* the search field has the cursor */
    LineEdit search;
    Buf query; /* the search that the list answers */
    ListView list;
    Arena *arena;   /* of the window */
    QueueRow *rows; /* window_from .. window_from + window_n */
    int64_t window_from;
    size_t window_n;
    QueueCounts counts, mine; /* of all cases, of those the person entered */
    int64_t questions;        /* how many cases wait for an answer */
    int64_t
        waiting; /* what waits for the person, as the home screen has it; -1: to be counted */
    int64_t selected_id;          /* the case under the cursor, 0: none */
    int64_t may_of;               /* the case that may is about */
    unsigned may;                 /* NEED_ bits of its verbs */
    int64_t begun;                /* the new case that is open over it; 0: none */
    int64_t submitted_id;         /* the case that was submitted last, here; 0: none */
    char backup_at[INSTANT_TEXT]; /* "": none was made yet */
    Preview *preview;
    HandOver hand;
    int64_t clash;          /* what is asked about (app/kept.h) */
    bool clash_frozen;      /* and only theirs may count now */
    Buf put_off;            /* such as were put off: their ids */
    Buf cells[QUEUE_CELLS]; /* texts of the row being drawn */
} Queue;

/* The row at a place of the list, read when it is not in the window; NULL when it is not there.
 */
const QueueRow *queue_row_at(Queue *self, Stage *stage, int64_t row);
void queue_note_selection(Queue *self, Stage *stage);

/* What the list is, as it is asked for now. */
void queue_filter(const Queue *self, Stage *stage, QueueFilter *filter);
/* Another filter or search: the best hit is the first row. */
void queue_ask_again(Queue *self, Stage *stage);

/* The store changed: counts and rows are read again. */
void queue_reload(Queue *self, Stage *stage);

/* ---- queue_hand.c ---- */

/* What is here goes to another station; what is there is asked back. */
void queue_hand_over(Queue *self, Stage *stage);
void queue_hand_free(Queue *self);

/* ---- queue_kept.c ---- */

/* Opens the case under the cursor, once what its person wrote while it was away is entered, and
 * each clash was asked about. */
void queue_open(Queue *self, Stage *stage);
/* Asks for a follow-up of a case that is away. */
void queue_keep_note(Queue *self, Stage *stage);

/* ---- queue_filter.c ---- */

void queue_ask_sort(Queue *self, Stage *stage);
void queue_ask_narrow(Queue *self, Stage *stage);
void queue_widen(Queue *self);
bool queue_narrowed(const Queue *self);
/* Appends what it is narrowed to and sorted by, each behind a dot. */
void queue_describe(const Queue *self, Buf *out);
void queue_keep_view(Queue *self, Stage *stage); /* for the next time */
void queue_take_view(Queue *self, Stage *stage);

/* ---- queue_view.c ---- */

int64_t queue_tab_count(const Queue *self, int tab);
void queue_draw(Screen *screen, Stage *stage, Frame *frame);

#endif

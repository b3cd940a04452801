/* The inside of an Stage, shared by the files that make it up: stage.c (stack, dispatch),
 * chrome.c (what every screen draws alike), work.c (long work). Screens use stage.h. */
#ifndef ANJUAN_UI_STAGE_INNER_H
#define ANJUAN_UI_STAGE_INNER_H

#include "ui/pinyin/pinyin.h"
#include "ui/stage/stage.h"

enum { MIN_ROWS = 16, MIN_COLS = 60 };

/* The way back that no LastPlace tells of, kept while the screens are locked: nothing of a
 * case. */
typedef struct StageWay {
    int tab; /* of the queue; -1: none */
    int64_t case_id;
    Screen *(*make)(Stage *stage); /* another screen over it */
    bool help;                     /* and the help over that */
} StageWay;
void queue_screen_way(const Screen *screen, StageWay *way); /* when it is a queue */
void queue_screen_go(Screen *screen, Stage *stage, const StageWay *way);

struct Stage {
    Session *session;
    Keymap *keymap;
    Frame *frame;
    FrameSigns signs;
    Screen **stack; /* bottom first */
    size_t n, cap;
    Screen **dead; /* off the stack, freed when depth is 0 */
    size_t n_dead, cap_dead;
    int depth; /* of stage_event */
    bool needs_shown, quitting, redraw;
    bool leaving;     /* the store is closed when the event has been dealt with */
    bool lock_stores; /* who locked left the field: it is stored, when the store lets it */
    bool wipe;        /* the terminal still has the picture of before */
    StageWay way;
    bool went_on; /* by itself, at the last key */
    int64_t store_stamp;
    bool unkept;          /* keys were taken since the drafts were written */
    int64_t unkept_since; /* on the clock of stage_keep; -1: since the last event */
    int64_t busy_since;   /* that they could not be, on that clock; -1: they could */
    bool place_known;     /* place is what the store has */
    Buf place;
    MessageKind kind;
    Buf message;
    StageHost host;
    Progress waiting; /* for the store while another program writes */
    int64_t waiting_drawn;
    PinyinEntry *pinyin;
};

/* After an event, or after a change of the stack outside of one. */
void stage_settle(Stage *stage);

/* Says so on the screen when the store keeps somebody waiting; of the session that is there
 * now. */
void work_listen(Stage *stage);

/* Writes all that is typed, as stage_keep_now does; false when something could not be written.
 */
bool keep_all(Stage *stage);

/* There may be something new to write. */
void keep_note(Stage *stage);

/* What a question is for, when its text is kept as a draft ("comment.return"); else NULL. */
const char *dialog_draft_place(const Screen *screen);

/* The bits that hold for the top screen. */
unsigned stage_state(Stage *stage);
CmdScope stage_scope(const Stage *stage);
bool stage_typing(const Stage *stage);
bool stage_too_small(const Stage *stage);

/* Drawn after the screens, over them: key bar and message. */
void chrome_draw_keys(Stage *stage, Frame *frame);
void chrome_draw_message(Stage *stage, Frame *frame);
void chrome_draw_too_small(Frame *frame);

#endif

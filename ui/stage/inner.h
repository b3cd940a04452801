/* The inside of a Stage, shared by the files of this room and by nobody else: stage.c (stack),
 * event.c (dispatch), bar.c (the commands after Esc), pieces.c (keys that come in pieces),
 * keep.c (drafts), lock.c, message.c, chrome.c (what every screen draws alike), work.c (long
 * work), typing.c. Each says in its own header what screens may ask of it.
 */
#ifndef ANJUAN_UI_STAGE_INNER_H
#define ANJUAN_UI_STAGE_INNER_H

#include "desk/workflow.h"
#include "ui/pinyin/pinyin.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/stage/work.h"

enum { MIN_ROWS = 16, MIN_COLS = 60, MAX_WAYS = 4 };

typedef struct Message {
    MessageKind kind;
    Buf text;
    int64_t case_id; /* whose status it says; 0: of none */
    Standing standing;
} Message;

/* A screen that no LastPlace tells of, kept while the screens are locked. */
typedef struct StageWay {
    const ScreenKind *kind;
    ScreenStand stand;
    bool below; /* a place that a LastPlace tells of */
} StageWay;

enum { BAR_NONE = -1 };

struct Stage {
    Session *session;
    const ScreenKind *screens;
    Keymap *keymap;
    Frame *frame;
    Screen **stack; /* bottom first */
    size_t n, cap;
    Screen **dead; /* off the stack, freed when depth is 0 */
    size_t n_dead, cap_dead;
    int depth; /* of stage_event */
    bool needs_shown, quitting, redraw;
    bool leaving;     /* the store is closed when the event has been dealt with */
    bool lock_stores; /* who locked left the field: it is stored, when the store lets it */
    bool wipe;        /* the terminal still has the picture of before */
    Screen *lock;     /* on the stack while the screens are locked, else NULL */
    StageWay ways[MAX_WAYS]; /* lowest first */
    size_t n_ways;
    int64_t now;  /* on the clock of the events */
    bool went_on; /* by itself, at the last key */
    bool habit;   /* and this key came at once behind it */
    int64_t went_on_at;
    int64_t store_stamp;
    bool unkept;          /* keys were taken since the drafts were written */
    int64_t unkept_since; /* on the clock of stage_keep; -1: since the last event */
    int64_t busy_since;   /* that they could not be, on that clock; -1: they could */
    bool place_known;     /* place is what the store has */
    Buf place;
    Buf place_screen; /* of the place asked for last, where two screens lead to it */
    Message message;
    const Screen *bar; /* whose commands are open after Esc; NULL: none's */
    int bar_at;        /* the one walked to; BAR_NONE: none yet */
    bool pieces;       /* the rest of a key may still come */
    int64_t pieces_at; /* when the last of it came */
    StageHost host;
    Progress waiting; /* for the store while another program writes */
    int64_t waiting_drawn;
    PinyinEntry *pinyin;
};

/* After an event, or after a change of the stack outside of one. */
void stage_settle(Stage *stage);

void stage_take_off(Stage *stage); /* the top one; it is freed when the event is over */
bool stage_may_leave(Stage *stage, Screen *screen);

/* The row of the table; NULL: there is none of that name. */
const ScreenKind *stage_screen_named(const Stage *stage, const char *name, size_t len);
const ScreenKind *stage_screen_of(const Stage *stage, const Screen *screen);

/* stores: who locks leaves the field, so it is stored, when the store lets it. */
void lock_cover(Stage *stage, bool stores);
/* Once all that was typed is written, nothing stays of what was on the screens before. */
void lock_leave(Stage *stage);
/* Nobody is there any more, and no screen that has something of a case: now the store is
 * closed, and what is still in memory is wiped. */
void lock_leave_store(Stage *stage);

/* Writes all that is typed, as stage_keep_now does; false when something could not be written.
 */
bool keep_all(Stage *stage);

/* There may be something new to write. */
void keep_note(Stage *stage);

/* What is typed, through the pinyin entry: into the screen on top. */
PinyinPlace typing_place(Stage *stage);
void typing_text(Stage *stage, const char *text, size_t len);
bool typing_key(Stage *stage, int key); /* false: it is not for the entry */
void typing_switch(Stage *stage);
void typing_leave(Stage *stage);  /* the letters go into their field as they are */
void typing_settle(Stage *stage); /* what is composed goes there as it is marked */
void typing_end(Stage *stage);    /* leaves, and forgets the person */

/* What a key does on the screen on top, and a command as by its key. */
void event_key(Stage *stage, int key);
void event_command(Stage *stage, CmdId id, int key);

/* The commands after Esc, over the screen on top. */
bool bar_is_open(const Stage *stage);
void bar_open(Stage *stage);
void bar_close(Stage *stage);
void bar_key(Stage *stage, int key); /* while it is open */
void bar_draw(Stage *stage, Frame *frame);

/* Before each text: how many bytes of it are the rest of a key, to be let go. */
size_t pieces_text(Stage *stage, const Event *event);

/* What holds for the top screen and the person. */
CmdState stage_state(Stage *stage);
CmdScope stage_scope(const Stage *stage);
bool stage_too_small(const Stage *stage);

/* For a word that is shown meanwhile. */
Message message_set_aside(Stage *stage);
void message_put_back(Stage *stage, const Message *message);

/* What others stored is taken in: a message that no longer holds goes. */
void message_follow(Stage *stage);

/* Drawn after the screens, over them: key bar and message. */
void chrome_draw_keys(Stage *stage, Frame *frame);
void message_draw(Stage *stage, Frame *frame);
void chrome_draw_too_small(Frame *frame);

#endif

/* The command table: ids, names, scopes, keys, words and needs of every command, derived from
 * commands.def, and the keymap made from it and the user's keys.ini. Pure: no screens, no
 * curses. */
#ifndef ANJUAN_UI_CMD_CMD_H
#define ANJUAN_UI_CMD_CMD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "desk/workflow.h"

typedef enum CmdScope {
    SC_GLOBAL,
    SC_SIGNIN,
    SC_HOME,
    SC_QUEUE,
    SC_CASE,  /* whatever tab of a case file */
    SC_FORM,  /* in a field of a form, typing */
    SC_PROSE, /* in a long text, typing */
    SC_GRID,  /* on the row of a grid that cannot be typed into now */
    SC_CELL,  /* in a cell of a grid, typing; its parent is GRID */
    SC_DOCUMENTS,
    SC_FINDINGS,
    SC_REVIEW,
    SC_LOOK, /* at another case that is alike */
    SC_BATCHES,
    SC_EXPORT, /* choosing what goes into a batch */
    SC_PEOPLE,
    SC_BLACKLIST,
    SC_BLACK_ENTRY, /* an entry of our own is being typed */
    SC_STATIONS,    /* whom this one exchanges with */
    SC_CARD,        /* our own, for cameras */
    SC_EVENTS,      /* what belongs to no case */
    SC_KNOWLEDGE,   /* what the site changed in rules and templates */
    SC_VERIFY,      /* whether the store is what its history tells */
    SC_PASSPHRASE,  /* one's own is being chosen */
    SC_REPORT,
    SC_HISTORY,
    SC_BAR,  /* in the chain of the scopes in which no printable key is a command */
    SC_LIST, /* moving in any list; in the chain of the scopes that are lists */
    SC_EDIT, /* while a text is edited: only keys that are no text */
    SC_CHOICE,
    SC_DIALOG,
    SC_HELP,
    SC_LOCK,
    SC_TEXT, /* the keys that move in and change a text being typed, in whatever scope */
    SC_COUNT
} CmdScope;

/* What must hold for a command to be offered; screens report the bits that hold now. */
enum {
    NEED_USER = 1u << 0,  /* somebody is signed in */
    NEED_WRITE = 1u << 1, /* the person may write here */
    NEED_ROW = 1u << 2,   /* a row is selected */
    NEED_UNDO = 1u << 3,
    NEED_REDO = 1u << 4,
    NEED_SUBMIT = 1u << 5, /* the verb applies to the case and the person may do it */
    NEED_WITHDRAW = 1u << 6,
    NEED_APPROVE = 1u << 7,
    NEED_RETURN = 1u << 8,
    NEED_EXPORT = 1u << 9,
    NEED_MISSING = 1u << 10, /* something is still missing in the case */
    NEED_LIFE = 1u << 11,    /* something may be done with the case as a whole */
    NEED_CHOICE = 1u << 12,  /* the field with the focus has a list to pick from */
    NEED_LINES = 1u << 13,   /* the text may have many lines */
    NEED_BACK =
        1u << 14, /* there is a screen, a search, a text to go back from; the stage adds it */
    NEED_LOCKED = 1u << 15, /* the field with the focus cannot be typed into now */
    NEED_PLAN = 1u << 16,   /* the medical plan is shown */
    NEED_ASK = 1u << 17,
    NEED_ANSWER = 1u << 18,
    NEED_REPLY = 1u << 19,  /* marks of the case may be answered by the person now */
    NEED_PAPERS = 1u << 20, /* the consents are shown */
    NEED_DRAFT = 1u << 21,  /* the statement is shown */
    NEED_MARK = 1u << 22,   /* what is under the cursor may be marked */
    NEED_MARKED = 1u << 23, /* a mark is under the cursor, or there are some in the case */
    NEED_COPY = 1u << 24,   /* a document with a copy is under the cursor */
    NEED_ROWS = 1u << 29,   /* rows can be added here and taken out */
    NEED_ORDER = 1u << 30,  /* rows can be copied and moved here */
    NEED_ALIKE = 1u << 25,  /* another case shares something with this one */
    NEED_PINYIN = 1u << 26, /* Chinese may be typed here; the stage adds it */
    NEED_FILTER = 1u << 27, /* the list is one of several by status */
    NEED_MASKS = 1u << 27,  /* of a case, which is no such list: something is masked, or was */
    NEED_PAYS = 1u << 15,   /* of a batch, not a case: it asks for payment */
    NEED_HELP = 1u << 28,   /* everywhere but on the help screen; the stage adds it */
};

#define CMD(ID, name, scope, keys, bar, help, rank, needs) CMD_##ID,
typedef enum CmdId {
    CMD_NONE,
#include "ui/cmd/commands.def"
    CMD_COUNT
} CmdId;
#undef CMD

typedef struct CmdInfo {
    CmdId id;
    const char *name;
    CmdScope scope;
    const char *keys; /* default keys */
    const char *bar;  /* N_() */
    const char *help; /* N_() */
    int rank;
    unsigned needs;
} CmdInfo;

/* What holds now, and what the person may at all: a bit each, of NEED_ and of Verb. */
typedef struct CmdState {
    unsigned holds;
    uint64_t may;
} CmdState;

const CmdInfo *cmd_info(CmdId id);
CmdId cmd_find(const char *name);            /* CMD_NONE when unknown */
const char *cmd_scope_title(CmdScope scope); /* N_() */
const char *cmd_scope_name(CmdScope scope);  /* its section in keys.ini */

/* The right that it takes by the role alone, VERB_COUNT: none; what it takes of a case is among
 * the needs. */
Verb cmd_right(CmdId id);
bool cmd_works(CmdId id, CmdState state); /* right and needs hold */

/* In a case file a printable key is text or nothing, never a command: the commands are opened
 * by Esc (ui/stage/bar.c). */
bool cmd_scope_has_bar(CmdScope scope);

/* The scopes whose keys work in a scope, nearest first, SC_GLOBAL last (but SC_LOCK has no
 * other). typing: the keys that change a text come before all. Returns their count. */
enum { SCOPE_CHAIN = 7 };
size_t cmd_scope_chain(CmdScope scope, bool typing, CmdScope chain[SCOPE_CHAIN]);

typedef struct Keymap Keymap;

Keymap *keymap_new(void); /* the default keys */
void keymap_free(Keymap *keymap);

/* Reads keys.ini ([scope] name = "keys"); unknown names and conflicts are named in err, and the
 * keymap is then unchanged. A missing file is fine. */
bool keymap_load(Keymap *keymap, const char *path, Err *err);

/* The command of a key along the scope's chain. text: the person is typing, so keys that are
 * printable characters belong to the text; in scopes that have the bar they are no commands
 * either way. */
CmdId keymap_command(const Keymap *keymap, CmdScope scope, int key, bool text);

/* The keys of a command as people call them, first or all: "Enter", "^N", "Alt+y". text: leave
 * out printable ones. */
void keymap_keys(const Keymap *keymap, CmdId id, bool text, bool all, Buf *out);

bool key_printable(int key); /* belongs to the text while one is typed */

int key_parse(const char *name);   /* 0 when it is none */
void key_name(int key, Buf *out);  /* what key_parse reads */
void key_label(int key, Buf *out); /* for people, in their language */

/* The first key of a command, 0: none. For SC_LIST and SC_TEXT it is the key that list_key and
 * lineedit_key know. */
int cmd_first_key(CmdId id);

/* The commands to offer in the key bar: own scope before parents, by rank; while typing, those
 * for any text come behind the own. Returns their count. */
size_t cmd_offered(CmdScope scope, bool typing, CmdState state, CmdId *out, size_t max);

/* The letter after Esc of a command, 0: it has none. */
int keymap_letter(const Keymap *keymap, CmdId id);

/* The commands that have a letter after Esc and work now: own scope before parents, in
 * the order of the table. Returns their count. */
size_t keymap_lettered(const Keymap *keymap, CmdScope scope, CmdState state, CmdId *out,
                       size_t max);

/* Generated documentation: the key section of the manual, and a table. */
void cmd_doc_man(const Keymap *keymap, Buf *out);
void cmd_doc_md(const Keymap *keymap, Buf *out);
void cmd_doc_ini(Buf *out); /* a keys.ini with every command and its default keys */

#endif

/* The built-in pinyin entry, between the keys and whatever is typed into: it is asked before a
 * text or a key goes there, and gives what is to go there instead. It knows the place by an
 * address and a kind, and no stage and no screen. Switched on by a person for their time at the
 * screen; the lock and signing out end it. What is being composed is drawn under the cursor, in
 * here as well; the cursor stays where it is.
 *
 * A PinyinEntry borrows its session: words and habits are those of the person signed in. */
#ifndef ANJUAN_UI_PINYIN_PINYIN_H
#define ANJUAN_UI_PINYIN_PINYIN_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/buf.h"
#include "base/err.h"
#include "ui/cmd/cmd.h"
#include "ui/model/frame.h"
#include "ui/pinyin/typed.h"

typedef struct PinyinEntry PinyinEntry;

/* Where text is typed at the moment. */
typedef struct PinyinPlace {
    const void *of; /* the screen: what is composed in one is not in another */
    TypedKind kind; /* plain also where nothing is typed */
    int cols;       /* of the frame: so many candidates have room */
} PinyinPlace;

/* The session may be NULL: then there is no entry, nor in ASCII, which cannot show it. */
PinyinEntry *pinyin_entry_new(Session *session, FrameSigns signs);
void pinyin_entry_free(PinyinEntry *entry);

bool pinyin_possible(const PinyinEntry *entry, PinyinPlace place);
bool pinyin_composing(const PinyinEntry *entry, PinyinPlace place);

/* The command: on or off; for a search or a list that understands letters by itself, only until
 * it is left. *word is what it means now. */
bool pinyin_switch(PinyinEntry *entry, PinyinPlace place, const char **word, Err *err);
/* Off, for good, and the person forgotten; what they took from it is written first. */
bool pinyin_end(PinyinEntry *entry, Err *err);
void pinyin_forget(PinyinEntry *entry); /* the same, but nothing is written */
/* What is being composed goes into its field: the letters as they are, or as it is marked. */
void pinyin_leave(PinyinEntry *entry, PinyinPlace place, Buf *out);
void pinyin_settle(PinyinEntry *entry, PinyinPlace place, Buf *out);

/* False: the event is not for it. Of a key it may have given text before; id is what the key
 * means while something is typed. */
bool pinyin_text(PinyinEntry *entry, PinyinPlace place, const char *text, size_t len, Buf *out);
bool pinyin_key(PinyinEntry *entry, PinyinPlace place, int key, CmdId id, Buf *out);

/* Writes what the person took from it since the last time. */
bool pinyin_keep(PinyinEntry *entry, Err *err);

void pinyin_draw(const PinyinEntry *entry, PinyinPlace place, Frame *frame);
/* In place of the key bar while something is composed. */
void pinyin_draw_keys(const PinyinEntry *entry, PinyinPlace place, Frame *frame);
/* At the end of the key bar while it is on; returns its columns. */
int pinyin_draw_mark(const PinyinEntry *entry, PinyinPlace place, Frame *frame);

#endif

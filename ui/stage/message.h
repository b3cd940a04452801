/* The message line: one message at a time, until the next key. */
#ifndef ANJUAN_UI_STAGE_MESSAGE_H
#define ANJUAN_UI_STAGE_MESSAGE_H

#include "base/attr.h"
#include "base/buf.h"
#include "base/err.h"
#include "domain/casefile.h"
#include "ui/stage/screen.h"

typedef enum MessageKind { MSG_NOTE, MSG_DONE, MSG_WARN, MSG_ERROR } MessageKind;

void stage_say(Stage *stage, MessageKind kind, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* That something was written out, which of a sealed store is in clear; and for a text that is
 * told in another place. */
void stage_say_written(Stage *stage, const char *fmt, ...) PRINTF_LIKE(2, 3);
void stage_add_clear(const Stage *stage, Buf *text);
void stage_say_err(Stage *stage, const Err *err);

/* What the case is now; undone: the key of undo takes that back. It goes before the next key
 * once another program has changed that. */
void stage_say_status(Stage *stage, const CaseFile *file, bool undone);

#endif

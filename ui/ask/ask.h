/* Questions: overlays that copy all they are given (texts, answers, items); ctx is the caller's
 * screen, which lies below and lives longer. */
#ifndef ANJUAN_UI_ASK_ASK_H
#define ANJUAN_UI_ASK_ASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/picklist.h"
#include "ui/stage/screen.h"

/* Up to three answers, letters far apart, the safe one first and on Esc. */
typedef struct Answer {
    int key;           /* ASCII letter */
    const char *label; /* translated, without the letter */
} Answer;
typedef void (*AnswerFn)(Stage *stage, void *ctx, int key); /* key of the answer chosen */
void ask_question(Stage *stage, const char *title, const char *text, const Answer *answers,
                  size_t n, AnswerFn done, void *ctx);

/* Tells what the program mended by itself (session_notes), when there is something. */
void ask_tell_notes(Stage *stage);

/* One line or several lines of text asked for in an overlay; NULL text: cancelled. A secret
 * line shows no characters. */
typedef void (*TextFn)(Stage *stage, void *ctx, const char *text);
void ask_for_text(Stage *stage, const char *title, const char *label, const char *initial,
                  int lines, bool secret, TextFn done, void *ctx);
/* Right after ask_for_text: what is typed there. Without it several lines are words, one line
 * is letters. */
void ask_text_is(Stage *stage, TypedKind kind);
/* Right after ask_for_text: what is typed there is a draft of that case ("comment.return"), and
 * begins with what was left the last time. */
void ask_keep_text(Stage *stage, int64_t case_id, const char *place);

/* Pick from a list with type-ahead (code, pinyin initials, fragment). */
typedef struct ChoiceItem {
    const char *code, *text; /* shown as "code text" when code is not NULL */
} ChoiceItem;
typedef void (*ChoiceFn)(Stage *stage, void *ctx, const ChoiceItem *item); /* NULL: cancelled */
void ask_choice(Stage *stage, const char *title, const ChoiceItem *items, size_t n,
                size_t selected, ChoiceFn done, void *ctx);

/* The same from rows that say how they are read and how often they were used; copied. done gets
 * the value of the row and is not called when cancelled: what is asked may vanish with the
 * whole Stage. selected: a place among the rows, picklist_count() for none. */
typedef void (*RowFn)(Stage *stage, void *ctx, const char *value);
void ask_row(Stage *stage, const char *title, const Picklist *rows, size_t selected, RowFn done,
             void *ctx);

#endif

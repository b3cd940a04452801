/* The pinyin entry while something is being composed: the letters, the parts already chosen,
 * the candidates and their pages. Keys and text go in; what is to be put into the field comes
 * out. Letters that are no text yet stand nowhere else, so at most they are lost.
 *
 * Letters and apostrophes collect; Space takes the marked candidate, 1 to 9 the one so
 * numbered, Up and Down mark another, - + = PgUp PgDn turn pages. A candidate for a part of the
 * letters waits for the others. Backspace takes a letter back, or the last part. Enter puts the
 * letters as they are, Esc drops them. Punctuation and any other text takes the marked one
 * first and follows it; so does any other key. With nothing composed, lower-case letters begin,
 * punctuation becomes Chinese (not after a digit: 3.5), all else passes.
 *
 * Left and Right move over the words of the phrase, from its end or its start: the candidates
 * are those of the word then. One that is chosen stands in its place; what was not chosen
 * behind it is read anew, after it. Space takes the phrase as it stands, or the candidate that
 * was marked. Whatever else is typed leads back to the end.
 *
 * Pure: no screens, no terminal. The word list and the habits belong to others. */
#ifndef ANJUAN_UI_MODEL_PREEDIT_H
#define ANJUAN_UI_MODEL_PREEDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/pinyin/compose.h"

enum { PREEDIT_PAGE = 9 };

typedef struct Preedit Preedit;

/* habits: what is taken is added to them. Both must live as long. */
Preedit *preedit_new(const WordList *list, Habits *habits);
void preedit_free(Preedit *preedit); /* NULL is allowed */

/* Names are wanted: they come before other words. */
void preedit_names(Preedit *preedit, bool names);

/* The columns that a page of candidates has; so many are shown as fit. */
void preedit_width(Preedit *preedit, int cols);

bool preedit_open(const Preedit *preedit); /* something is being composed */

/* A run of typed characters; out gets what goes into the field now. */
void preedit_text(Preedit *preedit, const char *text, size_t len, Buf *out);

/* A key that is no character: true, it was for the composing. False: it is the field's, after
 * what out got. */
bool preedit_key(Preedit *preedit, int key, Buf *out);

void preedit_take(Preedit *preedit, Buf *out); /* as if by Space, until nothing is left */
void preedit_raw(Preedit *preedit, Buf *out);  /* the letters as they are */
void preedit_drop(Preedit *preedit);           /* forgets all, the open quotes too */

/* For drawing: the parts chosen and the letters, or the phrase with the word in [ ] that is
 * moved to; the candidates of the page; which is marked, and whether there are pages before and
 * after. */
typedef struct PreeditView {
    const char *text;
    const char *candidates[PREEDIT_PAGE];
    int n, marked;
    bool before, after;
    bool moved; /* to a word of the phrase */
} PreeditView;

void preedit_view(const Preedit *preedit, PreeditView *out);

#endif

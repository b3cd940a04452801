/* A question over a screen: answers to choose from, rows to pick from, or a text to type. The
 * question is taken away before its reply is told; all it is given is copied, but for the rows.
 * It knows nothing of what it asks about. */
#ifndef ANJUAN_UI_ASK_QUESTION_H
#define ANJUAN_UI_ASK_QUESTION_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/picklist.h"
#include "ui/stage/screen.h"

enum { MAX_ANSWERS = 3 };

typedef struct Answer {
    int key;           /* ASCII letter */
    const char *label; /* translated, without the letter */
} Answer;

typedef struct Reply {
    int key;            /* of the answer chosen; on Esc that of the first */
    bool back;          /* by Esc, for whom that is not the same; of rows: taken back */
    bool by_itself;     /* a code typed to its end took its row: nobody pressed Enter */
    const char *text;   /* what was typed, or the value of the row; NULL: taken back */
    const char *missed; /* what was typed and taken back, or what no row answered where the
                         * question is left all the same; else NULL */
} Reply;

/* What became of a text that is kept while it is typed. */
typedef enum TextFate {
    TEXT_STORED, /* its draft goes */
    TEXT_STAYS, /* it could not be stored: it stands there again, to be put right or tried again
                 */
    TEXT_DRAFT, /* stored later, or no answer to what stands there now: it is a draft */
} TextFate;

/* Without answers and without rows a text is typed. */
typedef struct Question {
    const char *title;
    const char *text; /* what is asked */

    Answer answers[MAX_ANSWERS]; /* letters far apart, the safe one first */

    Picklist *rows; /* the question's from here; typing narrows them, and a code typed to its
                     * end takes itself */
    bool waits;     /* it does not, but waits for Enter: there is a value that it replaces */
    bool goes_on;   /* Tab where no row answers ends the question as well (Reply.missed): what
                     * is typed next is meant for the next field */

    const char *initial; /* the text, or the value of the row, to begin with; NULL: none */
    int lines;           /* of the text; 0: one */
    size_t chars;        /* the most that can be stored of it; 0: the question's own limit */
    TypedKind typed;
    bool secret;   /* shows no characters */
    bool replaced; /* what is typed or pasted first takes the place of the text it begins with,
                    * unless the caret was moved in that */
    bool files;    /* a path: the files that it may mean are listed, and Tab types it further */
    /* What is typed is a draft of that case under that name ("comment.return"), and begins with
     * what was left the last time; NULL: it is not kept. */
    const char *kept_as;
    int64_t case_id, kept_row; /* kept_row: of the row that is asked about; 0: none */
    /* Of a text with a draft, in place of done: stores it. A text taken back needs nothing. */
    TextFate (*store)(Stage *stage, void *ctx, const char *text);

    void (*done)(Stage *stage, void *ctx, const Reply *reply); /* NULL: nothing comes of it */
    void *ctx; /* a screen below, which lives longer */
} Question;

#endif

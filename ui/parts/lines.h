/* What there is to say about a case as a list of lines: findings, open documents, changes,
 * decisions. Shared by the tabs of the case file and by the review. A line may name the field
 * it is about, so that Enter goes there. */
#ifndef ANJUAN_UI_PARTS_LINES_H
#define ANJUAN_UI_PARTS_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "desk/mark.h"
#include "desk/review.h"
#include "rules/judge/findings.h"
#include "ui/model/list.h"
#include "ui/stage/screen.h"

typedef enum InfoKind {
    INFO_HEAD,     /* a heading: cells[0] */
    INFO_FINDING,  /* rule, message, place */
    INFO_DOCUMENT, /* code, title, because */
    INFO_CHANGE,   /* what, before, after, when, who */
    INFO_DECISION, /* when, who, verb, reason, comment */
    INFO_MARK,     /* place, reason, when, who */
    INFO_FIELD,    /* label, a line of the value */
    INFO_WIDE,     /* "", a line of a text over the whole width */
    INFO_ROW,      /* a row of a list by its columns */
    INFO_SENT,     /* batch and platform, day, by whom, what was answered, why */
    INFO_NONE,     /* nothing to list: cells[0] says so quietly */
} InfoKind;

enum { INFO_CELLS = 5, INFO_LABEL_COLS = 19 };

/* A piece of cells[1] in a style of its own, in bytes. */
typedef struct InfoSpan {
    size_t from, to;
    Style style;
} InfoSpan;

typedef struct InfoLine {
    InfoKind kind;
    Severity severity; /* of a finding */
    bool lacks;        /* of a finding: it is about what is not there yet */
    const char *cells[INFO_CELLS];
    size_t sign;          /* bytes of a sign before the text of cells[0] */
    const char *why;      /* of a finding: rule, authority, facts read; "" for others */
    const char *document; /* the code of one that the checklist knows; NULL: about none */
    FieldId field;        /* FIELD_COUNT: none */
    size_t row;           /* as Gap has it: for disclosure items the place among the items */
    MarkPlace place;      /* of a mark that is made on this line */
    int64_t mark;         /* that the line tells of; 0: none */
    const char *copy;     /* the attached copy, by its hash; NULL: none */
    const char *batch;    /* with which the case went out; NULL: the line is about none */
    const InfoSpan *spans;
    size_t n_spans;
} InfoLine;

typedef struct InfoList {
    Arena *arena;
    InfoLine *lines;
    size_t n, room;
    int cols;     /* for which texts are wrapped */
    Buf open;     /* the batch whose values are shown; "": none */
    Buf was;      /* the line under the cursor while the lines are made anew; "" for none */
    int64_t seen; /* the lines that were on the screen without one left out from the first on */
    ListView view;
} InfoList;

void info_init(InfoList *list);
void info_free(InfoList *list);
/* Around making the lines anew: the cursor stays on its line, or where that was. */
void info_clear(InfoList *list);
void info_close(InfoList *list);

/* The texts are wrapped for this many columns; true when that is news, and the lines are to be
 * made anew. */
bool info_set_cols(InfoList *list, int cols);
size_t info_unseen(const InfoList *list); /* how many lines were not on the screen yet */

void info_say(InfoList *list, const char *text); /* a quiet line: there is nothing to list */

/* For the files that make lines (page.c, marks.c). Texts are to be in the list's arena. */
InfoLine *info_add(InfoList *list, InfoKind kind);
void info_head(InfoList *list, const char *title);
/* The line is about that field, or about the row as a whole (FIELD_COUNT). row: of the case. */
void info_about(InfoLine *line, const CaseFile *file, const Codes *codes, RecordId record,
                FieldId field, size_t row);
/* A text, wrapped, of which spans stand out. All lines are about the same, a copy of about, and
 * of its kind: INFO_FIELD or INFO_WIDE. */
void info_text(InfoList *list, const InfoLine *about, const char *label, const char *text,
               const InfoSpan *spans, size_t n);
/* What was changed inside a text, in place; context: so many signs of what stayed around it, -1
 * for all. */
void info_diff(InfoList *list, const InfoLine *about, const char *label, const char *before,
               const char *after, int context);

/* Each adds a heading and its lines, and says so when there are none. together: what rules find
 * in several places as one fact is one line. */
bool info_findings(InfoList *list, Stage *stage, const CaseFile *file, bool together, Err *err);
bool info_open_documents(InfoList *list, Stage *stage, const CaseFile *file, Err *err);
/* Since the last decision. */
bool info_changes(InfoList *list, Stage *stage, const CaseFile *file, Err *err);
/* The warning beside an approval by somebody whose passphrase another had set. */
void info_key(InfoList *list, const ReviewRow *row);
bool info_decisions(InfoList *list, Stage *stage, const CaseFile *file, Err *err);
/* The batches in which the case went out, and of the open one what went out. */
bool info_sent(InfoList *list, Stage *stage, const CaseFile *file, Err *err);
/* Opens the batch of the selected line, or closes it where it is open; false: it is about none.
 */
bool info_open_batch(InfoList *list);
/* What the person wrote while another station had it; nothing where there is none. */
bool info_kept(InfoList *list, Stage *stage, const CaseFile *file, Err *err);
bool info_history(InfoList *list, Stage *stage, const CaseFile *file, Err *err);
/* Who read the case, for whom that is told. */
bool info_readers(InfoList *list, Stage *stage, const CaseFile *file, Err *err);
/* The findings that stood open at the approvals, as they were then. */
bool info_accepted(InfoList *list, Stage *stage, const CaseFile *file, Err *err);

/* The selected line in full, for the help screen. */
void info_help(const InfoList *list, Buf *out);

const InfoLine *info_selected(const InfoList *list); /* NULL when empty */

/* A text over the rows of rect, cut with a mark at its end. */
void info_wrap(Frame *frame, Rect rect, Style style, const char *text);

/* The list, and under it the selected line in full where there is room. */
void info_draw(InfoList *list, Frame *frame, Rect rect);
/* On the row between the two: how many lines are below the edge. For a screen that does not say
 * so elsewhere. */
void info_draw_below(const InfoList *list, Frame *frame, Rect rect);

#endif

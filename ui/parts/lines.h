/* What there is to say about a case as a list of lines: findings, open documents, changes,
 * decisions. Shared by the tabs of the case file and by the review. A line may name the field
 * it is about, so that Enter goes there. */
#ifndef ANJUAN_UI_PARTS_LINES_H
#define ANJUAN_UI_PARTS_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/judge/findings.h"
#include "ui/model/list.h"
#include "ui/stage/screen.h"

typedef enum InfoKind {
    INFO_HEAD,     /* a heading: cells[0] */
    INFO_FINDING,  /* rule, message, place */
    INFO_DOCUMENT, /* code, title, because */
    INFO_CHANGE,   /* what, before, after, when, who */
    INFO_DECISION, /* when, who, verb, reason, comment */
    INFO_NONE,     /* nothing to list: cells[0] says so quietly */
} InfoKind;

enum { INFO_CELLS = 5 };

typedef struct InfoLine {
    InfoKind kind;
    Severity severity; /* of a finding */
    bool lacks;        /* of a finding: it is about what is not there yet */
    const char *cells[INFO_CELLS];
    const char *why;      /* of a finding: rule, authority, facts read; "" for others */
    const char *document; /* the code of one that the checklist knows; NULL: about none */
    FieldId field;        /* FIELD_COUNT: none */
    size_t row;           /* as Gap has it: for disclosure items the place among the items */
} InfoLine;

typedef struct InfoList {
    Arena *arena;
    InfoLine *lines;
    size_t n, room;
    ListView view;
} InfoList;

void info_init(InfoList *list);
void info_free(InfoList *list);
void info_clear(InfoList *list); /* keeps the place of the cursor */
void info_close(InfoList *list); /* after the last line: the cursor has its rows */

void info_say(InfoList *list, const char *text); /* a quiet line: there is nothing to list */

/* Each adds a heading and its lines, and says so when there are none. */
bool info_findings(InfoList *list, Stage *stage, const CaseFile *file, Err *err);
bool info_open_documents(InfoList *list, Stage *stage, const CaseFile *file, Err *err);
/* Since the last return. */
bool info_changes(InfoList *list, Stage *stage, const CaseFile *file, Err *err);
bool info_decisions(InfoList *list, Stage *stage, const CaseFile *file, Err *err);
bool info_history(InfoList *list, Stage *stage, const CaseFile *file, Err *err);
/* The findings that stood open at the approvals, as they were then. */
bool info_accepted(InfoList *list, Stage *stage, const CaseFile *file, Err *err);

size_t info_warns(const InfoList *list); /* findings that only warn */

/* The selected line in full, for the help screen. */
void info_help(const InfoList *list, Buf *out);

const InfoLine *info_selected(const InfoList *list); /* NULL when empty */

/* A text over the rows of rect, cut with a mark at its end. */
void info_wrap(Frame *frame, Rect rect, Style style, const char *text);

/* The list, and under it the selected line in full where there is room. */
void info_draw(InfoList *list, Frame *frame, Rect rect);

#endif

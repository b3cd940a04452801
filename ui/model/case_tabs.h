/* The tabs of a case file: a table of title, key and parts, each part a record type shown as a
 * form or as a grid. Every record and every field of the catalogue is in exactly one tab; a
 * test proves it from the table. Also where things are missing, in the order of the tabs. Pure.
 */
#ifndef ANJUAN_UI_MODEL_CASE_TABS_H
#define ANJUAN_UI_MODEL_CASE_TABS_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/casefile.h"
#include "domain/catalog.h"
#include "domain/codes.h"
#include "rules/judge/checklist.h"

/* In the order in which they are shown; the commands CMD_CASE_TAB_1... follow it. */
typedef enum CaseTabId {
    TAB_PATIENT,
    TAB_FAMILY,
    TAB_DISCLOSURE,
    TAB_ILLNESS,
    TAB_EXPENSES,
    TAB_PLAN,
    TAB_DOCUMENTS,
    TAB_CONSENTS,
    TAB_STATEMENT,
    TAB_FINDINGS,
    TAB_REVIEW,
    TAB_FOLLOW_UP,
    TAB_HISTORY,
    TAB_COUNT
} CaseTabId;

typedef enum PartKind {
    PART_FORM,  /* one row of a record, a field a line */
    PART_GRID,  /* all rows of a record, a row a line */
    PART_ITEMS, /* as a grid, with one fixed line for each code of its first field's table */
    PART_CHECKLIST, /* the documents: what the checklist asks for and what is there */
} PartKind;

typedef struct TabPart {
    PartKind kind;
    RecordId record;
} TabPart;

enum { TAB_PARTS = 6 };

typedef struct CaseTab {
    const char *title; /* N_(), short: all titles share one row */
    char key;          /* typed beside the fields: 1, 2, ... */
    int n;             /* parts; 0: a list the program makes (findings, review, history) */
    TabPart parts[TAB_PARTS];
} CaseTab;

const CaseTab *case_tab(CaseTabId id);
CaseTabId case_tab_of(RecordId record);

/* Something a case still lacks for submission: a starred field, an unanswered disclosure item,
 * whose row is its line among the items, or an open document, whose row is its line in the
 * checklist: neither may be in the case yet. */
typedef struct CaseGap {
    CaseTabId tab;
    FieldId field;
    size_t row;
} CaseGap;

enum { CASE_GAPS = 256 };

/* Fills up to CASE_GAPS in the order of the tabs, their parts, rows and fields; returns how
 * many. *wanted is how many things count in all. codes may be NULL: then no disclosure items.
 */
size_t case_gaps(const CaseFile *file, const Codes *codes, const ChecklistItem *checklist,
                 size_t n_checklist, CaseGap *out, size_t *wanted);

/* The index of the first gap after a place, around the end; n must not be 0. field is
 * FIELD_COUNT when no field has the focus; row as in CaseGap. The place itself is found only
 * when nothing else is missing. */
size_t case_gap_after(const CaseGap *gaps, size_t n, CaseTabId tab, FieldId field, size_t row);

/* The row whose key field holds the code; case_rows() when there is none yet. */
size_t case_item_row(const CaseFile *file, FieldId key, const char *code);

#endif

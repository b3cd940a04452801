/* Where a case still lacks something for submission, in the order of the tabs, and the next
 * such place after another. What is lacking is said by the findings alone
 * (rules/judge/findings.h): here it is given a place. Pure. */
#ifndef ANJUAN_UI_MODEL_GAPS_H
#define ANJUAN_UI_MODEL_GAPS_H

#include <stdbool.h>
#include <stddef.h>

#include "app/judge.h"
#include "domain/casefile.h"
#include "domain/catalog.h"
#include "domain/codes.h"

/* A starred field, in a row that was begun too; an unanswered disclosure item, whose row is its
 * line among the items; an open document, whose row is its line in the checklist; or the row of
 * a list that is not there yet, such as a consent. */
typedef struct Gap {
    FieldId field;
    size_t row;
} Gap;

enum { GAPS_MAX = 256 };

/* In the order of the tabs, their parts, rows and fields; returns how many. */
size_t gaps_of(const CaseFile *file, const Codes *codes, const Judged *judged,
               Gap out[GAPS_MAX]);

/* The place of any finding as that of a gap; false: it is about the case as a whole. */
bool gap_of(const CaseFile *file, const Codes *codes, const Judged *judged,
            const Finding *finding, Gap *out);

/* A row of the case as a Gap has it. */
size_t gap_row(const CaseFile *file, const Codes *codes, RecordId record, size_t row);

/* In the order of the form, each place once; returns how many are left. */
size_t gaps_sort(Gap *gaps, size_t n);
/* The line of a document on its tab; as many as there are for one that is on none. */
size_t gap_document(const Judged *judged, const char *code);

/* The index of the first gap after a place, around the end; n must not be 0. field is
 * FIELD_COUNT when no field has the focus; row as in Gap. The place itself is found only
 * when nothing else is missing. */
size_t gap_after(const Gap *gaps, size_t n, int tab, FieldId field, size_t row);

#endif

/* What a case still lacks for submission, in the order of the tabs, and the next such thing
 * after a place. Pure. */
#ifndef ANJUAN_UI_MODEL_GAPS_H
#define ANJUAN_UI_MODEL_GAPS_H

#include <stddef.h>

#include "domain/casefile.h"
#include "domain/catalog.h"
#include "domain/codes.h"
#include "rules/judge/checklist.h"

/* Something a case still lacks for submission: a starred field, an unanswered disclosure item,
 * whose row is its line among the items, or an open document, whose row is its line in the
 * checklist: neither may be in the case yet. */
typedef struct Gap {
    FieldId field;
    size_t row;
} Gap;

enum { GAPS_MAX = 256 };

/* Fills up to GAPS_MAX in the order of the tabs, their parts, rows and fields; returns how
 * many. *wanted is how many things count in all. codes may be NULL: then no disclosure items.
 */
size_t gaps_of(const CaseFile *file, const Codes *codes, const ChecklistItem *checklist,
               size_t n_checklist, Gap *out, size_t *wanted);

/* The index of the first gap after a place, around the end; n must not be 0. field is
 * FIELD_COUNT when no field has the focus; row as in Gap. The place itself is found only
 * when nothing else is missing. */
size_t gap_after(const Gap *gaps, size_t n, int tab, FieldId field, size_t row);

#endif

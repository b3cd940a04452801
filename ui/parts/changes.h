/* What happened to a case, read from the journal in words for people: which field, what it was,
 * what it is now, who and when. */
#ifndef ANJUAN_UI_PARTS_CHANGES_H
#define ANJUAN_UI_PARTS_CHANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/history.h"
#include "app/undo.h"
#include "base/arena.h"
#include "domain/casefile.h"

typedef struct Change {
    const char *when; /* 11-21 21:04 */
    const char *who;
    const char *what;           /* Patient: Name; or the verb of a decision */
    const char *before, *after; /* shown by field_show; "" when empty */
    FieldId field;              /* FIELD_COUNT when it is no field */
    size_t row;                 /* of the case as it is now; SIZE_MAX when the row is gone */
} Change;

/* Everything, newest first: the history. */
bool changes_all(Session *session, const CaseFile *file, Arena *arena, Change **out, size_t *n,
                 Err *err);

/* What is different now from what it was after the given group, a field once, with the first
 * and the last value; what was changed back is left out. In the order of the form. */
bool changes_since(Session *session, const CaseFile *file, int64_t group, Arena *arena,
                   Change **out, size_t *n, Err *err);

/* The same for who decides: since what the case is compared with (app_compared_with), which is
 * given in since; group 0: with nothing. Of an amendment what is follow-up alone is left out.
 */
bool changes_to_decide(Session *session, const CaseFile *file, Arena *arena,
                       LastDecision *since, Change **out, size_t *n, Err *err);

/* The item or paper that a row stands for, by its code: "D09 bank card"; "" for other records.
 */
const char *changes_item(Session *session, RecordId record, const char *code, Arena *arena);

/* A place in words: "Patient: Name", "Plan 2: Estimate", "D09 bank card: Pages"; row SIZE_MAX:
 * the row is gone. */
const char *changes_place(Session *session, const CaseFile *file, const FieldDef *field,
                          size_t row, Arena *arena);

/* What undo took back, by the place that it wrote last; "" for none with a name. */
const char *changes_taken_back(Session *session, const CaseFile *file, const TakenBack *taken,
                               Arena *arena);

#endif

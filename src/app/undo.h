/* Taking back what a person stored in a case, and doing it again. */
#ifndef ANJUAN_APP_UNDO_H
#define ANJUAN_APP_UNDO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"
#include "base/arena.h"
#include "domain/casefile.h"

/* One value or row that was taken back or done again. */
typedef struct Touched {
    RecordId record;
    FieldId field; /* FIELD_COUNT: the place of the row, or a column that is no field */
    int64_t row_id;
    const char *item; /* of a row of disclosure that went: which item it was; else NULL */
} Touched;

typedef struct TakenBack {
    Touched *list; /* each once, in the order in which it was written */
    size_t n;
} TakenBack;

/* Undo and redo of the person's own edits of this case; file is then as the store has it. What
 * was touched is given in the arena; out may be NULL. */
bool app_case_undo(Session *session, CaseFile **file, Arena *arena, TakenBack *out, Err *err);
bool app_case_redo(Session *session, CaseFile **file, Arena *arena, TakenBack *out, Err *err);
bool app_can_undo(Session *session, const CaseFile *file);
bool app_can_redo(Session *session, const CaseFile *file);

#endif

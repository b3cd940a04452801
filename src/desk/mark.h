/* Marks: what a reviewer says about one place of a case, with a reason and words, and what who
 * works on the case answers. They stand among the decisions (table review) and in the journal;
 * they are no content, so who marks has not touched the case, and its approval does not know
 * them.
 *
 * A return takes the marks along that are there. A mark is open until the next decision after
 * that; one that no return took along, until the case is approved or rejected. */
#ifndef ANJUAN_DESK_MARK_H
#define ANJUAN_DESK_MARK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "desk/workflow.h"
#include "domain/casefile.h"

/* REC_COUNT: the case as a whole, or what the rule in item says of it. FIELD_COUNT: the row as
 * a whole. */
typedef struct MarkPlace {
    RecordId record;
    FieldId field;
    int64_t row_id;   /* of a record with many rows; 0: it has no row there (any more) */
    const char *item; /* of a list with fixed lines, or a rule: its code; "" elsewhere */
} MarkPlace;

typedef struct Mark {
    int64_t id;
    MarkPlace place;
    const char *at, *by, *reason, *text; /* reason: a code of return_reason; "" for none */
    bool open, sent;                     /* sent: a return took it along */
    const char *answer, *answered_by, *answered_at; /* the last; "" when there is none */
} Mark;

/* The place of a field in a case, FIELD_COUNT for the row as a whole. row is that of the case,
 * and tells the item by itself; item is the code that one would have that is not there yet, or
 * a rule, else NULL. It borrows the item from file, or from the caller. */
MarkPlace mark_place(const CaseFile *file, RecordId record, FieldId field, size_t row,
                     const char *item);

/* The row of the case in which it stands; SIZE_MAX: none is there. */
size_t mark_row(const MarkPlace *place, const CaseFile *file);

/* Each inside tx, whose head names user and case; they check the rights again. A mark is
 * answered and taken back while it is open; taken back only before a return took it along, by
 * who made it. */
bool mark_add(Tx *tx, const User *user, int64_t case_id, const MarkPlace *place,
              const char *reason, const char *text, Err *err);
/* What the platform said of a case that it refused, in the name of who took its reply in: the
 * case stands as it was approved, and may be marked all the same. */
bool mark_of_reply(Tx *tx, const User *user, int64_t case_id, const MarkPlace *place,
                   const char *reason, const char *text, Err *err);
bool mark_reply(Tx *tx, const User *user, int64_t case_id, int64_t mark, const char *text,
                Err *err);
bool mark_drop(Tx *tx, const User *user, int64_t case_id, int64_t mark, Err *err);

/* In the order in which they were made, without those that were taken back. */
bool mark_list(Store *store, int64_t case_id, Arena *arena, Mark **out, size_t *n, Err *err);

#endif

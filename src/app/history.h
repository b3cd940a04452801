/* What was done to a case: its changes as the journal has them, and the decisions about it. */
#ifndef ANJUAN_APP_HISTORY_H
#define ANJUAN_APP_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"
#include "base/arena.h"
#include "desk/review.h"
#include "domain/casefile.h"
#include "store/journal.h"

/* The changes in groups after the given one (0: all), in order of time; the sink ends it with
 * false. */
bool app_history(Session *session, int64_t case_id, int64_t after_group, JournalSink sink,
                 void *ctx, Err *err);

/* What a column that the journal tells of is called, translated: a field of the case, or what
 * was decided and answered about it; NULL: nothing of it is shown. */
const char *app_history_label(const char *table, const char *column);

/* The same for texts of conflicts (store/journal.h), with its record, and values as the screens
 * show them; ctx is the FieldContext. */
bool app_history_name(const void *ctx, const char *table, const char *column, Buf *out);
bool app_history_value(const void *ctx, const char *table, const char *column,
                       const char *value, Buf *out);

/* What became of a field: its value before the first of the changes and after the last. */
typedef struct CellChange {
    const FieldDef *field;
    int64_t row_id;
    const char *at, *who; /* of the last */
    const char *before, *after;
} CellChange;

/* The fields that have another value than they had after that group, in the order of the
 * catalogue. */
bool app_changes_since(Session *session, int64_t case_id, int64_t group, Arena *arena,
                       CellChange **out, size_t *n, Err *err);

/* What was decided, in order of time. */
bool app_decisions(Session *session, int64_t case_id, Arena *arena, ReviewRow **out, size_t *n,
                   Err *err);

/* What stands beside an approval by somebody whom another added, or whose passphrase another
 * had set: "made with a key since 2026-11-29, set by …", and beside that of a case whose author
 * has the passphrase from the approver; NULL for every other decision. */
const char *app_decision_key(const ReviewRow *row, Arena *arena);

/* The last return, rejection or approval: what changed since? */
bool app_last_decision(Session *session, int64_t case_id, LastDecision *out, Err *err);

/* With what the case is compared by who decides: an amendment with the version in force,
 * however often it was returned meanwhile; else the last decision. */
bool app_compared_with(Session *session, const CaseFile *file, LastDecision *out, Err *err);

/* The findings that were accepted at its approvals, the last approval first. */
bool app_accepted(Session *session, int64_t case_id, Arena *arena, AcceptedFinding **out,
                  size_t *n, Err *err);

/* The person signed in reads the case: kept once a day, without waiting for another program;
 * where one was writing it is tried again with the next reading, and any other failure is a
 * note of the session. */
void app_case_was_read(Session *session, int64_t case_id);

/* Who read it, the last first; for whoever may read the events (VERB_EVENTS), nobody for
 * others. */
typedef struct CaseReader {
    const char *who, *first, *last; /* days */
    int64_t days;
} CaseReader;
bool app_case_readers(Session *session, int64_t case_id, Arena *arena, CaseReader **out,
                      size_t *n, Err *err);

#endif

/* Export: approved cases, as they were approved, through a template to a workbook; the ledger
 * of batches; the same batch again with the same bytes. */
#ifndef ANJUAN_APP_BATCH_H
#define ANJUAN_APP_BATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/arena.h"
#include "base/progress.h"

/* What became of it. A batch is begun just before its file gets its name, and written just
 * after; one that was interrupted in between and has no file is withdrawn. What was written is
 * uploaded, answered by the platform, closed: the column "standing" says which. */
typedef enum BatchState {
    BATCH_BEGUN,
    BATCH_WITHDRAWN,
    BATCH_WRITTEN, /* from here on there is a file */
    BATCH_UPLOADED,
    BATCH_ANSWERED,
    BATCH_CLOSED,
} BatchState;

const char *app_batch_state_word(BatchState state);  /* as the store has it */
const char *app_batch_state_label(BatchState state); /* translated */

typedef struct BatchRow {
    int64_t id;
    const char *no, *template_, *title, *at, *by, *sha256;
    const char *file; /* the name it had when first written, without folder */
    const char *platform_text;
    const char *platform;    /* its code; "" in a batch of before with cases of several */
    const char *predecessor; /* the batch whose refused cases it sends again, or NULL */
    const char *uploaded_on, *uploaded_by; /* NULL: not that anybody said */
    BatchState state;
    int64_t cases, rows;
    int64_t asked;             /* what it asks for: its cases, or their tranches */
    int64_t accepted, refused; /* of these, by what the platform answered */
} BatchRow;

/* What the platform answered about a case. */
typedef enum Outcome { OUTCOME_NONE, OUTCOME_ACCEPTED, OUTCOME_REFUSED } Outcome;

const char *app_outcome_word(Outcome outcome);  /* as the store has it; NULL for none */
const char *app_outcome_label(Outcome outcome); /* translated */
Outcome app_outcome(const char *word);          /* NULL: none */

/* A case of a batch. */
typedef struct BatchCase {
    int64_t id, case_id, approval_id; /* id: of the row of batch_case */
    const char *no;                   /* of the case */
    Outcome outcome;
    const char *reason, *platform_no, *answered_at; /* NULL: none */
    int64_t asked, agreed, declined;                /* tranches; 0: none was asked for */
} BatchCase;

/* Which cases are asked for. A batch goes to one platform: the one named here, by the template,
 * or else by all the cases there are to choose from. */
typedef struct ExportWish {
    const char *template_; /* NULL with refused: that of the batch */
    const char *platform;  /* its code; NULL: not said */
    const char *refused;   /* a batch: those of its cases that the platform refused; or NULL */
    int64_t tranche;   /* of a request for payment: only the tranches of this number; 0: all */
    const char *query; /* only those that the search of the queue finds by it; NULL: all */
    const char *const *numbers; /* only these; none: all of them, or all that are approved */
    size_t n;
} ExportWish;

/* A case that is asked for, and whether it can go. */
typedef struct ExportCase {
    int64_t id, approval_id;
    const char *no, *patient;
    const char *platform; /* a code, or "" */
    const char *reason;   /* why it cannot go, translated; NULL: it can */
    ErrKind kind;         /* of the reason */
    const char *before;   /* the last batch that had it already, or NULL */
    Outcome outcome;      /* what the platform answered then */
    bool judged;          /* for this plan, and nothing kept it */
} ExportCase;

typedef struct ExportPlan {
    const char *template_, *platform; /* codes */
    const char *purpose;              /* of the template */
    int64_t predecessor;              /* of the batch whose refused cases these are, or 0 */
    int64_t tranche;                  /* as wished for */
    const char *predecessor_no;
    ExportCase *cases; /* in the order of the file, those that cannot go among them */
    size_t n, fit;
    int64_t stamp; /* of the store as it was judged (session_changed) */
} ExportPlan;

/* What an export of today would take and what it would leave out, and why; writes nothing. An
 * error only where nothing can be said of the cases: of what template, for which platform. */
bool app_export_plan(Session *session, const ExportWish *wish, Arena *arena, ExportPlan *out,
                     Err *err);

/* Which of these the search of the queue finds; hits has room for all. */
bool app_export_find(Session *session, const char *query, const ExportCase *cases, size_t n,
                     bool *hits, Err *err);

/* Why a plan has no cases at all, translated. */
const char *app_export_nothing(const ExportPlan *plan);

/* The platforms of the cases that a template could take now; none where it goes to one of its
 * own, or to nobody. */
typedef struct PlatformCount {
    const char *code;
    size_t cases;
} PlatformCount;
bool app_export_platforms(Session *session, const char *template_, Arena *arena,
                          PlatformCount **out, size_t *n, Err *err);

/* One case that cannot go is left out, and *plan says so (it may be NULL); where none can, that
 * is an error. The batch, its cases' status "exported" and the file
 * come together: when writing fails or is cancelled, there is no batch and no file; when the
 * ledger fails afterwards, the error says that the next start finishes the batch. A file that
 * is there is replaced only when that is said, unless it is this very batch already, which then
 * is the answer: the same call again after an interruption succeeds. */
bool app_export(Session *session, const ExportWish *wish, const char *path, bool replace,
                const Progress *progress, Arena *arena, BatchRow *out, ExportPlan *plan,
                Err *err);

/* The same batch again, to path. An error when the bytes would differ from the first time. */
bool app_export_again(Session *session, const char *batch, const char *path, bool replace,
                      const Progress *progress, Arena *arena, BatchRow *out, Err *err);

/* What people say of a batch that was written: the day on which it was uploaded (NULL takes
 * that back), that nothing more is expected of it, and that something is after all. */
bool app_batch_uploaded(Session *session, const char *batch, const char *day, Err *err);
/* The day as a person types it; empty takes it back. */
bool app_batch_uploaded_typed(Session *session, const char *batch, const char *typed, Err *err);
bool app_batch_close(Session *session, const char *batch, Err *err);
bool app_batch_open(Session *session, const char *batch, Err *err);

bool app_batch_find(Session *session, const char *batch, Arena *arena, BatchRow *out, Err *err);

/* Newest first. */
bool app_batches(Session *session, Arena *arena, BatchRow **out, size_t *n, Err *err);
/* In the order of the file. */
bool app_batch_cases(Session *session, const char *batch, Arena *arena, BatchCase **out,
                     size_t *n, Err *err);

/* Approved cases that wait for export, of all platforms; judged: with what stands in the way of
 * each, which takes its time over thousands. */
bool app_export_waiting(Session *session, bool judged, Arena *arena, ExportCase **out,
                        size_t *n, Err *err);

/* For how many days since it was uploaded, or written where nobody said when that was, a case
 * of it has had no answer; -1: all have, or nothing more is expected. */
int app_batch_silent(const Session *session, const BatchRow *batch);

/* How the file of a batch is called that is written now: by the pattern of its template,
 * without a folder. */
bool app_export_name(Session *session, const char *template_, const char *platform, Buf *out,
                     Err *err);

/* The text of a platform's code in the language of the session; the code where it has none. */
const char *app_platform_text(Session *session, const char *code);

#endif

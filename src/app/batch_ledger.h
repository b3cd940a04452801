/* The ledger of batches: what is exported, and what is being exported. No front end sees it.
 *
 * A batch stands in the store before its file stands outside, so that neither is ever without
 * the other: the hidden folder is written down (batch_make) before anything is in it, the
 * batch is begun with the digest of the finished file (batch_begin), the file gets its name,
 * and then the batch is written and its cases are exported (batch_written). Whatever was
 * interrupted in between, the next start of a program that may write decides by what stands
 * under the name (batch_heal): the file of that digest, then the batch is written; anything
 * else, then it is withdrawn; no folder to look into, then it waits. Its number is not given
 * again. What another program is making right now is left alone. */
#ifndef ANJUAN_APP_BATCH_LEDGER_H
#define ANJUAN_APP_BATCH_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/batch.h"
#include "app/session.h"
#include "base/arena.h"
#include "base/buf.h"
#include "exchange/workbook.h"

typedef struct BatchItem {
    int64_t case_id, approval_id;
    /* Of a new batch, in an arena; of one in the store they are read when it is written. */
    const char *content;  /* the case as it stood then; NULL: the approval says it */
    const char *known_as; /* what the platform called it; or NULL */
    const char *since;    /* the day of the last batch of this purpose with it; or NULL */
    int64_t earlier;      /* that batch, where it kept what it held; 0: none */
    int64_t tranche;      /* of a new request for payment: the only one; 0: all planned */
    int64_t asked;        /* of a new one: for how many tranches; 0: for none */
    bool judged;          /* of a new one: already, as the store was at Batch.judged */
} BatchItem;

/* What the ledger keeps of a batch; texts live in an arena. */
typedef struct Batch {
    const char *no, *template_, *knowledge, *at, *by, *on, *organisation, *station, *file,
        *sha256;
    const char *platform;        /* "" in one of before with cases of several */
    const char *manifest;        /* what stands beside the file; NULL in one of before */
    const char *head_day, *head; /* of a new one, for its manifest (app/backup.h); or NULL */
    const char *uploaded_on, *uploaded_by; /* NULL: not that anybody said */
    const char *purpose;                   /* of its template (exchange/template.h) */
    const char *predecessor;               /* its number, or NULL */
    bool practice;
    BatchState state;
    int64_t id, user_id, predecessor_id, cases, rows;
    int64_t asked, accepted, refused; /* cases, or of a request for payment tranches */
    BatchItem *items;                 /* for the caller to free */
    size_t n, room;
    int64_t proven; /* of a new one: the store as its cases were proven (session_changed) */
    int64_t judged; /* and as its plan judged them */
} Batch;

/* An approved case that waits for export: here, not over, and not in a batch that is begun. */
#define BATCH_WAITING                                                                          \
    " FROM case_file AS c JOIN approval AS a ON a.case_id = c.id AND a.active = 1"             \
    " WHERE c.status = 'approved' AND c.life NOT IN ('closed', 'archived')"                    \
    " AND NOT EXISTS (SELECT 1 FROM pen_away AS w WHERE w.case_id = c.id)"                     \
    " AND NOT EXISTS (SELECT 1 FROM batch_case AS k"                                           \
    " JOIN batch AS b ON b.id = k.batch_id WHERE k.case_id = c.id AND b.state = 'begun')"

void batch_add_item(Batch *batch, int64_t case_id, int64_t approval_id);
/* Fills in what a new batch keeps of its cases. */
bool batch_contents(Session *session, Batch *batch, Arena *arena, Err *err);
/* Holds all of its cases against their histories (prove_case), and what the store has of it and
 * of the batch before it. */
bool batch_prove(Session *session, Batch *batch, Err *err);
/* Judges what a new batch takes, where it is read outside, whatever was kept of a judgement of
 * the same day; what its plan judged not once more, if nothing was written since. */
bool batch_judge(Session *session, const Batch *batch, Err *err);
/* Whether what was kept of the case is how it stands still; of no purpose but those that show
 * what happened afterwards. */
bool batch_content_stands(Session *session, const BatchItem *item, bool *stands, Err *err);
/* Whether the text that a batch has of a case is of what was approved, as far as that does not
 * go on; of an erased case it is. Both are proven by their records. */
bool batch_content_is_of(Session *session, const char *no, const char *snapshot,
                         const char *content, bool *is, Err *err);
/* Whether the parts of the money in that text are those of the case before that group, as its
 * history tells. */
bool batch_content_parts(Session *session, int64_t case_id, const char *no, const char *content,
                         int64_t before, bool *are, Err *err);
/* Of all cases of a batch; else ERR_REFUSED names the first. */
bool batch_contents_are(Session *session, int64_t batch, Err *err);
/* Whether a case that was sent has a tranche to ask for, of that number where it is not 0, and
 * nothing in it speaks against that; else ERR_REFUSED says what. */
bool batch_may_ask(Store *store, int64_t case_id, int64_t tranche, Err *err);
/* Whether the platform still holds what is asked for so; else ERR_REFUSED says how much. */
bool batch_money_left(Session *session, int64_t case_id, int64_t tranche, Err *err);
/* A tranche (t) was asked for and is not answered (tranche_is_asked). */
#define BATCH_ASKED "t.state IN ('requested', 'reviewed', 'published')"
/* A tranche (t) was not asked for yet; so was a row (j) of json_each() over what a batch keeps
 * of a case, which then asks for it. */
#define BATCH_PLANNED "coalesce(t.state, 'planned') = 'planned'"
#define BATCH_ASKS    "coalesce(json_extract(j.value, '$.state'), 'planned') = 'planned'"
/* What was asked for is requested, in a group of the case's own. */
bool batch_asked(Store *store, const Batch *batch, int64_t case_id, Err *err);
bool batch_find(Session *session, const char *no, Arena *arena, Batch *batch, Err *err);
bool batch_items(Session *session, Batch *batch, Err *err);

/* Whether there is a file that could have been uploaded, and whether the platform may still
 * answer; the error says why not. */
bool batch_has_file(const Batch *batch, Err *err);
bool batch_takes_answers(const Batch *batch, Err *err);

/* The answer of the platform about one case of a batch, in a group of the caller's; what it
 * answered before is replaced. outcome OUTCOME_NONE takes the answer back. The batch is
 * answered when none of its cases waits any more. */
bool batch_answer(Tx *tx, const Batch *batch, const BatchCase *item, Outcome outcome,
                  const char *reason, const char *platform_no, Err *err);
/* How many of the tranches that were asked for it agreed to and refused. */
bool batch_answer_tranches(Tx *tx, const Batch *batch, const BatchCase *item, int64_t agreed,
                           int64_t declined, Err *err);

/* A name that ends so is a CSV file's; what else, is a workbook's. */
bool batch_is_csv(const char *file);

/* The knowledge of one batch, unpacked: the next one mostly has the same. Begins as zeros. */
typedef struct BatchKnown {
    char *version;
    Knowledge *old;
} BatchKnown;
void batch_known_free(BatchKnown *known);

/* Writes its workbook to path by the knowledge of its time, and appends its manifest. result
 * has an arena. known is kept by the caller from one batch to the next. batch_write notes what
 * a CSV file leaves out. */
bool batch_make_file(Session *session, const Batch *batch, BatchKnown *known, const char *path,
                     const Progress *progress, WorkbookResult *result, Buf *manifest, Err *err);
bool batch_write(Session *session, const Batch *batch, const char *path,
                 const Progress *progress, WorkbookResult *result, Buf *manifest, Err *err);

/* What went out of one case of the batch, by the template and the knowledge of its time. */
bool batch_tell(Session *session, const Batch *batch, const BatchItem *item, WorkbookTell *tell,
                void *ctx, Err *err);

/* The written batch that has this digest: *found false when there is none. */
bool batch_find_digest(Session *session, const char *sha256, Arena *arena, Batch *batch,
                       bool *found, Err *err);

/* The next number of the station. */
bool batch_number(Session *session, Arena *arena, const char **no, Err *err);
BatchRow batch_row(Session *session, const Batch *batch, Arena *arena);

/* Files on their way: the hidden folder in which they are made, and the entry that tells of
 * it. */
typedef struct Making {
    int64_t id, user_id;
    char *folder, *temp, *manifest_temp; /* the files in it */
    char *target, *manifest;
    bool replace; /* what stands under these names, because the person said so */
} Making;

/* copied: the batch that is written once more, or NULL. */
bool batch_make(Session *session, const char *path, bool replace, const Batch *copied,
                Making *out, Err *err);
/* The manifest, made and synced before anything gets its name. */
bool batch_manifest(Making *making, const char *text, Err *err);
/* Gives both names. When it fails the workbook may have its name already: what stands there
 * tells. */
bool batch_name(const Making *making, Err *err);
/* Whether the name of that file names nobody whom a case of the batch is about (patient,
 * initiator, payee): it outlives an erasure. */
bool batch_name_tells_nobody(Session *session, const Batch *batch, const char *path, Err *err);
/* Nor does a comment that is kept with all cases of the batch; NULL for none. */
bool batch_words_tell_nobody(Session *session, const Batch *batch, const char *words, Err *err);
/* The manifest alone, beside a workbook that is whole. */
bool batch_put_manifest(const char *path, const char *text, bool replace, Err *err);

/* Takes the hidden folder and the entry away. */
void batch_unmake(Session *session, Making *making);
void batch_leave(Making *making); /* frees only: the next start looks at what became of it */

/* Whether there is the folder that the file goes to. A disk may have been taken out: then
 * nothing can be told of the file, and neither batch nor entry is touched. */
bool batch_reaches(const Making *making);

bool batch_begin(Session *session, Batch *batch, const Making *making, Err *err);
bool batch_written(Session *session, const Batch *batch, const Making *making, Err *err);
/* A batch was written once more: who did, in the journal. */
bool batch_copied(Session *session, const Batch *batch, const Making *making, Err *err);
bool batch_withdrawn(Session *session, const Batch *batch, Err *err);

/* In a store that is being put back from a backup, which cannot tell what became of a batch
 * that was begun when the backup was made: its file may have been uploaded, so it is entered as
 * written, and notice says so. It can be written again; its cases go out a second time by
 * nobody's mistake. What was being made is forgotten: it belongs to the store that the backup
 * was made of. */
bool batch_settle(Store *store, Buf *notice, Err *err);

/* Never fails: what cannot be decided now is said (session_note) and waits for the next
 * time. */
void batch_heal(Session *session);
/* Where nothing may be written: says that something waits to be decided. */
void batch_say_left(Session *session);

#endif

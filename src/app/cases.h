/* What a person does to a case. Every verb checks the rights of the person signed in, writes
 * one journal group, and keeps the CaseFile given to it in step with the store. An edit of
 * content of a submitted, approved, exported or rejected case is refused with ERR_REFUSED
 * unless it was reopened first (VERB_REOPEN) or reopen is given, because that drops the
 * approval; follow-up records (funding, event, contact) may always be added to. */
#ifndef ANJUAN_APP_CASES_H
#define ANJUAN_APP_CASES_H

#include <stdbool.h>
#include <stddef.h>

#include "app/judge.h"
#include "app/session.h"
#include "base/arena.h"
#include "desk/queue.h"
#include "desk/review.h"
#include "desk/talk.h"
#include "domain/casefile.h"

bool app_case_new(Session *session, CaseFile **out, Err *err);
bool app_case_open(Session *session, const char *no, CaseFile **out, Err *err);
bool app_case_open_id(Session *session, int64_t id, CaseFile **out, Err *err);
bool app_case_reload(Session *session, CaseFile **file, Err *err);

/* The case of that number; ERR_NOT_FOUND names it. */
bool app_case_find(Session *session, const char *no, int64_t *id, Err *err);

/* All cases by their age, each as it is in the store together with what is read of others
 * meanwhile. The visit ends it with false, and so does a fault. */
typedef bool CaseVisit(void *ctx, const CaseFile *file, Err *err);
bool app_each_case(Session *session, CaseVisit *visit, void *ctx, Err *err);

/* May the person edit it as it is now? Else err says why and what to do. */
bool app_case_editable(Session *session, const CaseFile *file, RecordId record, Err *err);

/* Sets a field from typed text, parsing it. A resident ID also fills the same record's empty
 * birth date and sex, in the same group. ERR_CONFLICT: somebody else changed the field since
 * file was loaded; the text gives both values. A conflict can be settled by app_case_reload and
 * setting again. */
bool app_case_set(Session *session, CaseFile *file, FieldId field, size_t row,
                  const char *typed, Err *err);

/* The words of such a conflict, for a text that was typed before the change and is not stored
 * yet. */
void app_case_say_meanwhile(Session *session, const CaseFile *file, FieldId field, size_t row,
                            const char *typed, Err *err);

/* Several at once in one group: "patient.name=王小明", "plan[2].item=...",
 * "member[+].name=...". All or nothing. reopen: edit even though that drops an approval. */
bool app_case_set_paths(Session *session, CaseFile *file, char *const *assignments, size_t n,
                        bool reopen, Err *err);

/* The same for cells as they were typed. A row that is as many as there are is made. What
 * cannot be read is refused before anything is written: *bad is then the index of the cell,
 * else n. */
typedef struct TypedCell {
    FieldId field;
    size_t row;
    const char *typed;
} TypedCell;
bool app_case_set_cells(Session *session, CaseFile *file, const TypedCell *cells, size_t n,
                        size_t *bad, Err *err);

bool app_case_add_row(Session *session, CaseFile *file, RecordId record, size_t before,
                      Err *err);
bool app_case_copy_row(Session *session, CaseFile *file, RecordId record, size_t row, Err *err);
bool app_case_remove_row(Session *session, CaseFile *file, RecordId record, size_t row,
                         Err *err);
bool app_case_move_row(Session *session, CaseFile *file, RecordId record, size_t row, size_t to,
                       Err *err);

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
bool app_can_undo(Session *session, int64_t case_id);
bool app_can_redo(Session *session, int64_t case_id);

/* Puts a schedule made from the plan in the place of the tranches, as one edit. Refused when
 * one of them is requested or paid already. *n: how many there are now. */
bool app_case_make_tranches(Session *session, CaseFile *file, size_t *n, Err *err);

/* submit, withdraw, return, reject, approve, reopen. file is reloaded. Submission and approval
 * are refused while a finding blocks: err says the first, and how many more there are. Approval
 * with open warnings needs a comment (ERR_INPUT); it is kept with each of them. */
bool app_case_move(Session *session, CaseFile **file, Verb verb, const Decision *decision,
                   Err *err);

/* Whether the key of this verb should be offered now; err (may be NULL) says why not. */
bool app_case_may(Session *session, const CaseFile *file, Verb verb, Err *err);
bool app_may(Session *session, int64_t case_id, Status status, Verb verb, Err *err);

/* A draft shown to a supervisor without submitting it: VERB_ASK, and the comment on it,
 * VERB_ANSWER. file is reloaded. */
bool app_case_say(Session *session, CaseFile **file, Verb verb, const char *text, Err *err);
bool app_talk(Session *session, int64_t case_id, Arena *arena, Talk *out, Err *err);

/* Portable files; "-" is standard input. numbers: the new case numbers, in the arena. All files
 * or none. */
bool app_import(Session *session, const char *const *paths, size_t n_paths, Arena *arena,
                const char ***numbers, size_t *n, Err *err);

#endif

/* What the files of this floor share and no front end sees. */
#ifndef ANJUAN_APP_INNER_H
#define ANJUAN_APP_INNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"
#include "base/arena.h"
#include "desk/review.h"
#include "domain/casefile.h"
#include "domain/layer.h"
#include "rules/judge/findings.h"

/* ---- session.c ---- */

/* NULL while the session is suspended. */
Store *session_store(const Session *session);

/* A sentence for session_notes. */
void session_note(Session *session, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* A file of the data folder; for the caller to free. */
char *session_data_file(const Session *session, const char *name);

/* The code as the store has it now. */
bool session_read_station(Session *session, Err *err);

/* Puts the packed knowledge into the store unless it is there; inside the caller's
 * transaction. */
bool session_keep_knowledge(Session *session, Err *err);

/* Whether there is knowledge to judge by; else err names the fault of its files. */
bool session_judges(const Session *session, Err *err);

/* ---- accept.c ---- */

/* Whether what the session judges by was accepted; else err names the files and who may accept
 * them. Inside the transaction that acts on it, after its people and settings were proven. */
bool session_accepted(Session *session, Err *err);

/* ---- session.c ---- */

/* Takes the draft out that app_draft_ends named; inside the transaction of the edit. */
bool session_drop_ended(Session *session, Err *err);

/* ---- signin.c ---- */

/* Whether the person signed in may still act as they are: somebody may have disabled them
 * since, given them another role or set their passphrase. Asked inside the transaction of each
 * write. */
bool session_person_stands(Session *session, Err *err);
/* The person as the store has them now, after they changed something about themselves. */
bool session_person_anew(Session *session, Err *err);

/* What a new passphrase must be, read at first use. NULL on an error. */
const PassphraseRules *session_passphrase_rules(Session *session, Err *err);

/* Signs a user in without a passphrase: only while the practice store is made, which knows
 * their keys; the session takes them over. */
bool session_act_as(Session *session, const char *name, Err *err);
void session_know(Session *session, const Signer *signer);

/* The open keys of the person signed in, key NULL for whoever only reads; they are taken over,
 * or wiped. */
const Signer *session_signer(const Session *session);
void session_take_keys(Session *session, Signer *signer);
void session_forget_keys(Session *session);

/* ---- init.c ---- */

/* Is that a station code? */
bool station_check(const char *code, Err *err);

/* The end of making a store under a hidden name: made, it gets its name, and else it goes. */
bool session_place(const char *temp, const char *path, bool made, Err *err);

/* Closes the session with all of its store in one file (store_finish). */
bool session_finish(Session *session, Err *err);

/* Reads the file of a store that is not in its place yet: it is whole, with so many users and
 * cases. */
bool session_prove(const char *temp, int64_t users, int64_t cases, Err *err);

/* ---- practice.c ---- */

/* Exports those cases, or all that wait, as a practice user. The workbook is not kept ("export
 * --batch" writes it again): it is made in a hidden folder beside a path of the practice
 * store. */
bool practice_export(Session *session, const char *const *numbers, size_t n, const char *beside,
                     Err *err);

/* Opens the keys of all practice users who may write, so that what is done as one of them is
 * signed by them. ERR_REFUSED when one has another passphrase by now. */
bool practice_come_in(Session *session, Err *err);
/* Adds synthetic cases to a practice store, so many at once; add makes n of them, from the
 * number from on, in one transaction. What was added before an error or a cancel stays. */
typedef struct SampleChunks {
    size_t most;
    bool (*add)(Session *session, uint64_t seed, uint64_t from, size_t n, Err *err);
} SampleChunks;
bool practice_add(Session *session, size_t cases, uint64_t seed, const SampleChunks *chunks,
                  const Progress *progress, Err *err);

/* ---- case.c, import.c, picklist.c ---- */

/* The status of the case as the store has it now. */
bool status_now(Session *session, int64_t id, Status *out, Err *err);

/* Makes a case from a file in memory, in a group of its own, with number and search terms.
 * later: what is to be judged for it is added there; NULL: it is judged at once. */
typedef struct AlikeLater AlikeLater;
bool import_case(Session *session, const CaseFile *file, GroupKind kind, AlikeLater *later,
                 int64_t *id, Err *err);

/* Counts that a field was given another value; inside the transaction that stores it. */
bool app_count_pick(Session *session, const FieldDef *field, const char *before,
                    const char *after, Err *err);

/* ---- move.c ---- */

/* A code of return_reason, or NULL for none. */
bool app_check_reason(Session *session, const char *reason, Err *err);

/* ---- open_ends.c ---- */

/* A tranche in this state was asked for, and the platform has neither agreed nor refused. */
bool tranche_is_asked(const char *state);

/* ---- prove.c ---- */

/* Holds what the store has of the case against its history; inside the transaction that acts on
 * it. ERR_REFUSED where they differ, naming the first place. */
bool prove_case(Session *session, int64_t case_id, Err *err);

/* The same for users, keys and roles, which say who may act and whose eyes are others', and for
 * the settings, such as what takes two; part of prove_case, and for a batch once. */
bool prove_people(Session *session, Err *err);
bool prove_records(Session *session, int64_t case_id, Err *err); /* without these */
/* Before an edit goes on from what stands there, or the history would tell of a value that was
 * put there from outside, and the case were refused for good. Costs nothing while no other
 * program has written since the last time. */
bool prove_edit(Session *session, int64_t case_id, Err *err);
/* A batch with its cases and replies, before something is done by what these say. */
bool prove_batch(Session *session, int64_t batch, Err *err);
/* What lets that person in, ahead of their passphrase. Fine where nobody has the name. */
bool prove_person(Session *session, const char *name, Err *err);

/* Tells the history what was found so, in a group of its own; after that transaction, whether
 * anything was found or not. */
void prove_header(Session *session); /* at a sign-in: tells it where it was put back */
void prove_tell(Session *session);

/* For what is done on purpose even to a case that differs: refused only where people differ.
 * prove_told then writes down in the transaction that is open what was found. */
bool prove_anyway(Session *session, int64_t case_id, Err *err);
bool prove_told(Session *session, Err *err);

/* ---- records.c ---- */

/* The places where the records of one case differ from its history, as in app/backup.h. */
struct Verified;
struct RecordChange;
bool records_of_case(Session *session, int64_t case_id, struct Verified *out, Err *err);
/* Which place it is, in the names of the store and in no language: "(patient 3 name)"; part of
 * bare. For the caller to free. */
char *records_place(const struct RecordChange *change);
/* A value of a case as whoever is signed in may see it, for the caller to free; column NULL:
 * none of the catalogue's. Nobody signed in sees any. */
char *records_value(Session *session, int64_t case_id, const char *table, const char *column,
                    const char *value);
bool records_may_reveal(Session *session, int64_t case_id);
/* "Patient: Name", column NULL: of the record; for the caller to free. */
char *records_label(const char *table, const char *column);
/* One more of them, for the caller to fill in; NULL where there are too many to tell. */
struct RecordChange *records_add(struct Verified *out);
bool records_of_batch(Session *session, int64_t batch, struct Verified *out, Err *err);
/* user 0: of all of them, and of the settings. */
bool records_of_people(Session *session, int64_t user, struct Verified *out, Err *err);

/* ---- moment.c ---- */

/* Adds what was done against what the history tells of that moment: approvals of something else
 * than the case was, steps of people who could not take them. */
bool moments_verify(Session *session, const Progress *progress, struct Verified *out, Err *err);

/* ---- bundle_answer.c ---- */

/* Adds each bundle that was called acknowledged where its station did not say so. */
bool answers_hold(Session *session, struct Verified *out, Err *err);

/* ---- events.c ---- */

/* A verb of the history in words, or as it is. */
const char *app_event_what(const char *verb);

/* ---- derived.c ---- */

/* Adds what is made from the records and is not what they give, where they are what the history
 * tells; found: in how many places. */
bool derived_verify(Session *session, const Progress *progress, struct Verified *out,
                    int64_t *found, Err *err);

/* ---- edit.c ---- */

/* Search terms and the queue's summary; inside the transaction that changed the case. */
bool edit_refresh(Session *session, const CaseFile *file, Err *err);
bool edit_index(Session *session, const CaseFile *file, Err *err); /* without judging it */

/* A place that is written to: a field, or with FIELD_COUNT a row that comes, goes or moves; a
 * row that is as many as there are comes. Which layer that changes, and whether the person
 * may write there, as the case stands in file. */
typedef struct EditPlace {
    RecordId record;
    FieldId field;
    size_t row;
} EditPlace;
Layer edit_layer(const CaseFile *file, const EditPlace *place);
bool edit_may_layer(Session *session, const CaseFile *file, const EditPlace *place, Layer layer,
                    Err *err);

/* Several canonical values in one group of an edit; a row that is as many as there are is made.
 * value NULL empties the field. */
typedef struct EditValue {
    FieldId field;
    size_t row;
    const char *value;
} EditValue;
bool edit_values(Session *session, CaseFile *file, const EditValue *values, size_t n, Err *err);

/* "plan[2].item=..." as it was typed; value is canonical, for the caller to free. */
typedef struct EditTyped {
    const FieldDef *field;
    int row; /* from 0, or CATALOG_NEW_ROW */
    char *value;
    const char *path; /* the text before =, for messages */
    size_t path_len;
} EditTyped;
bool edit_read_typed(Session *session, const CaseFile *file, const char *text, EditTyped *out,
                     Err *err);

/* One edit of a record in a group of its own, as the rows of a case are edited. */
typedef bool EditRows(Tx *tx, CaseFile *file, void *ctx, Err *err);
bool edit_with(Session *session, CaseFile *file, RecordId record, EditRows *edit, void *ctx,
               Err *err);

/* ---- discard.c ---- */

/* Takes away what is made from the case, and where somebody stood in it. */
bool case_remove_derived(Store *store, int64_t case_id, Err *err);

/* ---- history.c ---- */

/* Who read what is in the history before they leave. */
void session_tell_read(Session *session);

/* ---- erase.c ---- */

/* Around the taking in of a case that was erased at another station: the copies of its papers
 * are noted while the history names them, with erase_note_files; and what is made of the case
 * goes. Behind the transaction erase_settle takes away what was noted, and has the file written
 * anew; what it could not, app_erased_whole tells. */
bool erase_note_copies(Session *session, int64_t case_id, Err *err);
bool erase_derived(Store *store, int64_t case_id, Err *err);
void erase_settle(Session *session);

/* Removes the copies of erased cases that a run that was cut off left. */
void erase_heal(Session *session);

/* ---- erase_aside.c ---- */

/* Whether the bundle that was put aside has the case, or may have it: what cannot be opened to
 * its end may. */
bool erase_aside_may_have(Session *session, const char *path, int64_t case_id);

/* ---- erase_files.c ---- */
/* How that group of the history passed a case to that station. */
typedef struct ErasedSent {
    bool ours, theirs;      /* the group was written here; by that station */
    uint64_t epoch, number; /* of the bundle that carried it away from here; number 0: none */
    bool acknowledged;
} ErasedSent;
bool erase_sent(Session *session, int64_t group, const char *code, ErasedSent *out, Err *err);
/* Inside the transaction of the erasure; then, behind it, they are removed. */
bool erase_note_files(Session *session, int64_t case_id, Err *err);
bool erase_remove_files(Session *session, Err *err);
bool erase_files_gone(Session *session, Err *err); /* ERR_STORE names the first that is left */

/* ---- alike_counts.c ---- */

/* Around a change of a case: others that share a card, a phone or a number with it, are of the
 * same household or tell a story much like it, before or after, are judged anew, so that the
 * queue's counts of them hold. Inside its transaction. */
enum { ALIKE_COUNTS_MAX = 20 };
typedef struct AlikeCounts {
    bool cell;     /* one cell alone changes: of field, in row */
    FieldId field; /* set by who begins the edit */
    size_t row;
    uint64_t sum; /* of what the rules about other cases read */
    int64_t ids[ALIKE_COUNTS_MAX];
    size_t n;
    bool crowded; /* a value is shared by so many that not all of them are looked at */
    bool asked;   /* only to know that: nothing is written */
} AlikeCounts;
bool alike_counts_before(Session *session, const CaseFile *file, AlikeCounts *counts, Err *err);
bool alike_counts_after(Session *session, const CaseFile *file, AlikeCounts *counts, Err *err);

/* Where many cases come in one transaction: the new case, and those that it changes what the
 * rules say about, are noted, and each is judged once when all are there. later->ids is for the
 * caller to free. */
struct AlikeLater {
    int64_t *ids;
    size_t n, room;
};
bool alike_counts_later(Session *session, const CaseFile *file, AlikeLater *later, Err *err);
/* The same of one that was changed, after which is before it: where nothing of it did that the
 * rules about others read, nothing is noted, and it is not noted itself. */
bool alike_counts_join(Session *session, const CaseFile *file, const AlikeCounts *before,
                       AlikeLater *later, Err *err);
void alike_counts_note(AlikeLater *later, int64_t case_id);
bool alike_counts_now(Session *session, AlikeLater *later, Err *err);

/* Whether it shares a value with so many that its own counts are not kept up with all of them.
 */
bool alike_counts_crowded(Session *session, const CaseFile *file, bool *crowded, Err *err);

/* ---- judge.c ---- */

/* What a session judges with, and the judgement that was made last. */
typedef struct Judging Judging;
Judging *judging_new(void);
void judging_free(Judging *judging);
void judging_forget(Judging *judging); /* another day, or the store is closed */
Judging *session_judging(Session *session);

/* The staged facts that the rules read, opened at first use. NULL on an error. */
struct Facts *session_facts(Session *session, Err *err);

/* How often a case was judged so far. */
size_t session_judgings(Session *session);

/* How the case was just judged by app_case_findings: counts for the queue, and by which
 * knowledge on which day. */
bool summary_keep(Session *session, const CaseFile *file, FindingCounts counts, Err *err);

/* Judges the case and keeps the summary; and the whole judgement where app_case_judged was
 * asked for it before. Where the knowledge files are at fault the case stands there as not
 * judged: what was typed is stored whatever a site wrote into its rules. */
bool summary_make(Session *session, const CaseFile *file, Err *err);

/* The summary is made anew when there is time: for who changes what the rules read of many
 * cases at once, or has no knowledge to judge by. */
bool summary_stale(Store *store, int64_t case_id, Err *err);

/* Judges the case and holds what is kept of it against that, where it can be judged. */
typedef enum SummaryPart { SUMMARY_SAME, SUMMARY_COUNTS, SUMMARY_DUE } SummaryPart;
bool summary_differs(Session *session, const CaseFile *file, SummaryPart *out, Err *err);

/* What summary_make judged is in the store, as it stands in file; or it is not. */
void judging_stored(Session *session, const CaseFile *file, bool done);

#endif

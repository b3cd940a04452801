/* The blacklist: what supervisors do to it, and lists that are taken in.
 *
 * A list is looked at first (dry), nothing is written then; taken in, it is one transaction.
 * The same file again changes nothing. With the word why, a newer file of a source takes the
 * place of the one before: what it no longer has is to be lifted, and is when another
 * supervisor takes in the same file. What two supervisors have lifted stays lifted, whatever a
 * file says.
 *
 * What is typed of a person is digested at once and kept nowhere else, in the history neither.
 */
#ifndef ANJUAN_APP_BLACKLIST_H
#define ANJUAN_APP_BLACKLIST_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/arena.h"
#include "base/buf.h"
#include "desk/blacklist.h"

/* In force or waiting, the newest first; with ended all. For supervisors and auditors. */
bool app_black_list(Session *session, bool ended, Arena *arena, BlackEntry **out, size_t *n,
                    Err *err);

/* "ID, phone, name with year of birth": by what an entry is compared. */
void app_black_marks(const BlackEntry *entry, Buf *out);
/* The list, or that it is our own. */
const char *app_black_source(const char *source);

/* Of our own, as typed; NULL or "" for none. born: a day or a year. days as one types them. */
typedef struct BlackTyped {
    const char *name, *born, *id_number, *phone, *card;
    const char *reason, *evidence, *document, *since, *until;
} BlackTyped;

/* The fields in the order in which they are asked for. */
typedef enum BlackField {
    BLACK_AT_ID,
    BLACK_AT_PHONE,
    BLACK_AT_CARD,
    BLACK_AT_NAME,
    BLACK_AT_BORN,
    BLACK_AT_REASON,
    BLACK_AT_EVIDENCE,
    BLACK_AT_DOCUMENT,
    BLACK_AT_SINCE,
    BLACK_AT_UNTIL,
    BLACK_FIELDS
} BlackField;

/* Whether one field could stay as it is, beside what the others say; writes nothing. */
bool app_black_check(Session *session, const BlackTyped *typed, BlackField field, Err *err);
/* at, where it is not NULL: the field that was refused; BLACK_FIELDS: none of them. */
bool app_black_add(Session *session, const BlackTyped *typed, int64_t *id, BlackField *at,
                   Err *err);

bool app_black_confirm(Session *session, int64_t id, Err *err);
bool app_black_decline(Session *session, int64_t id, const char *reason, Err *err);
bool app_black_lift(Session *session, int64_t id, const char *reason, Err *err);

typedef enum BlackFate {
    BLACK_NEW,
    BLACK_KNOWN,  /* it is there already */
    BLACK_LIFTED, /* two supervisors lifted it, and it stays so */
    BLACK_DOUBLE, /* another row says the same */
    BLACK_UNCLEAR,
    BLACK_FATES
} BlackFate;

const char *app_black_fate_word(BlackFate fate);

/* A row that is not taken. */
typedef struct BlackLine {
    const char *place, *why;
} BlackLine;

typedef struct BlackLook {
    size_t counts[BLACK_FATES];
    size_t gone;         /* entries of the source that the file no longer has */
    size_t asked, ended; /* of these: now to be lifted; lifted, since another asked before */
    size_t back;         /* were gone, and are not */
    BlackLine *lines;
    size_t n;
    size_t hidden;
    bool written; /* something was, or would be, changed */
} BlackLook;

/* replace: the word why what the file no longer has is to be lifted; NULL: it stays. */
bool app_black_import(Session *session, const char *path, const char *source,
                      const char *replace, bool dry, Arena *arena, BlackLook *out, Err *err);

/* "12 new, 3 known, 1 left out, 2 gone". */
void app_black_sum(const BlackLook *look, Buf *out);

#endif

/* Other cases that share an ID, a phone, a card, a number or a name with one that is being
 * typed: which, whose, in what status, and why it was found. Only ever something to say:
 * sharing may well be right (two children of one father, a relapse). Every value is one walk of
 * an index (rules/staging/alike.h), so it may be asked on each key. */
#ifndef ANJUAN_APP_ALIKE_H
#define ANJUAN_APP_ALIKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"
#include "base/arena.h"
#include "desk/workflow.h"
#include "domain/casefile.h"
#include "rules/staging/listed.h"

/* A text that is in a field and not stored yet. */
typedef struct AlikeTyped {
    FieldId field; /* FIELD_COUNT: none */
    size_t row;    /* and of records with many rows, the only row that is looked at */
    const char *text;
} AlikeTyped;

typedef struct Alike {
    int64_t case_id;
    const char *no, *whose; /* whose: who entered it */
    Status status;
    const char *why; /* translated: "same ID number" */
    int rank;        /* 0: the most telling */
} Alike;

enum { ALIKE_MAX = 20 };

/* The cases alike in fields of these records, each once, the most telling first, newest before
 * older; at most ALIKE_MAX, more says that there may be others. */
bool app_case_alike(Session *session, const CaseFile *file, const RecordId *records,
                    size_t n_records, const AlikeTyped *typed, Arena *arena, Alike **out,
                    size_t *n, bool *more, Err *err);

/* The entries of the blacklist that the case meets in fields of these records, with what is
 * being typed. Whoever keeps the list is told of those too that wait to be confirmed. */
bool app_case_listed(Session *session, const CaseFile *file, const RecordId *records,
                     size_t n_records, const AlikeTyped *typed, Arena *arena,
                     Listed out[LISTED_MAX], size_t *n, Err *err);
/* "Phone: on the list 平台名单 since 2025-03-01: ...". */
void app_listed_say(const Listed *listed, Buf *out);

#endif

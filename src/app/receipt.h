/* The reply of a platform about a batch: what it would change, and taking it in.
 *
 * A reply is looked at first; nothing is written then. Taken in, it is one transaction: either
 * all that the look said, or nothing. Each case has a group of its own, so its history tells
 * what came back. The same file again changes nothing. A later reply may complete an earlier
 * one; where it says otherwise than the earlier one did, it needs a word of the person why.
 *
 * What becomes of a tranche is apart from the answer about the case: a row moves only a tranche
 * that it says something new of, by the rights of who takes it in, and what it does not say (a
 * day, a sum) stays as it is known. A value that its field does not take makes the row unclear.
 *
 * A case that the platform refused goes back to who entered it: its stage says refused, the
 * home screen has it, and the reason is marked at its place where the template knows it. The
 * status of its application stays: it is corrected by an amendment. */
#ifndef ANJUAN_APP_RECEIPT_H
#define ANJUAN_APP_RECEIPT_H

#include <stdbool.h>
#include <stddef.h>

#include "app/batch.h"
#include "app/session.h"
#include "base/arena.h"
#include "base/day.h"
#include "base/money.h"

enum { RECEIPT_WORDS = 1000 }; /* the most signs that a word of why may have */

/* What becomes of a row of the reply. */
typedef enum ReceiptFate {
    FATE_TAKEN,     /* it answers for a case, or for a tranche, which had no answer yet */
    FATE_SAME,      /* that was known */
    FATE_CONTRARY,  /* an earlier reply said otherwise */
    FATE_PENDING,   /* it says that there is no answer yet */
    FATE_UNMATCHED, /* it names no case of the batch */
    FATE_DOUBLE,    /* it says again, or otherwise, what another row says */
    FATE_TROUBLE,   /* it cannot be read, or cannot be true */
    RECEIPT_FATES
} ReceiptFate;

const char *app_fate_word(ReceiptFate fate);  /* of JSON */
const char *app_fate_label(ReceiptFate fate); /* translated */

typedef struct ReceiptLine {
    const char *place; /* in the file: "sheet 结果, A7" */
    const char *no;    /* as the file has it */
    ReceiptFate fate;
    Outcome outcome;                  /* what it says; OUTCOME_NONE where it says nothing */
    const char *reason, *platform_no; /* "" for none */
    const char *why; /* of a row that is left out, and of a contrary one; else NULL
                      */
    /* Of a row that moves a tranche: which, to what, in words too; NULL: it moves none. */
    const char *moves, *state;
    int64_t tranche;
    Fen amount; /* that is agreed to or paid; -1: none is known */
    char on[DAY_TEXT];
} ReceiptLine;

/* What has no answer afterwards. */
typedef struct ReceiptMissing {
    const char *no;
    int64_t tranche; /* 0: the case as a whole */
} ReceiptMissing;

typedef struct ReceiptLook {
    const char *batch, *file, *sha256; /* file: its name without folder */
    ReceiptLine *lines;                /* in the order of the file */
    size_t n;
    size_t counts[RECEIPT_FATES];
    size_t accepted, refused; /* cases, or tranches, with an answer that is new */
    size_t paid;              /* tranches that are told as paid now */
    Fen paid_fen;
    ReceiptMissing *missing;
    size_t n_missing;
    size_t hidden, formulas;         /* rows taken that nobody sees, that were worked out */
    const char *taken_at, *taken_by; /* this very file was taken in before; NULL: it was not */
    bool written;                    /* something was, or would be, changed */
} ReceiptLook;

/* Reads the file, and says what it would change. */
bool app_receipt_look(Session *session, const char *batch, const char *path, Arena *arena,
                      ReceiptLook *out, Err *err);

/* Takes it in. comment: why a contrary answer counts, needed where there is one, else NULL.
 * sha256: of the file that was looked at, where it was; then another file of that name is
 * refused. */
bool app_receipt_take(Session *session, const char *batch, const char *path, const char *sha256,
                      const char *comment, Arena *arena, ReceiptLook *out, Err *err);

/* "accepted 9, refused 2, without an answer 1, rows left out 1", and what is paid. */
void app_receipt_sum(const ReceiptLook *look, Buf *out);
/* "T1-2026-000001, tranche 2". */
void app_receipt_missing(const ReceiptMissing *missing, Buf *out);

#endif

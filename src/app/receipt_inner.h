/* What the two halves of taking in a reply share: receipt.c says what it comes to,
 * receipt_take.c writes that. */
#ifndef ANJUAN_APP_RECEIPT_INNER_H
#define ANJUAN_APP_RECEIPT_INNER_H

#include "app/batch_ledger.h"
#include "app/receipt.h"
#include "exchange/receipt.h"
#include "exchange/template.h"

/* A tranche that the batch asked for, and what the platform says of it: before the reply, then
 * with it. What a later batch asked for again was refused or taken back. */
typedef struct ReceiptAsked {
    int64_t seq;
    Outcome outcome;
} ReceiptAsked;

/* What the reply says about one case of the batch. */
typedef struct ReceiptAnswer {
    BatchCase item;
    const char *number;               /* of the case, in the form that is compared */
    const char *patient;              /* as it was approved */
    size_t *lines, n;                 /* those that count, by their place among the lines */
    Outcome outcome;                  /* as it will be */
    const char *reason, *platform_no; /* NULL for none */
    bool changes;                     /* the answer, not the tranches */
    ReceiptAsked *asked;              /* none: the answer about the case is all there is */
    size_t n_asked;
} ReceiptAnswer;

typedef struct Reply {
    Session *session;
    Arena *arena;
    const char *path;
    Batch batch;
    Template *template_, *neutral; /* neutral: of the mapping where the own has none */
    const ReceiptMap *map;
    Receipt rows;
    ReceiptAnswer *answers; /* of each case of the batch, in its order */
    size_t n;
    bool *moves; /* of each row of the file: its tranche is written, whatever the answer does */
    ReceiptLook *look;
} Reply;

/* Reads the file, by the template of the batch. */
bool reply_open(Session *session, const char *batch, const char *path, Arena *arena,
                ReceiptLook *look, Reply *out, Err *err);
/* What it comes to, by the store as it is now. */
bool reply_match(Reply *reply, Err *err);
void reply_close(Reply *reply);
/* Why the field cannot take what stands in that column, which is named; NULL: it can. */
const char *reply_check(const Reply *reply, FieldId field, const char *value,
                        ReceiptColumn from);

/* ---- receipt_pay.c: tranches and money ---- */

/* Of the cases in their order: the tranches that the batch asked for. */
bool reply_read_asked(Reply *reply, Err *err);
bool reply_says_money(const ReceiptAnswer *answer, const ReceiptRow *row);
/* The row of the tranche that is meant; case_rows() for none. */
size_t reply_tranche(const ReceiptAnswer *answer, const CaseFile *file, const ReceiptRow *row);
/* What a row says about a tranche: whether it is new, known, contrary or in the way. */
void reply_weigh_money(const Reply *reply, ReceiptAnswer *answer, const CaseFile *file,
                       const ReceiptRow *row, ReceiptLine *line);
/* What the tranches come to: agreed to is a case with one that is. */
Outcome reply_asked_outcome(const ReceiptAnswer *answer);
/* Inside the transaction, where the rights are asked again. */
bool reply_move_money(Tx *tx, const Reply *reply, const ReceiptAnswer *answer, CaseFile *file,
                      const ReceiptRow *row, Err *err);

#endif

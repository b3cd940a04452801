/* The reply of a platform about a batch: which of its rows says what about which case.
 *
 * How a platform calls its columns and what it writes in them stands in the template that the
 * batch was written by:
 *
 *   [receipt]
 *   sheet = "审核结果"           only this sheet; without: the first that has the heads
 *   no = "案例编号|求助编号"       heads of columns, several names parted by |
 *   outcome = "审核结果"
 *   reason, platform_no, patient, batch, platform, tranche, amount, on, payment_no = "..."
 *   accepted = "通过|审核通过"     what stands in the column outcome
 *   refused, paid, pending = "..."
 *   [reason.account]
 *   words = "账号|开户行"         a reason in which one of these stands
 *   field = "payee.account"      is about this field; a list alone, as plan, is one too
 *   paper = "D11"                or about this paper
 *   reason = "inconsistent"      and is this reason of a return
 *
 * no, outcome, accepted and refused are needed. Heads and words are compared without regard to
 * width, case and blanks around them, heads also without the star of what is required.
 *
 * Nothing here knows a batch or a store. What cannot be taken from a row is said of the row
 * (trouble), never guessed; texts that nobody could read safely are such. */
#ifndef ANJUAN_EXCHANGE_RECEIPT_H
#define ANJUAN_EXCHANGE_RECEIPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/money.h"
#include "domain/catalog.h"
#include "domain/codes.h"
#include "exchange/table.h"
#include "rules/files/lint.h"

typedef enum ReceiptColumn {
    RECEIPT_NO,
    RECEIPT_OUTCOME,
    RECEIPT_REASON,
    RECEIPT_PLATFORM_NO,
    RECEIPT_PATIENT,
    RECEIPT_BATCH,
    RECEIPT_PLATFORM,
    RECEIPT_TRANCHE,
    RECEIPT_AMOUNT,
    RECEIPT_ON,
    RECEIPT_PAYMENT_NO,
    RECEIPT_COLUMNS
} ReceiptColumn;

typedef enum ReceiptSays {
    SAYS_NOTHING, /* empty, or that it is still being looked at */
    SAYS_ACCEPTED,
    SAYS_REFUSED,
    SAYS_PAID, /* of a tranche: agreed to, and the money is on its way */
    RECEIPT_SAYS
} ReceiptSays;

typedef struct ReceiptMap ReceiptMap;

/* Of a template's file; NULL when it has no section receipt. Faults go to the lint. */
ReceiptMap *receipt_map_read(const Ini *ini, const Codes *codes, Lint *lint, Arena *arena);

/* What a reason is about, where its words tell: a field, a list as a whole, or a paper by its
 * code in item. */
typedef struct ReceiptAbout {
    RecordId record;
    FieldId field;    /* FIELD_COUNT: the record as a whole */
    const char *item; /* "" for none */
    const char *code; /* of return_reason; NULL for none */
} ReceiptAbout;

/* The i-th thing it is about; false after the last. */
bool receipt_about(const ReceiptMap *map, const char *reason, size_t i, ReceiptAbout *out);

typedef struct ReceiptRow {
    const char *place;                  /* "sheet 结果, A7" */
    const char *texts[RECEIPT_COLUMNS]; /* "" where there is none, trimmed */
    ReceiptSays says;
    int64_t tranche; /* 0: none is named */
    Fen amount;      /* -1: none is named */
    bool has_on;
    Day on;
    const char *trouble; /* why it cannot be taken; NULL: it can */
} ReceiptRow;

typedef struct Receipt {
    ReceiptRow *rows;
    size_t n;
    bool has[RECEIPT_COLUMNS];
    const char *columns[RECEIPT_COLUMNS]; /* "column F “打款流水号”", "" where there is none */
    size_t hidden;   /* rows that a person who opens the file does not see */
    size_t formulas; /* rows with a value that was worked out elsewhere */
} Receipt;

/* The arena gets texts and rows, so that the table may go. */
bool receipt_read(const Table *table, const char *path, const ReceiptMap *map, Arena *arena,
                  Receipt *out, Err *err);

/* Whether the name in a reply may be that of the person: blanks aside, and * or a circle or 某
 * may stand for any sign, since platforms cover names. */
bool receipt_same_name(const char *told, const char *name);

#endif

/* Writes approved cases through a template to an xlsx or CSV file, streaming, and reads it back
 * whole.
 *
 * The same input gives the same bytes: creation time and everything else is fixed by
 * WorkbookFacts. It writes to the hidden file that the caller made and gives its
 * name when the ledger has it; the library's temporary files lie beside it. After a failure or
 * a cancel the caller takes it away. */
#ifndef ANJUAN_EXCHANGE_WORKBOOK_H
#define ANJUAN_EXCHANGE_WORKBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/progress.h"
#include "domain/casefile.h"
#include "exchange/template.h"
#include "store/digest.h"

typedef struct WorkbookFacts { /* fixed by the batch, printed on the 导出信息 sheet */
    const char *batch;         /* T1-B0042 */
    bool csv;                  /* a CSV file of one sheet, not a workbook */
    const char *organisation, *station;
    const char *exported_by; /* display name */
    const char *exported_at; /* UTC instant; also the document's creation time */
    Day on;                  /* the civil day of the export: "today" for facts */
    const char *knowledge;   /* its version */
    bool practice;           /* stamped 练习 on every sheet */
} WorkbookFacts;

/* One case of a batch: its application as it was approved, with what happened afterwards where
 * the template's purpose shows it. Texts until the next case. */
typedef struct CaseItem {
    CaseFile *file; /* freed here, with case_free */
    const char *no, *approved_by, *approved_at;
    const char *platform_no; /* the platform's number of it; NULL: none was told */
    const char *since; /* the day of the last batch of this purpose that had it; NULL: none */
    CaseFile *before;  /* as that batch held it, freed here; NULL: that was not kept */
} CaseItem;

/* Gives the cases of the batch one after the other, in its order; file NULL at the end. */
typedef struct CaseSource {
    bool (*next)(void *ctx, CaseItem *item, Err *err);
    void *ctx;
    size_t count;
} CaseSource;

/* What a sheet of cases or of rows holds. */
typedef struct WorkbookSheet {
    const char *title;
    size_t rows;
    const char **columns; /* of money, and of counts that the template adds up */
    int64_t *sums;        /* of them; money in fen */
    bool *money;          /* which is which */
    size_t n;
} WorkbookSheet;

typedef struct WorkbookResult {
    size_t cases, rows; /* rows: of the main sheet and the detail sheets together */
    char sha256[DIGEST_HEX + 1];
    Arena *arena; /* the caller's, for the sheets; NULL: they are not told */
    bool unread;  /* by the caller: only its digest is asked for, so it is not read back */
    WorkbookSheet *sheets;
    size_t n_sheets;
    size_t altered;  /* cells of a CSV file that begin with ' since they look like a formula */
    size_t left_out; /* sheets of the template that a CSV file does not hold */
} WorkbookResult;

/* What decides on the bytes beside the input: the way of writing, and the libraries that pack.
 */
void workbook_writer(bool csv, Buf *out);

bool workbook_write(const Knowledge *knowledge, const Template *template_,
                    const WorkbookFacts *facts, const CaseSource *source, const char *temp,
                    const Progress *progress, WorkbookResult *out, Err *err);

/* What such a file says of a case, column by column as it stands there, without making one. */
typedef struct WorkbookValue {
    const char *sheet, *column; /* their titles */
    size_t row;                 /* of the case on that sheet, from 1 */
    const char *text;           /* until the next one */
} WorkbookValue;
typedef bool WorkbookTell(void *ctx, const WorkbookValue *value, Err *err);

bool workbook_tell(const Knowledge *knowledge, const Template *template_,
                   const WorkbookFacts *facts, const CaseSource *source, WorkbookTell *tell,
                   void *ctx, Err *err);

#endif

/* Writes approved cases through a template to an xlsx file, streaming, and reads it back whole.
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

#include "base/progress.h"
#include "domain/casefile.h"
#include "exchange/template.h"
#include "store/digest.h"

typedef struct WorkbookFacts { /* fixed by the batch, printed on the 导出信息 sheet */
    const char *batch;         /* T1-B0042 */
    const char *organisation, *station;
    const char *exported_by; /* display name */
    const char *exported_at; /* UTC instant; also the document's creation time */
    Day on;                  /* the civil day of the export: "today" for facts */
    const char *knowledge;   /* its version */
    bool practice;           /* stamped 练习 on every sheet */
} WorkbookFacts;

/* Gives the cases of the batch one after the other, in its order: each as it was approved. The
 * case is freed by the caller of the source (this module) with case_free. *file NULL at the
 * end. */
typedef struct CaseSource {
    bool (*next)(void *ctx, CaseFile **file, const char **no, const char **approved_by,
                 const char **approved_at, Err *err);
    void *ctx;
    size_t count;
} CaseSource;

typedef struct WorkbookResult {
    size_t cases, rows; /* rows: of the main sheet and the detail sheets together */
    char sha256[DIGEST_HEX + 1];
} WorkbookResult;

bool workbook_write(const Knowledge *knowledge, const Template *template_,
                    const WorkbookFacts *facts, const CaseSource *source, const char *temp,
                    const Progress *progress, WorkbookResult *out, Err *err);

#endif
